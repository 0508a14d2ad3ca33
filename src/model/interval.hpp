// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "base/decimal.hpp"
#include "model/figure.hpp"

namespace redthread {

/// How exactly a figure is known by the digits of its thread. (The interval of a forecast is
/// another thing: Figure::interval.) A written number is the interval value +- half a unit of its
/// last digit; a computed figure gets an interval from its thread, whose leaves are delivered
/// values with the decimals that they were written with. source: the rounding rule of XBRL
/// Calculations 1.1, and METHODS.

/// Decimals after the point in a written number.
int written_decimals(std::string_view written);
/// Half a unit of the last digit of something written with so many decimals.
Exact half_unit(int decimals);

/// The interval that a figure's true value can lie in. nullopt when the figure has no value, or a
/// divisor's interval holds zero. A part that a partial sum lacks adds nothing.
std::optional<Interval> interval_of(const Figure& figure);

/// Whether both can be the same true value.
bool may_be_equal(const Figure& a, const Figure& b);

}  // namespace redthread
