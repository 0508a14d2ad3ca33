// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/language.hpp"

namespace redthread {

/// A span of whole months, first to last, both included: the only kind of period there is. A
/// month, a quarter, a tertial, a delår, a year, a year-to-date and an R12 are spans; `kind()`
/// says which common name a span has. All operations are total: they never fail on a valid Period.
class Period {
 public:
  enum class Kind { month, quarter, tertial, interim, year, span };

  constexpr Period() = default;
  /// `first <= last` (asserted).
  Period(Month first, Month last);
  static Period month(Month month) { return {month, month}; }
  static Period year(int year) { return {Month(year, 1), Month(year, 12)}; }
  static Period quarter(int year, int quarter);
  /// T1 Jan-Apr, T2 May-Aug, T3 Sep-Dec (tertial).
  static Period tertial(int year, int tertial);

  /// Reads `2024`, `2024-04`, `2024-Q1`, `2024-T1`, `2024-D` (delår, January to August),
  /// `2024-01..2024-04` and `2024-01/2024-04`. nullopt for anything else.
  static std::optional<Period> parse(std::string_view text);

  constexpr Month first() const { return first_; }
  constexpr Month last() const { return last_; }
  int months() const { return last_.index() - first_.index() + 1; }
  bool contains(Month month) const { return first_ <= month && month <= last_; }
  bool contains(Period other) const { return first_ <= other.first_ && other.last_ <= last_; }

  /// A name by shape alone: twelve months from January = year, four from January, May or September
  /// = tertial, three from a quarter's start = quarter, eight from January = interim (delår).
  Kind kind() const;

  /// January of the last month's year up to the last month (ack).
  Period year_to_date() const;
  /// The whole year of the last month.
  Period whole_year() const { return year(last_.year()); }
  /// The twelve months that end with the last month (rullande tolv).
  Period rolling_twelve() const;
  /// The same months one year earlier.
  Period previous_year() const { return shifted(-12); }
  /// The span of equal length just before this one.
  Period preceding() const { return shifted(-months()); }
  /// Moved by whole months.
  Period shifted(int months) const;
  /// With a lag (släp) of `lag` months: the same first month, the last month moved back by `lag`
  /// (T1 with one month's lag = January-March). A span no longer than the lag moves as a whole.
  Period lagged(int lag) const;
  /// Every month in order.
  std::vector<Month> each_month() const;

  /// The canonical text, which `parse` reads: `2024-04`, `2024-Q1`, `2024-T1`, `2024`, `2024-D`,
  /// otherwise `2024-02..2024-05`.
  std::string to_string() const;
  /// Always `2024-01..2024-04`.
  std::string to_span_string() const;

  auto operator<=>(const Period&) const = default;

 private:
  Month first_;
  Month last_;
};

/// In words: `januari–april 2024`, `2024`, `april 2024`, `maj 2023–april 2024`
/// (English: `January–April 2024`). The dash is U+2013.
std::string period_name(Period period, Language language);
/// Short, for column heads: `jan–apr 2024`, `apr 2024`, `2024` (English `Jan–Apr 2024`).
std::string period_short_name(Period period, Language language);

}  // namespace redthread
