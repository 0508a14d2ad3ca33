// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/rules.hpp"

namespace redthread::audit {

/// Which tables something is said of; all that is empty holds for every table.
struct TableChoice {
  std::string file;
  std::string sheet;
  std::string title;  ///< a part of it
  int number = 0;     ///< of the tables in the file, from 1

  bool holds(const PrintedTable& table) const;
  bool holds(const RawTable& table) const;
};

/// A relation that a person declares by the names of columns or rows.
struct DeclaredRelation {
  TableChoice where;
  bool between_rows = false;
  Form form = Form::sum;
  std::string target;
  std::vector<std::string> plus;   ///< parts; for percentages and ratios two: of what, by what
  std::vector<std::string> minus;  ///< of sums
};

/// What a person says of the columns of some tables.
struct DeclaredNames {
  TableChoice where;
  ColumnNames names;
};

/// The relations in each table that has all their columns, or the row of the target and any of the
/// parts. Names are compared as printed, but for upper and lower case and blanks. The indexes of
/// `declared` that no table has are added to `unused`.
RuleBook declared_rules(const std::vector<PrintedTable>& tables,
                        const std::vector<DeclaredRelation>& declared,
                        std::vector<std::size_t>& unused);

/// Takes rules off the book that were found and judge what declared ones of the same direction
/// (between columns, between rows) judge: a person knows better.
void prefer_declared(RuleBook& book);

}  // namespace redthread::audit
