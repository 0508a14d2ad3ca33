// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/holidays.hpp"

namespace redthread::generate {

/// How activity spreads over the days of a year.
enum class Rhythm {
  office,     ///< planned: workdays; little in summer and around Christmas
  acute,      ///< every day
  discharge,  ///< every day, most on Fridays, few on Sundays
  even,       ///< every day alike
};

/// Every day of some years, with its text and its weights, computed once.
class Calendar {
 public:
  Calendar(int first_year, int last_year);

  Date first() const { return first_; }
  /// `2024-04-30`, of a day in these years.
  std::string_view text(Date day) const;
  std::int64_t weight(Rhythm rhythm, Date day) const {
    return weights_[static_cast<std::size_t>(rhythm)][at(day)];
  }
  /// The sum of the month's days.
  std::int64_t weight(Rhythm rhythm, Month month) const;
  /// Days from Monday to Friday that are no holidays.
  int workdays(Month month) const;

 private:
  std::size_t at(Date day) const { return static_cast<std::size_t>(day.days() - first_.days()); }

  Date first_;
  std::vector<std::array<char, 10>> texts_;
  std::array<std::vector<std::int64_t>, 4> weights_;
  std::vector<DayKind> kinds_;
};

}  // namespace redthread::generate
