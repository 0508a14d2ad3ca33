// SPDX-License-Identifier: Apache-2.0
#include "outlook/forecast/forecast.hpp"

#include <cmath>
#include <numeric>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "outlook/forecast/accuracy.hpp"
#include "outlook/forecast/list_drift.hpp"
#include "outlook/forecast/reconcile.hpp"
#include "outlook/forecast/seasons.hpp"
#include "outlook/forecast/smoothing.hpp"
#include "outlook/forecast/year_end.hpp"
#include "outlook/numbers/sample.hpp"
#include "outlook/test_panels.hpp"

namespace redthread::outlook {
namespace {

/// Six years with trend, season and a rest that anybody can compute.
std::vector<double> six_years() {
  std::vector<double> values;
  for (int t = 0; t < 72; ++t)
    values.push_back(200 + 0.8 * t + 25 * std::sin(2 * 3.14159265358979323846 * t / 12) +
                     12 * ((t * t) % 7) - 9 * ((t * 5) % 4));
  return values;
}

History history_of(const std::vector<double>& values) {
  History history{Month(2018, 1), {}};
  for (const double value : values) history.values.emplace_back(value);
  return history;
}

TEST(Seasons, StlAgreesWithTheReference) {
  // R 4.2: stl(ts(y, frequency = 12), s.window = 11, s.jump = 1, t.jump = 1, l.jump = 1).
  const Decomposition parts = stl(six_years());
  const std::vector<double> season = {10.148979, -29.500028, 7.994360, -23.130277, -23.308150};
  const std::vector<double> trend = {207.628575, 225.643742, 241.265664, 257.330996, 260.226255};
  const std::vector<std::size_t> months = {0, 19, 39, 59, 71};
  for (std::size_t i = 0; i < months.size(); ++i) {
    EXPECT_NEAR(parts.season[months[i]], season[i], 0.005) << i;
    EXPECT_NEAR(parts.trend[months[i]], trend[i], 0.005) << i;
  }
}

TEST(Seasons, ThetaAndSmoothingAgreeWithTheReference) {
  // R package forecast 8.20: thetaf(y, h = 3), ets(y), ets(y, "ANN").
  const auto values = six_years();
  const auto ahead = theta(values, 3);
  EXPECT_NEAR(ahead[0], 278.272, 0.02);
  EXPECT_NEAR(ahead[1], 283.823, 0.02);
  EXPECT_NEAR(ahead[2], 276.350, 0.02);
  const Smoothing model = fit_smoothing(values, true);
  EXPECT_EQ(model.trend, Trend::additive);
  EXPECT_EQ(model.season, Season::additive);
  const auto smooth = model.forecast(3);
  EXPECT_NEAR(smooth[0], 277.357, 5);  // starting states are not optimised here
  EXPECT_NEAR(smooth[1], 287.727, 5);
  EXPECT_NEAR(fit_level(values).alpha, 0.1108, 0.004);
}

TEST(Forecast, APatternThatRepeatsIsRepeated) {
  std::vector<double> values;
  for (int t = 0; t < 60; ++t) values.push_back(100 + 10 * ((t * 5) % 12));
  const auto prepared = prepare(history_of(values));
  ASSERT_TRUE(prepared.value);
  const PointForecast forecast = point_forecast(*prepared.value, 12);
  for (std::size_t h = 0; h < 12; ++h) EXPECT_NEAR(forecast.values[h], values[h], 0.5);
  EXPECT_FALSE(forecast.last_break);
}

TEST(Forecast, ANewLevelIsFollowed) {
  std::vector<double> values;
  for (int t = 0; t < 60; ++t) values.push_back((t < 50 ? 100 : 60) + (t % 3) + 5 * (t % 12 == 6));
  const auto prepared = prepare(history_of(values));
  const PointForecast forecast = point_forecast(*prepared.value, 12);
  ASSERT_TRUE(forecast.last_break);
  EXPECT_EQ(forecast.method, Method::after_break);
  EXPECT_NEAR(static_cast<double>(forecast.last_break->at), 50, 1);
  EXPECT_NEAR(forecast.last_break->shift, -0.4, 0.08);  // some of it is taken for season
  EXPECT_LT(mean_of({forecast.values[10], forecast.values[11]}), 75);
  EXPECT_NEAR(forecast.repeated_year[0], 100, 6);  // which seasonal naive does not see
}

TEST(Forecast, WorkdaysMoveBetweenMonths) {
  std::vector<double> values;
  for (int t = 0; t < 72; ++t) {
    const double noise = ((t * 37) % 11 - 5) * 0.002;
    values.push_back(1000 * std::pow(workdays(Month(2018, 1).plus(t)) / 21, 0.9) * (1 + noise));
  }
  const auto prepared = prepare(history_of(values));
  EXPECT_NEAR(prepared.value->day_exponent, 0.9, 0.05);
  const PointForecast forecast = point_forecast(*prepared.value, 12);
  double ours = 0;
  double naive = 0;
  for (int h = 0; h < 12; ++h) {
    const double truth = 1000 * std::pow(workdays(Month(2024, 1).plus(h)) / 21, 0.9);
    ours += std::abs(forecast.values[static_cast<std::size_t>(h)] - truth);
    naive += std::abs(forecast.repeated_year[static_cast<std::size_t>(h)] - truth);
  }
  EXPECT_LT(ours, 0.3 * naive);
  EXPECT_EQ(workdays(Month(2024, 4)), 20.5);  // 22 from Monday to Friday, Easter Monday, Walpurgis
}

TEST(History, WhatCannotBeSaid) {
  EXPECT_TRUE(prepare(history_of({5, 6, 7})).has(Reason::too_short));
  EXPECT_TRUE(
      prepare({Month(2020, 1), std::vector<std::optional<double>>(30)}).has(Reason::nothing_known));
  EXPECT_TRUE(prepare({}).has(Reason::nothing_known));
  auto values = six_years();
  values[8] = -1;
  EXPECT_TRUE(prepare(history_of(values)).has(Reason::negative_count));
  History money = history_of(values);
  money.may_be_negative = true;
  EXPECT_TRUE(prepare(money).value);
  values[8] = std::nan("");
  EXPECT_TRUE(prepare(history_of(values)).has(Reason::not_a_number));
  EXPECT_TRUE(prepare(history_of(std::vector<double>(30, 7))).has(Reason::constant));
}

TEST(History, AThousandfoldValueIsTakenOutAndTold) {
  auto values = six_years();
  const auto clean = point_forecast(*prepare(history_of(values)).value, 12);
  values[70] *= 1000;
  const auto answer = prepare(history_of(values));
  ASSERT_TRUE(answer.value);
  EXPECT_TRUE(answer.has(Reason::outlier));
  EXPECT_TRUE(answer.value->filled[70]);
  const auto forecast = point_forecast(*answer.value, 12);
  for (std::size_t h = 0; h < 12; ++h) EXPECT_NEAR(forecast.values[h], clean.values[h], 40);
}

TEST(History, MissingIsFilledForModelsOnly) {
  History history = history_of(six_years());
  history.values[0].reset();
  history.values[30].reset();
  history.values[71].reset();
  const auto prepared = prepare(history);
  ASSERT_TRUE(prepared.value);
  EXPECT_EQ(prepared.value->first, Month(2018, 2));
  EXPECT_EQ(prepared.value->after_last(), Month(2023, 12));
  EXPECT_TRUE(prepared.value->filled[29]);
  EXPECT_DOUBLE_EQ(prepared.value->values[29], (*history.values[18] + *history.values[42]) / 2);
}

RC_GTEST_PROP(YearEnd, RollingTwelveIsYearToDateAndLastYearsRest, ()) {
  const int months = *rc::gen::inRange(24, 60);
  const auto numbers = *rc::gen::container<std::vector<int>>(static_cast<std::size_t>(months),
                                                             rc::gen::inRange(1, 100000));
  Prepared series;
  series.first = Month(2019, *rc::gen::inRange(1, 13));
  series.values.assign(numbers.begin(), numbers.end());
  const auto end = year_end(series, std::vector<double>(12, 1));
  RC_ASSERT(end.has_value());
  const auto known = static_cast<std::ptrdiff_t>(end->months_known);
  const auto last = series.values.end();
  const double rest = std::accumulate(last - 12, last - known, 0.0);
  RC_ASSERT(std::abs(*end->rolling_twelve - (end->year_to_date + rest)) < 1e-6);
  RC_ASSERT(std::abs(end->forecast - end->year_to_date - static_cast<double>(12 - known)) < 1e-6);
}

TEST(Reconcile, PartsAndTotalsAddUp) {
  // region: two areas, of which the first has two clinics.
  const std::vector<TreeForecast> units = {
      {std::nullopt, 110, 4}, {0, 60, 3}, {0, 40, 3}, {1, 35, 2}, {1, 30, 1}};
  const auto values = reconciled(units);
  EXPECT_NEAR(values[0], values[1] + values[2], 1e-9);
  EXPECT_NEAR(values[1], values[3] + values[4], 1e-9);
  EXPECT_GT(std::abs(values[3] - 35), std::abs(values[4] - 30));  // the surer one moves less
  // Least squares: no other values that add up cost less.
  const auto cost = [&](double a, double b, double c) {
    const double all[] = {a + b + c, a + b, c, a, b};
    double sum = 0;
    for (std::size_t i = 0; i < units.size(); ++i)
      sum += std::pow((all[i] - units[i].value) / units[i].deviation, 2);
    return sum;
  };
  const double least = cost(values[3], values[4], values[2]);
  for (const double step : {-0.1, 0.1}) {
    EXPECT_GT(cost(values[3] + step, values[4], values[2]), least);
    EXPECT_GT(cost(values[3], values[4] + step, values[2]), least);
    EXPECT_GT(cost(values[3], values[4], values[2] + step), least);
  }
  EXPECT_EQ(reconciled({{std::nullopt, 3, 1}, {0, 1, 1}, {0, 2, 1}}),
            (std::vector<double>{3, 1, 2}));
}

TEST(Accuracy, PeopleAndMachineSideBySide) {
  const auto all = accuracy_by_maker({{"machine", Month(2024, 4), 98, 100, true},
                                      {"machine", Month(2024, 8), 103, 100, false},
                                      {"controller", Month(2024, 4), 110, 100},
                                      {"controller", Month(2024, 8), 90}});
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].by, "controller");
  EXPECT_EQ(all[0].scored, 1);
  EXPECT_DOUBLE_EQ(all[0].mean_percent, 10);
  EXPECT_DOUBLE_EQ(all[1].mean_absolute_percent, 2.5);
  EXPECT_DOUBLE_EQ(all[1].share_held, 0.5);
}

