// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/session.hpp"
#include "base/diagnostics.hpp"
#include "base/period.hpp"
#include "model/internal_control.hpp"
#include "model/plan.hpp"
#include "plan/object.hpp"

namespace redthread::app {

/// The plan that a region's reports show: the store's when there is one that holds anything, else
/// the files of the region folder.
struct RegionPlan {
  plan::State state;  ///< of files: only when they were asked for
  bool is_store = false;
};

/// Reads the plan. `store` as in PlanQuestion; a store is never made here. `with_files`: when there
/// is no store, the files of plan/ are read into the state, checked by the store's own rules.
/// nullopt with diagnostics when the store's address is not known or a file is wrong.
std::optional<RegionPlan> read_region_plan(const std::string& region, const std::string& store,
                                           bool with_files, Diagnostics& diagnostics);

/// The objects of a kind by `order`, then key.
std::vector<const plan::Object*> in_order(const plan::State& state, const char* kind);

/// Goals, activities and comments of the store as reports read them, sorted by `order`, then key.
Plan plan_of(const plan::State& state);

/// The internal control on the last day of a period: risks that are open then with their last
/// assessment, controls with what was due in the period.
InternalControlPtr internal_control_of(const plan::State& state, Period period);

}  // namespace redthread::app
