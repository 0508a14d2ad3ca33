// SPDX-License-Identifier: Apache-2.0
#include "figures/profile.hpp"

#include <random>

#include <gtest/gtest.h>

#include "figures/evaluator.hpp"
#include "figures/test_catalog.hpp"

namespace redthread::figures {
namespace {

Profile profile(const std::vector<const char*>& weights) {
  Profile result{.key = "summer", .name = {"Sommarprofil", "Summer profile"}};
  for (std::size_t i = 0; i < 12; ++i) result.weights[i] = *Decimal::parse(weights.at(i));
  return result;
}
const std::vector<const char*> summer = {"9", "8", "9", "8",  "8", "8",
                                         "6", "7", "9", "10", "9", "9"};

TEST(ProfileThread, is_the_year_times_a_share_with_its_name) {
  TestCatalog test;
  test.catalog.profiles.push_back(profile(summer));
  test.add_measure("visits").budget_profile = 0;
  test.set("visits", "HSF", "2024", 1000, Scenario::budget);
  Evaluator evaluator(test.catalog, test.cube);
  const FigurePtr figure =
      evaluator.figure("visits", test.unit("HSF"), period("2024-T1"), "ytd_budget");
  EXPECT_EQ(figure->value, Exact(340));
  EXPECT_EQ(figure->operation, Operation::multiply);
  EXPECT_EQ(figure->period, period("2024-T1"));
  EXPECT_TRUE(rests_on_profile(*figure));
  ASSERT_EQ(figure->operands.size(), 2u);
  const Figure& year = *figure->operands[0];
  EXPECT_EQ(year.id, "test/visits/HSF/2024-01..2024-12/as_was/year_budget");
  EXPECT_EQ(year.sources.at(0).written, "1000");
  EXPECT_FALSE(rests_on_profile(year));
  const Figure& share = *figure->operands[1];
  EXPECT_EQ(share.operation, Operation::constant);
  EXPECT_EQ(share.label.sv, "Andel av året enligt Sommarprofil");
  EXPECT_EQ(share.label.en, "Share of the year by Summer profile");
  EXPECT_EQ(share.value, Exact::quotient(34, 100));
  EXPECT_EQ(share.text(Language::english), "34.0%");
  EXPECT_NE(share.id, figure->id);
}

TEST(ProfileThread, each_year_of_a_longer_span_is_an_operand) {
  TestCatalog test;
  test.catalog.profiles.push_back(profile(summer));
  test.add_measure("visits").budget_profile = 0;
  test.set("visits", "HSF", "2023", 1000, Scenario::budget);
  test.set("visits", "HSF", "2024", 2000, Scenario::budget);
  Evaluator evaluator(test.catalog, test.cube);
  const FigurePtr figure =
      evaluator.figure("visits", test.unit("HSF"), period("2022-12..2024-01"), "period_budget");
  EXPECT_FALSE(figure->value) << "2022 has no budget";
  const FigurePtr across =
      evaluator.figure("visits", test.unit("HSF"), period("2023-01..2024-01"), "period_budget");
  EXPECT_EQ(across->value, Exact(1180));
  ASSERT_EQ(across->operands.size(), 2u);
  EXPECT_EQ(across->operands[0]->operation, Operation::reported) << "a whole year is not spread";
  EXPECT_EQ(across->operands[1]->id,
            "test/visits/HSF/2024-01..2024-01/as_was/period_budget:by_profile");
}

/// Random weights, some zero or with decimals; random years at some of the units.
class RandomBudgets {
 public:
  explicit RandomBudgets(unsigned seed)
      : test({{"HSF", ""}, {"A", "HSF"}, {"B", "HSF"}, {"C", "HSF"}, {"A1", "A"}, {"A2", "A"}}),
        engine_(seed) {
    Profile made = profile(summer);
    for (Decimal& weight : made.weights) weight = Decimal::of(below(4) * below(1000), below(3));
    made.weights[0] = Decimal::of(1 + below(100), 1);
    test.catalog.profiles.push_back(made);
    test.add_measure("m").budget_profile = 0;
    for (const char* unit : {"A1", "A2", "B"}) {
      for (const char* year : {"2023", "2024"}) {
        test.set("m", unit, year, below(2'000'000) - 1'000'000, Scenario::budget);
      }
    }
  }
  int below(int bound) { return std::uniform_int_distribution<int>(0, bound - 1)(engine_); }
  TestCatalog test;

 private:
  std::mt19937 engine_;
};

TEST(ProfileInvariants, the_months_of_a_year_sum_to_the_year_and_the_units_to_their_parent) {
  for (unsigned seed = 1; seed <= 30; ++seed) {
    RandomBudgets budgets(seed);
    TestCatalog& test = budgets.test;
    Evaluator evaluator(test.catalog, test.cube);
    const auto budget = [&](const char* unit, Period asked, const char* column) {
      const FigurePtr figure = evaluator.figure("m", test.unit(unit), asked, column);
      EXPECT_TRUE(figure->value) << figure->id;
      return figure->value.value_or(Exact(0));
    };
    for (const char* unit : {"HSF", "A", "A1", "B"}) {
      Exact months;
      for (int month = 1; month <= 12; ++month) {
        const Period asked = Period::month(Month(2024, month));
        months = months + budget(unit, asked, "month_budget");
        EXPECT_EQ(months, budget(unit, asked, "ytd_budget"));
      }
      EXPECT_EQ(months, budget(unit, Period::year(2024), "year_budget"));
    }
    const Month first(2023, 1 + budgets.below(12));
    const Period asked(first, first.plus(budgets.below(13)));
    EXPECT_EQ(budget("HSF", asked, "period_budget"),
              budget("A", asked, "period_budget") + budget("B", asked, "period_budget"));
    EXPECT_EQ(budget("A", asked, "period_budget"),
              budget("A1", asked, "period_budget") + budget("A2", asked, "period_budget"));
  }
}

TEST(ProfileInvariants, hold_when_a_unit_moves_in_the_middle_of_the_year) {
  RandomBudgets budgets(7);
  TestCatalog& test = budgets.test;
  std::vector<UnitValidity> validities = test.catalog.organisation.validities();
  for (UnitValidity& validity : validities) {
    if (validity.code != "A1") continue;
    UnitValidity moved = validity;
    validity.valid_to = *Date::from_ymd(2024, 5, 31);
    moved.valid_from = *Date::from_ymd(2024, 6, 1);
    moved.parent = "C";
    validities.push_back(moved);
    break;
  }
  test.catalog.organisation = Organisation(validities);
  for (const OrganisationView& view :
       {OrganisationView{}, *OrganisationView::parse("2024-12-31")}) {
    Evaluator evaluator(test.catalog, test.cube, view);
    Exact months;
    for (int month = 1; month <= 12; ++month) {
      const FigurePtr figure = evaluator.figure("m", test.unit("HSF"),
                                                Period::month(Month(2024, month)), "month_budget");
      months = months + *figure->value;
    }
    const FigurePtr year =
        evaluator.figure("m", test.unit("HSF"), Period::year(2024), "year_budget");
    EXPECT_EQ(months, year->value);
  }
}

}  // namespace
}  // namespace redthread::figures
