// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/language.hpp"

namespace redthread::outlook {

/// Rules of thumb for waiting lists, under their names, to be shown beside the exact answers. All
/// assume that waits are exponential, which those of a list that is served in order are not: relief
/// then asks for about 17 % too much. Weeks throughout; never days. Source: Fong, Mushtaq, House,
/// Gordon, Chen, Griffiths, Ahmad and Walton 2022, "Understanding waiting lists pressures", medRxiv
/// 2022.08.23.22279117.
struct RulesOfThumb {
  double demand_per_week = 0;
  double capacity_per_week = 0;
  double target_weeks = 0;      ///< the limit of waiting
  double waiting = 0;           ///< on the list now
  double mean_wait_weeks = 0;   ///< of those on the list
  double weeks_of_relief = 26;  ///< how long extra capacity may be used
  double factor = 4;            ///< target over mean wait: 4 misses 1.83 %, 6 misses 0.25 %

  double load() const { return demand_per_week / capacity_per_week; }
  double target_mean_wait() const { return target_weeks / factor; }
  double target_queue() const { return demand_per_week * target_mean_wait(); }
  double queue_ratio() const { return waiting / target_queue(); }
  /// Relief is due above twice the target queue.
  bool relief_is_due() const { return waiting >= 2 * target_queue(); }
  /// Slots a week that bring the list to its target within `weeks_of_relief`.
  double relief_capacity() const {
    return demand_per_week + (waiting - target_queue()) / weeks_of_relief;
  }
  /// Above 1: under pressure.
  double pressure() const { return 2 * mean_wait_weeks / target_weeks; }
  /// The share of patients that misses the target when the mean wait is the target mean wait:
  /// e^-factor.
  double share_missing() const;
};

/// One rule, as it is shown.
struct NamedRule {
  LocalText name;
  double value = 0;
  LocalText measure_unit;
};

/// All of them with their names, in the order above.
std::vector<NamedRule> named(const RulesOfThumb& rules);

}  // namespace redthread::outlook
