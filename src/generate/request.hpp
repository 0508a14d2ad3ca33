// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "base/date.hpp"

namespace redthread::generate {

/// What region to make. The same request gives the same bytes, on any machine, at any time.
struct Request {
  std::uint64_t seed = 1;
  int inhabitants = 280'000;      ///< min_inhabitants .. max_inhabitants
  int years = 5;                  ///< 1 .. max_years, the year of `until` included
  Month until = Month(2024, 12);  ///< the last month that is delivered

  static constexpr int min_inhabitants = 1'000;
  static constexpr int max_inhabitants = 3'000'000;
  static constexpr int max_years = 20;
  static constexpr int first_until_year = 2000;
  static constexpr int last_until_year = 2040;

  constexpr int last_year() const { return until.year(); }
  constexpr int first_year() const { return until.year() - years + 1; }
  constexpr Month first_month() const { return Month(first_year(), 1); }
  /// The first month of the new organisation: July of the fourth year.
  constexpr Month reorganised() const { return Month(first_year() + 3, 7); }
  constexpr bool is_reorganised() const { return reorganised() <= until; }
  /// From January of the last year but one, chats count as remote contacts.
  constexpr Month chats_count_from() const { return Month(last_year() - 1, 1); }
  /// Of two areas no contacts were delivered in these months of the third year: the care system
  /// had been replaced.
  constexpr bool is_lost(Month month) const {
    return month == Month(first_year() + 2, 10) || month == Month(first_year() + 2, 11);
  }
};

}  // namespace redthread::generate
