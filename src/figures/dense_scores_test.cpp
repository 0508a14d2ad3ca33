// SPDX-License-Identifier: Apache-2.0
//
// Dense scores against the evaluator, figure by figure, on random cubes with holes.
#include "figures/dense_scores.hpp"

#include <random>

#include <gtest/gtest.h>

#include "figures/evaluator.hpp"
#include "figures/test_catalog.hpp"

namespace redthread::figures {
namespace {

const std::vector<std::pair<std::string, std::string>> tree = {
    {"HSF", ""}, {"A", "HSF"}, {"B", "HSF"}, {"A1", "A"}, {"A2", "A"}, {"B1", "B"}};

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}
  int below(int bound) { return std::uniform_int_distribution<int>(0, bound - 1)(engine_); }

 private:
  std::mt19937 engine_;
};

Target target(Target::Type type, int year, Exact low, Exact high = 0) {
  return {.type = type, .year = year, .low = low, .high = high};
}

/// Every type of target, over the years, for all units or one.
std::vector<Indicator> indicators() {
  using Kind = Expression::Kind;
  using Type = Target::Type;
  const Exact tenth = Exact::quotient(1, 10);
  std::vector<Indicator> all;
  const auto add = [&](Expression formula, Indicator::SpanRule period,
                       std::vector<Target> targets) {
    Indicator each{.key = "i" + std::to_string(all.size())};
    each.name = {.sv = each.key};
    each.versions.push_back({.formula = std::move(formula)});
    each.period = period;
    each.targets = std::move(targets);
    each.tolerance = all.size() % 2 == 0 ? tenth : Exact(0);
    each.better = Better::higher;
    all.push_back(std::move(each));
  };
  const auto share = [] { return binary(Kind::divide, key("part"), key("whole")); };
  const auto ytd = Indicator::SpanRule::ytd;
  const auto r12 = Indicator::SpanRule::r12;
  const Exact half = Exact::quotient(1, 2);
  add(share(), ytd, {target(Type::at_least, 2022, half), target(Type::at_most, 2023, half)});
  add(share(), r12, {target(Type::greater, 2022, half), target(Type::less, 2023, half)});
  add(share(), ytd, {target(Type::interval, 2022, half - tenth, half + tenth)});
  add(key("part"), r12, {target(Type::at_least, 2022, 600)});
  add(key("part"), ytd, {});
  add(share(), ytd, {target(Type::increase, 2022, 0)});        // rests on last year
  add(share(), Indicator::SpanRule::month, {});                // no table of months
  add(binary(Kind::add, key("part"), key("whole")), ytd, {});  // not a quotient
  Target own = target(Type::at_least, 2022, Exact::quotient(9, 10));
  own.unit_code = "A1";
  add(share(), ytd, {target(Type::at_least, 2022, half), own});
  Target shared_out = target(Type::at_least, 2022, 1200);
  shared_out.pro_rated = true;
  add(key("part"), ytd, {shared_out});
  return all;
}

/// `part` with two decimals and `whole` with none, each missing in one month of `holes`.
TestCatalog world(unsigned seed) {
  Random random(seed);
  TestCatalog test(tree);
  test.cube = Cube(Period(Month(2021, 1), Month(2023, 12)));
  test.add_measure("part").scale = 2;
  test.add_measure("whole");
  test.catalog.indicators = indicators();
  test.catalog.index_names();
  const int holes = static_cast<int>(seed % 3) * 15;
  for (const char* unit : {"A1", "A2", "B1"}) {
    for (const Month month : test.cube.range().each_month()) {
      for (const char* measure : {"part", "whole"}) {
        // The two are owed by different units in some worlds.
        if (seed % 4 == 1 && std::string(measure) == "part" && std::string(unit) == "B1") continue;
        if (holes > 0 && random.below(holes) == 0) continue;
        const int value = std::string(measure) == "part" ? random.below(10'000) : random.below(100);
        const bool is_early = random.below(60) == 0 && seed % 3 == 2;
        test.set(measure, unit, month.to_string(), value, Scenario::actual, {},
                 is_early ? State::preliminary : State::present);
      }
    }
  }
  return test;
}

TEST(DenseScores, SayWhatTheEvaluatorSays) {
  std::size_t decided = 0;
  for (unsigned seed = 1; seed <= 12; ++seed) {
    const TestCatalog test = world(seed);
    std::vector<std::string> keys;
    for (const Indicator& each : test.catalog.indicators) keys.push_back(each.key);
    const DenseScores dense(test.catalog, test.cube, keys);
    std::vector<int> units;
    for (const auto& [code, parent] : tree) units.push_back(test.unit(code));
    std::vector<DenseScore> scores;
    dense.fill(units, test.cube.range(), scores);
    ASSERT_EQ(scores.size(), keys.size() * units.size() * 36);

    Evaluator evaluator(test.catalog, test.cube);
    std::size_t at = 0;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      for (const int unit : units) {
        for (const Month month : test.cube.range().each_month()) {
          const DenseScore& score = scores[at++];
          if (!score.is_decided) continue;
          ++decided;
          const ScorecardRow row =
              evaluator.score(test.catalog.indicators[i], unit, Period::month(month));
          ASSERT_TRUE(row.outcome->value) << "seed " << seed << " " << row.outcome->id;
          EXPECT_EQ(*dense.value(i, score), *row.outcome->value) << seed << " " << row.outcome->id;
          EXPECT_EQ(State::present, row.outcome->state) << seed << " " << row.outcome->id;
          EXPECT_EQ(score.status, row.status) << seed << " " << row.outcome->id;
        }
      }
    }
  }
  EXPECT_GT(decided, 5'000u);
}

TEST(DenseScores, LeaveToTheEvaluatorWhatTheyCannotSay) {
  const TestCatalog test = world(3);  // no holes
  const auto decided = [&](const char* key, const char* unit, Month month) {
    const DenseScores dense(test.catalog, test.cube, {key});
    std::vector<DenseScore> scores;
    dense.fill({test.unit(unit)}, Period::month(month), scores);
    return scores.at(0).is_decided;
  };
  EXPECT_TRUE(decided("i0", "HSF", Month(2022, 6)));
  EXPECT_TRUE(decided("i4", "HSF", Month(2022, 6)));   // without a target
  EXPECT_FALSE(decided("i5", "HSF", Month(2022, 6)));  // the target is last year's outcome
  EXPECT_TRUE(decided("i5", "HSF", Month(2023, 6)));   // and 2023 has none
  EXPECT_FALSE(decided("i6", "HSF", Month(2022, 6)));
  EXPECT_FALSE(decided("i7", "HSF", Month(2022, 6)));
  EXPECT_FALSE(decided("i9", "HSF", Month(2022, 6)));
  EXPECT_FALSE(decided("i1", "HSF", Month(2021, 6)));  // twelve months are not there yet
  EXPECT_FALSE(decided("i0", "HSF", Month(2024, 1)));  // after the cube's last month
}

}  // namespace
}  // namespace redthread::figures
