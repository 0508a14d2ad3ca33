// SPDX-License-Identifier: Apache-2.0
#include "plan/recurrence.hpp"

#include <algorithm>

#include "plan/values.hpp"

namespace redthread::plan {
namespace {

/// The same day of the month, or its last day where there is no such day.
Date months_after(Date anchor, int months) {
  const Month month = Month(anchor.year(), anchor.month()).plus(months);
  return std::min(month.first_day().plus_days(anchor.day() - 1), month.last_day());
}

}  // namespace

std::vector<Date> Recurrence::dates(Date first, Date last) const {
  const bool is_by_days = unit == Unit::day || unit == Unit::week;
  const int step = interval * (unit == Unit::week ? 7 : unit == Unit::year ? 12 : 1);
  if (until) last = std::min(last, *until);
  std::vector<Date> days;
  // Begin near `first`: a control may have run for years.
  const int distance = is_by_days ? first.days() - anchor.days()
                                  : Month(first.year(), first.month()).index() -
                                        Month(anchor.year(), anchor.month()).index();
  for (int count = std::max(0, distance / step - 1);; ++count) {
    const Date day =
        is_by_days ? anchor.plus_days(count * step) : months_after(anchor, count * step);
    if (day > last) return days;
    const bool is_exception =
        std::find(exceptions.begin(), exceptions.end(), day) != exceptions.end();
    if (day >= first && !is_exception) days.push_back(day);
  }
}

bool Recurrence::falls_on(Date day) const { return !dates(day, day).empty(); }

std::optional<Recurrence> Recurrence::of(const Object& control) {
  const auto anchor = Date::parse(control.get("anchor"));
  const auto interval = integer_of(control.get("interval"));
  const std::string& unit = control.get("interval_unit");
  if (!anchor || !interval || *interval < 1 || unit.empty()) return std::nullopt;
  Recurrence rule{.anchor = *anchor, .interval = *interval};
  rule.unit = unit == "day"    ? Unit::day
              : unit == "week" ? Unit::week
              : unit == "year" ? Unit::year
                               : Unit::month;
  rule.until = Date::parse(control.get("until"));
  for (const std::string& day : list_of(control.get("exceptions"))) {
    if (const auto date = Date::parse(day)) rule.exceptions.push_back(*date);
  }
  return rule;
}

}  // namespace redthread::plan
