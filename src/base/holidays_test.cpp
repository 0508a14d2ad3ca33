// SPDX-License-Identifier: Apache-2.0
#include "base/holidays.hpp"

#include <gtest/gtest.h>

namespace redthread {
namespace {

Date day(const char* text) { return *Date::parse(text); }

TEST(Holidays, EasterIsWhereTheAlmanacHasIt) {
  for (const char* sunday :
       {"2000-04-23", "2008-03-23", "2011-04-24", "2019-04-21", "2020-04-12", "2021-04-04",
        "2022-04-17", "2023-04-09", "2024-03-31", "2025-04-20", "2038-04-25"}) {
    EXPECT_EQ(easter_sunday(day(sunday).year()), day(sunday));
  }
}

TEST(Holidays, SwedishHolidays) {
  for (const char* holiday : {
           "2024-01-01",
           "2024-01-06",
           "2024-03-29",
           "2024-04-01",
           "2024-05-01",
           "2024-05-09",  // Ascension
           "2024-06-06",
           "2024-06-21",  // midsummer eve
           "2023-06-24",  // midsummer day
           "2024-11-02",  // All Saints
           "2020-10-31",  // All Saints, as early as it can be
           "2024-12-24",
           "2024-12-26",
           "2024-12-31",
       }) {
    EXPECT_EQ(day_kind(day(holiday)), DayKind::holiday) << holiday;
  }
  EXPECT_EQ(day_kind(day("2024-05-10")), DayKind::short_day);  // squeezed after Ascension
  EXPECT_EQ(day_kind(day("2024-04-30")), DayKind::short_day);  // Walpurgis
  EXPECT_EQ(day_kind(day("2024-03-28")), DayKind::short_day);  // Maundy Thursday
  EXPECT_EQ(day_kind(day("2024-05-08")), DayKind::short_day);
  EXPECT_EQ(day_kind(day("2024-04-13")), DayKind::weekend);
  EXPECT_EQ(day_kind(day("2024-04-12")), DayKind::workday);
}

}  // namespace
}  // namespace redthread
