// SPDX-License-Identifier: Apache-2.0
#include "base/period.hpp"

#include <algorithm>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace redthread {
namespace {

Period period(const char* text) {
  const auto parsed = Period::parse(text);
  EXPECT_TRUE(parsed) << text;
  return parsed.value_or(Period());
}

Period any_period() {
  const Month first = Month::from_index(*rc::gen::inRange(1900 * 12, 2100 * 12));
  return {first, first.plus(*rc::gen::inRange(0, 40))};
}

std::vector<Month> together(std::vector<Month> months, const std::vector<Month>& more) {
  months.insert(months.end(), more.begin(), more.end());
  std::sort(months.begin(), months.end());
  return months;
}

TEST(PeriodTest, reads_every_notation) {
  const auto span = [](const char* text) { return period(text).to_span_string(); };
  EXPECT_EQ(span("2024"), "2024-01..2024-12");
  EXPECT_EQ(span("2024-04"), "2024-04..2024-04");
  EXPECT_EQ(span("2024-Q1"), "2024-01..2024-03");
  EXPECT_EQ(span("2024-Q4"), "2024-10..2024-12");
  EXPECT_EQ(span("2024-T1"), "2024-01..2024-04");
  EXPECT_EQ(span("2024-T3"), "2024-09..2024-12");
  EXPECT_EQ(span("2024-D"), "2024-01..2024-08");
  EXPECT_EQ(span("2023-11..2024-02"), "2023-11..2024-02");
  EXPECT_EQ(span("2023-11/2024-02"), "2023-11..2024-02");
}

TEST(PeriodTest, reads_nothing_else) {
  for (const char* text : {"",
                           "24",
                           "202",
                           "2024-",
                           "2024-Q5",
                           "2024-Q0",
                           "2024-q1",
                           "2024-T4",
                           "2024-T0",
                           "2024-13",
                           "2024-D1",
                           "2024-d",
                           "2024-04..2024-03",
                           "2023..2024",
                           "2024-Q1..2024-Q2",
                           "2024-01...2024-02",
                           " 2024",
                           "2024 ",
                           "2024-01-01",
                           "x024",
                           "2024-01-2024-04"}) {
    EXPECT_FALSE(Period::parse(text)) << text;
  }
}

TEST(PeriodTest, canonical_text_is_the_shortest_name) {
  EXPECT_EQ(period("2024-01..2024-12").to_string(), "2024");
  EXPECT_EQ(period("2024-05/2024-08").to_string(), "2024-T2");
  EXPECT_EQ(period("2024-07/2024-09").to_string(), "2024-Q3");
  EXPECT_EQ(period("2024-01/2024-08").to_string(), "2024-D");
  EXPECT_EQ(period("2024-04/2024-04").to_string(), "2024-04");
  EXPECT_EQ(period("2024-02/2024-05").to_string(), "2024-02..2024-05");
  EXPECT_EQ(period("2023-05/2024-04").to_string(), "2023-05..2024-04");
}

TEST(PeriodTest, kind_is_by_shape) {
  using Kind = Period::Kind;
  EXPECT_EQ(period("2024-04").kind(), Kind::month);
  EXPECT_EQ(period("2024-Q2").kind(), Kind::quarter);
  EXPECT_EQ(period("2024-02..2024-04").kind(), Kind::span);
  EXPECT_EQ(period("2024-T2").kind(), Kind::tertial);
  EXPECT_EQ(period("2024-02..2024-05").kind(), Kind::span);
  EXPECT_EQ(period("2024-D").kind(), Kind::interim);
  EXPECT_EQ(period("2024-02..2024-09").kind(), Kind::span);
  EXPECT_EQ(period("2024").kind(), Kind::year);
  EXPECT_EQ(period("2023-05..2024-04").kind(), Kind::span) << "twelve months, but not a year";
  EXPECT_EQ(period("2023-01..2024-12").kind(), Kind::span);
}

TEST(PeriodTest, relatives_of_the_first_tertial) {
  const Period t1 = period("2024-T1");
  EXPECT_EQ(t1.year_to_date().to_string(), "2024-T1");
  EXPECT_EQ(t1.whole_year().to_string(), "2024");
  EXPECT_EQ(t1.rolling_twelve().to_string(), "2023-05..2024-04");
  EXPECT_EQ(t1.previous_year().to_string(), "2023-T1");
  EXPECT_EQ(t1.preceding().to_string(), "2023-T3");
  EXPECT_EQ(t1.lagged(1).to_string(), "2024-Q1");
  EXPECT_EQ(period("2024-T2").year_to_date().to_string(), "2024-D");
}

TEST(PeriodTest, lag_moves_a_span_no_longer_than_itself) {
  EXPECT_EQ(period("2024-04").lagged(1).to_string(), "2024-03");
  EXPECT_EQ(period("2024-01").lagged(1).to_string(), "2023-12");
  EXPECT_EQ(period("2024-01..2024-02").lagged(2).to_string(), "2023-11..2023-12");
  EXPECT_EQ(period("2024-01..2024-02").lagged(1).to_string(), "2024-01");
}

TEST(PeriodTest, names) {
  const auto both = [](const char* text) {
    return period_name(period(text), Language::swedish) + " | " +
           period_name(period(text), Language::english);
  };
  EXPECT_EQ(both("2024"), "2024 | 2024");
  EXPECT_EQ(both("2024-T1"), "januari–april 2024 | January–April 2024");
  EXPECT_EQ(both("2024-10"), "oktober 2024 | October 2024");
  EXPECT_EQ(both("2023-05..2024-04"), "maj 2023–april 2024 | May 2023–April 2024");
  EXPECT_EQ(both("2022-01..2023-12"), "2022–2023 | 2022–2023");
}

TEST(PeriodTest, short_names) {
  const auto both = [](const char* text) {
    return period_short_name(period(text), Language::swedish) + " | " +
           period_short_name(period(text), Language::english);
  };
  EXPECT_EQ(both("2024-T1"), "jan–apr 2024 | Jan–Apr 2024");
  EXPECT_EQ(both("2024-10"), "okt 2024 | Oct 2024");
  EXPECT_EQ(both("2024"), "2024 | 2024");
  EXPECT_EQ(both("2023-05..2024-04"), "maj 2023–apr 2024 | May 2023–Apr 2024");
}

RC_GTEST_PROP(PeriodProperty, parse_reads_what_is_printed, ()) {
  const Period any = any_period();
  RC_ASSERT(Period::parse(any.to_string()) == any);
  RC_ASSERT(Period::parse(any.to_span_string()) == any);
}

RC_GTEST_PROP(PeriodProperty, previous_year_and_twelve_months_on_is_identity, ()) {
  const Period any = any_period();
  RC_ASSERT(any.previous_year().shifted(12) == any);
  RC_ASSERT(any.previous_year().kind() == any.kind());
}

/// R12 = year to date + last year - last year to date, as every economist adds it up.
RC_GTEST_PROP(PeriodProperty, rolling_twelve_is_year_to_date_and_the_rest_of_last_year, ()) {
  const Period any = any_period();
  const Period ytd = any.year_to_date();
  const Period same_last_year = ytd.previous_year();
  std::vector<Month> rest_of_last_year;
  for (const Month month : same_last_year.whole_year().each_month()) {
    if (!same_last_year.contains(month)) rest_of_last_year.push_back(month);
  }
  RC_ASSERT(together(ytd.each_month(), rest_of_last_year) == any.rolling_twelve().each_month());
  RC_ASSERT(any.rolling_twelve().months() == 12);
}

RC_GTEST_PROP(PeriodProperty, tertials_and_quarters_tile_a_year, ()) {
  const int year = *rc::gen::inRange(0, 10000);
  std::vector<Month> tertials;
  for (int i = 1; i <= 3; ++i) {
    tertials = together(tertials, Period::tertial(year, i).each_month());
    RC_ASSERT(Period::tertial(year, i).kind() == Period::Kind::tertial);
  }
  std::vector<Month> quarters;
  for (int i = 1; i <= 4; ++i) {
    quarters = together(quarters, Period::quarter(year, i).each_month());
    RC_ASSERT(Period::quarter(year, i).kind() == Period::Kind::quarter);
  }
  RC_ASSERT(tertials == Period::year(year).each_month());
  RC_ASSERT(quarters == Period::year(year).each_month());
}

RC_GTEST_PROP(PeriodProperty, preceding_touches_and_is_as_long, ()) {
  const Period any = any_period();
  RC_ASSERT(any.preceding().last().plus(1) == any.first());
  RC_ASSERT(any.preceding().months() == any.months());
}

RC_GTEST_PROP(PeriodProperty, lag_ends_lag_months_earlier, ()) {
  const Period any = any_period();
  const int lag = *rc::gen::inRange(0, 60);
  const Period lagged = any.lagged(lag);
  RC_ASSERT(lagged.last().plus(lag) == any.last());
  RC_ASSERT((lagged.first() == any.first()) == (lag == 0 || any.months() > lag));
  RC_ASSERT(any.lagged(0) == any);
}

RC_GTEST_PROP(PeriodProperty, containment_is_that_of_the_months, ()) {
  const Period a = any_period();
  const Period b = a.shifted(*rc::gen::inRange(-5, 5)).lagged(*rc::gen::inRange(0, 8));
  const auto months = b.each_month();
  RC_ASSERT(a.contains(b) == std::all_of(months.begin(), months.end(),
                                         [&](Month month) { return a.contains(month); }));
  RC_ASSERT(months.size() == static_cast<std::size_t>(b.months()));
}

}  // namespace
}  // namespace redthread
