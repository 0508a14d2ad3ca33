// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/period.hpp"
#include "model/catalog.hpp"
#include "warehouse/sql/dialect.hpp"

namespace redthread::warehouse {

/// All measures of a fact of rows that add up, in one query.
///
/// Its columns: unit (Organisation index), month (Month::index), a category for each of
/// `breakdowns` (its number from 1, NULL = missing), then a value for each of `measures`, which are
/// indices into Catalog::measures, then for each of `sums_with_gaps` how many rows are counted. All
/// are integers; the values are in the measures' smallest unit.
///
/// A row for each unit, month and combination of categories of which there are rows in the fact. In
/// no order. What belongs to a cell is the sum over the rows that agree with it; rows without a
/// category count in totals alone. A sum is NULL (or 0, by the engine) when no row is counted:
/// zero. Where rows are counted and none of them has a value it is NULL: missing.
struct CubeQuery {
  std::string sql;  ///< empty when the fact has no measure that adds up
  std::vector<int> measures;
  std::vector<std::string> breakdowns;
  /// Of `measures`: sums of what a row may lack.
  std::vector<int> sums_with_gaps;
};

/// Each month is counted by the definition that was in force. A measure of a snapshot that is not a
/// flow counts the rows of the month's last snapshot day, of all that were delivered of the fact.
/// Without `months`: all there are.
CubeQuery cube_query(const Catalog& catalog, int fact, const Dialect& dialect,
                     std::optional<Period> months = std::nullopt);

}  // namespace redthread::warehouse
