// SPDX-License-Identifier: Apache-2.0
#include "base/date.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace redthread {
namespace {

TEST(DateTest, reads_iso_days_and_nothing_else) {
  const auto date = Date::parse("2024-02-29");
  ASSERT_TRUE(date);
  EXPECT_EQ(date->year(), 2024);
  EXPECT_EQ(date->month(), 2);
  EXPECT_EQ(date->day(), 29);
  for (const char* text :
       {"", "2023-02-29", "2024-2-29", "2024-02-30", "2024-13-01", "2024-00-10", "2024-01-00",
        "20240229", "2024-02-29 ", "2024/02/29", "+024-02-29", "2024-02-2x", "1900-02-29"}) {
    EXPECT_FALSE(Date::parse(text)) << text;
  }
  EXPECT_TRUE(Date::parse("2000-02-29"));
}

TEST(DateTest, from_ymd_knows_the_calendar) {
  EXPECT_TRUE(Date::from_ymd(2024, 12, 31));
  EXPECT_FALSE(Date::from_ymd(2024, 11, 31));
  EXPECT_FALSE(Date::from_ymd(2024, -1, 1));
  EXPECT_FALSE(Date::from_ymd(10000, 1, 1));
}

TEST(DateTest, counts_from_1970) {
  EXPECT_EQ(Date().to_string(), "1970-01-01");
  EXPECT_EQ(Date::parse("2024-04-30")->days(), 19843);
  EXPECT_EQ(Date::parse("1969-12-31")->days(), -1);
  EXPECT_EQ(Date::parse("2024-02-28")->plus_days(2).to_string(), "2024-03-01");
}

TEST(DateTest, weekday_is_iso) {
  EXPECT_EQ(Date::parse("2024-04-29")->weekday(), 1) << "a Monday";
  EXPECT_EQ(Date::parse("2024-05-05")->weekday(), 7) << "a Sunday";
}

RC_GTEST_PROP(DateProperty, parse_reads_what_is_printed, ()) {
  const Date date = Date::from_days(*rc::gen::inRange(-719528, 2932897));  // 0000-01-01..9999-12-31
  RC_ASSERT(Date::parse(date.to_string()) == date);
  RC_ASSERT(Date::from_ymd(date.year(), date.month(), date.day()) == date);
  RC_ASSERT(date.plus_days(1).weekday() == date.weekday() % 7 + 1);
}

TEST(MonthTest, reads_iso_months_and_nothing_else) {
  EXPECT_EQ(Month::parse("2024-04"), Month(2024, 4));
  for (const char* text : {"", "2024-4", "2024-13", "2024-00", "2024-04-01", "202404", "2024-Q1"}) {
    EXPECT_FALSE(Month::parse(text)) << text;
  }
}

TEST(MonthTest, first_and_last_day) {
  EXPECT_EQ(Month(2024, 2).first_day().to_string(), "2024-02-01");
  EXPECT_EQ(Month(2024, 2).last_day().to_string(), "2024-02-29");
  EXPECT_EQ(Month(2023, 12).last_day().to_string(), "2023-12-31");
}

RC_GTEST_PROP(MonthProperty, arithmetic_is_on_the_index, ()) {
  const Month month = Month::from_index(*rc::gen::inRange(-100, 9999 * 12));
  const int count = *rc::gen::inRange(-500, 500);
  RC_ASSERT(month.plus(count).plus(-count) == month);
  RC_ASSERT(Month(month.year(), month.month()) == month);
  RC_ASSERT(month.month() >= 1 && month.month() <= 12);
  RC_ASSERT(month.last_day().plus_days(1) == month.plus(1).first_day());
  if (month.index() >= 0) {
    RC_ASSERT(Month::parse(month.to_string()) == month);
  }
}

}  // namespace
}  // namespace redthread
