// SPDX-License-Identifier: Apache-2.0
#include "model/plan_kinds.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "model/plan_kind_groups.hpp"

namespace redthread {
namespace {

using Type = PlanFieldType;

constexpr bool required = true;
constexpr bool optional = false;
constexpr const char* progress = "not_started as_planned delayed done paused";

/// Where in the organisation, by whom, since when: what most kinds have. `unit` is a code of
/// organisation.csv; `owner` is a role, not a person.
std::vector<PlanField> with_usual(std::vector<PlanField> fields) {
  for (const PlanField& field : {PlanField{"order", Type::integer}, PlanField{"unit"},
                                 PlanField{"owner"}, PlanField{"description"}}) {
    fields.push_back(field);
  }
  return fields;
}

std::vector<PlanKind> cascade() {
  return {
      {.name = "level",
       .file = "levels.csv",
       .meaning = "A level of the cascade: council, board, administration, area, unit.",
       .fields = {{"name", Type::text, required}, {"name_en"}, {"rank", Type::integer, required}}},
      {.name = "goal",
       .file = "goals.csv",
       .meaning = "A goal, in a tree across the levels.",
       .fields = with_usual({{"name", Type::text, required},
                             {"parent", Type::reference, optional, "goal"},
                             {"level", Type::reference, optional, "level"},
                             {"name_en"},
                             {"rollup", Type::word, optional, "worst share"},
                             {"attained_percent", Type::decimal},
                             {"valid_from", Type::date},
                             {"valid_to", Type::date}}),
       .orders = {{"valid_from", "valid_to"}}},
      {.name = "indicator",
       .file = "indicators.csv",
       .meaning = "An indicator that hangs on goals; `measured_by` is its key in the catalog.",
       .fields = with_usual({{"name", Type::text, required},
                             {"goals", Type::references, required, "goal"},
                             {"level", Type::reference, optional, "level"},
                             {"measured_by"},
                             {"measure_unit"},
                             {"better", Type::word, optional, "higher lower none"},
                             {"name_en"}})},
      {.name = "target",
       .file = "targets.csv",
       .meaning = "What an indicator shall reach in a year, at a level or a unit.",
       .fields = {{"indicator", Type::reference, required, "indicator"},
                  {"year", Type::year, required},
                  {"target", Type::target, required},
                  {"level", Type::reference, optional, "level"},
                  {"unit"},
                  {"tolerance"}},
       .unique = {"indicator", "year", "level", "unit"}},
      {.name = "assignment",
       .file = "assignments.csv",
       .meaning = "An assignment (uppdrag), hung on goals and handed down.",
       .fields = with_usual({{"name", Type::text, required},
                             {"parent", Type::reference, optional, "assignment"},
                             {"goals", Type::references, optional, "goal"},
                             {"level", Type::reference, optional, "level"},
                             {"number"},
                             {"name_en"},
                             {"starts", Type::date},
                             {"ends", Type::date}}),
       .orders = {{"starts", "ends"}}},
      {.name = "activity",
       .file = "activities.csv",
       .meaning = "What is done for a goal or an assignment.",
       .fields = with_usual({{"name", Type::text, required},
                             {"parent", Type::reference, optional, "activity"},
                             {"assignment"},
                             {"section"},
                             {"section_name"},
                             {"time_frame"},
                             {"status", Type::word, optional, progress},
                             {"name_en"},
                             {"goals", Type::references, optional, "goal"},
                             {"assignments", Type::references, optional, "assignment"},
                             {"part_of_plans"},
                             {"starts", Type::date},
                             {"ends", Type::date}}),
       .orders = {{"starts", "ends"}}},
      {.name = "assessment",
       .file = "assessments.csv",
       .meaning = "How something of the cascade goes, as a person judged it for a period.",
       .fields = {{"subject", Type::subject, required, "goal indicator assignment activity"},
                  {"period", Type::period, required},
                  {"status", Type::word, required,
                   "green yellow red none not_started as_planned delayed done paused"},
                  {"computed", Type::word, optional, "green yellow red none"},
                  {"prognosis", Type::word, optional, "green yellow red none"},
                  {"reason"},
                  {"who", Type::text, required},
                  {"date", Type::date, required}},
       .unique = {"subject", "period"}},
      {.name = "comment",
       .file = "comments.csv",
       .meaning = "A text of a report; figures are bound into it by reference.",
       .fields = {{"author"},
                  {"date", Type::date},
                  {"text", Type::text, required},
                  {"subject", Type::subject, optional,
                   "goal indicator assignment activity action risk control"},
                  {"unit"},
                  {"period", Type::period}}},
      {.name = "action",
       .file = "actions.csv",
       .meaning = "An action (åtgärd) of an action plan, with effects.",
       .fields = with_usual({{"name", Type::text, required},
                             {"parent", Type::reference, optional, "action"},
                             {"goals", Type::references, optional, "goal"},
                             {"status", Type::word, optional, progress},
                             {"tie_out"},
                             {"starts", Type::date},
                             {"ends", Type::date}}),
       .orders = {{"starts", "ends"}}},
      {.name = "effect",
       .file = "effects.csv",
       .meaning =
           "An action's effect in a month or a year, as budgeted, forecast or realised; what "
           "was realised may be of a longer span.",
       .fields = {{"action", Type::reference, required, "action"},
                  {"scenario", Type::word, required, "budget forecast actual"},
                  {"period", Type::period, required},
                  {"amount", Type::decimal, required},
                  {"measure_unit", Type::word, required, "mnkr tkr kr fte"},
                  {"beyond_budget", Type::flag},
                  {"delayed", Type::flag},
                  {"carried_from", Type::period},
                  {"made", Type::date},
                  {"note"}},
       .unique = {"action", "scenario", "period", "measure_unit", "beyond_budget", "carried_from",
                  "made"}},
  };
}

std::vector<PlanKind> internal_control() {
  return {
      {.name = "scale",
       .file = "scales.csv",
       .meaning = "An edition of a risk scale: axes, levels, and a level for each pair of steps.",
       .fields = {{"name", Type::text, required},
                  {"series", Type::text, required},
                  {"edition", Type::integer, required},
                  {"likelihood_name"},
                  {"consequence_name"},
                  {"value", Type::word, optional, "product sum"},
                  {"replaces", Type::reference, optional, "scale"}},
       .unique = {"series", "edition"}},
      {.name = "scale_step",
       .file = "scale_steps.csv",
       .meaning = "A step of a scale's axis.",
       .fields = {{"scale", Type::reference, required, "scale"},
                  {"axis", Type::word, required, "likelihood consequence"},
                  {"step", Type::integer, required},
                  {"name", Type::text, required},
                  {"description"}},
       .unique = {"scale", "axis", "step"}},
      {.name = "scale_level",
       .file = "scale_levels.csv",
       .meaning = "A level of risk, and what it obliges to.",
       .fields = {{"scale", Type::reference, required, "scale"},
                  {"rank", Type::integer, required},
                  {"name", Type::text, required},
                  {"colour", Type::colour, required},
                  {"symbol", Type::text, required},
                  {"obligation"},
                  {"requires_mitigation", Type::flag}},
       .unique = {"scale", "rank"}},
      {.name = "scale_cell",
       .file = "scale_cells.csv",
       .meaning = "The level that a likelihood and a consequence give.",
       .fields = {{"scale", Type::reference, required, "scale"},
                  {"likelihood", Type::integer, required},
                  {"consequence", Type::integer, required},
                  {"level", Type::reference, required, "scale_level"}},
       .unique = {"scale", "likelihood", "consequence"}},
      {.name = "risk",
       .file = "risks.csv",
       .meaning = "A risk, with an id that it keeps from year to year.",
       .fields = with_usual(
           {{"name", Type::text, required},
            {"goals", Type::references, optional, "goal"},
            {"assignments", Type::references, optional, "assignment"},
            {"category", Type::word, optional, "strategic financial operational compliance"},
            {"response", Type::word, optional, "accept reduce share eliminate"},
            {"mandatory", Type::flag},
            {"next_year", Type::flag},
            {"from", Type::date},
            {"closed", Type::date},
            {"closed_reason"}}),
       .orders = {{"from", "closed"}}},
      {.name = "risk_assessment",
       .file = "risk_assessments.csv",
       .meaning = "How large a risk was judged to be. Not assessed is a state, not a number.",
       .fields = {{"risk", Type::reference, required, "risk"},
                  {"scale", Type::reference, required, "scale"},
                  {"date", Type::date, required},
                  {"state", Type::word, required, "assessed not_assessed"},
                  {"likelihood", Type::integer},
                  {"consequence", Type::integer},
                  {"value", Type::integer},
                  {"level", Type::reference, optional, "scale_level"},
                  {"who"},
                  {"reason"}},
       .unique = {"risk", "date"}},
      {.name = "control",
       .file = "controls.csv",
       .meaning = "A control of risks and how often it is done, in words and as a rule.",
       .fields = with_usual({{"name", Type::text, required},
                             {"risks", Type::references, required, "risk"},
                             {"performer"},
                             {"approver"},
                             {"instruction"},
                             {"frequency"},
                             {"anchor", Type::date},
                             {"interval", Type::integer},
                             {"interval_unit", Type::word, optional, "day week month year"},
                             {"until", Type::date},
                             {"exceptions", Type::dates}}),
       .orders = {{"anchor", "until"}}},
      {.name = "occurrence",
       .file = "occurrences.csv",
       .meaning = "One time that a control is due, and its result.",
       .fields = {{"control", Type::reference, required, "control"},
                  {"due", Type::date, required},
                  {"period", Type::period},
                  {"result", Type::word, optional,
                   "not_planned without_deviation with_deviation not_performed"},
                  {"performed_by"},
                  {"performed_on", Type::date},
                  {"approved_by"},
                  {"approved_on", Type::date},
                  {"instruction"},
                  {"note"}},
       .orders = {{"performed_on", "approved_on"}},
       .unique = {"control", "due"}},
      {.name = "mitigation",
       .file = "mitigations.csv",
       .meaning = "A mitigation (åtgärd mot risk); its effect is judged apart from its status.",
       .fields = with_usual(
           {{"name", Type::text, required},
            {"risks", Type::references, required, "risk"},
            {"starts", Type::date},
            {"ends", Type::date},
            {"status", Type::word, optional, "not_started as_planned mostly_done not_as_planned"},
            {"effect", Type::word, optional, "not_judged expected uncertain not_expected"},
            {"effect_judged", Type::date}}),
       .orders = {{"starts", "ends"}}},
  };
}

/// A version of a report on its way to the board (plan/report_state.hpp).
PlanKind report_kind() {
  return {.name = "report",
          .file = "reports.csv",
          .meaning = "A version of a report for a period, and how far it has come.",
          .fields = {{"template", Type::text, required},
                     {"period", Type::period, required},
                     {"version", Type::integer, required},
                     {"state", Type::word, required, "open frozen signed published"},
                     {"asks"},
                     {"due", Type::date},
                     {"bundle"},
                     {"frozen_by"},
                     {"frozen_on", Type::date},
                     {"incomplete"},
                     {"signed_by"},
                     {"signed_on", Type::date},
                     {"decision"},
                     {"published_by"},
                     {"published_on", Type::date},
                     {"corrects", Type::reference, optional, "report"},
                     {"correction"}},
          .orders = {{"frozen_on", "signed_on"}, {"signed_on", "published_on"}},
          .unique = {"template", "period", "version"}};
}

}  // namespace

const PlanField* PlanKind::find(std::string_view field) const {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const PlanField& each) { return field == each.name; });
  return found == fields.end() ? nullptr : &*found;
}

const std::vector<PlanKind>& plan_kinds() {
  static const std::vector<PlanKind> kinds = [] {
    std::vector<PlanKind> all = cascade();
    for (auto* group : {internal_control, plan_follow_up_kinds, plan_resource_kinds}) {
      for (PlanKind& kind : group()) all.push_back(std::move(kind));
    }
    all.push_back(report_kind());
    return all;
  }();
  return kinds;
}

const PlanKind* find_plan_kind(std::string_view name) {
  const auto& kinds = plan_kinds();
  const auto found = std::find_if(kinds.begin(), kinds.end(),
                                  [&](const PlanKind& kind) { return name == kind.name; });
  return found == kinds.end() ? nullptr : &*found;
}

std::vector<std::string> words_of(const PlanField& field) {
  std::vector<std::string> words;
  for (const std::string_view word : split(field.of, ' ')) words.emplace_back(word);
  return words;
}

}  // namespace redthread
