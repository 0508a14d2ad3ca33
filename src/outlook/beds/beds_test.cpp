// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "outlook/beds/occupancy.hpp"
#include "outlook/beds/stays.hpp"
#include "outlook/beds/wards.hpp"
#include "outlook/test_outside_data.hpp"
#include "outlook/waiting/scenario_difference.hpp"

namespace redthread::outlook {
namespace {

const Date monday = *Date::from_ymd(2024, 9, 2);

TEST(Beds, CrowdingOracles) {
  struct Row {
    double per_day, days;
    int beds;
    double over, expected, per_100, turned_away;
  };
  for (const Row& row : {Row{6, 4, 24, 0.445999, 1.947636, 8.1152, 0.146483},
                         Row{6, 4, 28, 0.177468, 0.605105, 2.1611, 0.066612},
                         Row{6, 4, 30, 0.095848, 0.295514, 0.9850, 0.040121},
                         Row{6, 4, 32, 0.046701, 0.131901, 0.4122, 0.022095},
                         Row{5, 4.5, 25, 0.256658, 0.923210, 3.6928, 0.093563},
                         Row{20, 5, 110, 0.147137, 0.870881, 0.7917, 0.027463},
                         Row{20, 5, 105, 0.287192, 2.004105, 1.9087, 0.048261}}) {
    const auto crowded = crowding_in_equilibrium(row.per_day, row.days, row.beds);
    ASSERT_TRUE(crowded.value);
    EXPECT_NEAR(crowded.value->probability_over, row.over, 1e-6);
    EXPECT_NEAR(crowded.value->expected_over, row.expected, 1e-6);
    EXPECT_NEAR(crowded.value->per_100_beds, row.per_100, 5e-5);
    EXPECT_NEAR(crowded.value->turned_away, row.turned_away, 1e-6);
  }
  EXPECT_EQ(*beds_needed_for_mean(24, 0.05).value, 32);
  EXPECT_EQ(*beds_needed_for_mean(100, 0.05).value,
            117);  // one half more than 24's share of spare beds
}

TEST(Beds, StepInAdmissions) {
  // 6 a day for long; 9 a day from now. Midnight census, stays the night with probability 0.75.
  const auto stays = StayDistribution::geometric(0.75);
  EXPECT_NEAR(stays.mean_days(), 4, 0.03);
  AdmissionPattern at_midnight;  // so that whole days are whole days
  for (std::size_t day = 0; day < 7; ++day) at_midnight.per_hour[day * 24] = 3;
  const auto more = expected_occupancy(at_midnight, stays, {}, monday, 14 * 24);
  for (const auto& [n, truth] : {std::pair{1, 27.0}, {4, 32.203}, {7, 34.398}, {14, 35.786}}) {
    const double seen = more.new_patients[static_cast<std::size_t>(n * 24 - 2)];
    EXPECT_NEAR(24 + seen, truth, 0.01) << n;  // of the three extra a day: 12 (1 - 0.75^n)
  }
}

TEST(Beds, TodaysPatients) {
  const auto stays = StayDistribution::geometric(0.75);
  const std::vector<Inpatient> todays(20);
  const auto ahead = expected_occupancy(even_admissions(0), stays, todays, monday, 72);
  EXPECT_NEAR(ahead.todays[71], 8.4375, 1e-9);
  const std::vector<double> still(20, stays.beyond_after(72, 0));
  const auto masses = occupancy_distribution(0, still);
  double mean = 0;
  double squares = 0;
  for (std::size_t n = 0; n < masses.size(); ++n) {
    mean += static_cast<double>(n) * masses[n];
    squares += static_cast<double>(n * n) * masses[n];
  }
  EXPECT_NEAR(mean, 8.4375, 1e-6);
  EXPECT_NEAR(squares - mean * mean, 4.878, 5e-4);
}

TEST(Beds, TheShapeOfStaysMattersOnlyWhenAdmissionsVary) {
  const auto exponential_stays = StayDistribution::exponential(4);
  const auto lognormal_stays = StayDistribution::lognormal(4, 0.3);
  EXPECT_NEAR(lognormal_stays.mean_days(), 4, 0.02);
  for (const auto& stays : {exponential_stays, lognormal_stays}) {
    for (const double mean : occupancy_over_the_week(even_admissions(6), stays))
      EXPECT_NEAR(mean, 24, 0.15);
  }
  AdmissionPattern planned;
  for (std::size_t day = 0; day < 5; ++day) planned.per_hour[day * 24 + 9] = 8;
  const auto one = occupancy_over_the_week(planned, exponential_stays);
  const auto other = occupancy_over_the_week(planned, lognormal_stays);
  double largest = 0;
  for (std::size_t hour = 0; hour < one.size(); ++hour)
    largest = std::max(largest, std::abs(one[hour] - other[hour]));
  EXPECT_GT(largest, 3);
}

TEST(Stays, FittedFromRowsWithThoseStillThere) {
  Stream stream(6, 0);
  std::vector<Stay> rows;
  for (int i = 0; i < 40000; ++i) {
    const double days = 5 * exponential(stream);
    const double followed = 20 * stream.uniform();
    rows.push_back(days < followed ? Stay{days} : Stay{followed, false});
  }
  const auto fitted = fit_stays(rows);
  ASSERT_TRUE(fitted.value);
  EXPECT_NEAR(fitted.value->mean_days(), 5, 0.1);  // leaving the unfinished out gives 3.5
  EXPECT_NEAR(fitted.value->beyond(48), std::exp(-0.4), 0.008);
  double sum = 0;
  for (int i = 0; i < 20000; ++i) sum += fitted.value->draw(stream) / 24 / 20000;
  EXPECT_NEAR(sum, fitted.value->mean_days(), 0.15);
}

TEST(Stays, WhatCannotBeSaid) {
  EXPECT_TRUE(fit_stays({{1}, {2}}).has(Reason::nothing_known));
  std::vector<Stay> rows(30, Stay{3});
  rows[4].days = 900;
  const auto years = fit_stays(rows);
  EXPECT_TRUE(years.has(Reason::stays_of_years));
  ASSERT_TRUE(years.value);
  EXPECT_GT(years.value->mean_days(), 3.3);
  rows[4].days = -2;
  EXPECT_TRUE(fit_stays(rows).has(Reason::negative_count));
  EXPECT_TRUE(fit_stays(std::vector<Stay>(30, Stay{3, false})).has(Reason::nothing_known));
  EXPECT_TRUE(crowding_in_equilibrium(3, 700, 10).has(Reason::stays_of_years));
  EXPECT_TRUE(crowding_in_equilibrium(3, 4, 0).has(Reason::no_capacity));
}

TEST(Stays, PublishedRows) {
  const auto table = outside_table("nhsr_los_model.csv");
  if (!table) GTEST_SKIP() << "nhsr_los_model.csv is not here (REDTHREAD_PLANNING_DATA)";
  std::vector<Stay> rows;
  double sum = 0;
  for (const CsvRow& row : table->rows) {
    rows.push_back({*outside_number(row.fields[3])});
    sum += rows.back().days / static_cast<double>(table->rows.size());
  }
  const auto fitted = fit_stays(rows);
  ASSERT_TRUE(fitted.value);
  EXPECT_NEAR(fitted.value->mean_days(), sum + 0.5,
              0.3);  // a stay of n whole days ends within the day after
}

TEST(Stays, AdmissionsByHour) {
  std::vector<Admission> admissions;
  for (int week = 0; week < 4; ++week) {
    for (int i = 0; i < 3; ++i) admissions.push_back({monday.plus_days(7 * week), 14});
  }
  const auto pattern = admissions_by_hour(admissions, monday, monday.plus_days(27));
  ASSERT_TRUE(pattern.value);
  EXPECT_DOUBLE_EQ(pattern.value->per_hour[14], 3);
  EXPECT_DOUBLE_EQ(pattern.value->per_day(), 3.0 / 7);
  EXPECT_FALSE(admissions_by_hour(admissions, monday, monday.plus_days(7)).value);
}

WardScenario two_wards(int beds) {
  WardScenario scenario{monday, 21};
  scenario.wards = {{"medicine", {beds}}, {"surgery", {30}}};
  scenario.groups = {{"medicine", 0, even_admissions(6), StayDistribution::exponential(4)},
                     {"surgery", 1, even_admissions(3), StayDistribution::exponential(4)}};
  for (int i = 0; i < 24; ++i) scenario.inpatients.push_back({0, 0, 0});
  for (int i = 0; i < 12; ++i) scenario.inpatients.push_back({0, 1, 1});
  return scenario;
}

TEST(Wards, WithoutOverflowAsThePoisson) {
  const auto outlook = look_ahead(two_wards(28), {3, 800});
  ASSERT_TRUE(outlook.value);
  const WardDay& last = outlook.value->days.back()[0];
  EXPECT_NEAR(last.occupied.mean, 24, 0.7);
  EXPECT_NEAR(last.probability_over, 0.177, 0.045);
  EXPECT_NEAR(last.over_per_100, 2.16, 0.7);
  EXPECT_EQ(last.outlying_per_100, 0);
}

TEST(Wards, OverflowGivesOutlyingPatientsInsteadOfCrowding) {
  WardScenario scenario = two_wards(24);
  const auto alone = look_ahead(scenario, {3, 300});
  scenario.wards[0].overflow = {1};
  const auto shared = look_ahead(scenario, {3, 300});
  EXPECT_LT(shared.value->over_per_100, 0.4 * alone.value->over_per_100);
  EXPECT_GT(shared.value->outlying_per_100, 2);
  // Ten more beds, the same patients: never more crowded in any future.
  WardScenario more = scenario;
  more.wards[0].overflow = {};
  more.wards[0].beds_by_day = {34};
  const auto better = look_ahead(more, {3, 300});
  const Difference difference =
      difference_of(alone.value->over_by_future, better.value->over_by_future);
  EXPECT_EQ(difference.share_higher, 0);
  EXPECT_LT(difference.mean.mean + difference.mean.half_width, 0);
}

TEST(Wards, ReadyForDischargeAndSummerClosure) {
  WardScenario scenario = two_wards(26);
  scenario.groups[0].ready_share = 0.2;
  scenario.groups[0].ready_mean_days = 3;
  const auto waiting = look_ahead(scenario, {3, 300});
  EXPECT_NEAR(waiting.value->days.back()[0].ready, 6 * 0.2 * 3, 0.5);
  scenario.groups[0].ready_mean_days = 1;
  const auto fewer = look_ahead(scenario, {3, 300});
  EXPECT_LT(fewer.value->over_per_100, waiting.value->over_per_100);
  scenario.wards[0].beds_by_day = {26, 26, 26, 26, 26, 26, 26, 20};
  const auto closed = look_ahead(scenario, {3, 300});
  EXPECT_EQ(closed.value->days[3][0].probability_over, fewer.value->days[3][0].probability_over);
  EXPECT_GT(closed.value->days[10][0].probability_over, fewer.value->days[10][0].probability_over);
}

TEST(Wards, SameForAnyNumberOfThreadsAndNonsenseIsNamed) {
  WardScenario scenario = two_wards(25);
  EXPECT_EQ(look_ahead(scenario, {3, 20, 1}).value->over_by_future,
            look_ahead(scenario, {3, 20, 3}).value->over_by_future);
  scenario.wards[1].beds_by_day = {0};
  EXPECT_TRUE(look_ahead(scenario, {3, 2}).has(Reason::no_capacity));
  scenario.groups[0].ready_share = 2;
  EXPECT_TRUE(look_ahead(scenario, {3, 2}).has(Reason::share_out_of_range));
  EXPECT_FALSE(look_ahead(WardScenario{}, {3, 2}).value);
}

}  // namespace
}  // namespace redthread::outlook
