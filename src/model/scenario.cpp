// SPDX-License-Identifier: Apache-2.0
#include "model/scenario.hpp"

#include <array>
#include <cstddef>

namespace redthread {
namespace {

/// A word for files and interfaces, and what readers see.
struct Word {
  std::string_view word;
  std::string_view sv;
  std::string_view en;
  std::string_view in(Language language) const { return language == Language::swedish ? sv : en; }
};

constexpr std::array<Word, scenario_count> scenarios = {{
    {"actual", "utfall", "outcome"},
    {"budget", "budget", "budget"},
    {"forecast", "prognos", "forecast"},
    {"target", "mål", "target"},
}};

constexpr std::array<Word, 8> states = {{
    {"present", "värde finns", "present"},
    {"partial", "ofullständigt", "incomplete"},
    {"missing", "värde saknas", "no value"},
    {"preliminary", "preliminärt", "preliminary"},
    {"not_comparable", "ej jämförbart", "not comparable"},
    {"not_measured", "ej mätt", "not measured"},
    {"not_applicable", "ej aktuellt", "not applicable"},
    {"suppressed", "dolt av sekretesskäl", "suppressed"},
}};

const Word& word_of(Scenario scenario) { return scenarios[static_cast<std::size_t>(scenario)]; }
const Word& word_of(State state) { return states[static_cast<std::size_t>(state)]; }

template <typename Value, typename Words>
std::optional<Value> parse_word(const Words& words, std::string_view text) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].word == text) return static_cast<Value>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(Scenario scenario) { return word_of(scenario).word; }
std::optional<Scenario> parse_scenario(std::string_view text) {
  return parse_word<Scenario>(scenarios, text);
}
std::string_view scenario_name(Scenario scenario, Language language) {
  return word_of(scenario).in(language);
}

std::string_view to_string(State state) { return word_of(state).word; }
std::optional<State> parse_state(std::string_view text) { return parse_word<State>(states, text); }
std::string_view state_name(State state, Language language) { return word_of(state).in(language); }

bool has_value(State state) {
  switch (state) {
    case State::present:
    case State::partial:
    case State::preliminary:
    case State::not_comparable:
      return true;
    case State::missing:
    case State::not_measured:
    case State::not_applicable:
    case State::suppressed:
      return false;
  }
  return false;
}

}  // namespace redthread
