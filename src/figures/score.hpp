// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "figures/columns.hpp"
#include "model/results.hpp"

namespace redthread::figures {

/// An indicator at a unit: outcome, last year, target, status and trend.
ScorecardRow score(Columns& columns, const Indicator& indicator, int unit, Period asked);

/// All goals, parents before children, with what their indicators (and those of the goals below)
/// say. The region's rule: at least `goal_positive_share` of the judged indicators are green.
std::vector<GoalAttainment> goal_attainments(Columns& columns, int unit, Period asked);

}  // namespace redthread::figures
