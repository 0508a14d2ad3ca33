// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "model/plan_kinds.hpp"
#include "plan/findings.hpp"
#include "plan/object.hpp"

namespace redthread::plan {

/// The rules that every state of the store keeps. Each adds what breaks it to `findings`; one
/// mistake is told once, by the rule that is closest to it.

/// All of them. `before` is the state that is left: what may no longer change is judged by it.
/// in: the changed objects, which rules about a single object look at; rules between objects look
/// at all of `after`. cost: some ten milliseconds for 10 000 objects.
void check(const State& before, const State& after, const std::vector<ObjectKey>& changed,
           Findings& findings);

/// An object alone: its id, that its fields are known and of their types, that required ones have
/// values, and dates in order.
void check_fields(const Object& object, Findings& findings);
/// References name what exists; parents make trees.
void check_references(const State& state, Findings& findings);
/// Levels of the cascade, statuses that fit their subject, overrides with a reason.
void check_cascade(const State& state, Findings& findings);
/// Scales are whole and do not change once they were used; assessments are on their scale.
void check_scales(const State& before, const State& after, Findings& findings);
/// Controls have a whole rule; occurrences fall on it, keep their instruction, and are approved by
/// another person than who performed them.
void check_controls(const State& before, const State& after, Findings& findings);
/// Years that were rolled over, adoptions and assurances stay as they are; recommendations say when
/// they were settled.
void check_year(const State& before, const State& after, Findings& findings);
/// Incidents, investments and procurement: what contradicts itself.
void check_resources(const State& state, Findings& findings);
/// Outcomes have values that targets can be held against; tolerances can be read; a goal whose rule
/// is a share says which.
void check_outcomes(const State& state, Findings& findings);
/// No text of a changed object has data on a person.
void check_person_data(const Object& object, Findings& findings);

}  // namespace redthread::plan
