// SPDX-License-Identifier: Apache-2.0
#include "base/date.hpp"

#include <chrono>
#include <cstddef>

#include <fmt/format.h>

namespace redthread {
namespace {

constexpr int largest_year = 9999;  // what four digits can write

std::chrono::year_month_day calendar(int days) {
  return std::chrono::sys_days(std::chrono::days(days));
}

int days_of(const std::chrono::year_month_day& day) {
  return static_cast<int>(std::chrono::sys_days(day).time_since_epoch().count());
}

std::chrono::year_month_day civil(int year, int month, int day) {
  return {std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
          std::chrono::day(static_cast<unsigned>(day))};
}

/// Exactly `count` digits from `from`.
std::optional<int> number_at(std::string_view text, std::size_t from, std::size_t count) {
  if (from + count > text.size()) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(from, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::optional<Date> Date::from_ymd(int year, int month, int day) {
  if (year < 0 || year > largest_year || month < 1 || month > 12 || day < 1 || day > 31) {
    return std::nullopt;
  }
  const auto date = civil(year, month, day);
  if (!date.ok()) return std::nullopt;
  return from_days(days_of(date));
}

std::optional<Date> Date::parse(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = number_at(text, 0, 4);
  const auto month = number_at(text, 5, 2);
  const auto day = number_at(text, 8, 2);
  if (!year || !month || !day) return std::nullopt;
  return from_ymd(*year, *month, *day);
}

int Date::year() const { return static_cast<int>(calendar(days_).year()); }

int Date::month() const { return static_cast<int>(static_cast<unsigned>(calendar(days_).month())); }

int Date::day() const { return static_cast<int>(static_cast<unsigned>(calendar(days_).day())); }

int Date::weekday() const {
  const std::chrono::weekday weekday{std::chrono::sys_days(std::chrono::days(days_))};
  return static_cast<int>(weekday.iso_encoding());
}

std::string Date::to_string() const {
  return fmt::format("{:04}-{:02}-{:02}", year(), month(), day());
}

std::optional<Month> Month::parse(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  const auto year = number_at(text, 0, 4);
  const auto month = number_at(text, 5, 2);
  if (!year || !month || *month < 1 || *month > 12) return std::nullopt;
  return Month(*year, *month);
}

Date Month::first_day() const { return Date::from_days(days_of(civil(year(), month(), 1))); }

Date Month::last_day() const { return plus(1).first_day().plus_days(-1); }

std::string Month::to_string() const { return fmt::format("{:04}-{:02}", year(), month()); }

}  // namespace redthread
