// SPDX-License-Identifier: Apache-2.0
#include "outlook/queues/guarantee.hpp"

#include <cmath>
#include <map>

#include <gtest/gtest.h>

#include "outlook/numbers/random.hpp"
#include "outlook/queues/compartments.hpp"
#include "outlook/queues/rules_of_thumb.hpp"
#include "outlook/test_outside_data.hpp"

namespace redthread::outlook {
namespace {

const GuaranteeQuestion oracle{.waiting_now = 6000, .referrals_per_day = 50};

TEST(Guarantee, CapacityByProbability) {
  EXPECT_NEAR(*capacity_fluid(oracle).value, 54.1096, 5e-5);
  EXPECT_NEAR(*capacity_with_probability(oracle, 0.5).value, 54.1096, 5e-5);
  EXPECT_NEAR(*capacity_with_probability(oracle, 0.8).value, 54.3800, 5e-5);
  EXPECT_NEAR(*capacity_with_probability(oracle, 0.9).value, 54.5213, 5e-5);
  EXPECT_NEAR(*capacity_with_probability(oracle, 0.95).value, 54.6380, 5e-5);
  EXPECT_NEAR(*probability_within(oracle, 54.5213).value, 0.9, 1e-4);
}

/// First come, first served, day by day, written as plainly as possible: the share of futures
/// in which nobody waits beyond the limit at the date.
double simulated(const GuaranteeQuestion& question, double capacity, int futures) {
  int within = 0;
  for (int future = 0; future < futures; ++future) {
    Stream stream(7, 0, static_cast<std::uint64_t>(future));
    struct Patient {
      double since, leaves;
    };
    std::vector<Patient> list;
    const auto patience = [&] {
      return question.removals_per_patient_day > 0
                 ? exponential(stream) / question.removals_per_patient_day
                 : 1e9;
    };
    for (int i = 0; i < static_cast<int>(question.waiting_now); ++i)
      list.push_back({-1, patience()});
    std::size_t first = 0;
    double slots = 0;
    const int days = static_cast<int>(question.horizon_days);
    for (int day = 1; day <= days; ++day) {
      for (auto n = poisson(stream, question.referrals_per_day); n > 0; --n)
        list.push_back({day - 0.5, day - 0.5 + patience()});
      for (slots += capacity; slots >= 1 && first < list.size(); ++first) {
        if (list[first].leaves > day) --slots;
      }
    }
    while (first < list.size() && list[first].leaves <= days) ++first;
    within += first == list.size() || days - list[first].since <= question.limit_days ? 1 : 0;
  }
  return static_cast<double>(within) / futures;
}

TEST(Guarantee, SimulationAgreesWithRemovals) {
  GuaranteeQuestion question = oracle;
  question.removals_per_patient_day = 0.001;
  for (const double probability : {0.5, 0.9}) {
    const double capacity = *capacity_with_probability(question, probability).value;
    EXPECT_NEAR(simulated(question, capacity, 400), probability, 0.055) << capacity;
  }
}

TEST(Guarantee, StayingWithRemovals) {
  GuaranteeQuestion question = oracle;
  question.removals_per_patient_day = 0.001;
  EXPECT_NEAR(capacity_to_stay(question), 45.6966, 5e-5);
  EXPECT_NEAR(sustainable_list(question), 4303.44, 5e-3);
  EXPECT_NEAR(*steady_wait_days(50, 45.6966, 0.001), 90, 1e-2);
  // In the long run, the fluid answer is what it takes to stay.
  question.horizon_days = 20000;
  EXPECT_NEAR(*capacity_fluid(question).value, 45.6966, 5e-5);
  EXPECT_DOUBLE_EQ(sustainable_list(oracle), 4500);
}

TEST(Guarantee, ShareAndUrgent) {
  GuaranteeQuestion question = oracle;
  question.share_within = 0.8;
  EXPECT_DOUBLE_EQ(sustainable_list(question), 5625);  // lambda G / s
  EXPECT_NEAR(*capacity_fluid(question).value, 50 + (6000 - 5625) / 365.0, 1e-9);
  question.share_within = 1;
  question.urgent_share = 0.2;
  EXPECT_DOUBLE_EQ(sustainable_list(question), 3600);  // lambda (1 - u) G
  EXPECT_NEAR(*capacity_fluid(question).value, 50 + (6000 - 3600) / 365.0, 1e-9);
}

TEST(Guarantee, FluidTransient) {
  const std::map<double, double> list = {{26, 475.42},   {52, 871.74},   {104, 1477.50},
                                         {156, 1898.44}, {208, 2190.95}, {260, 2394.21}};
  for (const auto& [weeks, waiting] : list)
    EXPECT_NEAR(list_after(0, 20, 0, 0.007, weeks), waiting, 6e-3) << weeks;
  EXPECT_NEAR(*list_in_the_long_run(20, 0, 0.007), 2857.142857, 1e-6);
  EXPECT_DOUBLE_EQ(list_after(1200, 30, 27, 0, 52), 1356);
  EXPECT_FALSE(list_in_the_long_run(30, 27, 0));
  EXPECT_EQ(list_after(100, 0, 10, 0, 50), 0);
}

TEST(Guarantee, DateNearerThanTheLimit) {
  GuaranteeQuestion question = oracle;
  question.horizon_days = 60;
  const auto unknown = capacity_fluid(question);
  EXPECT_FALSE(unknown.value);
  EXPECT_TRUE(unknown.has(Reason::date_before_limit));
  question.already_beyond = 1200;  // wait longer than 30 days today
  EXPECT_DOUBLE_EQ(*capacity_fluid(question).value, 20);
}

TEST(Guarantee, NonsenseIsNamed) {
  GuaranteeQuestion question = oracle;
  question.share_within = 1.5;
  EXPECT_TRUE(capacity_fluid(question).has(Reason::share_out_of_range));
  EXPECT_TRUE(capacity_with_probability(oracle, 1).has(Reason::share_out_of_range));
  question = oracle;
  question.waiting_now = -3;
  EXPECT_TRUE(probability_within(question, 50).has(Reason::negative_count));
  EXPECT_TRUE(probability_within(oracle, std::nan("")).has(Reason::not_a_number));
}

TEST(RulesOfThumb, OraclesWithNames) {
  const RulesOfThumb rules{.demand_per_week = 30,
                           .capacity_per_week = 27,
                           .target_weeks = 52,
                           .waiting = 1200,
                           .mean_wait_weeks = 63};
  EXPECT_NEAR(rules.load(), 1.1111, 5e-5);
  EXPECT_DOUBLE_EQ(rules.target_mean_wait(), 13);
  EXPECT_DOUBLE_EQ(rules.target_queue(), 390);
  EXPECT_NEAR(rules.relief_capacity(), 61.153846, 5e-7);
  EXPECT_NEAR(rules.pressure(), 2.423077, 5e-7);
  EXPECT_NEAR(rules.share_missing(), 0.018316, 5e-7);
  EXPECT_TRUE(rules.relief_is_due());
  RulesOfThumb six = rules;
  six.factor = 6;
  EXPECT_NEAR(six.share_missing(), 0.002479, 5e-7);
  EXPECT_EQ(named(rules).size(), 7u);
  EXPECT_EQ(named(rules)[4].name.sv, "Avlastningskapacitet (Fong)");
}

TEST(Compartments, ConservedAndNeverMoreThanAreThere) {
  const Compartments before{{100, 50, 20, 5}};
  const auto flows = next_month(before, {80, 120, {1, 1, 2, 4}, {0.05, 0.1, -0.02, 0}});
  double treated = 0;
  for (std::size_t m = 0; m < 4; ++m) {
    EXPECT_NEAR(flows.inflow[m], flows.treated[m] + flows.removed[m] + flows.waiting[m], 1e-9);
    EXPECT_GE(flows.waiting[m], -1e-9);
    treated += flows.treated[m];
  }
  EXPECT_DOUBLE_EQ(flows.inflow[3], 25);
  EXPECT_NEAR(treated, 120, 1e-6);
  EXPECT_GT(next_month(before, {0, 1000, {1, 1, 1, 1}, {0, 0, 0, 0}}).treatments_not_used, 800);
}

TEST(Compartments, PublishedExampleIsConserved) {
  const auto table = outside_table("rtt_example_projection.csv");
  if (!table) GTEST_SKIP() << "rtt_example_projection.csv is not here (REDTHREAD_PLANNING_DATA)";
  std::map<std::string, std::vector<std::vector<double>>> months;  // by period, in order of waits
  for (const CsvRow& row : table->rows) {
    const auto at = [&](const char* name) {
      return outside_number(row.fields[*table->column(name)]).value_or(0);
    };
    months[row.fields[0]].push_back(
        {at("incompletes"), at("calculated_treatments"), at("reneges"), at("adjusted_referrals")});
  }
  ASSERT_GT(months.size(), 20u);
  const std::vector<std::vector<double>>* before = nullptr;
  for (const auto& [period, rows] : months) {
    if (before && before->size() == rows.size()) {
      Compartments was;
      Compartments is;
      std::vector<double> treated;
      for (std::size_t m = 0; m < rows.size(); ++m) {
        was.waiting.push_back((*before)[m][0]);
        is.waiting.push_back(rows[m][0]);
        treated.push_back(rows[m][1]);
      }
      const auto rest = residual(was, rows[0][3], treated, is);
      for (std::size_t m = 0; m < rows.size(); ++m)
        EXPECT_NEAR(rest[m], rows[m][2], 0.31) << period << " " << m;  // one decimal in each
    }
    before = &rows;
  }
}

}  // namespace
}  // namespace redthread::outlook
