// SPDX-License-Identifier: Apache-2.0
#include "outlook/forecast/panel.hpp"

#include <cmath>
#include <cstdio>
#include <numeric>

#include <gtest/gtest.h>

#include "outlook/numbers/random.hpp"
#include "outlook/test_panels.hpp"

namespace redthread::outlook {
namespace {

/// Units with level, season and noise of their own.
std::vector<History> made_up(std::size_t units, int months) {
  std::vector<History> panel;
  for (std::size_t unit = 0; unit < units; ++unit) {
    Stream stream(4, unit);
    const double level = 100 + 400 * stream.uniform();
    History history{Month(2017, 1), {}};
    for (int t = 0; t < months; ++t)
      history.values.emplace_back(level * (1 + 0.1 * std::sin(t * 0.5236)) +
                                  0.05 * level * normal(stream));
    panel.push_back(std::move(history));
  }
  return panel;
}

TEST(Intervals, ConformalWidthIsAnOrderStatistic) {
  std::vector<double> scores;
  for (int i = 1; i <= 19; ++i) scores.push_back(i);
  EXPECT_EQ(conformal_width(scores, 0.95), 19);  // ceil(20 x 0.95)
  EXPECT_EQ(conformal_width(scores, 0.8), 16);
  EXPECT_EQ(scores_needed(0.95), 19u);
  EXPECT_EQ(scores_needed(0.8), 4u);
}

TEST(Panel, CoverageIsWhatIsStated) {
  const PanelForecast panel = forecast_panel(made_up(40, 72));
  ASSERT_EQ(panel.coverage.size(), 2u);
  EXPECT_NEAR(panel.coverage[0].share(), 0.8, 0.03);
  EXPECT_NEAR(panel.coverage[1].share(), 0.95, 0.015);
  EXPECT_NEAR(panel.coverage_of_sums[1].share(), 0.95, 0.03);
  EXPECT_LT(panel.relative_error, 0.86);
  const auto& first = panel.series[0];
  ASSERT_TRUE(first.value);
  EXPECT_LT(first.value->months[1][3].low, first.value->point.values[3]);
  EXPECT_GT(first.value->months[1][3].high, first.value->months[0][3].high);
  EXPECT_EQ(first.value->year_end.year, 2023);
  EXPECT_EQ(first.value->year_end.months_known, 0);
  // A year's interval is its own, not the months' bounds added up.
  double added = 0;
  for (const Interval& month : first.value->months[1]) added += month.high - month.low;
  EXPECT_LT(first.value->sums[1].high - first.value->sums[1].low, 0.7 * added);
}

TEST(Panel, NeverWorseThanSeasonalNaiveByChoice) {
  std::vector<History> panel;
  for (std::size_t unit = 0; unit < 12; ++unit) {  // each month goes its own way from year to year
    Stream stream(9, unit);
    History history{Month(2017, 1), {}};
    for (std::size_t t = 0; t < 72; ++t)
      history.values.emplace_back(t < 12 ? 500 + 300 * stream.uniform()
                                         : *history.values[t - 12] + 40 * normal(stream));
    panel.push_back(std::move(history));
  }
  const auto forecast = forecast_panel(panel);
  EXPECT_EQ(forecast.relative_error, 1);
  EXPECT_EQ(forecast.series[0].value->point.method, Method::repeated_year);
  EXPECT_EQ(forecast.series[0].value->point.values, forecast.series[0].value->point.repeated_year);
  EXPECT_NEAR(forecast.coverage[1].share(), 0.95, 0.03);
}

TEST(Panel, SameForAnyNumberOfThreads) {
  const auto histories = made_up(6, 50);
  PanelPlan plan;
  plan.threads = 1;
  const auto one = forecast_panel(histories, plan);
  plan.threads = 3;
  const auto three = forecast_panel(histories, plan);
  for (std::size_t i = 0; i < histories.size(); ++i) {
    EXPECT_EQ(one.series[i].value->point.values, three.series[i].value->point.values);
    EXPECT_EQ(one.series[i].value->sums[1].high, three.series[i].value->sums[1].high);
  }
}

TEST(Panel, ShortAndBadHistoriesBesideGoodOnes) {
  auto histories = made_up(5, 60);
  histories.push_back({Month(2024, 1), {{3}, {4}, {5}}});
  histories.push_back(made_up(1, 18)[0]);
  histories[2].values[50] = 1e6;
  const auto panel = forecast_panel(histories);
  EXPECT_FALSE(panel.series[5].value);
  EXPECT_TRUE(panel.series[5].has(Reason::too_short));
  EXPECT_TRUE(panel.series[2].has(Reason::outlier));
  ASSERT_TRUE(panel.series[6].value);
  EXPECT_EQ(panel.series[6].value->point.method, Method::repeated_year);
  const auto alone = forecast_panel({made_up(1, 30)[0]});
  EXPECT_TRUE(alone.series[0].has(Reason::few_siblings));
  EXPECT_GT(alone.series[0].value->months[1][0].high, alone.series[0].value->point.values[0]);
}

TEST(Panel, WhatIsDecidedMovesMonthsYearAndIntervals) {
  auto forecast =
      *forecast_panel(made_up(8, 64)).series[0].value;  // until April: the year has 8 left
  const auto before = forecast;
  apply(forecast,
        {{Month(2022, 7), Month(2022, 8), 0.5}, {Month(2023, 1), Month(2023, 1), 1, 100}});
  const double closed = (before.point.values[2] + before.point.values[3]) / 2;
  EXPECT_NEAR(forecast.year_end.forecast, before.year_end.forecast - closed, 1e-9);
  EXPECT_NEAR(forecast.sums[0].low, before.sums[0].low - closed + 100, 1e-9);
  EXPECT_NEAR(forecast.months[1][8].high, before.months[1][8].high + 100, 1e-9);
  EXPECT_EQ(forecast.point.values[4], before.point.values[4]);
}

/// Coverage and errors on public series, beside the tables that docs/outlook.md has.
void expect_good(const char* name, const std::vector<History>& histories, double most_error) {
  const PanelForecast panel = forecast_panel(histories);
  std::printf(
      "%s: %zu series, relative error %.3f, coverage %.1f %% and %.1f %%, of sums %.1f %%\n", name,
      histories.size(), panel.relative_error, 100 * panel.coverage[0].share(),
      100 * panel.coverage[1].share(), 100 * panel.coverage_of_sums[1].share());
  EXPECT_LT(panel.relative_error, most_error) << name;
  EXPECT_GE(panel.coverage[1].share(), 0.93) << name;
  EXPECT_LE(panel.coverage[1].share(), 0.97) << name;
}

TEST(Panel, PublishedSeries) {
  const auto hospital = hospital_panel(24);
  if (hospital.empty()) GTEST_SKIP() << "the public series are not here (REDTHREAD_PLANNING_DATA)";
  expect_good("hospital", hospital, 0.86);
  const auto scotland = monthly_panel("scotland_ae_attendance_monthly.csv", "hospital_code",
                                      "attendances", Month(2019, 12));
  std::vector<History> some;
  for (std::size_t i = 0; i < scotland.size(); i += 4) some.push_back(scotland[i]);
  expect_good("scotland until 2019", some, 0.86);
}

TEST(Panel, YearEndsOfPublishedSeries) {
  const auto panel = hospital_panel(12);
  if (panel.empty()) GTEST_SKIP() << "the public series are not here (REDTHREAD_PLANNING_DATA)";
  // All 767 series, known from the literature study: the best method 8.2, 6.7, 4.9, 3.5, 2.1; here
  // a sixth of them.
  for (const auto& [known, most] : {std::pair{2, 9.0}, {6, 5.9}, {10, 2.6}}) {
    double ours = 0;
    double rolling = 0;
    double count = 0;
    for (const History& history : panel) {
      const auto whole = prepare(history);
      if (!whole.value || whole.value->values.size() != 84) continue;
      const auto series = as_known(*whole.value, static_cast<std::size_t>(12 - known));
      const auto end = year_end(*series, point_forecast(*series, 12).values);
      const double truth =
          std::accumulate(whole.value->values.end() - 12, whole.value->values.end(), 0.0);
      if (truth <= 0) continue;
      ours += 100 * std::abs(end->forecast / truth - 1);
      rolling += 100 * std::abs(*end->rolling_twelve / truth - 1);
      ++count;
    }
    std::printf("year's end with %d months known: %.2f %%, R12 %.2f %%\n", known, ours / count,
                rolling / count);
    EXPECT_LT(ours, rolling) << known;
    EXPECT_LT(ours / count, most) << known;
  }
}

}  // namespace
}  // namespace redthread::outlook
