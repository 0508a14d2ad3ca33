// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "outlook/cannot_say.hpp"
#include "outlook/forecast/breaks.hpp"
#include "outlook/forecast/history.hpp"

namespace redthread::outlook {

/// How a point forecast was made.
enum class Method {
  repeated_year,  ///< seasonal naive: fewer than 24 months, or a measure where it has been the
                  ///< better
  combination,    ///< the mean of the middle two of four: seasonal naive, STL, smoothing, Theta
  after_break,  ///< half of that, and half the mean of seasonal naive and STL, which no break fools
};

/// The point forecast of one measure and unit, with all that it was combined of.
struct PointForecast {
  Month first;
  std::vector<double> values;
  Method method = Method::combination;
  std::optional<Break> last_break = std::nullopt;
  std::vector<double> repeated_year;  ///< seasonal naive, always beside
  std::vector<double>
      decomposed;  ///< STL, its rest by smoothing without season; empty when not used
  std::vector<double> smoothing;  ///< exponential smoothing with season; empty when not used
  std::vector<double> theta;      ///< empty when not used
  /// The models' own standard deviation of the error, by month ahead; averaged over the models. Too
  /// small: see intervals.hpp.
  std::vector<double> own_deviation;
  /// Mean absolute seasonal difference of the history: the unit in which errors of unlike series
  /// are alike (MASE).
  double scale = 0;
  double day_exponent = 0;
};

/// The next `months` months of a prepared history (at least 12 values, asserted). Never below 0
/// when the history never is. Evidence: issue of methods in docs/outlook.md: combinations win,
/// single methods fail after a break.
PointForecast point_forecast(const Prepared& series, int months, bool may_be_negative = false);

/// Mean absolute error of seasonal naive within the history; 0 for fewer than 13 values or a
/// constant.
double seasonal_scale(const std::vector<double>& values);

/// The history as it was known `months` months before its end; nullopt when fewer than 12 are left.
std::optional<Prepared> as_known(const Prepared& series, std::size_t months);

}  // namespace redthread::outlook
