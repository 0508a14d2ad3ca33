// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "outlook/cannot_say.hpp"
#include "outlook/forecast/forecast.hpp"
#include "outlook/numbers/sample.hpp"

namespace redthread::outlook {

/// Intervals that were measured, not assumed: what earlier forecasts of the same measure missed by,
/// in all units.

/// What one earlier forecast missed by, in units of its series' scale.
struct Miss {
  std::size_t series = 0;
  std::size_t origin = 0;     ///< months before the end of the history
  std::vector<double> month;  ///< |outcome - forecast| by month ahead; as many as have an outcome
  std::vector<double> sum;    ///< |sum of outcomes - sum of forecasts| of the first months ahead
  std::vector<double> repeated_month;  ///< the same of seasonal naive
  std::vector<double> repeated_sum;
};

/// Where forecasts are made to learn from: `origins` of them, every `step` months back from the
/// end.
struct Backtest {
  int origins = 12;
  int step = 2;
  int horizon = 12;
};

/// Forecasts made again from each earlier origin, with what was known then; origins with a history
/// of less than 24 months are left out, and months whose outcome is not reported are not scored
/// (the sum ends there).
std::vector<Miss> backtest(const Prepared& series, std::size_t index, const Backtest& plan,
                           bool may_be_negative = false);

/// The half-width that covers a share `level` of what is to come, from scores of what has come: the
/// ceil((n + 1) level)-th smallest; the largest when there are too few. `scores` ascends and is not
/// empty (asserted). Source: split conformal prediction, Lei, G'Sell, Rinaldo, Tibshirani and
/// Wasserman 2018, JASA 113:1094.
double conformal_width(const std::vector<double>& scores, double level);

/// How many scores a level needs so that its width is not just the largest one: 19 for 95 %.
std::size_t scores_needed(double level);

/// Widths by month ahead and by sum of months, in units of scale, for one level.
struct Widths {
  double level = 0;
  std::vector<double> month;
  std::vector<double> sum;
  std::size_t scores = 0;  ///< at the furthest month: the fewest
};

/// From all misses whose outcomes were known `origin` months before the end (0 = today): earlier
/// origins only.
Widths widths_of(const std::vector<Miss>& misses, double level, int horizon,
                 std::size_t origin = 0);

/// How often the interval held when it was made from earlier origins only.
struct Coverage {
  double level = 0;
  double held = 0;
  double of = 0;
  double share() const { return of > 0 ? held / of : 0; }
  /// Beyond what chance explains (four binomial deviations of a tenth of the scores: they depend on
  /// one another).
  bool is_too_low() const;
};
/// Over every second half of the origins, month by month ahead, or of the sums.
Coverage measured_coverage(const std::vector<Miss>& misses, double level, int horizon,
                           bool of_sums);

}  // namespace redthread::outlook
