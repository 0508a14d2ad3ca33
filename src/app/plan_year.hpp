// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/plan.hpp"
#include "plan/adoption.hpp"
#include "plan/year.hpp"

namespace redthread::app {

/// The internal-control plan's year: rolled over, adopted, assured.

/// Rolls the year before over to `year`, in one commit.
std::optional<plan::Committed> rollover_plan(const PlanQuestion& question, int year,
                                             Diagnostics& diagnostics);

/// Makes the occurrences of controls that are due in a period (plan/occurrences.hpp), in one
/// commit.
std::optional<plan::Committed> make_occurrences(const PlanQuestion& question,
                                                const std::string& period,
                                                Diagnostics& diagnostics);

/// A decision about the plan of a year, as a person writes it.
struct PlanDecision {
  int year = 0;
  std::string day;       ///< `2025-02-01`; empty = today
  std::string decision;  ///< the reference: `§ 12/25`
  std::string text;      ///< of an assurance
};
/// Who decides is `question.who`. Gives the hash that the decision is bound to.
std::optional<std::string> adopt_plan(const PlanQuestion& question, const PlanDecision& decision,
                                      Diagnostics& diagnostics);
std::optional<std::string> assure_plan(const PlanQuestion& question, const PlanDecision& decision,
                                       Diagnostics& diagnostics);

/// How adoption and assurance of a year stand, and which objects have changed since.
struct AdoptionReport {
  plan::AdoptionStatus status;  ///< its objects live as long as `state`
  std::string snapshot;         ///< of the plan as it is now
  std::vector<std::string> changed;
  plan::State state;
};
std::optional<AdoptionReport> plan_adoption(const PlanQuestion& question, int year,
                                            Diagnostics& diagnostics);
/// One JSON object.
std::string to_json(const AdoptionReport& report);

}  // namespace redthread::app
