// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/language.hpp"
#include "base/number_format.hpp"

namespace redthread::report {

struct Tick {
  double at = 0;     ///< as shown_value gives it
  std::string text;  ///< by the product's formatter
};

/// Round numbers (1, 2 or 5 times a power of ten; minutes for durations) that enclose `lowest` to
/// `highest`, both as shown_value gives them. About `wanted` of them, two at least, in order,
/// never closer than the format's last decimal. The
/// axis begins at zero, unless the values lie far from it (their span is less than a third of the
/// distance) and `from_zero` is false.
std::vector<Tick> ticks_for(double lowest, double highest, bool from_zero,
                            const NumberFormat& format, bool with_suffix, Language language,
                            int wanted = 5);

}  // namespace redthread::report
