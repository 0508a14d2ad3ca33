// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "model/plan_kinds.hpp"
#include "plan/object.hpp"

namespace redthread::plan {

/// What names a person in free text. Recognised are Swedish personal identity numbers and
/// coordination numbers, in every way of writing them (a day, four digits, a check digit that
/// agrees), and, when asked strictly, also those whose check digit does not, e-mail addresses and
/// Swedish telephone numbers. A name of a person cannot be recognised.

enum class PersonDataKind { identity_number, e_mail, telephone };

struct PersonData {
  PersonDataKind kind = PersonDataKind::identity_number;
  std::size_t offset = 0;  ///< in bytes
  std::size_t bytes = 0;
};

/// All of it, in order. `is_strict` where no text has a reason to hold any, as in incidents.
std::vector<PersonData> person_data(std::string_view text, bool is_strict);

/// The text with every letter and digit of it as `*`; the same text when there is none.
std::string masked(std::string_view text, bool is_strict);

/// The plan with its free texts masked, incidents strictly.
State without_person_data(const State& state);

/// Whether a field holds free text, which may name a person.
bool may_hold_person_data(const PlanField& field);

/// `an identity number`, as messages call it.
const char* to_string(PersonDataKind kind);

}  // namespace redthread::plan
