// SPDX-License-Identifier: Apache-2.0
#include "outlook/waiting/list_outlook.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "outlook/waiting/test_lists.hpp"

namespace redthread::outlook {
namespace {

double mean(const std::vector<Future>& futures, double StageState::*member) {
  double sum = 0;
  for (const Future& future : futures) sum += future.stages.back()[0].*member;
  return sum / static_cast<double>(futures.size());
}

double mean_wait(const std::vector<Future>& futures, std::size_t priority) {
  double waited = 0;
  double treated = 0;
  for (const Future& future : futures) {
    waited += future.stages.back()[0].waited_days_by_class[priority];
    treated += future.stages.back()[0].treated_by_class[priority];
  }
  return waited / treated;
}

std::vector<Future> futures_of(const ListScenario& scenario, int count, int threads = 0) {
  return simulate_futures(scenario, planned_slots(scenario), {scenario.horizon_days},
                          {11, count, threads});
}

TEST(WaitingList, FiveYearsOracle) {
  const auto futures = futures_of(wl5y(), 150);
  EXPECT_NEAR(mean(futures, &StageState::treated), 85797.5, 3);
  EXPECT_NEAR(mean(futures, &StageState::removed), 2940, 35);
  EXPECT_NEAR(mean(futures, &StageState::waiting), 2251, 45);
  EXPECT_NEAR(mean_wait(futures, 0), 3.4957, 0.004);
  EXPECT_NEAR(mean_wait(futures, 1), 40.58, 0.5);
}

TEST(WaitingList, OneYearOracle) {
  const auto futures = futures_of(wl5y(364), 500);
  EXPECT_NEAR(mean(futures, &StageState::removed), 218.3, 3);
  EXPECT_NEAR(mean(futures, &StageState::waiting), 818.3, 12);
  EXPECT_NEAR(mean_wait(futures, 1), 14.43, 0.2);
  std::vector<double> waiting;
  for (const Future& future : futures) waiting.push_back(future.stages.back()[0].waiting);
  // Arrivals' and removals' noise that is forgotten at rate theta: sqrt(12 926 + 190) = 114.5 when
  // the list is never empty, and a little less from an empty start; 12 000 futures give 113.7. (The
  // other tools' 2 000 gave 105.)
  EXPECT_NEAR(deviation_of(waiting), 113.7, 11);
}

TEST(WaitingList, CapacityGivesItsProbability) {
  for (const auto& [capacity, probability] :
       {std::pair{54.1096, 0.516}, {54.3800, 0.803}, {54.5213, 0.903}, {54.6380, 0.948}}) {
    const auto outlook = look_ahead(guarantee_oracle(capacity), {5, 200});
    ASSERT_TRUE(outlook.value);
    EXPECT_NEAR(outlook.value->all_met.back(), probability, 0.09) << capacity;
  }
}

TEST(WaitingList, SameFuturesWithAnyNumberOfThreads) {
  const ListScenario scenario = two_stages(400);
  const auto one = futures_of(scenario, 12, 1);
  const auto four = futures_of(scenario, 12, 4);
  for (std::size_t i = 0; i < one.size(); ++i) {
    for (std::size_t s = 0; s < 2; ++s) {
      EXPECT_EQ(one[i].stages[0][s].waiting, four[i].stages[0][s].waiting);
      EXPECT_EQ(one[i].limits[0][s].within, four[i].limits[0][s].within);
    }
  }
}

TEST(WaitingList, FlowsAddUpAndTheCountIsTheList) {
  ListScenario scenario = two_stages(500);
  for (Limit& limit : scenario.limits) limit = {limit.stage, 1e6, 1};  // counts everybody
  const auto days = month_ends(scenario.today, 500);
  for (const Future& future : simulate_futures(scenario, planned_slots(scenario), days, {3, 6})) {
    for (std::size_t d = 0; d < days.size(); ++d) {
      for (std::size_t s = 0; s < 2; ++s) {
        const StageState& state = future.stages[d][s];
        const double listed = s == 0 ? 1000 : 500;
        EXPECT_EQ(state.waiting,
                  listed + state.referred - state.treated - state.removed + state.corrected);
        EXPECT_EQ(state.waiting, future.limits[d][s].counted);
        EXPECT_EQ(state.slots,
                  state.treated + state.no_shows + state.return_visits + state.slots_not_used);
      }
    }
  }
}

RC_GTEST_PROP(WaitingList, MoreCapacityNeverMoreWaiting, ()) {
  const int slots = *rc::gen::inRange(100, 400);
  const int more = *rc::gen::inRange(0, 60);
  ListScenario fewer = wl5y(280);
  fewer.stages[0].capacity = every_seventh_day(fewer.today, slots);
  ListScenario extra = fewer;
  extra.stages[0].capacity = every_seventh_day(fewer.today, slots + more);
  const auto days = month_ends(fewer.today, 280);
  const Run run{*rc::gen::inRange<std::uint64_t>(1, 1000), 2, 1};
  const auto few = simulate_futures(fewer, planned_slots(fewer), days, run);
  const auto many = simulate_futures(extra, planned_slots(extra), days, run);
  for (std::size_t i = 0; i < few.size(); ++i) {
    for (std::size_t d = 0; d < days.size(); ++d) {
      RC_ASSERT(many[i].stages[d][0].waiting <= few[i].stages[d][0].waiting);
      RC_ASSERT(many[i].stages[d][0].longest_days <= few[i].stages[d][0].longest_days);
    }
  }
}

TEST(WaitingList, PriorityNeverHarmsTheUrgent) {
  const auto first = futures_of(wl5y(700), 60);
  ListScenario last = wl5y(700);
  std::swap(last.stages[0].classes[0], last.stages[0].classes[1]);
  EXPECT_LT(mean_wait(first, 0), mean_wait(futures_of(last, 60), 1));
}

TEST(WaitingList, TodaysListIsWhereItStarts) {
  ListScenario scenario = guarantee_oracle(0, 60);
  scenario.stages[0].classes[0].referrals_per_day = 0;
  scenario.list.resize(3);
  scenario.list[0] = {100, 0, 0, patient_chosen};
  scenario.list[1] = {20, 0, 0};
  scenario.list[2] = {200, 0, 0, no_deviation, 5};
  scenario.limits = {{0, 90, 1}, {0, 90, 1, patient_chosen}};
  const auto none = look_ahead(scenario, {1, 2});
  ASSERT_TRUE(none.value);
  EXPECT_TRUE(none.has(Reason::no_capacity));
  EXPECT_EQ(none.value->stages.back()[0].waiting.mean, 3);
  EXPECT_EQ(none.value->stages.back()[0].longest_days.mean, 260);
  EXPECT_DOUBLE_EQ(none.value->limits.back()[0].share.mean, 1.0 / 3);  // 80 days of 3
  EXPECT_DOUBLE_EQ(none.value->limits.back()[1].share.mean,
                   1.0 / 2);  // the chosen one is not counted
  scenario.stages[0].capacity.changes = {
      {scenario.today.plus_days(5), scenario.today.plus_days(5), 1, 5}};  // one slot on Saturday?
  EXPECT_EQ(look_ahead(scenario, {1, 1}).value->stages.back()[0].waiting.mean,
            3);  // no clinic then
  scenario.stages[0].capacity.changes = {
      {scenario.today.plus_days(8), scenario.today.plus_days(8), 1, 5}};  // one, Tuesday week
  const auto one = look_ahead(scenario, {1, 1});
  EXPECT_EQ(one.value->stages.back()[0].waiting.mean, 2);
  EXPECT_EQ(one.value->stages.back()[0].longest_days.mean, 160);  // the booked one was taken
}

TEST(WaitingList, Verdicts) {
  EXPECT_EQ(verdicts(guarantee_oracle(55))[0].verdict, Verdict::sustainable);
  EXPECT_EQ(verdicts(guarantee_oracle(49))[0].verdict, Verdict::growing);
  ListScenario removed = wl5y();
  removed.limits = {{0, 30, 1}};
  const auto verdict = verdicts(removed)[0];  // settles at 2 857, and 30 days of 40 are 1 200
  EXPECT_EQ(verdict.verdict, Verdict::above_limits);
  EXPECT_NEAR(*verdict.waiting_in_the_end, 2857.14, 60);
  EXPECT_TRUE(look_ahead(guarantee_oracle(49), {1, 2}).has(Reason::unsustainable));
}

TEST(WaitingList, DateOfReaching) {
  const auto outlook = look_ahead(guarantee_oracle(58), {1, 60});
  ASSERT_TRUE(outlook.value);
  const auto half = outlook.value->reached(0.5);
  const auto sure = outlook.value->reached_to_stay(0.95);
  ASSERT_TRUE(half && sure);
  EXPECT_LE(*half, *sure);
  EXPECT_EQ(half->month(), 7);  // 1 500 too many, 8 a day: 188 days
  EXPECT_FALSE(look_ahead(guarantee_oracle(51), {1, 20}).value->reached(0.9));
}

TEST(WaitingList, NonsenseIsNamed) {
  ListScenario scenario = guarantee_oracle(50);
  scenario.population = 5000;
  EXPECT_TRUE(look_ahead(scenario, {}).has(Reason::larger_than_people));
  scenario.population = std::nullopt;
  scenario.list[7].waited_days = -1;
  EXPECT_TRUE(look_ahead(scenario, {}).has(Reason::negative_count));
  scenario.list[7].waited_days = 1;
  scenario.stages[0].no_show_share = 1.2;
  const auto answer = look_ahead(scenario, {});
  EXPECT_FALSE(answer.value);
  EXPECT_EQ(to_text(answer.reservations.at(0), Language::english),
            "The share 1.2 is not between 0 and 1.");
  EXPECT_EQ(to_text(answer.reservations.at(0), Language::swedish),
            "Andelen 1.2 ligger inte mellan 0 och 1.");
}

TEST(Capacity, HolidaysChangesAndStaff) {
  const Date monday = *Date::from_ymd(2024, 12, 16);
  CapacityPlan plan = even_week(50);
  plan.changes = {{monday.plus_days(21), monday.plus_days(27), 0.5, 20}};
  const auto slots = slots_by_day(plan, monday.plus_days(-1), 28);
  EXPECT_EQ(slots[1], 10);
  EXPECT_EQ(slots[8], 5);   // 23 December, an eve's eve: half
  EXPECT_EQ(slots[9], 0);   // 24 December
  EXPECT_EQ(slots[23], 9);  // half of 10, and 4 bought
  const std::vector<StaffHours> staff = {{"läkare", 80, 0.2, 0.5, 30},
                                         {"sjuksköterska", 38, 0.1, 0.8, 45}};
  const auto staffed = slots_from_staff(staff);
  ASSERT_TRUE(staffed.value);
  EXPECT_NEAR(staffed.value->by_profession[0], 64, 1e-9);
  EXPECT_EQ(staffed.value->binding, 1u);
  EXPECT_NEAR(staffed.value->slots_per_week, 36.48, 1e-9);
  const auto missing = missing_hours(staff, 60);
  EXPECT_EQ(missing[0], 0);
  EXPECT_NEAR(missing[1], 24.5, 1e-9);
  EXPECT_TRUE(slots_from_staff({}).has(Reason::nothing_known));
}

}  // namespace
}  // namespace redthread::outlook
