// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/decimal.hpp"
#include "model/measure_unit.hpp"

namespace redthread::catalog {

/// A number that a person wrote in a text, with its measure unit: `95 %`, `-100`, `5 pp`, `08:00`.
struct Quantity {
  Decimal number;                   ///< as written; a duration in seconds
  std::optional<MeasureUnit> unit;  ///< absent when none was written
};

/// nullopt when it is not a number, or its measure unit is not known. Both `-` and `−` are minus.
std::optional<Quantity> parse_quantity(std::string_view text, const MeasureUnits& units);

/// What may be wrong with a text that `parse_quantity` refuses, as a hint.
std::string quantity_hint(std::string_view text, const MeasureUnits& units);

}  // namespace redthread::catalog
