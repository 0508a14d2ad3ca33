// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace redthread::documents {

/// A section of a workbook's number format, as far as it decides what is printed.
struct ShownNumber {
  enum class Kind { general, number, date, time };
  Kind kind = Kind::general;
  int decimals = 0;
  bool percent = false;
  int thousands = 0;   ///< how many times the value is divided by 1000 (`#,##0,`)
  bool hours = true;   ///< of a time: `h:mm`; else minutes and seconds
  std::string before;  ///< fixed text: `"ca "`
  std::string after;   ///< fixed text: `" mnkr"`
};

/// For numbers above zero (and others, when there is no more), below zero, zero.
using ShownNumbers = std::vector<ShownNumber>;

/// By the number of a format that every Excel has. source: ECMA-376 18.8.30.
ShownNumbers builtin_number(int number);
/// By its code: `#,##0.0;[Red]-#,##0.0`.
ShownNumbers shown_number(std::string_view code);

/// A stored value as the format prints it, in Swedish, without thousands separators: `-47,6`,
/// `12,5 %`, `2024-03-01`. General prints at most 11 digits, as Excel. The value as stored when it
/// is no number.
std::string number_text(std::string_view stored, const ShownNumbers& sections, bool from_1904);

}  // namespace redthread::documents
