// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/workflow.hpp"
#include "model/catalog.hpp"
#include "plan/store.hpp"

namespace redthread::app {

/// What the steps of workflow.hpp have in common. A step reads a copy of the store's state, which
/// stays as it is whatever is committed meanwhile.

/// The folder of the region's frozen reports.
std::string bundles_of(const ReportStep& step);
/// The day of the step; nullopt with a diagnostic when it is none.
std::optional<std::string> day_of(const ReportStep& step, Diagnostics& diagnostics);

/// The last version of the step's report; nullptr with a diagnostic when none was opened.
const plan::Object* last_version(const plan::State& state, const ReportStep& step,
                                 Diagnostics& diagnostics);
/// Whether the report can be taken to a state now; else a diagnostic.
bool can_become(const plan::Object& report, const std::string& wanted, Diagnostics& diagnostics);

/// Who is asked, and who has answered.
ReportStatus status_of(const plan::State& state, const plan::Object& report, const ReportStep& step,
                       const Catalog& catalog);

/// One commit with what it changes, and the object as it is then; nullopt with the findings.
std::optional<plan::Object> commit_step(plan::Store& store, plan::ObjectKey key, std::int64_t seen,
                                        const plan::Fields& after, const ReportStep& step,
                                        const std::string& usual_reason, Diagnostics& diagnostics);

}  // namespace redthread::app
