// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "model/catalog.hpp"

namespace redthread::warehouse {

/// A delivered value as the integer that is stored, or what is wrong with it.
struct DeliveredValue {
  std::int64_t stored = 0;  ///< in base units times 10^scale
  std::string code;         ///< `warehouse.value_*`; empty when it is right
  std::string message;      ///< does not repeat the value
  std::string hint;
};

/// Reads a value as it is written for the measure: a decimal number in the measure's unit, a date
/// (`2024-01-31`) for `datum`, or `ja`, `nej`, `1`, `0` for `ja/nej`. Exact: a number that is no
/// whole count of the measure's smallest unit, or does not fit, is told and never rounded.
/// `text` must not be empty.
DeliveredValue read_value(std::string_view text, const Measure& measure);

}  // namespace redthread::warehouse
