// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "figures/columns.hpp"
#include "model/results.hpp"

namespace redthread::figures {

/// Statements: a table of rows seen through columns. Rows that expand have a row for each
/// category or child unit below them, with the key `row:category`.

StatementTable statement_table(Columns& columns, const Statement& statement, int unit,
                               Period asked);

/// One cell by its keys; nullptr when there is no such row or column, or the row is a heading.
FigurePtr statement_cell(Columns& columns, const Statement& statement, std::string_view row,
                         std::string_view column, int unit, Period asked);

/// A title with its places filled: `{ytd}`, `{year}`, `{month}`, `{period}`, `{r12}`, each also
/// with
/// `_previous`.
LocalText filled_title(const LocalText& title, Period asked);

}  // namespace redthread::figures
