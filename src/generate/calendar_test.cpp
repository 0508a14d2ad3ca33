// SPDX-License-Identifier: Apache-2.0
#include "generate/calendar.hpp"

#include <gtest/gtest.h>

namespace redthread::generate {
namespace {

Date day(const char* text) { return *Date::parse(text); }

TEST(Calendar, PlannedCareFollowsTheYear) {
  const Calendar calendar(2023, 2024);
  const auto office = [&](const char* text) { return calendar.weight(Rhythm::office, day(text)); };
  EXPECT_GT(office("2024-04-16"), office("2024-04-19"));       // Tuesday, Friday
  EXPECT_GT(office("2024-04-19"), 20 * office("2024-04-20"));  // Saturday
  EXPECT_GT(office("2024-04-16"), office("2024-07-16") * 3 / 2);
  EXPECT_LT(office("2024-12-24"), 20);
  EXPECT_GT(calendar.weight(Rhythm::acute, day("2024-12-24")), 900);
  EXPECT_EQ(calendar.workdays(Month(2024, 1)), 22);  // 23 weekdays, New Year's Day
  EXPECT_EQ(calendar.workdays(Month(2024, 3)), 20);  // 21 weekdays, Good Friday
  EXPECT_EQ(calendar.text(day("2024-02-29")), "2024-02-29");
}

}  // namespace
}  // namespace redthread::generate
