// SPDX-License-Identifier: Apache-2.0
#include "app/plan_figures.hpp"

#include "app/questions.hpp"
#include "app/session.hpp"
#include "plan/effects.hpp"
#include "plan/messages.hpp"

namespace redthread::app {
namespace {

/// An opened region and the place that is asked about.
struct Opened {
  Session session;
  Place place;
};

std::optional<Opened> open(const PlanQuestion& question, Period period, const std::string& unit,
                           Diagnostics& diagnostics) {
  auto session =
      Session::open(question.region, {.warehouse = ":memory:", .user = question.who}, diagnostics);
  if (!session) return std::nullopt;
  const auto place = find_place(*session, {unit, period.to_string(), ""}, diagnostics);
  if (!place) return std::nullopt;
  return Opened{std::move(*session), *place};
}

/// The figure's number as targets are written: percent as 95, money and counts as their measure
/// unit says, durations in seconds.
std::optional<Exact> number_of(const FigurePtr& figure) {
  if (!figure || !figure->value) return std::nullopt;
  const bool is_duration = figure->unit.dimensions.count("s") > 0;
  return is_duration ? *figure->value : *figure->value / figure->unit.factor;
}

/// Says which object of the plan a name that is wrong stands in.
void tell_where(const plan::Object& object, const char* field, std::size_t errors,
                Diagnostics& diagnostics) {
  if (diagnostics.error_count() == errors) return;
  diagnostics.error(plan::codes::unknown_reference, {},
                    object.key.to_string() + ": `" + field + "` names no figure",
                    "`redthread check` and `redthread figure` know the keys");
}

}  // namespace

std::optional<plan::OtherOutcomes> outcomes_from_figures(const PlanQuestion& question,
                                                         const plan::State& state, Period period,
                                                         const std::string& unit,
                                                         Diagnostics& diagnostics) {
  auto opened = open(question, period, unit, diagnostics);
  if (!opened) return std::nullopt;
  plan::OtherOutcomes outcomes;
  for (const auto& [id, indicator] : state.all("indicator")) {
    const std::string& key = indicator->get("measured_by");
    if (key.empty()) continue;
    const std::size_t errors = diagnostics.error_count();
    Place before = opened->place;
    before.period = period.previous_year();
    const auto now = find_figure(opened->session, {key, ""}, opened->place, diagnostics);
    tell_where(*indicator, "measured_by", errors, diagnostics);
    if (!now) continue;
    if (const auto number = number_of(now)) outcomes.now[id] = *number;
    const auto then = find_figure(opened->session, {key, ""}, before, diagnostics);
    if (const auto number = number_of(then)) outcomes.year_before[id] = *number;
  }
  if (diagnostics.has_errors()) return std::nullopt;
  return outcomes;
}

std::optional<std::map<std::string, Exact>> ledger_effects(const PlanQuestion& question,
                                                           const plan::State& state, Period period,
                                                           const std::string& unit,
                                                           Diagnostics& diagnostics) {
  auto opened = open(question, period, unit, diagnostics);
  if (!opened) return std::nullopt;
  constexpr std::int64_t kronor_a_million = 1'000'000;
  std::map<std::string, Exact> effects;
  for (const auto& [id, action] : state.all("action")) {
    const auto tie_out = plan::tie_out_of(action->get("tie_out"));
    if (!tie_out) continue;
    const std::size_t errors = diagnostics.error_count();
    const auto figure =
        find_figure(opened->session, {tie_out->key, tie_out->column}, opened->place, diagnostics);
    tell_where(*action, "tie_out", errors, diagnostics);
    if (!figure || !figure->value) continue;
    if (figure->unit.dimensions != std::map<std::string, int>{{"kr", 1}}) {
      diagnostics.error(plan::codes::unknown_reference, {},
                        action->key.to_string() + ": `tie_out` names a figure that is not money",
                        "name one in kronor");
      continue;
    }
    const Exact mnkr = *figure->value / Exact(kronor_a_million);
    effects[id] = tie_out->is_negated ? -mnkr : mnkr;
  }
  if (diagnostics.has_errors()) return std::nullopt;
  return effects;
}

}  // namespace redthread::app
