// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>

#include "app/plan.hpp"
#include "app/plan_tables.hpp"
#include "base/decimal.hpp"
#include "base/period.hpp"
#include "plan/fulfilment.hpp"

namespace redthread::app {

/// Where the plan meets the figures: the plan names measures and indicators of the catalog.

/// The outcomes of the plan's indicators that are `measured_by` an indicator of the catalog, in the
/// measure unit that it is written in, for the period and a year before. Opens the region's
/// warehouse in memory. nullopt with diagnostics when the region or a name is wrong.
std::optional<plan::OtherOutcomes> outcomes_from_figures(const PlanQuestion& question,
                                                         const plan::State& state, Period period,
                                                         const std::string& unit,
                                                         Diagnostics& diagnostics);

/// What the ledger shows of the actions that say what they tie to, in mnkr, by action. An action
/// whose figure has no value is not in it.
std::optional<std::map<std::string, Exact>> ledger_effects(const PlanQuestion& question,
                                                           const plan::State& state, Period period,
                                                           const std::string& unit,
                                                           Diagnostics& diagnostics);

}  // namespace redthread::app
