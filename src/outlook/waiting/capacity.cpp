// SPDX-License-Identifier: Apache-2.0
#include "outlook/waiting/capacity.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/holidays.hpp"

namespace redthread::outlook {
namespace {

double slots_per_hour(const StaffHours& staff) {
  return (1 - staff.absent_share) * staff.with_patients_share * 60 / staff.minutes_per_slot;
}

}  // namespace

CapacityPlan even_week(double per_week) {
  CapacityPlan plan;
  for (std::size_t day = 0; day < 5; ++day) plan.slots_by_weekday[day] = per_week / 5;
  return plan;
}

std::vector<double> slots_by_day(const CapacityPlan& plan, Date today, int days) {
  std::vector<double> slots(static_cast<std::size_t>(days) + 1);
  for (int d = 1; d <= days; ++d) {
    const Date day = today.plus_days(d);
    const DayKind kind = day_kind(day);
    double factor = kind == DayKind::holiday     ? plan.holiday_factor
                    : kind == DayKind::short_day ? plan.short_day_factor
                                                 : 1;
    double more = 0;
    for (const CapacityChange& change : plan.changes) {
      if (day < change.first || day > change.last) continue;
      factor *= change.factor;
      if (kind == DayKind::workday || kind == DayKind::short_day) more += change.more_per_week / 5;
    }
    slots[static_cast<std::size_t>(d)] =
        plan.slots_by_weekday[static_cast<std::size_t>(day.weekday() - 1)] * factor + more;
  }
  return slots;
}

Answer<StaffedSlots> slots_from_staff(const std::vector<StaffHours>& staff) {
  using None = Answer<StaffedSlots>;
  if (staff.empty()) return None::none(Reason::nothing_known);
  StaffedSlots slots;
  for (const StaffHours& hours : staff) {
    if (!std::isfinite(hours.hours_per_week)) return None::none(Reason::not_a_number);
    if (hours.hours_per_week < 0) return None::none(Reason::negative_count, hours.hours_per_week);
    if (!(hours.minutes_per_slot > 0))
      return None::none(Reason::negative_count, hours.minutes_per_slot);
    for (const double share : {hours.absent_share, hours.with_patients_share}) {
      if (!(share >= 0 && share <= 1)) return None::none(Reason::share_out_of_range, share, 1);
    }
    slots.by_profession.push_back(hours.hours_per_week * slots_per_hour(hours));
  }
  const auto least = std::min_element(slots.by_profession.begin(), slots.by_profession.end());
  slots.slots_per_week = *least;
  slots.binding = static_cast<std::size_t>(least - slots.by_profession.begin());
  return {slots};
}

std::vector<double> missing_hours(const std::vector<StaffHours>& staff, double slots_per_week) {
  std::vector<double> missing;
  for (const StaffHours& hours : staff) {
    const double rate = slots_per_hour(hours);
    REDTHREAD_ASSERT(rate > 0, "hours that give slots");
    missing.push_back(std::max(0.0, slots_per_week / rate - hours.hours_per_week));
  }
  return missing;
}

}  // namespace redthread::outlook
