// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/period.hpp"
#include "plan/findings.hpp"
#include "plan/object.hpp"

namespace redthread::plan {

/// A report's way to the board: open -> frozen -> signed -> published. Each version is an object of
/// kind `report`; a correction is a new version. The rules hold for every change, whoever makes it:
/// steps come in order, a step that was taken names who took it, and what was signed never changes.

/// `delarsrapport.2024-T1.v1`.
std::string report_id(const std::string& report, Period period, int version);
/// The key of the comment that a unit gives to a report: `delarsrapport.2024-T1.KIR`.
std::string unit_comment_id(const std::string& report, Period period, const std::string& unit);

/// All versions of a report for a period, the first first.
std::vector<const Object*> report_versions(const State& state, const std::string& report,
                                           Period period);

/// What is wrong with taking a report to a state; nullopt when the step is the next one. A frozen
/// report may be opened or frozen again until it is signed.
std::optional<Finding> problem_of_step(const Object& report, const std::string& wanted);

/// The rules of the kind `report`; see checks.hpp.
void check_reports(const State& before, const State& after, Findings& findings);

}  // namespace redthread::plan
