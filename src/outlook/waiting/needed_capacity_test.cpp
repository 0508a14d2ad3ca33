// SPDX-License-Identifier: Apache-2.0
#include "outlook/waiting/needed_capacity.hpp"

#include <gtest/gtest.h>

#include "outlook/waiting/scenario_difference.hpp"
#include "outlook/waiting/test_lists.hpp"

namespace redthread::outlook {
namespace {

/// The oracle at 50 a day: what must be added is 4.11, 4.38, 4.52, 4.64 a day.
CapacityWay every_day(const ListScenario& scenario) {
  CapacityWay way{"every day", 0, scenario.today, scenario.today.plus_days(scenario.horizon_days)};
  way.weekdays.fill(1);
  way.cost_per_slot = 2000;
  way.cost_to_start = 50000;
  return way;
}

TEST(NeededCapacity, AgreesWithTheOracle) {
  const ListScenario scenario = guarantee_oracle(50);
  const auto answer =
      needed_capacity(scenario, {every_day(scenario)}, {scenario.today.plus_days(365)}, {2, 80});
  ASSERT_TRUE(answer.value);
  const auto& needed = answer.value->at(0).by_probability;
  ASSERT_EQ(needed.size(), 4u);
  // Holidays without extra clinics: 347.. of 365 days carry the extra slots.
  double days = 0;
  for (const double day : unit_slots(every_day(scenario), scenario.today, 365)) days += day * 7;
  for (const auto& [i, per_day] : {std::pair{0, 4.1096}, {1, 4.38}, {2, 4.5213}, {3, 4.638}}) {
    const double found = needed[static_cast<std::size_t>(i)].slots_per_week / 7;
    EXPECT_NEAR(found, per_day * 365 / days, 0.17) << i;
  }
  EXPECT_NEAR(needed[2].cost, needed[2].slots_in_all * 2000 + 50000, 1e-6);
  EXPECT_FALSE(needed[0].to_stay_per_week);  // the date is the horizon's end
}

TEST(NeededCapacity, AndThenToStay) {
  ListScenario scenario = guarantee_oracle(50, 540);
  const auto answer = needed_capacity(scenario, {every_day(scenario)},
                                      {scenario.today.plus_days(365), {0.9}}, {2, 60});
  ASSERT_TRUE(answer.value);
  const auto& needed = answer.value->at(0).by_probability.at(0);
  ASSERT_TRUE(needed.to_stay_per_week);
  // As many come as are treated without it; only chance must be met.
  EXPECT_LT(*needed.to_stay_per_week, needed.slots_per_week);
  EXPECT_GT(*needed.to_stay_per_week, 0);
}

TEST(NeededCapacity, BurstsTwoLimitsAndHours) {
  ListScenario scenario = guarantee_oracle(52, 300);
  const Date date = scenario.today.plus_days(300);
  CapacityWay saturdays{"Saturdays",
                        0,
                        scenario.today.plus_days(30),
                        scenario.today.plus_days(120),
                        {0, 0, 0, 0, 0, 1, 0}};
  saturdays.most_per_week = 40;
  const NeededQuestion question{date, {0.8}};
  const auto one = needed_capacity(scenario, {saturdays}, question, {2, 40});
  ASSERT_TRUE(one.value);
  const double burst = one.value->at(0).by_probability.at(0).slots_per_week;
  EXPECT_GT(burst, 60);  // 900 slots in 13 weeks
  EXPECT_FALSE(one.value->at(0).by_probability.at(0).within_the_hours);
  scenario.limits.push_back({0, 60, 0.8});  // and 80 % within 60 days: a shorter list
  const auto two = needed_capacity(scenario, {saturdays}, question, {2, 40});
  EXPECT_GT(two.value->at(0).by_probability.at(0).slots_per_week, burst);
}

TEST(NeededCapacity, BeyondReachAndNonsense) {
  const ListScenario scenario = guarantee_oracle(10, 200);
  NeededQuestion question{scenario.today.plus_days(200)};
  question.most_per_week = 5;
  const auto beyond = needed_capacity(scenario, {every_day(scenario)}, question, {2, 4});
  ASSERT_TRUE(beyond.value);
  EXPECT_TRUE(beyond.has(Reason::beyond_reach));
  EXPECT_TRUE(beyond.value->at(0).by_probability.empty());
  question.date = scenario.today.plus_days(-3);
  EXPECT_TRUE(needed_capacity(scenario, {}, question, {}).has(Reason::date_before_limit));
}

TEST(ScenarioDifference, CommonPatientsNarrowTheInterval) {
  const ListScenario baseline = wl5y(364);
  ListScenario more = baseline;
  more.stages[0].capacity = every_seventh_day(baseline.today, 335);
  const outlook::Run run{8, 60};
  const auto answer = compare(baseline, {{"five more", more}, {"nothing", baseline}}, run);
  ASSERT_TRUE(answer.value);
  const Difference& waiting = answer.value->at(0).waiting.back()[0];
  EXPECT_NEAR(waiting.mean.mean, -5 * 52 * 0.85, 30);  // some of them would have left
  EXPECT_EQ(waiting.share_lower, 1);
  // Two runs on their own differ by 105 x sqrt 2 between futures.
  EXPECT_LT(waiting.mean.half_width, 0.2 * 1.96 * 105 * 1.414 / 7.7);
  EXPECT_EQ(answer.value->at(1).waiting.back()[0].mean.mean, 0);
  EXPECT_EQ(answer.value->at(1).waiting.back()[0].mean.half_width, 0);
}

}  // namespace
}  // namespace redthread::outlook
