// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace redthread::warehouse {

/// Reading one delivered text as the integer that is stored, fast: this runs for every field of
/// millions of rows.

/// `2024-01-31` as Date::days(); nullopt for anything else, and for days that do not exist.
std::optional<std::int32_t> read_date(std::string_view text);

enum class NumberFault { none, syntax, decimals, too_large };
struct ReadNumber {
  std::int64_t value = 0;  ///< counts 10^-scale
  NumberFault fault = NumberFault::none;
};
/// A whole or decimal number with `.` or `,` before its decimals, `-` or U+2212 before it, nothing
/// between its digits. More decimals than `scale` are a fault, unless they are zeros.
ReadNumber read_number(std::string_view text, int scale);

/// `1`, `0`, `true`, `false`, `ja`, `nej`, `yes`, `no`, in any case.
std::optional<bool> read_boolean(std::string_view text);

}  // namespace redthread::warehouse
