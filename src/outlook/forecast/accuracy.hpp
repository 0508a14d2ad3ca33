// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"

namespace redthread::outlook {

/// A forecast that was made, and what came: by people or by the machine, told apart by `by`.
struct MadeForecast {
  std::string by;
  Month made_after;  ///< the last month that was known
  double forecast = 0;
  std::optional<double> outcome = std::nullopt;  ///< nullopt: not yet
  /// Within its stated interval; nullopt when none was stated.
  std::optional<bool> held = std::nullopt;
};

/// How good one maker's forecasts have been.
struct Accuracy {
  std::string by;
  int scored = 0;
  double mean_absolute_percent = 0;  ///< of the outcome; outcomes of 0 are left out
  double mean_percent = 0;           ///< above 0: forecasts were too high
  int intervals = 0;
  double share_held = 0;
};

/// By maker, in order of name. Those whose outcome has not come are not scored.
std::vector<Accuracy> accuracy_by_maker(const std::vector<MadeForecast>& made);

}  // namespace redthread::outlook
