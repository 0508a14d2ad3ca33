// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "model/catalog.hpp"
#include "model/figure.hpp"
#include "model/results.hpp"

namespace redthread::figures {

/// Targets: which one applies, what it says in words, and whether an outcome meets it.

/// The target of a year for a unit: the unit's own first, else the one for all units; among
/// several, the first that was written. nullptr when there is none.
const Target* target_for(const Indicator& indicator, int year, const std::string& unit_code);

/// Outcome against target. `green` when it is met, `yellow` when it is no more than the tolerance
/// away, else `red`. `none` when the outcome (or last year's, for targets on a change) has no
/// value. `target` is already pro-rated. An interval's ends are inside.
Status judge_target(const Target& target, const Figure& outcome, const Figure& previous,
                    Exact tolerance);

/// The number that the outcome is held against: the bound, the interval's nearer end when the
/// outcome lies outside, last year's value plus the stated change. nullopt when there is none.
std::optional<Exact> bound_of(const Target& target, const Figure& outcome, const Figure& previous);

/// `≥ 95 %`, `77–80`, `minst 1 % högre än föregående år`, `färre än föregående år`.
LocalText target_words(const Target& target, const Indicator& indicator);

/// Change from last year against the dead band; `better` decides which way is positive.
Trend judge_trend(const Indicator& indicator, const Figure& outcome, const Figure& previous,
                  bool comparable);

}  // namespace redthread::figures
