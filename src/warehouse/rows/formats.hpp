// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "warehouse/rows/row_source.hpp"

namespace redthread::warehouse {

/// The reader of each format; what `open_rows` chooses among. All as `open_rows`.

/// Separated by comma, semicolon, tab or vertical bar, told from the first lines; quoted as in
/// RFC 4180; see TextStream for encodings. A first line `sep=;`, as Excel understands it, is taken
/// at its word.
std::unique_ptr<RowSource> open_csv(const std::string& path, const std::string& shown_as,
                                    Diagnostics& diagnostics, const RowLimits& limits);

/// Read by DuckDB in an engine of its own, which reaches that file alone. Values as a CSV file
/// would have them: `2024-03-01`, `2024-03-01T12:30:00`, `1234.5`, `true`.
std::unique_ptr<RowSource> open_parquet(const std::string& path, const std::string& shown_as,
                                        Diagnostics& diagnostics, const RowLimits& limits);

/// SIE 4E and 4I: a row for each #TRANS of a voucher, with the columns series, voucher, date,
/// account, amount, text, quantity and `dim_1`, `dim_6` ... for the dimensions that the file
/// declares or uses. #RTRANS is followed by the same as #TRANS, and #BTRANS was struck: neither is
/// a row, nor are balances; a note says how many were left aside. A voucher goes in whole: when it
/// does not sum to zero, is not closed, or one of its lines cannot be read, all its rows are bad.
std::unique_ptr<RowSource> open_sie(const std::string& path, const std::string& shown_as,
                                    Diagnostics& diagnostics, const RowLimits& limits);

/// The first visible sheet of a workbook, streamed; a warning when there are more. The first row
/// that is not empty is the header. Formulas give the values that are stored with them. Dates are
/// told by the cells' number formats, in either of Excel's calendars. Hidden rows are read like
/// others.
std::unique_ptr<RowSource> open_xlsx(const std::string& path, const std::string& shown_as,
                                     Diagnostics& diagnostics, const RowLimits& limits);

}  // namespace redthread::warehouse
