// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "outlook/forecast/intervals.hpp"
#include "outlook/forecast/year_end.hpp"

namespace redthread::outlook {

/// An interval of a month or a sum.
struct Interval {
  double low = 0;
  double high = 0;
};

/// One unit's forecast of a measure, with intervals.
struct SeriesForecast {
  PointForecast point;
  std::vector<double> levels;
  std::vector<std::vector<Interval>> months;  ///< [level][month ahead]
  std::vector<Interval> sums;  ///< [level] of all months ahead together; its own scores
  YearEnd year_end;            ///< of the year of the first month ahead
  std::vector<Interval> year_end_intervals;  ///< [level]
};

/// The forecast of one measure for all its units, and how good such forecasts have been.
struct PanelForecast {
  std::vector<Answer<SeriesForecast>> series;  ///< in the order of the histories
  std::vector<Coverage> coverage;              ///< [level] by month ahead
  std::vector<Coverage> coverage_of_sums;      ///< [level]
  /// Mean absolute error over that of seasonal naive, at the earlier origins; below 1 is better.
  /// Never above: where seasonal naive has been the better for the measure, it is what is used.
  double relative_error = 0;
  std::size_t forecasts_scored = 0;
};

/// How it is made.
struct PanelPlan {
  int months = 12;
  std::vector<double> levels = {0.8, 0.95};
  Backtest backtest = {};
  int threads = 0;
};

/// Forecasts a measure for all units at once, because each learns its uncertainty from all of them:
/// pooled scores by month ahead. While a unit's own history is shorter than 48 months, the wider of
/// that and the models' own. When intervals have held too seldom lately, they are widened to what
/// lately would have held. Equal for any number of threads. Each answer: none as `prepare` says;
/// reservations as `prepare`, break_in_history, few_siblings (too few scores: the models' own
/// interval or the largest miss, whichever is wider). Evidence: docs/outlook.md.
PanelForecast forecast_panel(const std::vector<History>& histories, const PanelPlan& plan = {});

/// What is decided and will change a measure, e.g. a clinic that closes: both months included.
struct PlannedChange {
  Month first;
  Month last;
  double factor = 1;          ///< of the forecast
  double more_per_month = 0;  ///< besides
};

/// Moves the forecast's months, its year and its sum by what is decided; intervals move along and
/// keep their width. What every model says alone (`point.repeated_year` ...) stays as it was.
void apply(SeriesForecast& forecast, const std::vector<PlannedChange>& changes);

}  // namespace redthread::outlook
