// SPDX-License-Identifier: Apache-2.0
#include "model/scenario.hpp"

#include <gtest/gtest.h>

#include "model/results.hpp"

namespace redthread {
namespace {

TEST(Words, are_read_back) {
  for (int i = 0; i < scenario_count; ++i) {
    const auto scenario = static_cast<Scenario>(i);
    EXPECT_EQ(parse_scenario(to_string(scenario)), scenario);
  }
  for (int i = 0; i <= static_cast<int>(State::suppressed); ++i) {
    const auto state = static_cast<State>(i);
    EXPECT_EQ(parse_state(to_string(state)), state);
    EXPECT_FALSE(state_name(state, Language::english).empty());
  }
  EXPECT_FALSE(parse_scenario("utfall"));
  EXPECT_FALSE(parse_state(""));
}

TEST(Words, are_said_in_both_languages) {
  EXPECT_EQ(scenario_name(Scenario::forecast, Language::swedish), "prognos");
  EXPECT_EQ(state_name(State::missing, Language::swedish), "värde saknas");
  EXPECT_EQ(status_name(Status::none, Language::swedish), "ej bedömd");
  EXPECT_EQ(status_name(Status::green, Language::english), "green");
  EXPECT_EQ(trend_name(Trend::negative, Language::swedish), "negativ");
  EXPECT_EQ(trend_name(Trend::none, Language::swedish), "–");
  EXPECT_EQ(to_string(Finding::Kind::units_vs_parent), "units_vs_parent");
}

TEST(HasValue, missing_is_not_zero) {
  for (const State state :
       {State::present, State::partial, State::preliminary, State::not_comparable}) {
    EXPECT_TRUE(has_value(state));
  }
  for (const State state :
       {State::missing, State::not_measured, State::not_applicable, State::suppressed}) {
    EXPECT_FALSE(has_value(state));
  }
}

}  // namespace
}  // namespace redthread
