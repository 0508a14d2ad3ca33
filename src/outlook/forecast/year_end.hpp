// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "outlook/forecast/history.hpp"

namespace redthread::outlook {

/// Where a year lands.
struct YearEnd {
  int year = 0;
  int months_known = 0;  ///< of the year
  double year_to_date = 0;
  double forecast = 0;  ///< year to date + the months ahead
  /// The rolling twelve months; the same as year to date + last year's rest, always. nullopt: less
  /// than 12 months.
  std::optional<double> rolling_twelve = std::nullopt;
  std::optional<double> run_rate =
      std::nullopt;  ///< year to date x 12 / months; nullopt in January
};

/// The year that the first month ahead lies in. `ahead` are the months after the history; nullopt
/// when they do not reach December, or when a month of the year is not known.
std::optional<YearEnd> year_end(const Prepared& series, const std::vector<double>& ahead);

}  // namespace redthread::outlook
