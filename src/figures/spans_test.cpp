// SPDX-License-Identifier: Apache-2.0
#include "figures/spans.hpp"

#include <gtest/gtest.h>

namespace redthread::figures {
namespace {

using Rule = ColumnRule::SpanRule;

Period p(const char* text) { return *Period::parse(text); }

TEST(ResolveSpan, each_rule_says_which_months) {
  EXPECT_EQ(resolve_span(p("2024-T2"), Rule::period, 0, 0), p("2024-T2"));
  EXPECT_EQ(resolve_span(p("2024-T2"), Rule::month, 0, 0), p("2024-08"));
  EXPECT_EQ(resolve_span(p("2024-T2"), Rule::ytd, 0, 0), p("2024-D"));
  EXPECT_EQ(resolve_span(p("2024-T2"), Rule::year, 0, 0), p("2024"));
  EXPECT_EQ(resolve_span(p("2024-T2"), Rule::r12, 0, 0), p("2023-09..2024-08"));
  EXPECT_EQ(resolve_span(p("2024-T2"), Rule::ytd, 2, 0), p("2022-D"));
}

TEST(ResolveSpan, lag_shortens_both_sides_of_a_comparison_alike) {
  for (const Rule rule : {Rule::period, Rule::month, Rule::ytd, Rule::year, Rule::r12}) {
    for (int last = 1; last <= 12; ++last) {
      for (int lag = 0; lag <= 3; ++lag) {
        const Period asked = Period::month(Month(2024, last)).year_to_date();
        const Period now = resolve_span(asked, rule, 0, lag);
        const Period then = resolve_span(asked, rule, 1, lag);
        EXPECT_EQ(now.shifted(-12), then);
      }
    }
  }
}

TEST(ResolveSpan, a_whole_year_never_lags) {
  EXPECT_EQ(resolve_span(p("2024-T1"), Rule::year, 0, 1), p("2024"));
  EXPECT_EQ(resolve_span(p("2024-12"), Rule::ytd, 0, 1), p("2024"));
  EXPECT_EQ(resolve_span(p("2024"), Rule::period, 0, 1), p("2024"));
  EXPECT_EQ(resolve_span(p("2024-12"), Rule::month, 0, 1), p("2024-11"));
}

TEST(AskedFor, gives_a_question_whose_answer_is_the_span) {
  for (int lag = 0; lag <= 2; ++lag) {
    for (int first = 0; first < 12; ++first) {
      for (int months = 1; months <= 14; ++months) {
        const Period span(Month(2024, 1).plus(first), Month(2024, 1).plus(first + months - 1));
        const auto asked = asked_for(span, lag);
        EXPECT_TRUE(asked || lag > 0);
        if (asked) {
          EXPECT_EQ(resolve_span(*asked, Rule::period, 0, lag), span);
        }
      }
    }
  }
  // January to November with one month's lag: the whole year does not lag, so nothing asks for it.
  EXPECT_FALSE(asked_for(p("2024-01..2024-11"), 1));
}

Cube::Value value(const char* span, std::int64_t number, State state = State::present) {
  return {.span = p(span), .value = number, .state = state};
}

TEST(FinestTiling, prefers_many_short_values) {
  const auto tiles =
      finest_tiling(p("2024-T1"), {value("2024-T1", 10), value("2024-Q1", 6), value("2024-04", 4),
                                   value("2024-01", 1), value("2024-02..2024-03", 5)});
  ASSERT_TRUE(tiles);
  ASSERT_EQ(tiles->size(), 3u);
  EXPECT_EQ((*tiles)[0].span, p("2024-01"));
  EXPECT_EQ((*tiles)[1].span, p("2024-02..2024-03"));
}

TEST(FinestTiling, neither_gaps_nor_overlaps) {
  EXPECT_FALSE(finest_tiling(p("2024-T1"), {value("2024-01", 1), value("2024-03", 1)}));
  EXPECT_FALSE(finest_tiling(p("2024-01..2024-03"),
                             {value("2024-01..2024-02", 1), value("2024-02..2024-03", 1)}));
  EXPECT_FALSE(finest_tiling(p("2024-01"), {value("2024-T1", 1)}));
  EXPECT_FALSE(finest_tiling(p("2024-01"), {value("2024-01", 0, State::missing)}));
}

}  // namespace
}  // namespace redthread::figures
