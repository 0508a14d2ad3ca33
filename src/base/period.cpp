// SPDX-License-Identifier: Apache-2.0
#include "base/period.hpp"

#include <array>
#include <cstddef>

#include <fmt/format.h>

#include "base/error.hpp"

namespace redthread {
namespace {

constexpr std::string_view en_dash = "\u2013";

using MonthNames = std::array<std::string_view, 12>;
constexpr MonthNames swedish_names = {"januari",   "februari", "mars",     "april",
                                      "maj",       "juni",     "juli",     "augusti",
                                      "september", "oktober",  "november", "december"};
constexpr MonthNames swedish_short = {"jan", "feb", "mar", "apr", "maj", "jun",
                                      "jul", "aug", "sep", "okt", "nov", "dec"};
constexpr MonthNames english_names = {"January",   "February", "March",    "April",
                                      "May",       "June",     "July",     "August",
                                      "September", "October",  "November", "December"};
constexpr MonthNames english_short = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string name_with(Period period, const MonthNames& names) {
  const Month first = period.first();
  const Month last = period.last();
  const auto name = [&](Month month) { return names[static_cast<std::size_t>(month.month() - 1)]; };
  if (first.month() == 1 && last.month() == 12) {
    if (first.year() == last.year()) return fmt::format("{}", first.year());
    return fmt::format("{}{}{}", first.year(), en_dash, last.year());
  }
  if (first == last) return fmt::format("{} {}", name(first), first.year());
  if (first.year() == last.year()) {
    return fmt::format("{}{}{} {}", name(first), en_dash, name(last), first.year());
  }
  return fmt::format("{} {}{}{} {}", name(first), first.year(), en_dash, name(last), last.year());
}

/// The year of `2024` or of `2024-...`; exactly four digits.
std::optional<int> leading_year(std::string_view text) {
  if (text.size() < 4) return std::nullopt;
  int year = 0;
  for (const char c : text.substr(0, 4)) {
    if (c < '0' || c > '9') return std::nullopt;
    year = year * 10 + (c - '0');
  }
  return year;
}

std::optional<Period> between(std::string_view first_text, std::string_view last_text) {
  const auto first = Month::parse(first_text);
  const auto last = Month::parse(last_text);
  if (!first || !last || *last < *first) return std::nullopt;
  return Period(*first, *last);
}

}  // namespace

Period::Period(Month first, Month last) : first_(first), last_(last) {
  REDTHREAD_ASSERT(first <= last, "a period's first month is not after its last");
}

Period Period::quarter(int year, int quarter) {
  REDTHREAD_ASSERT(quarter >= 1 && quarter <= 4, "a quarter is 1..4");
  const Month first(year, quarter * 3 - 2);
  return {first, first.plus(2)};
}

Period Period::tertial(int year, int tertial) {
  REDTHREAD_ASSERT(tertial >= 1 && tertial <= 3, "a tertial is 1..3");
  const Month first(year, tertial * 4 - 3);
  return {first, first.plus(3)};
}

std::optional<Period> Period::parse(std::string_view text) {
  if (text.size() == 16 && text.substr(7, 2) == "..")
    return between(text.substr(0, 7), text.substr(9));
  if (text.size() == 15 && text[7] == '/') return between(text.substr(0, 7), text.substr(8));
  const auto year_number = leading_year(text);
  if (!year_number) return std::nullopt;
  const std::string_view rest = text.substr(4);
  if (rest.empty()) return year(*year_number);
  if (rest == "-D") return Period(Month(*year_number, 1), Month(*year_number, 8));
  if (rest.size() == 3 && rest[0] == '-') {
    const int number = rest[2] - '0';
    if (rest[1] == 'Q' && number >= 1 && number <= 4) return quarter(*year_number, number);
    if (rest[1] == 'T' && number >= 1 && number <= 3) return tertial(*year_number, number);
  }
  if (const auto single = Month::parse(text)) return month(*single);
  return std::nullopt;
}

Period::Kind Period::kind() const {
  const int start = first_.month() - 1;
  switch (months()) {
    case 1:
      return Kind::month;
    case 3:
      return start % 3 == 0 ? Kind::quarter : Kind::span;
    case 4:
      return start % 4 == 0 ? Kind::tertial : Kind::span;
    case 8:
      return start == 0 ? Kind::interim : Kind::span;
    case 12:
      return start == 0 ? Kind::year : Kind::span;
    default:
      return Kind::span;
  }
}

Period Period::year_to_date() const { return {Month(last_.year(), 1), last_}; }

Period Period::rolling_twelve() const { return {last_.plus(-11), last_}; }

Period Period::shifted(int months) const { return {first_.plus(months), last_.plus(months)}; }

Period Period::lagged(int lag) const {
  REDTHREAD_ASSERT(lag >= 0, "a lag is not negative");
  if (months() <= lag) return shifted(-lag);
  return {first_, last_.plus(-lag)};
}

std::vector<Month> Period::each_month() const {
  std::vector<Month> result;
  result.reserve(static_cast<std::size_t>(months()));
  for (Month month = first_; month <= last_; month = month.plus(1)) result.push_back(month);
  return result;
}

std::string Period::to_string() const {
  const int year = first_.year();
  switch (kind()) {
    case Kind::month:
      return first_.to_string();
    case Kind::quarter:
      return fmt::format("{:04}-Q{}", year, (first_.month() + 2) / 3);
    case Kind::tertial:
      return fmt::format("{:04}-T{}", year, (first_.month() + 3) / 4);
    case Kind::interim:
      return fmt::format("{:04}-D", year);
    case Kind::year:
      return fmt::format("{:04}", year);
    case Kind::span:
      break;
  }
  return to_span_string();
}

std::string Period::to_span_string() const { return first_.to_string() + ".." + last_.to_string(); }

std::string period_name(Period period, Language language) {
  return name_with(period, language == Language::swedish ? swedish_names : english_names);
}

std::string period_short_name(Period period, Language language) {
  return name_with(period, language == Language::swedish ? swedish_short : english_short);
}

}  // namespace redthread
