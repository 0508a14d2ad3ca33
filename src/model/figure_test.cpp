// SPDX-License-Identifier: Apache-2.0
#include "model/figure.hpp"

#include <memory>

#include <gtest/gtest.h>

namespace redthread {
namespace {

FigurePtr figure(const std::string& id, std::vector<FigurePtr> operands = {}) {
  Figure result;
  result.id = id;
  result.operands = std::move(operands);
  return std::make_shared<const Figure>(std::move(result));
}

TEST(FigureAddress, has_a_text_form) {
  const FigureAddress address{.region = "vastmanland",
                              .subject = "economy.result",
                              .unit = "HSF",
                              .period = *Period::parse("2024-T1"),
                              .column = "ytd_budget_deviation"};
  EXPECT_EQ(to_string(address),
            "vastmanland/economy.result/HSF/2024-01..2024-04/as_was/ytd_budget_deviation");
}

TEST(FigureText, is_the_number_or_what_stands_for_it) {
  Figure figure;
  EXPECT_EQ(figure.text(Language::swedish), "–");
  figure.state = State::not_measured;
  EXPECT_EQ(figure.text(Language::swedish), "ej mätt");
  EXPECT_EQ(figure.text(Language::english), "not measured");
  figure.state = State::preliminary;
  figure.value = Exact(1'235'000'000);
  figure.format = *parse_number_format("mnkr 1");
  EXPECT_EQ(figure.text(Language::swedish), "1\u202F235,0\u00A0mnkr");
  EXPECT_EQ(figure.text(Language::english, false), "1,235.0");
}

TEST(Thread, visits_every_figure_once_in_the_order_of_operands) {
  const FigurePtr row = figure("row");
  const FigurePtr left = figure("left", {row, figure("other")});
  const FigurePtr right = figure("right", {row});
  std::vector<std::string> ids;
  for (const FigurePtr& each : thread_of(figure("root", {left, right}))) ids.push_back(each->id);
  EXPECT_EQ(ids, (std::vector<std::string>{"root", "left", "row", "other", "right"}));
  EXPECT_TRUE(thread_of(nullptr).empty());
}

TEST(Figure, tells_the_version_and_interval_of_a_forecast) {
  Figure figure;
  figure.address.column = "year_forecast";
  figure.scenario = Scenario::forecast;
  figure.format.decimals = 1;
  figure.format.suffix = "mnkr";
  EXPECT_EQ(column_key(figure.address), "year_forecast");
  EXPECT_EQ(scenario_text(figure, Language::english), "forecast");
  EXPECT_EQ(interval_text(figure, Language::english), "");
  figure.address.column += ":made_2024-04";
  figure.made = Month(2024, 4);
  figure.interval = {.low = 95, .high = 105};
  EXPECT_EQ(column_key(figure.address), "year_forecast");
  EXPECT_EQ(scenario_text(figure, Language::swedish), "prognos efter april 2024");
  EXPECT_EQ(scenario_text(figure, Language::english), "forecast after April 2024");
  EXPECT_EQ(interval_text(figure, Language::swedish), "95,0\u2013105,0\u00A0mnkr");
  figure.interval = {.low = -105, .high = -95};
  EXPECT_EQ(interval_text(figure, Language::swedish), "\u2212105,0 till \u221295,0\u00A0mnkr");
  figure.scenario = Scenario::actual;
  EXPECT_EQ(scenario_text(figure, Language::swedish), "utfall");
}

}  // namespace
}  // namespace redthread
