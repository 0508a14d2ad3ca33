// SPDX-License-Identifier: Apache-2.0
#include "report/compose/control_words.hpp"

#include <algorithm>
#include <iterator>

namespace redthread::report {
namespace {

constexpr ControlWords swedish = {
    .matrix = "Riskmatris",
    .levels = "Risknivåer",
    .level = "Nivå",
    .obligation = "Innebär",
    .number_of_risks = "Antal risker",
    .risks = "Risker",
    .risk = "Risk",
    .likelihood_short = "S",
    .consequence_short = "K",
    .value = "Värde",
    .owner = "Ansvarig",
    .controls = "Kontroller",
    .control = "Kontroll",
    .mitigations = "Åtgärder",
    .mitigation = "Åtgärd",
    .frequency = "Hur ofta",
    .due = "Planerade",
    .performed = "Genomförda",
    .state = "Läge",
    .observations = "Iakttagelser",
    .time = "Tid",
    .status = "Status",
    .effect = "Effekt",
    .not_assessed = "ej bedömd",
    .no_level = "– Skalan anger ingen nivå för rutan.",
    .other_scale = "Bedömda på en annan skala, och inte i matrisen: ",
    .several_goals = "Står på flera ställen och räknas en gång.",
    .mandatory = "Obligatorisk risk.",
    .no_goal = "Utan mål",
    .nothing = "Planen har ingenting av detta för perioden.",
    .of_risks = "Av {0} risker är {1}.",
    .one_risk = "Planen har en risk, som är {1}.",
    .and_word = " och ",
    .assessed_none = "ej bedömda",
};

constexpr ControlWords english = {
    .matrix = "Risk matrix",
    .levels = "Risk levels",
    .level = "Level",
    .obligation = "Means",
    .number_of_risks = "Risks",
    .risks = "Risks",
    .risk = "Risk",
    .likelihood_short = "L",
    .consequence_short = "C",
    .value = "Value",
    .owner = "Owner",
    .controls = "Controls",
    .control = "Control",
    .mitigations = "Mitigations",
    .mitigation = "Mitigation",
    .frequency = "How often",
    .due = "Due",
    .performed = "Performed",
    .state = "State",
    .observations = "Observations",
    .time = "Time",
    .status = "Status",
    .effect = "Effect",
    .not_assessed = "not assessed",
    .no_level = "– The scale gives no level here.",
    .other_scale = "Assessed on another scale, and not in the matrix: ",
    .several_goals = "Stands in several places and is counted once.",
    .mandatory = "Mandatory risk.",
    .no_goal = "Without a goal",
    .nothing = "The plan has nothing of this for the period.",
    .of_risks = "Of {0} risks, {1}.",
    .one_risk = "The plan has one risk: {1}.",
    .and_word = " and ",
    .assessed_none = "not assessed",
};

/// A status as the plan spells it, and how it is shown.
struct Shown {
  std::string_view key;
  std::string_view symbol;
  std::string_view swedish;
  std::string_view english;
  Table::Fill fill;
};
using Fill = Table::Fill;
constexpr std::string_view good = "●";
constexpr std::string_view half = "◐";
constexpr std::string_view bad = "■";
constexpr std::string_view dash = "–";

constexpr Shown statuses[] = {
    {"", dash, "ej angiven", "not told", Fill::none},
    {"not_started", "○", "ej påbörjad", "not started", Fill::none},
    {"as_planned", good, "enligt plan", "as planned", Fill::green},
    {"mostly_done", half, "mest klar", "mostly done", Fill::yellow},
    {"not_as_planned", bad, "ej enligt plan", "not as planned", Fill::red},
};
constexpr Shown effects[] = {
    {"not_judged", dash, "ej bedömd", "not judged", Fill::none},
    {"expected", good, "väntad effekt", "expected", Fill::green},
    {"uncertain", half, "osäker effekt", "uncertain", Fill::yellow},
    {"not_expected", bad, "ingen väntad effekt", "not expected", Fill::red},
};
constexpr Shown states[] = {
    {"", good, "utan avvikelse", "without deviation", Fill::green},
    {"", half, "med avvikelse", "with deviation", Fill::yellow},
    {"", bad, "uteblev", "missed", Fill::red},
    {"", "○", "utan resultat", "without a result", Fill::shaded},
    {"", dash, "ej planerad", "not planned", Fill::none},
    {"", dash, "inget redovisat", "nothing told", Fill::none},
};

Judged judged(const Shown& shown, Language language) {
  return {shown.symbol, language == Language::swedish ? shown.swedish : shown.english, shown.fill};
}

template <std::size_t N>
Judged found(const Shown (&all)[N], std::string_view key, Language language) {
  const auto* at = std::find_if(std::begin(all), std::end(all),
                                [&](const Shown& each) { return each.key == key; });
  return judged(at == std::end(all) ? all[0] : *at, language);
}

}  // namespace

const ControlWords& control_words(Language language) {
  return language == Language::swedish ? swedish : english;
}

Judged mitigation_status(std::string_view status, Language language) {
  return found(statuses, status, language);
}

Judged mitigation_effect(std::string_view effect, Language language) {
  return found(effects, effect, language);
}

Judged control_state(ControlState state, Language language) {
  return judged(states[static_cast<std::size_t>(state)], language);
}

}  // namespace redthread::report
