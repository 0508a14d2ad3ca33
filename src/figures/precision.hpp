// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "model/catalog.hpp"
#include "model/figure.hpp"

namespace redthread::figures {

/// How exactly a figure is known, given the decimals that its rows were written with.

/// The true value lies in low..high, both included.
struct Range {
  Exact low;
  Exact high;
};

/// Each written value is itself plus or minus half a unit of its last decimal (`47.6` in mnkr:
/// 50 000 kr either way); the range follows the arithmetic. A row without a written text is exact.
/// nullopt when the figure has no value, or a divisor's range holds zero.
std::optional<Range> range_of(const Figure& figure);

/// Whether both can be the same true value.
bool may_be_equal(const Figure& a, const Figure& b);

}  // namespace redthread::figures
