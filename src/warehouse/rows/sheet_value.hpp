// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace redthread::warehouse {

/// How the cells of a sheet say their values, as CSV would have them.

/// What a number format makes of a number.
enum class SheetNumber { plain, date, time };

/// By the number of a format that every Excel has.
SheetNumber builtin_format(int number);
/// By a format's code: `yyyy\-mm\-dd;@`.
SheetNumber format_of(std::string_view code);

/// A number as stored, with the 15 digits that Excel itself keeps: `0.30000000000000004` is `0.3`.
/// nullopt when it is none.
std::optional<std::string> sheet_number(std::string_view stored);
/// A day as stored, `45352` or `45352.5`, in Excel's calendar or the one from 1904: `2024-03-01`,
/// `2024-03-01T12:00:00`. nullopt when there is no such day; 1900-02-29, which Excel has, is none.
std::optional<std::string> sheet_date(std::string_view stored, bool from_1904);
/// A time of day or a duration: `07:30:00`, `26:00:00`.
std::optional<std::string> sheet_time(std::string_view stored);

/// Decodes `_x000D_`, which stands for a character that XML cannot have.
std::string sheet_text(std::string_view stored);

/// `C5`.
std::string cell_name(int row, int column);
/// The column, from 1, of `C5` or `C`, and the row, 0 when it is not said; nullopt when it is no
/// cell's name.
struct CellPlace {
  int row = 0;
  int column = 0;
};
std::optional<CellPlace> cell_place(std::string_view name);

}  // namespace redthread::warehouse
