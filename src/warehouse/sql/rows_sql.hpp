// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/period.hpp"
#include "model/catalog.hpp"
#include "warehouse/sql/dialect.hpp"

namespace redthread::warehouse {

/// Which rows a counted figure rests on: of a stock (`time = "last"`) those of the last month.
struct RowsQuestion {
  int measure = 0;
  Cell cell;
  std::vector<int> units;  ///< not empty (asserted)
  Period months;
};

/// The rows, by day, delivery and line: delivery, line, then every column of the fact. At most
/// `limit`.
std::string rows_query(const Catalog& catalog, const RowsQuestion& question, std::int64_t limit,
                       const Dialect& dialect);

/// How many rows there are.
std::string row_count_query(const Catalog& catalog, const RowsQuestion& question,
                            const Dialect& dialect);

/// The figure itself, counted from the rows in one query: what `explain --sql` shows. For measures
/// that add up, what the cube holds, summed; for others, what they are.
std::string figure_query(const Catalog& catalog, const RowsQuestion& question,
                         const Dialect& dialect);

}  // namespace redthread::warehouse
