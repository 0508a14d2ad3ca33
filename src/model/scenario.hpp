// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "base/language.hpp"

namespace redthread {

/// Whose number it is: utfall, budget, prognos, mål.
enum class Scenario { actual, budget, forecast, target };
inline constexpr int scenario_count = 4;

std::string_view to_string(Scenario scenario);  ///< `actual`, `budget`, ...
std::optional<Scenario> parse_scenario(std::string_view text);
std::string_view scenario_name(Scenario scenario, Language language);  ///< `utfall`, `budget` ...

/// What can be said of a figure's value. Missing is never zero.
enum class State : unsigned char {
  present,
  partial,  ///< k of n parts are in
  missing,  ///< värde saknas
  preliminary,
  not_comparable,  ///< new method or definition in between
  not_measured,    ///< not measured this period
  not_applicable,
  suppressed,  ///< below the disclosure threshold
};

std::string_view to_string(State state);  ///< `present`, `not_comparable`, ...
std::optional<State> parse_state(std::string_view text);
std::string_view state_name(State state, Language language);  ///< `värde saknas`, ...
/// Whether a figure in this state has a number to show.
bool has_value(State state);

}  // namespace redthread
