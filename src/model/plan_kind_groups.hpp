// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "model/plan_kinds.hpp"

namespace redthread {

/// The kinds of plan_kinds() that have files of their own, a group a file.

/// What follows a plan through its year: outcomes, the year's entries, adoption, assurance, audit.
std::vector<PlanKind> plan_follow_up_kinds();
/// Money, purchases and events: incidents, investments, procurement, forecasts.
std::vector<PlanKind> plan_resource_kinds();

}  // namespace redthread
