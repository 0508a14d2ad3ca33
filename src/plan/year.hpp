// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plan/findings.hpp"
#include "plan/object.hpp"
#include "plan/store.hpp"

namespace redthread::plan {

/// A year's internal-control plan: risks with their assessments, controls and mitigations.
///
/// The objects themselves have permanent ids and go on from year to year. What belongs to a year,
/// and what it was when the year was closed, is in year entries (kind `year_entry`). A year is open
/// until it is rolled over: it shows its objects as they are now. Rolling it over closes it: each
/// entry keeps its object's fields (`content`) and a risk's assessment, and never changes again.

/// One object in a year's plan.
struct YearItem {
  ObjectKey subject;
  Fields content;                 ///< as of the year: kept when it is closed, else as it is now
  std::string assessment;         ///< a risk's, by id; empty = none, and for other kinds
  const Object* entry = nullptr;  ///< nullptr = it has none yet
};

/// What is in the plan of a year, by kind and id. With no entries of the year (it was never rolled
/// over to): what its days say belongs to it.
std::vector<YearItem> year_plan(const State& state, int year);

/// Whether the year was rolled over, so that its plan is as it was then.
bool is_closed_year(const State& state, int year);

/// How an object differs between two years.
struct YearDifference {
  enum class Status { is_new, changed, removed, unchanged };
  struct Field {
    std::string name;
    std::string before;
    std::string after;
  };
  ObjectKey subject;
  std::string name;
  Status status = Status::unchanged;
  std::vector<Field> fields;       ///< what is another, by name
  std::string reason;              ///< why it was removed
  bool is_not_reassessed = false;  ///< a risk whose assessment was carried over
};
/// The name of a status as people read it: new, changed, removed, unchanged.
const char* to_string(YearDifference::Status status);

/// All objects of either year. How a mitigation goes is no difference of the plan.
std::vector<YearDifference> year_differences(const State& state, int from, int to);

/// The changes that roll `from` over to the year after: closes it, and carries over what goes on
/// with `carried_from`. What is carried already is left alone, so that it may be done again. A risk
/// that does not go on needs a reason; without one there are findings.
std::vector<Change> rollover_changes(const State& state, int from, Findings& findings);

/// Changes that change nothing: a commit with them is a conflict when an object of the year's plan
/// is no longer as it is in `state`. What is decided on the plan as a whole goes with them.
std::vector<Change> unchanged_plan(const State& state, int year);

}  // namespace redthread::plan
