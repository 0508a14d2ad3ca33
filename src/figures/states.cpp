// SPDX-License-Identifier: Apache-2.0
#include "figures/states.hpp"

#include <algorithm>
#include <utility>

namespace redthread::figures {
namespace {

int badness(State state) {
  switch (state) {
    case State::present:
      return 0;
    case State::preliminary:
      return 1;
    case State::partial:
      return 2;
    case State::not_comparable:
      return 3;
    case State::not_applicable:
      return 4;
    case State::not_measured:
      return 5;
    case State::missing:
      return 6;
    case State::suppressed:
      return 7;
  }
  return 6;
}

/// The state of a result when these operands have no value.
State lacking_state(const std::vector<const Figure*>& lacking) {
  State common = lacking.front()->state;
  for (const Figure* operand : lacking) {
    if (operand->state == State::suppressed) return State::suppressed;
    if (operand->state != common) common = State::missing;
  }
  return common;
}

}  // namespace

State worse(State a, State b) { return badness(a) < badness(b) ? b : a; }

bool take_state(Figure& result, const std::vector<FigurePtr>& operands) {
  std::vector<const Figure*> lacking;
  const Figure* worst = nullptr;
  for (const FigurePtr& operand : operands) {
    result.made = std::max(result.made, operand->made);
    if (!operand->value) lacking.push_back(operand.get());
    if (worst == nullptr || badness(worst->state) < badness(operand->state)) worst = operand.get();
  }
  if (!lacking.empty()) {
    const State state = lacking_state(lacking);
    LocalText why;
    for (const Figure* operand : lacking) {
      if (why.sv.empty() && operand->state == state) why = operand->state_note;
    }
    make_missing(result, std::move(why), state);
    return false;
  }
  result.state = worst == nullptr ? State::present : worst->state;
  if (worst != nullptr) {
    result.state_note = worst->state_note;
    result.parts_present = worst->parts_present;
    result.parts_expected = worst->parts_expected;
  }
  return true;
}

void make_missing(Figure& result, LocalText why, State state) {
  result.value.reset();
  result.state = state;
  result.state_note = std::move(why);
}

LocalText new_method_since(Month since) {
  const Period month = Period::month(since);
  return {"ny metod sedan " + period_name(month, Language::swedish),
          "new method since " + period_name(month, Language::english)};
}

void mark_not_comparable(Figure& result, Month since) {
  if (!result.value) return;
  result.state = worse(result.state, State::not_comparable);
  result.state_note = new_method_since(since);
}

}  // namespace redthread::figures
