// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/date.hpp"
#include "plan/findings.hpp"

namespace redthread::plan {

/// The parts of `inconsistencies` that are about what follows a plan through its year.

/// Actions without an effect, and done ones of which none was realised.
void judge_actions(const State& state, Findings& findings);
/// Recommendations, contracts and follow-ups past their day; statuses that were computed otherwise
/// than they would be now.
void judge_follow_up(const State& state, Date on, Findings& findings);

}  // namespace redthread::plan
