// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "outlook/cannot_say.hpp"

namespace redthread::outlook {

/// A span of days with another capacity than usual, both days included.
struct CapacityChange {
  Date first;
  Date last;
  double factor = 1;  ///< 0 = closed, 0.5 = half staffed
  double more_per_week =
      0;  ///< slots besides (bought care, extra clinics), spread over the span's workdays
};

/// How many slots a clinic has, by day.
struct CapacityPlan {
  /// Monday first. {0, 0, 0, 0, 330, 0, 0}: one clinic a week.
  std::array<double, 7> slots_by_weekday{};
  double holiday_factor = 0;      ///< what is left of a day's slots on holidays
  double short_day_factor = 0.5;  ///< on eves and squeezed days
  std::vector<CapacityChange> changes = {};
  double lost_share = 0;  ///< of clinics, lost by chance (sickness): a whole day at a time
};

/// The same number of slots on every workday, `per_week` in a week without holidays.
CapacityPlan even_week(double per_week);

/// Slots on day 1, 2, ... `days` after `today`, expected (before clinics are lost by chance); index
/// 0 is today and 0.
std::vector<double> slots_by_day(const CapacityPlan& plan, Date today, int days);

/// Hours of one profession, and what a slot takes of them.
struct StaffHours {
  std::string profession;
  double hours_per_week = 0;       ///< contracted
  double absent_share = 0;         ///< sickness, leave, education
  double with_patients_share = 1;  ///< of hours present
  double minutes_per_slot = 60;
};

/// Slots a week that the hours give; a slot needs every profession.
struct StaffedSlots {
  double slots_per_week = 0;
  std::size_t binding = 0;            ///< index of the profession that there is least of
  std::vector<double> by_profession;  ///< slots a week that each one could carry
};
/// none: nothing_known (no profession), negative_count, share_out_of_range.
Answer<StaffedSlots> slots_from_staff(const std::vector<StaffHours>& staff);

/// Contracted hours a week beyond those that exist, per profession, for `slots_per_week`; 0 where
/// they are enough.
std::vector<double> missing_hours(const std::vector<StaffHours>& staff, double slots_per_week);

}  // namespace redthread::outlook
