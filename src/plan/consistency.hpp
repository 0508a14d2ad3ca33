// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/date.hpp"
#include "plan/findings.hpp"
#include "plan/object.hpp"

namespace redthread::plan {

/// What does not hold together in a plan that keeps every rule of checks.hpp: what a controller
/// would ask about before the plan is adopted or followed up. Codes `plan.*` of messages.hpp.
/// in: `on` is the day that end dates and occurrences are judged by.
/// out: by kind and id; empty = nothing to ask about.
///
/// - the last assessment's level obliges to a mitigation, and there is none
/// - a mandatory risk is not assessed, has no owner or no control
/// - a risk hangs on no goal and no assignment
/// - an occurrence was due, or what was to be done has ended, and nothing was reported
/// - a control was not performed twice in a row
///
/// Closed risks are left alone.
Findings inconsistencies(const State& state, Date on);

}  // namespace redthread::plan
