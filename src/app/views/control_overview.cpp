// SPDX-License-Identifier: Apache-2.0
#include "app/views/control_overview.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "app/region_plan.hpp"
#include "plan/recurrence.hpp"
#include "plan/values.hpp"

namespace redthread::app {
namespace {

using Json = nlohmann::ordered_json;
using Result = ControlOverview::Result;

Result result_of(const plan::Object& occurrence, Date due, Date today) {
  const std::string& result = occurrence.get("result");
  if (result == "without_deviation") return Result::without_deviation;
  if (result == "with_deviation") return Result::with_deviation;
  if (result == "not_performed") return Result::not_performed;
  return due < today ? Result::late : Result::planned;
}

std::vector<Result> months_of(const plan::State& state, const plan::Object& control, int year,
                              Date today) {
  std::vector<Result> months(12, Result::none);
  const auto tell = [&](Date due, Result result) {
    Result& month = months[static_cast<std::size_t>(due.month() - 1)];
    month = std::max(month, result);
  };
  const Period whole = Period::year(year);
  if (const auto rule = plan::Recurrence::of(control)) {
    for (const Date due : rule->dates(whole.first().first_day(), whole.last().last_day())) {
      const std::string day = due.to_string();
      const auto& occurrences = state.all("occurrence");
      const bool is_made =
          std::any_of(occurrences.begin(), occurrences.end(), [&](const auto& each) {
            return each.second->get("control") == control.key.id && each.second->get("due") == day;
          });
      if (!is_made) tell(due, Result::planned);
    }
  }
  for (const auto& [id, occurrence] : state.all("occurrence")) {
    const auto due = Date::parse(occurrence->get("due"));
    const bool is_of_year =
        due && occurrence->get("control") == control.key.id && due->year() == year;
    if (is_of_year) tell(*due, result_of(*occurrence, *due, today));
  }
  return months;
}

Json steps_json(const std::vector<RiskScale::Step>& steps) {
  Json list = Json::array();
  for (const RiskScale::Step& step : steps) {
    list.push_back({{"value", step.step}, {"word", step.name}, {"description", step.description}});
  }
  return list;
}

Json scale_json(const RiskScale& scale) {
  Json levels = Json::array();
  for (const RiskScale::Level& level : scale.levels) {
    levels.push_back({{"name", level.name},
                      {"symbol", level.symbol},
                      {"rank", level.rank},
                      {"obligation", level.obligation}});
  }
  Json cells = Json::array();
  for (const auto& [place, level] : scale.level_of) {
    cells.push_back({{"likelihood", place.first}, {"consequence", place.second}, {"level", level}});
  }
  return {{"key", scale.key},
          {"name", scale.name},
          {"likelihood_name", scale.likelihood_name},
          {"consequence_name", scale.consequence_name},
          {"likelihood", steps_json(scale.likelihood)},
          {"consequence", steps_json(scale.consequence)},
          {"levels", std::move(levels)},
          {"cells", std::move(cells)}};
}

Json risk_json(const PlannedRisk& risk, const InternalControl& control) {
  Json json = {{"key", risk.key},
               {"name", risk.name},
               {"owner", risk.owner},
               {"response", risk.response},
               {"mandatory", risk.mandatory},
               {"scale", risk.scale ? Json(control.scales[*risk.scale].key) : Json()},
               {"likelihood", nullptr},
               {"consequence", nullptr},
               {"value", nullptr},
               {"level", nullptr}};
  if (risk.size) {
    json["likelihood"] = risk.size->likelihood;
    json["consequence"] = risk.size->consequence;
    json["value"] = risk.size->value;
    json["level"] = risk.size->level;
  }
  return json;
}

Json mitigation_json(const PlannedMitigation& mitigation, const InternalControl& control) {
  Json risks = Json::array();
  for (const std::size_t risk : mitigation.risks) risks.push_back(control.risks[risk].key);
  return {{"key", mitigation.key},
          {"name", mitigation.name},
          {"owner", mitigation.owner},
          {"risks", std::move(risks)},
          {"starts", mitigation.starts ? Json(mitigation.starts->to_string()) : Json()},
          {"ends", mitigation.ends ? Json(mitigation.ends->to_string()) : Json()},
          {"status", mitigation.status},
          {"effect", mitigation.effect}};
}

}  // namespace

const char* to_string(Result result) {
  switch (result) {
    case Result::none:
      return "none";
    case Result::planned:
      return "planned";
    case Result::late:
      return "late";
    case Result::without_deviation:
      return "without_deviation";
    case Result::with_deviation:
      return "with_deviation";
    case Result::not_performed:
      break;
  }
  return "not_performed";
}

ControlOverview control_overview(const plan::State& state, Period period, Date today) {
  ControlOverview overview{.state = internal_control_of(state, period),
                           .year = period.last().year()};
  for (const plan::Object* control : in_order(state, "control")) {
    overview.controls.push_back({.key = control->key.id,
                                 .name = control->get("name"),
                                 .unit = control->get("unit"),
                                 .performer = control->get("performer"),
                                 .frequency = control->get("frequency"),
                                 .risks = plan::list_of(control->get("risks")),
                                 .months = months_of(state, *control, overview.year, today)});
  }
  return overview;
}

std::string to_json(const ControlOverview& overview) {
  const InternalControl& state = *overview.state;
  Json scales = Json::array();
  for (const RiskScale& scale : state.scales) scales.push_back(scale_json(scale));
  Json risks = Json::array();
  for (const PlannedRisk& risk : state.risks) risks.push_back(risk_json(risk, state));
  Json groups = Json::array();
  for (const RiskGroup& group : state.groups) {
    Json of_group = Json::array();
    for (const std::size_t risk : group.risks) of_group.push_back(state.risks[risk].key);
    groups.push_back({{"name", group.name}, {"risks", std::move(of_group)}});
  }
  Json controls = Json::array();
  for (const ControlOverview::Control& control : overview.controls) {
    Json months = Json::array();
    for (const Result result : control.months) months.push_back(to_string(result));
    controls.push_back({{"key", control.key},
                        {"name", control.name},
                        {"unit", control.unit},
                        {"performer", control.performer},
                        {"frequency", control.frequency},
                        {"risks", control.risks},
                        {"months", std::move(months)}});
  }
  Json mitigations = Json::array();
  for (const PlannedMitigation& each : state.mitigations) {
    mitigations.push_back(mitigation_json(each, state));
  }
  return Json({{"year", overview.year},
               {"scales", std::move(scales)},
               {"risks", std::move(risks)},
               {"groups", std::move(groups)},
               {"controls", std::move(controls)},
               {"mitigations", std::move(mitigations)}})
      .dump();
}

}  // namespace redthread::app