TEST(ListDrift, HalfOfTheDriftOfAYear) {
  EXPECT_EQ(list_by_half_drift({100}, 2), (std::vector<double>{100, 100}));
  std::vector<double> growing;
  for (int t = 0; t <= 12; ++t) growing.push_back(1000 + 10 * t);
  EXPECT_EQ(list_by_half_drift(growing, 2), (std::vector<double>{1125, 1130}));
  EXPECT_EQ(list_by_half_drift({100, 10}, 3).back(), 0);
}

/// Months without a value, or a list that grows or shrinks by a third in a month: another area
/// under the same code.
bool is_of_changed_area(const History& history) {
  for (std::size_t i = 1; i < history.values.size(); ++i) {
    if (!history.values[i] || !history.values[i - 1]) return true;
    if (std::abs(*history.values[i] / *history.values[i - 1] - 1) > 0.33) return true;
  }
  return false;
}

TEST(ListDrift, ErrsLessThanNoDriftOnPublishedLists) {
  const auto panel =
      monthly_panel("england_rtt_flow_icb_monthly.csv", "stp20_nhs_code", "incomplete");
  if (panel.empty()) GTEST_SKIP() << "england_rtt_flow_icb_monthly.csv is not here";
  for (const std::size_t months : {3u, 6u, 12u}) {
    double ours = 0;
    double naive = 0;
    int count = 0;
    for (const History& history : panel) {
      if (is_of_changed_area(history)) continue;
      for (std::size_t end = 24; end + months <= history.values.size(); end += 3) {
        std::vector<double> known;
        for (std::size_t i = 0; i < end; ++i) known.push_back(history.values[i].value_or(0));
        const double truth = *history.values[end + months - 1];
        ours += std::abs(list_by_half_drift(known, static_cast<int>(months)).back() / truth - 1);
        naive += std::abs(known.back() / truth - 1);
        ++count;
      }
    }
    RecordProperty("half_drift_" + std::to_string(months), std::to_string(100 * ours / count));
    EXPECT_LT(ours, naive) << months;
    EXPECT_LT(100 * ours / count, months == 3 ? 3.3 : months == 6 ? 4.8 : 7.2);
  }
}

}  // namespace
}  // namespace redthread::outlook
