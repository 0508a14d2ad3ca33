// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "base/language.hpp"
#include "base/period.hpp"
#include "model/figure.hpp"

namespace redthread::figures {

/// What can be said of a figure that rests on others: the worst of what can be said of them.

/// The worse of two: present, preliminary, partial, not comparable, and then those without a value.
State worse(State a, State b);

/// State, note, parts and the latest version of a forecast that `result` gets from its operands.
/// When one of them has no value the result has none either: in their common state, suppressed as
/// soon as one is, else missing. Returns whether all operands have values.
bool take_state(Figure& result, const std::vector<FigurePtr>& operands);

/// `result` becomes missing, or another state without a value, with a reason.
void make_missing(Figure& result, LocalText why, State state = State::missing);

/// Marks a figure across a change of method: not comparable, `ny metod sedan mars 2024`.
void mark_not_comparable(Figure& result, Month since);
LocalText new_method_since(Month since);

}  // namespace redthread::figures
