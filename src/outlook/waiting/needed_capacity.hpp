// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "outlook/waiting/list_outlook.hpp"

namespace redthread::outlook {

/// A way to have more capacity: where, on which days, and what it costs. Its size is what is asked
/// for.
struct CapacityWay {
  std::string name;
  int stage = 0;
  Date first;  ///< clinics on workdays from here ...
  Date last;   ///< ... to here; a burst is a short span
  /// Monday first: how a week's extra slots lie; relative. Saturdays: {0, 0, 0, 0, 0, 1, 0}.
  /// Holidays are free.
  std::array<double, 7> weekdays = {1, 1, 1, 1, 1, 0, 0};
  double cost_per_slot = 0;                            ///< kronor
  double cost_to_start = 0;                            ///< kronor, once, if it is used at all
  std::optional<double> most_per_week = std::nullopt;  ///< slots that the staff's hours allow
};

/// What is asked: all limits of the scenario at once, at a date.
struct NeededQuestion {
  Date date;
  std::vector<double> probabilities = {0.5, 0.8, 0.9, 0.95};
  /// No answer is looked for beyond this many slots a week.
  double most_per_week = 10'000;
};

/// The least of a way for one probability.
struct NeededCapacity {
  double probability = 0;
  double slots_per_week = 0;     ///< in a full week, until the date
  double slots_in_all = 0;       ///< until the date
  double cost = 0;               ///< of those, in kronor
  bool within_the_hours = true;  ///< at most the way's `most_per_week`
  /// Slots a week beyond the plan after the date, so that the limits stay met at every month's end
  /// of the horizon, with the same probability among the futures that met them at the date.
  /// nullopt: not asked (the date is the horizon's end), or beyond reach.
  std::optional<double> to_stay_per_week = std::nullopt;
};

/// The answer for one way; `of_futures[p]` are not rounded: a slot is a slot for who decides.
struct NeededForWay {
  std::string name;
  std::vector<NeededCapacity> by_probability;
  /// The least in each future on its own, ascending: the distribution behind.
  std::vector<double> by_future;
};

/// For every way, the least extra slots a week so that all limits are met at the date with each
/// probability, and then to stay. In each future the least is found by bisection (the same patients
/// come whatever the capacity); the answer is the quantile over futures. none: what `check` finds
/// fatal; date_before_limit (the date is not within the horizon); share_out_of_range; beyond_reach
/// when even `most_per_week` is not enough in too many futures (a reservation: that probability is
/// left out). Cost: about 12 runs until the date for each future and way.
Answer<std::vector<NeededForWay>> needed_capacity(const ListScenario& scenario,
                                                  const std::vector<CapacityWay>& ways,
                                                  const NeededQuestion& question, const Run& run);

/// The slots of a way by day when a full week has one of them.
std::vector<double> unit_slots(const CapacityWay& way, Date today, int days);

/// Adds `slots_per_week` of a way to the plan, to look ahead with.
Slots with_way(Slots slots, const CapacityWay& way, Date today, double slots_per_week);

}  // namespace redthread::outlook
