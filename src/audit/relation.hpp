// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/printed_table.hpp"

namespace redthread::audit {

/// How one printed figure follows from others.
enum class Form {
  sum,                  ///< terms with weights +1 and -1: totals, differences, results
  change,               ///< percent: 100 (a - b) / b
  change_on_magnitude,  ///< percent: 100 (a - b) / |b|
  share,                ///< percent: 100 a / b
  ratio,                ///< a / b
};

/// Whether the form is a percentage.
bool is_percent(Form form);

struct Term {
  CellRef cell;
  int weight = 1;
};

/// One instance of a rule: this cell should be that of those cells.
struct Relation {
  Form form = Form::sum;
  CellRef target;
  std::vector<Term> terms;
  std::size_t rule = 0;  ///< which of the rules
};

/// A rule as it was found or declared, and how it holds.
struct Rule {
  Form form = Form::sum;
  std::string text;       ///< in Swedish, with the names of columns or rows
  bool declared = false;  ///< by a person: needs no support
  bool carried = false;   ///< found in another table with the same headings
  bool partial = false;   ///< the parts are perhaps not all (`varav`)
  int followed = 0;
  int broken = 0;
};

/// What a relation says that its target should be.
struct Expected {
  Exact point;        ///< from the printed values as they stand
  Interval interval;  ///< from all true values that round to them
};

/// nullopt when a needed figure is missing or the base may be zero. In a sum, a part of which
/// nothing is printed adds nothing; without any part there is nothing to expect.
/// source: interval arithmetic; XBRL Calculations 1.1 for sums.
std::optional<Expected> expected_of(const std::vector<PrintedTable>& tables,
                                    const Relation& relation);

/// The same in floating point, for searching: the value and the width of its interval.
struct RoughlyExpected {
  double point = 0;
  double width = 0;
};
std::optional<RoughlyExpected> roughly_expected(const std::vector<PrintedTable>& tables,
                                                const Relation& relation);

/// Whether some true values that round to what is printed satisfy the relation: the two intervals
/// meet.
bool may_hold(const PrintedFigure& printed, const Expected& expected);

/// The formula with its numbers: `(70076 - 87826) / 87826 * 100`.
std::string formula_of(const std::vector<PrintedTable>& tables, const Relation& relation);

}  // namespace redthread::audit
