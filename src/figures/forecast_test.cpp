// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "figures/evaluator.hpp"
#include "figures/test_catalog.hpp"

// Versions of forecasts and their intervals: what the analysts' cases do not see.

namespace redthread::figures {
namespace {

struct Forecasts {
  TestCatalog test;
  void add(const char* unit, const char* made, std::int64_t value,
           std::optional<Cube::Ends> ends = std::nullopt) {
    const auto source =
        test.cube.add_source({.delivery = 1, .line = 2, .written = std::to_string(value)});
    test.cube.set_version(
        {.measure = test.catalog.measure_index("visits"),
         .unit = test.unit(unit),
         .scenario = Scenario::forecast},
        *Month::parse(made),
        {.span = Period::year(2024), .value = value, .state = State::present, .source = source});
    if (ends) test.cube.set_ends(source, *ends);
  }
  Forecasts() { test.add_measure("visits"); }
};

TEST(ForecastVersion, stands_in_the_address_of_all_that_rests_on_it) {
  Forecasts forecasts;
  forecasts.add("A", "2024-04", 100);
  forecasts.add("A", "2024-08", 110);
  forecasts.add("B", "2024-04", 50);
  const TestCatalog& test = forecasts.test;
  Evaluator evaluator(test.catalog, test.cube);
  const auto figure = [&](const char* asked, const char* column) {
    return evaluator.figure("visits", test.unit("HSF"), period(asked), column);
  };
  const FigurePtr spring = figure("2024-04", "year_forecast");
  const FigurePtr autumn = figure("2024-08", "year_forecast");
  EXPECT_EQ(spring->id, "test/visits/HSF/2024-04..2024-04/as_was/year_forecast:made_2024-04");
  EXPECT_EQ(autumn->id, "test/visits/HSF/2024-08..2024-08/as_was/year_forecast:made_2024-08");
  EXPECT_EQ(spring->value, Exact(150));
  EXPECT_EQ(autumn->value, Exact(160));
  EXPECT_EQ(column_key(autumn->address), "year_forecast");
  EXPECT_EQ(scenario_text(*autumn, Language::swedish), "prognos efter augusti 2024");
  ASSERT_EQ(autumn->operands.size(), 2u);
  EXPECT_EQ(autumn->operands[0]->id,
            "test/visits/A/2024-01..2024-12/as_was/year_forecast:made_2024-08");
  EXPECT_EQ(autumn->operands[1]->id,
            "test/visits/B/2024-01..2024-12/as_was/year_forecast:made_2024-04");
  EXPECT_EQ(spring->operands[1], autumn->operands[1]) << "one figure, in both threads";
}

TEST(ForecastVersion, what_was_known_does_not_change_with_what_is_delivered_later) {
  Forecasts before;
  before.add("A", "2024-04", 100);
  Forecasts after;
  after.add("A", "2024-04", 100);
  after.add("A", "2024-08", 110);
  after.add("B", "2024-08", 60);
  for (const char* unit : {"A", "B", "HSF"}) {
    const auto spring = [&](const TestCatalog& test) {
      Evaluator evaluator(test.catalog, test.cube);
      return evaluator.figure("visits", test.unit(unit), period("2024-T1"), "year_forecast");
    };
    EXPECT_EQ(spring(before.test)->id, spring(after.test)->id);
    EXPECT_EQ(spring(before.test)->value, spring(after.test)->value);
    EXPECT_EQ(spring(before.test)->value.has_value(), unit != std::string("B"));
    EXPECT_EQ(spring(before.test)->state, spring(after.test)->state);
  }
}

TEST(ForecastInterval, follows_one_value_and_is_lost_in_a_sum) {
  Forecasts forecasts;
  forecasts.add("A", "2024-04", 100, Cube::Ends{.low = 95, .high = 105});
  forecasts.test.add_formula("same", key("visits"), "st");
  forecasts.test.add_formula("twice", binary(Expression::Kind::add, key("visits"), key("visits")),
                             "st");
  const TestCatalog& test = forecasts.test;
  Evaluator evaluator(test.catalog, test.cube);
  const auto interval = [&](const char* measure, const char* unit, const char* column) {
    return evaluator.figure(measure, test.unit(unit), period("2024-04"), column)->interval;
  };
  const Interval delivered{.low = 95, .high = 105};
  EXPECT_EQ(interval("visits", "A", "year_forecast"), delivered);
  EXPECT_EQ(interval("same", "A", "year_forecast"), delivered);
  EXPECT_EQ(interval("twice", "A", "year_forecast"), std::nullopt);
  EXPECT_EQ(interval("visits", "HSF", "year_forecast"), std::nullopt);
  EXPECT_EQ(interval("visits", "A", "year_forecast_deviation"), std::nullopt);
}

}  // namespace
}  // namespace redthread::figures
