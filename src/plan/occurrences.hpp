// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "base/period.hpp"
#include "plan/object.hpp"
#include "plan/store.hpp"

namespace redthread::plan {

/// The changes that make the occurrences of a period: one for each day on which a control with a
/// rule is due, unless it is there already, with a copy of the instruction that is valid now.
/// Controls whose risks all are closed before the day have none.
std::vector<Change> occurrences_due(const State& state, Period period);

}  // namespace redthread::plan
