// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/period.hpp"
#include "model/catalog.hpp"
#include "warehouse/sql/dialect.hpp"

namespace redthread::warehouse {

/// The queries over a fact's table `rows_<fact>`. They give exact integers, never ratios; what an
/// empty sum means is decided by who reads them.

/// One scan for all measures of a fact that add up. Its columns: `unit`, `month`, one category for
/// each of `breakdowns` (NULL = missing), then one number for each of `measures`: `m0`, `m1`, ...
struct CubeQuery {
  std::string sql;                      ///< empty when the fact has no measure that adds up
  std::vector<int> measures;            ///< indices into Catalog::measures
  std::vector<std::string> breakdowns;  ///< keys
};

/// `months`: only those; nullopt = all.
CubeQuery cube_query(const Catalog& catalog, int fact, const Dialect& dialect,
                     std::optional<Period> months);

/// What one measure adds up to for a unit, a month and the categories of a cell: the part of
/// `cube_query` that a figure rests on, to be shown to a person.
std::string figure_query(const Catalog& catalog, int measure, const Cell& cell,
                         const std::vector<int>& units, Period months, const Dialect& dialect);

/// Distinct persons or a median for every unit, those above it, and every wanted span. Joins the
/// tables `unit_above(unit, month, above)`, where a unit is above itself, and
/// `wanted_span(first_month, last_month)`. Columns: `unit`, `first_month`, `last_month`, one
/// category for each of `breakdowns`, `value`.
std::string level_query(const Catalog& catalog, int measure,
                        const std::vector<std::string>& breakdowns, const Dialect& dialect);

/// The rows behind a figure, by day and line: `delivery_id`, `line`, then all columns of the fact.
struct RowsQuestion {
  int measure = 0;
  Cell cell;
  std::vector<int> units;  ///< not empty
  Period months;
  std::int64_t limit = 0;  ///< 0 = all
};
std::string rows_query(const Catalog& catalog, const RowsQuestion& question,
                       const Dialect& dialect);
/// How many rows there are.
std::string row_count_query(const Catalog& catalog, const RowsQuestion& question,
                            const Dialect& dialect);

}  // namespace redthread::warehouse
