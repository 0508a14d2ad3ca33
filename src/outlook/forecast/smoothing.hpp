// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace redthread::outlook {

/// What an exponential smoothing has: trend and season, of what kind.
enum class Trend { none, additive, damped };
enum class Season { none, additive, multiplicative };

/// A fitted exponential smoothing, ready to go on from the last month.
struct Smoothing {
  Trend trend = Trend::none;
  Season season = Season::none;
  double alpha = 0;  ///< how fast the level follows
  double beta = 0;   ///< the trend
  double gamma = 0;  ///< the season
  double phi = 1;    ///< how much of the trend is left after a month
  double level = 0;
  double slope = 0;
  std::vector<double> seasonal;  ///< of the next month first
  double deviation = 0;          ///< of one-step errors, in the series' unit
  double aicc = 0;

  /// The next `months` months.
  std::vector<double> forecast(int months) const;
  /// Standard deviation of the error `months` ahead (1 = the next), by the model itself; too small
  /// in practice.
  double deviation_ahead(int months) const;
};

/// The smoothing of least AICc among those without season, or, for at least 24 months, also with:
/// trend none, additive, damped; season additive, and multiplicative (with multiplicative errors)
/// when all values are above 0. Smoothing parameters by Nelder and Mead's method on the likelihood;
/// starting states from the first two years. `values` has at least 4 (asserted). Source: Hyndman,
/// Koehler, Ord and Snyder 2008, Forecasting with Exponential Smoothing, ch. 2, 5, 7.
Smoothing fit_smoothing(const std::vector<double>& values, bool with_season);

/// Simple smoothing: a level only.
Smoothing fit_level(const std::vector<double>& values);

}  // namespace redthread::outlook
