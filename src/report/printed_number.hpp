// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "base/decimal.hpp"
#include "base/language.hpp"
#include "model/document.hpp"

namespace redthread::report {

/// The format that the run is printed in.
const NumberFormat& format_of(const FigureRun& run);
/// The number that the run shows, after scaling and rounding (percent as 78.7, durations in
/// seconds): from the figure's value, not from its text. nullopt when it shows none.
std::optional<Decimal> displayed_number(const FigureRun& run);

/// The same, read back from a printed text (`−1 235,0 mnkr` -> -1235.0, `07:17` -> 437), as a
/// reader would. nullopt when it does not begin with a number.
std::optional<Decimal> read_printed_number(std::string_view text, Language language);

}  // namespace redthread::report
