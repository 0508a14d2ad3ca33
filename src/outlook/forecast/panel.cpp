// SPDX-License-Identifier: Apache-2.0
#include "outlook/forecast/panel.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

#include "base/error.hpp"
#include "outlook/numbers/normal.hpp"
#include "outlook/numbers/replications.hpp"

namespace redthread::outlook {
namespace {

constexpr std::size_t long_history = 48;
constexpr std::size_t lately = 8;  // months back: origins that tell of a change of regime

/// What a unit's own work leaves: forecast and earlier misses.
struct OfSeries {
  Answer<Prepared> prepared;
  std::optional<PointForecast> point;
  std::vector<Miss> misses;
};

OfSeries work_on(const History& history, std::size_t index, const PanelPlan& plan) {
  OfSeries of{prepare(history)};
  if (!of.prepared.value) return of;
  Backtest backtest_plan = plan.backtest;
  backtest_plan.horizon = plan.months;
  of.point = point_forecast(*of.prepared.value, plan.months, history.may_be_negative);
  of.misses = backtest(*of.prepared.value, index, backtest_plan, history.may_be_negative);
  return of;
}

/// All errors over those of seasonal naive; 0 when there are none.
double relative_error(const std::vector<Miss>& misses) {
  double error = 0;
  double repeated = 0;
  for (const Miss& miss : misses) {
    error += std::accumulate(miss.month.begin(), miss.month.end(), 0.0);
    repeated += std::accumulate(miss.repeated_month.begin(), miss.repeated_month.end(), 0.0);
  }
  return repeated > 0 ? error / repeated : 0;
}

/// Seasonal naive instead, forecasts and misses: for a measure where it has been the better.
void repeat_the_year(std::vector<OfSeries>& all, std::vector<Miss>& misses) {
  for (OfSeries& of : all) {
    if (!of.point) continue;
    of.point->values = of.point->repeated_year;
    of.point->method = Method::repeated_year;
  }
  for (Miss& miss : misses) {
    miss.month = miss.repeated_month;
    miss.sum = miss.repeated_sum;
  }
}

/// Widths by all earlier misses, or, when the intervals have held too seldom, also by the late
/// ones.
Widths calibrated(const std::vector<Miss>& misses, const Coverage& coverage, int months) {
  Widths widths = widths_of(misses, coverage.level, months);
  if (!coverage.is_too_low()) return widths;
  std::vector<Miss> late;
  for (const Miss& miss : misses) {
    if (miss.origin <= lately) late.push_back(miss);
  }
  const Widths wider = widths_of(late, coverage.level, months);
  for (std::size_t h = 0; h < wider.month.size(); ++h) {
    widths.month[h] = std::max(widths.month[h], wider.month[h]);
    widths.sum[h] = std::max(widths.sum[h], wider.sum[h]);
  }
  return widths;
}

class Fan {
 public:
  Fan(const PointForecast& point, const Widths& widths, bool may_be_negative, bool use_own)
      : point_(point),
        widths_(widths),
        may_be_negative_(may_be_negative),
        use_own_(use_own),
        z_(normal_quantile((1 + widths.level) / 2)) {}

  Interval month(std::size_t h) const {
    return around(point_.values[h], half(widths_.month, h, own(h)));
  }
  /// Of the first `count` months ahead, on top of `known`.
  Interval sum(double known, std::size_t count) const {
    double total = known;
    double variance = 0;
    for (std::size_t h = 0; h < count; ++h) {
      total += point_.values[h];
      variance += own(h) * own(h);
    }
    return around(total, half(widths_.sum, count - 1, std::sqrt(variance)));
  }

 private:
  double own(std::size_t h) const { return point_.own_deviation[h]; }
  double half(const std::vector<double>& measured, std::size_t h, double deviation) const {
    const double conformal = h < measured.size() ? measured[h] * point_.scale : 0;
    return use_own_ || h >= measured.size() ? std::max(conformal, z_ * deviation) : conformal;
  }
  Interval around(double value, double half_width) const {
    const double low = value - half_width;
    return {may_be_negative_ ? low : std::max(0.0, low), value + half_width};
  }

