// SPDX-License-Identifier: Apache-2.0
#include "base/holidays.hpp"

#include <utility>

namespace redthread {
namespace {

Date date(int year, int month, int day) { return *Date::from_ymd(year, month, day); }

/// The first day from `from` on that is a `weekday` (1 = Monday).
Date first_weekday(Date from, int weekday) {
  return from.plus_days((weekday - from.weekday() + 7) % 7);
}

bool is_holiday(Date day) {
  const int year = day.year();
  const int month = day.month();
  const int number = day.day();
  for (const auto& [m, d] :
       {std::pair{1, 1}, {1, 6}, {5, 1}, {6, 6}, {12, 24}, {12, 25}, {12, 26}, {12, 31}}) {
    if (month == m && number == d) return true;
  }
  const int from_easter = day.days() - easter_sunday(year).days();
  for (const int distance : {-2, 0, 1, 39, 49}) {  // Good Friday ... Ascension, Pentecost
    if (from_easter == distance) return true;
  }
  const Date midsummer = first_weekday(date(year, 6, 20), 6);
  return day == midsummer || day == midsummer.plus_days(-1) ||
         day == first_weekday(date(year, 10, 31), 6);  // All Saints
}

}  // namespace

Date easter_sunday(int year) {
  const int a = year % 19;
  const int b = year / 100;
  const int c = year % 100;
  const int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int month = (h + l - 7 * m + 114) / 31;
  return date(year, month, (h + l - 7 * m + 114) % 31 + 1);
}

DayKind day_kind(Date day) {
  if (is_holiday(day)) return DayKind::holiday;
  if (day.weekday() >= 6) return DayKind::weekend;
  const bool eve = is_holiday(day.plus_days(1)) && day.weekday() != 5;
  const bool squeezed = day.weekday() == 5 && is_holiday(day.plus_days(-1));
  return eve || squeezed ? DayKind::short_day : DayKind::workday;
}

}  // namespace redthread
