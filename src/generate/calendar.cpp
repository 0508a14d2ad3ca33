// SPDX-License-Identifier: Apache-2.0
#include "generate/calendar.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace redthread::generate {
namespace {

Date date(int year, int month, int day) { return *Date::from_ymd(year, month, day); }

/// Planned care in thousandths of the usual: holidays of staff and of patients.
std::int64_t season(Date day) {
  const int number = day.month() * 100 + day.day();
  if (number >= 1220 || number <= 107) return 620;
  if (number >= 701 && number <= 804) return 520;
  if (number >= 617 && number <= 815) return 690;
  if (number >= 226 && number <= 304) return 900;    // winter sports holiday
  if (number >= 1028 && number <= 1103) return 930;  // autumn holiday
  const int from_easter = day.days() - easter_sunday(day.year()).days();
  if (from_easter >= -6 && from_easter <= 6) return 820;
  return 1000;
}

std::int64_t office(Date day, DayKind kind) {
  constexpr std::array<std::int64_t, 7> by_weekday = {1040, 1100, 1080, 1050, 830, 25, 15};
  const std::int64_t usual = by_weekday[static_cast<std::size_t>(day.weekday() - 1)];
  if (kind == DayKind::holiday) return 12;
  if (kind == DayKind::short_day) return usual * season(day) / 1000 * 45 / 100;
  return usual * season(day) / 1000;
}

std::int64_t acute(Date day, DayKind kind) {
  constexpr std::array<std::int64_t, 7> by_weekday = {1090, 1020, 1000, 990, 1010, 940, 950};
  const std::int64_t usual = by_weekday[static_cast<std::size_t>(day.weekday() - 1)];
  const bool winter = day.month() <= 2 || day.month() == 12;
  return usual * (kind == DayKind::holiday ? 93 : 100) * (winter ? 103 : 100) / 10000;
}

std::int64_t discharge(Date day, DayKind kind) {
  constexpr std::array<std::int64_t, 7> by_weekday = {960, 1080, 1090, 1120, 1390, 760, 600};
  const std::int64_t usual = by_weekday[static_cast<std::size_t>(day.weekday() - 1)];
  return kind == DayKind::holiday ? usual * 55 / 100 : usual;
}

std::int64_t day_weight(Rhythm rhythm, Date day, DayKind kind) {
  switch (rhythm) {
    case Rhythm::office:
      return office(day, kind);
    case Rhythm::acute:
      return acute(day, kind);
    case Rhythm::discharge:
      return discharge(day, kind) * (700 + season(day) * 3 / 10) / 1000;
    case Rhythm::even:
      return 1000;
  }
  return 1000;
}

}  // namespace

Calendar::Calendar(int first_year, int last_year) : first_(date(first_year, 1, 1)) {
  const int count = date(last_year, 12, 31).days() - first_.days() + 1;
  for (int i = 0; i < count; ++i) {
    const Date day = first_.plus_days(i);
    const std::string text = day.to_string();
    REDTHREAD_ASSERT(text.size() == 10, "a year has four digits");
    std::array<char, 10> letters{};
    std::copy(text.begin(), text.end(), letters.begin());
    texts_.push_back(letters);
    kinds_.push_back(day_kind(day));
    for (std::size_t rhythm = 0; rhythm < weights_.size(); ++rhythm) {
      weights_[rhythm].push_back(day_weight(static_cast<Rhythm>(rhythm), day, kinds_.back()));
    }
  }
}

std::string_view Calendar::text(Date day) const {
  REDTHREAD_ASSERT(day >= first_ && at(day) < texts_.size(), "the calendar has the day");
  return {texts_[at(day)].data(), 10};
}

std::int64_t Calendar::weight(Rhythm rhythm, Month month) const {
  std::int64_t sum = 0;
  for (Date day = month.first_day(); day <= month.last_day(); day = day.plus_days(1)) {
    sum += weight(rhythm, day);
  }
  return sum;
}

int Calendar::workdays(Month month) const {
  int count = 0;
  for (Date day = month.first_day(); day <= month.last_day(); day = day.plus_days(1)) {
    const DayKind kind = kinds_[at(day)];
    if (kind == DayKind::workday || kind == DayKind::short_day) ++count;
  }
  return count;
}

}  // namespace redthread::generate
