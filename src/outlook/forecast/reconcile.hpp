// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace redthread::outlook {

/// A unit's forecast in a tree of units, before it adds up.
struct TreeForecast {
  std::optional<std::size_t> parent =
      std::nullopt;  ///< index of the unit above; parents stand before their parts
  double value = 0;
  double deviation = 1;  ///< of its error; above 0 (asserted)
};

/// The same values, changed as little as their uncertainties allow, so that every unit is the sum
/// of its parts: weighted least squares with independent errors. A unit that is sure hardly moves.
/// Values that add up already are left alone. Cost: linear in the number of units. Source:
/// Wickramasuriya, Athanasopoulos and Hyndman 2019, JASA 114:804 (MinT, diagonal weights); solved
/// exactly on a tree by passing precision-weighted means up and differences down.
std::vector<double> reconciled(const std::vector<TreeForecast>& units);

}  // namespace redthread::outlook
