// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/language.hpp"
#include "model/document.hpp"

namespace redthread::report {

/// The words of internal control (intern kontroll) in reports, as words.hpp has the others.
struct ControlWords {
  const char* matrix;
  const char* levels;
  const char* level;
  const char* obligation;
  const char* number_of_risks;
  const char* risks;
  const char* risk;
  const char* likelihood_short;
  const char* consequence_short;
  const char* value;
  const char* owner;
  const char* controls;
  const char* control;
  const char* mitigations;
  const char* mitigation;
  const char* frequency;
  const char* due;
  const char* performed;
  const char* state;
  const char* observations;
  const char* time;
  const char* status;
  const char* effect;
  const char* not_assessed;
  const char* no_level;       ///< what `–` means in a cell of the matrix
  const char* other_scale;    ///< before a number of risks that the matrix does not show
  const char* several_goals;  ///< of a risk that stands in several places
  const char* mandatory;
  const char* no_goal;
  const char* nothing;   ///< for a plan without any of it
  const char* of_risks;  ///< `Av {0} risker är {1}.`; braces are filled in
  const char* one_risk;  ///< the same of one risk
  const char* and_word;
  const char* assessed_none;  ///< `ej bedömda`, of many
};
const ControlWords& control_words(Language language);

/// A shape, a word and a fill: colour is never alone.
struct Judged {
  std::string_view symbol;
  std::string_view word;
  Table::Fill fill;
};
/// Of a mitigation's status and effect; an empty effect is `not_judged`.
Judged mitigation_status(std::string_view status, Language language);
Judged mitigation_effect(std::string_view effect, Language language);

/// How a control went in a period. The words fit any number before them.
enum class ControlState {
  without_deviation,
  with_deviation,
  not_performed,
  awaited,
  not_planned,
  nothing_told,  ///< it has no rule that says when it is due
};
Judged control_state(ControlState state, Language language);

}  // namespace redthread::report
