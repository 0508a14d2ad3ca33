// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "outlook/waiting/list_outlook.hpp"

namespace redthread::outlook {

/// A named set of changes on top of a baseline.
struct NamedScenario {
  std::string name;
  ListScenario scenario;
};

/// One number, scenario minus baseline, future by future: since both met the same patients, its
/// interval is much narrower than those of the two.
struct Difference {
  Estimate mean;  ///< with the 95 % interval of the mean
  Spread spread;  ///< between futures
  /// In how many futures the scenario is lower, equal, higher.
  double share_lower = 0;
  double share_higher = 0;
};

/// A scenario beside the baseline, on each day looked at.
struct ScenarioDifference {
  std::string name;
  ListOutlook outlook;
  std::vector<std::vector<Difference>> waiting;       ///< [day][stage]
  std::vector<std::vector<Difference>> longest_days;  ///< [day][stage]
  std::vector<std::vector<Difference>> share_within;  ///< [day][limit]
};

/// Numbers that belong together, place by place (asserted: of one length, not empty).
Difference difference_of(const std::vector<double>& baseline, const std::vector<double>& changed);

/// Simulates all with common random numbers. They must have the baseline's horizon, day, number of
/// stages and limits (asserted). none: what `check` finds fatal in any of them.
Answer<std::vector<ScenarioDifference>> compare(const ListScenario& baseline,
                                                const std::vector<NamedScenario>& scenarios,
                                                const Run& run);

}  // namespace redthread::outlook
