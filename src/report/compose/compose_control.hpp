// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.hpp"
#include "model/document.hpp"
#include "model/internal_control.hpp"

namespace redthread::report {

/// Internal control -> tables, one function a directive. A table without rows: the plan has
/// nothing of it. Risks are named by their ids, levels by shape and word, so that the tables say
/// the same in grey.

/// The grid of the scale that most risks were assessed on, highest likelihood first: each cell's
/// level, and the ids of the risks in it.
Table risk_matrix_table(const InternalControl& control, Language language);
/// The levels with what they oblige to and how many risks have them, highest first.
Table risk_levels_table(const InternalControl& control, Language language);
/// The risks by what they threaten: steps, value, level, owner, controls, mitigations.
Table risks_table(const InternalControl& control, Language language);
/// The controls with what was due and done in the period; with `plan_only` without what was done.
Table controls_table(const InternalControl& control, bool plan_only, Language language);
/// With status and effect, unless `plan_only`.
Table mitigations_table(const InternalControl& control, bool plan_only, Language language);

}  // namespace redthread::report
