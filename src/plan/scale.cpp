// SPDX-License-Identifier: Apache-2.0
#include "plan/scale.hpp"

#include "plan/values.hpp"

namespace redthread::plan {

std::optional<std::string> Scale::level(int likelihood_step, int consequence_step) const {
  const auto found = level_of.find({likelihood_step, consequence_step});
  return found == level_of.end() ? std::nullopt : std::optional(found->second);
}

std::optional<int> Scale::value_of(int likelihood_step, int consequence_step) const {
  if (value == "product") return likelihood_step * consequence_step;
  if (value == "sum") return likelihood_step + consequence_step;
  return std::nullopt;
}

std::map<std::string, Scale> scales_of(const State& state) {
  std::map<std::string, Scale> scales;
  for (const auto& [id, object] : state.all("scale")) {
    scales[id].id = id;
    scales[id].value = object->get("value");
  }
  const auto scale_of = [&](const Object& part) {
    const auto found = scales.find(part.get("scale"));
    return found == scales.end() ? nullptr : &found->second;
  };
  for (const auto& [id, step] : state.all("scale_step")) {
    Scale* scale = scale_of(*step);
    const auto number = integer_of(step->get("step"));
    if (!scale || !number) continue;
    auto& axis = step->get("axis") == "likelihood" ? scale->likelihood : scale->consequence;
    axis[*number] = step->get("name");
  }
  for (const auto& [id, level] : state.all("scale_level")) {
    Scale* scale = scale_of(*level);
    if (scale) scale->rank_of[id] = integer_of(level->get("rank")).value_or(0);
  }
  for (const auto& [id, cell] : state.all("scale_cell")) {
    Scale* scale = scale_of(*cell);
    const auto likelihood = integer_of(cell->get("likelihood"));
    const auto consequence = integer_of(cell->get("consequence"));
    if (scale && likelihood && consequence && scale->likelihood.count(*likelihood) > 0 &&
        scale->consequence.count(*consequence) > 0) {
      scale->level_of[{*likelihood, *consequence}] = cell->get("level");
    }
  }
  return scales;
}

void derive(Object& object, const State& state, const std::map<std::string, Scale>& scales) {
  if (object.key.kind == "occurrence" && object.get("instruction").empty()) {
    const Object* control = state.find("control", object.get("control"));
    if (control && !control->get("instruction").empty()) {
      object.fields["instruction"] = control->get("instruction");
    }
  }
  if (object.key.kind != "risk_assessment" || object.get("state") != "assessed") return;
  const auto scale = scales.find(object.get("scale"));
  const auto likelihood = integer_of(object.get("likelihood"));
  const auto consequence = integer_of(object.get("consequence"));
  if (scale == scales.end() || !likelihood || !consequence) return;
  const auto level = scale->second.level(*likelihood, *consequence);
  if (level && object.get("level").empty()) object.fields["level"] = *level;
  const auto value = scale->second.value_of(*likelihood, *consequence);
  if (level && value && object.get("value").empty()) {
    object.fields["value"] = std::to_string(*value);
  }
}

}  // namespace redthread::plan
