// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "model/plan_kinds.hpp"
#include "plan/object.hpp"

namespace redthread::plan {

/// The one form of what a person wrote in a field: without blanks at the ends, line ends LF, lists
/// as `a;b`, years and words as they are.
std::string normalised(const PlanField& field, std::string_view written);

/// What is wrong with a value in its one form, or nullopt: what it was taken for, and what to
/// write.
struct ValueProblem {
  std::string message;
  std::string hint;
};
std::optional<ValueProblem> problem_of(const PlanField& field, const std::string& value);

/// What is wrong with an id, or nullopt.
std::optional<ValueProblem> problem_of_id(const std::string& id);

/// The parts of a list; none of an empty text.
std::vector<std::string> list_of(const std::string& value);

/// `goal:economy` in its parts; nullopt when it has no colon.
std::optional<ObjectKey> subject_of(const std::string& value);

/// The whole number of an integer or year field; nullopt when it has no value or is none.
std::optional<int> integer_of(const std::string& value);

}  // namespace redthread::plan
