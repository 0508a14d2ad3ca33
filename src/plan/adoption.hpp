// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "plan/findings.hpp"
#include "plan/object.hpp"

namespace redthread::plan {

/// The canonical text of a year's internal-control plan: a line an object, `kind id {json}`, by
/// kind and id; a risk's assessment on the line after it. How mitigations go is not in it. Equal
/// plans are equal texts, whoever entered them when.
std::string snapshot_text(const State& state, int year);
/// SHA-256 of `snapshot_text`, 64 lower-case hexadecimal digits: what an adoption keeps.
std::string snapshot_of(const State& state, int year);
/// SHA-256 of the plan together with how it was followed up: its mitigations whole, its controls'
/// occurrences of the year, the recommendations of audits. What an assurance keeps.
std::string follow_up_of(const State& state, int year);

/// What stands in the way of adopting the plan of a year: there is nothing in it, or a mandatory
/// risk is not assessed (for this year: an assessment that was carried over does not count), has no
/// owner or no control.
Findings obstacles_to_adoption(const State& state, int year);

/// The last edition of a year's adoptions; nullptr when it was not adopted.
const Object* last_adoption(const State& state, int year);
/// The last assurance on an adoption; nullptr when there is none.
const Object* last_assurance(const State& state, const Object& adoption);

/// How adoption and assurance of a year stand. Whoever undoes a change makes them hold again.
struct AdoptionStatus {
  const Object* adoption = nullptr;
  bool is_as_adopted = false;  ///< the plan is as it was adopted
  const Object* assurance = nullptr;
  bool is_as_assured = false;  ///< ... and it and its follow-up are as they were assured
};
AdoptionStatus adoption_status(const State& state, int year);

/// The objects whose lines in the snapshot differ between two states, as `risk r1`.
std::vector<std::string> snapshot_changes(const State& before, const State& after, int year);

/// A recommendation with its age on a stated day.
struct RecommendationAge {
  const Object* recommendation = nullptr;
  int age_days = 0;      ///< since it was given; until it was settled, when it is
  int overdue_days = 0;  ///< past its due day and not settled; 0 = it is not
};
/// Those given up to the day, the oldest first.
std::vector<RecommendationAge> recommendation_ages(const State& state, Date on);

}  // namespace redthread::plan