  const PointForecast& point_;
  const Widths& widths_;
  bool may_be_negative_;
  bool use_own_;
  double z_;
};

SeriesForecast with_intervals(const OfSeries& of, const std::vector<Widths>& all_widths,
                              bool may_be_negative) {
  SeriesForecast forecast{*of.point, {}, {}, {}, {}, {}};
  const Prepared& series = *of.prepared.value;
  const auto end = year_end(series, of.point->values);
  if (end) forecast.year_end = *end;
  for (const Widths& widths : all_widths) {
    const bool is_short =
        series.values.size() < long_history || widths.scores < scores_needed(widths.level);
    const Fan fan(*of.point, widths, may_be_negative, is_short);
    forecast.levels.push_back(widths.level);
    std::vector<Interval> months;
    for (std::size_t h = 0; h < of.point->values.size(); ++h) months.push_back(fan.month(h));
    forecast.months.push_back(std::move(months));
    forecast.sums.push_back(fan.sum(0, of.point->values.size()));
    if (end) {
      forecast.year_end_intervals.push_back(
          fan.sum(end->year_to_date, static_cast<std::size_t>(12 - end->months_known)));
    }
  }
  return forecast;
}

}  // namespace

PanelForecast forecast_panel(const std::vector<History>& histories, const PanelPlan& plan) {
  REDTHREAD_ASSERT(plan.months >= 1 && !plan.levels.empty(), "a plan that asks for something");
  std::vector<OfSeries> all(histories.size());
  for_each_replication(
      static_cast<int>(histories.size()), plan.threads, [] { return 0; },
      [&](int i, int&) {
        const auto at = static_cast<std::size_t>(i);
        all[at] = work_on(histories[at], at, plan);
      });
  PanelForecast panel;
  std::vector<Miss> misses;
  for (const OfSeries& of : all) misses.insert(misses.end(), of.misses.begin(), of.misses.end());
  panel.forecasts_scored = misses.size();
  panel.relative_error = relative_error(misses);
  if (panel.relative_error > 1) {
    repeat_the_year(all, misses);
    panel.relative_error = 1;
  }
  std::vector<Widths> widths;
  for (const double level : plan.levels) {
    panel.coverage.push_back(measured_coverage(misses, level, plan.months, false));
    panel.coverage_of_sums.push_back(measured_coverage(misses, level, plan.months, true));
    widths.push_back(calibrated(misses, panel.coverage.back(), plan.months));
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto reservations = std::move(all[i].prepared.reservations);
    if (!all[i].point) {
      panel.series.push_back(Answer<SeriesForecast>::none(std::move(reservations)));
      continue;
    }
    if (const auto& found = all[i].point->last_break) {
      const auto ago = static_cast<double>(all[i].prepared.value->values.size() - found->at);
      reservations.push_back({Reason::break_in_history, ago});
    }
    const std::size_t needed = scores_needed(widths.back().level);
    if (widths.back().scores < needed) {
      reservations.push_back({Reason::few_siblings, static_cast<double>(widths.back().scores),
                              static_cast<double>(needed)});
    }
    panel.series.push_back(
        {with_intervals(all[i], widths, histories[i].may_be_negative), std::move(reservations)});
  }
  return panel;
}

void apply(SeriesForecast& forecast, const std::vector<PlannedChange>& changes) {
  const auto move = [](Interval& interval, double by) {
    interval.low += by;
    interval.high += by;
  };
  for (std::size_t h = 0; h < forecast.point.values.size(); ++h) {
    const Month month = forecast.point.first.plus(static_cast<int>(h));
    double& value = forecast.point.values[h];
    const double before = value;
    for (const PlannedChange& change : changes) {
      if (month >= change.first && month <= change.last)
        value = value * change.factor + change.more_per_month;
    }
    const double by = value - before;
    for (auto& level : forecast.months) move(level[h], by);
    for (Interval& sum : forecast.sums) move(sum, by);
    if (month.year() != forecast.year_end.year) continue;
    forecast.year_end.forecast += by;
    for (Interval& year : forecast.year_end_intervals) move(year, by);
  }
}

}  // namespace redthread::outlook
