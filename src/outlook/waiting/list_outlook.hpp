// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "outlook/cannot_say.hpp"
#include "outlook/numbers/replications.hpp"
#include "outlook/numbers/sample.hpp"
#include "outlook/waiting/list_simulator.hpp"

namespace redthread::outlook {

/// A stage on one day, over all futures.
struct StageOutlook {
  Spread waiting;
  Spread longest_days;
  Spread treated;  ///< from today on
  Spread removed;
  Spread corrected;
};

/// A limit on one day, over all futures.
struct LimitOutlook {
  Spread share;                ///< within the limit, of those who are counted
  double probability_met = 0;  ///< share >= the limit's share
  ShareInterval interval;      ///< of that probability: what the number of futures leaves open
};

/// What a list looks like ahead.
struct ListOutlook {
  std::vector<int> days;  ///< looked at, from today
  std::vector<Date> dates;
  std::vector<std::vector<StageOutlook>> stages;  ///< [day][stage]
  std::vector<std::vector<LimitOutlook>> limits;  ///< [day][limit]
  std::vector<double> all_met;    ///< [day] probability that all limits are met at once
  std::vector<double> stays_met;  ///< [day] ... on that day and on all that follow

  /// The first date on which all limits are met with `probability`; nullopt: not within the
  /// horizon.
  std::optional<Date> reached(double probability) const;
  /// The first from which they also stay met.
  std::optional<Date> reached_to_stay(double probability) const;
};

/// Whether a list can go on like this.
enum class Verdict {
  sustainable,   ///< the list ends within what the limits allow
  above_limits,  ///< it settles, but above: removals hold it, not care
  growing,       ///< it never settles
};

/// A stage in the long run, in closed form.
struct StageVerdict {
  Verdict verdict = Verdict::sustainable;
  double inflow_per_day = 0;
  double capacity_per_day = 0;                              ///< left for waiting patients
  std::optional<double> waiting_in_the_end = std::nullopt;  ///< nullopt: no end
  std::optional<double> sustainable_list =
      std::nullopt;  ///< by the strictest limit; nullopt: no limit
};
std::vector<StageVerdict> verdicts(const ListScenario& scenario);

/// The last days of the months within the horizon, and the horizon's last day; days from `today`.
std::vector<int> month_ends(Date today, int horizon_days);

/// Every future as it came: [replication]. For comparing scenarios future by future.
std::vector<Future> simulate_futures(const ListScenario& scenario, const Slots& slots,
                                     const std::vector<int>& days, const Run& run);

/// Simulates, and sums up by month. none: whatever `check` finds fatal; its reservations otherwise.
Answer<ListOutlook> look_ahead(const ListScenario& scenario, const Run& run);
ListOutlook summed_up(const ListScenario& scenario, const std::vector<int>& days,
                      const std::vector<Future>& futures);

/// Whether all limits are met on a day that was looked at.
bool all_limits_met(const ListScenario& scenario, const Future& future, std::size_t day);

}  // namespace redthread::outlook
