// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace redthread {

/// A calendar day (proleptic Gregorian), stored as days since 1970-01-01. No time zone: health
/// care is reported by local calendar day.
class Date {
 public:
  constexpr Date() = default;
  /// nullopt when there is no such day (2023-02-29), or the year is not 0..9999.
  static std::optional<Date> from_ymd(int year, int month, int day);
  /// Reads `2024-04-30`, nothing else.
  static std::optional<Date> parse(std::string_view text);
  static constexpr Date from_days(int days) {
    Date date;
    date.days_ = days;
    return date;
  }

  constexpr int days() const { return days_; }
  int year() const;
  int month() const;
  int day() const;
  /// 1 = Monday ... 7 = Sunday (ISO).
  int weekday() const;
  Date plus_days(int count) const { return from_days(days_ + count); }
  std::string to_string() const;
  auto operator<=>(const Date&) const = default;

 private:
  int days_ = 0;
};

/// A calendar month, stored as months since year 0 (`year * 12 + month - 1`), so that arithmetic
/// on months is arithmetic on integers.
class Month {
 public:
  constexpr Month() = default;
  constexpr Month(int year, int month) : index_(year * 12 + month - 1) {}
  static constexpr Month from_index(int index) {
    Month month;
    month.index_ = index;
    return month;
  }
  /// Reads `2024-04`, nothing else.
  static std::optional<Month> parse(std::string_view text);

  constexpr int index() const { return index_; }
  constexpr int year() const { return (index_ - (month() - 1)) / 12; }
  constexpr int month() const { return (index_ % 12 + 12) % 12 + 1; }
  constexpr Month plus(int months) const { return from_index(index_ + months); }
  Date first_day() const;
  Date last_day() const;
  std::string to_string() const;
  auto operator<=>(const Month&) const = default;

 private:
  int index_ = 0;
};

}  // namespace redthread
