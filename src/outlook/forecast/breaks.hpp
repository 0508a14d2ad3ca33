// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace redthread::outlook {

/// A month from which a series is at another level: a reorganisation, a system switch, a pandemic.
struct Break {
  std::size_t at = 0;   ///< index of the first month at the new level
  double shift = 0;     ///< new level over old, minus 1
  double strength = 0;  ///< the shift over what months usually differ by
};

/// The strongest break among the last `window` months, when it is beyond doubt: medians of up to 6
/// adjusted months on each side (at least 3) that differ by at least 12 % of the level and by at
/// least 5 times the usual difference between adjusted months next to one another. `adjusted` is
/// without season. Source: a two-window median contrast against a robust scale (1.4826 MAD of first
/// differences); thresholds set on the series named in docs/outlook.md.
std::optional<Break> find_break(const std::vector<double>& adjusted, std::size_t window = 60);

}  // namespace redthread::outlook
