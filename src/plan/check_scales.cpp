// SPDX-License-Identifier: Apache-2.0
#include <set>

#include <fmt/format.h>

#include "plan/checks.hpp"
#include "plan/messages.hpp"
#include "plan/scale.hpp"
#include "plan/values.hpp"

namespace redthread::plan {
namespace {

void check_axis(const Object& scale, const char* axis, const std::map<int, std::string>& steps,
                Findings& findings) {
  int expected = 1;
  for (const auto& [step, name] : steps) {
    if (step == expected) {
      ++expected;
      continue;
    }
    break;
  }
  if (!steps.empty() && static_cast<std::size_t>(expected) == steps.size() + 1) return;
  findings.push_back({codes::scale_steps, scale.key, "",
                      steps.empty() ? fmt::format("the scale has no steps of {}", axis)
                                    : fmt::format("the scale has no step {} of {}", expected, axis),
                      "the steps of an axis are 1, 2, 3 and so on"});
}

/// A step that an object names must be on the axis.
void check_step(const Object& object, const char* axis, const std::map<int, std::string>& steps,
                Findings& findings) {
  const auto step = integer_of(object.get(axis));
  if (!step || steps.empty() || steps.count(*step) > 0) return;
  findings.push_back(
      {codes::outside_axis, object.key, axis,
       fmt::format("`{}` {} is not on the scale", axis, *step),
       fmt::format("its steps are {} to {}", steps.begin()->first, steps.rbegin()->first)});
}

void check_level_of_scale(const Object& object, const Scale& scale, Findings& findings) {
  const std::string& level = object.get("level");
  if (level.empty() || scale.rank_of.count(level) > 0) return;
  findings.push_back({codes::wrong_level, object.key, "level",
                      fmt::format("`{}` is no level of the scale `{}`", level, scale.id),
                      "name one of its levels"});
}

void check_assessed(const Object& assessment, const Scale& scale, Findings& findings) {
  for (const char* field : {"likelihood", "consequence"}) {
    if (!assessment.get(field).empty()) continue;
    findings.push_back({codes::assessment_state, assessment.key, field,
                        fmt::format("the risk is assessed, and there is no `{}`", field),
                        "write the step, or `not_assessed` as its state"});
  }
  const auto likelihood = integer_of(assessment.get("likelihood"));
  const auto consequence = integer_of(assessment.get("consequence"));
  check_step(assessment, "likelihood", scale.likelihood, findings);
  check_step(assessment, "consequence", scale.consequence, findings);
  if (!likelihood || !consequence || scale.likelihood.count(*likelihood) == 0 ||
      scale.consequence.count(*consequence) == 0) {
    return;
  }
  const auto level = scale.level(*likelihood, *consequence);
  if (!level) {
    findings.push_back({codes::no_level, assessment.key, "likelihood",
                        fmt::format("the scale `{}` gives no level for likelihood {} and "
                                    "consequence {}",
                                    scale.id, *likelihood, *consequence),
                        "add the pair in a new edition of the scale"});
    return;
  }
  if (assessment.get("level") != *level) {
    findings.push_back({codes::wrong_level, assessment.key, "level",
                        fmt::format("the level is `{}`, and the scale gives `{}`",
                                    assessment.get("level"), *level),
                        "leave it empty: it follows from the steps"});
  }
  const auto value = scale.value_of(*likelihood, *consequence);
  const std::string expected = value ? std::to_string(*value) : "";
  if (assessment.get("value") != expected) {
    findings.push_back({codes::wrong_value, assessment.key, "value",
                        value ? fmt::format("the value is {}, and the scale gives {}",
                                            assessment.get("value"), expected)
                              : fmt::format("the scale `{}` has classes and no values", scale.id),
                        "leave it empty: it follows from the steps"});
  }
}

void check_assessment(const Object& assessment, const std::map<std::string, Scale>& scales,
                      Findings& findings) {
  const auto scale = scales.find(assessment.get("scale"));
  if (scale == scales.end()) return;
  if (assessment.get("state") == "assessed") {
    check_assessed(assessment, scale->second, findings);
    return;
  }
  for (const char* field : {"likelihood", "consequence", "value", "level"}) {
    if (assessment.get(field).empty()) continue;
    findings.push_back({codes::assessment_state, assessment.key, field,
                        fmt::format("the risk is not assessed, and there is a `{}`", field),
                        "leave it empty, or write `assessed` as its state"});
  }
}

/// A scale's own objects, so that an edition can be compared with what it was.
std::map<ObjectKey, Fields> parts_of(const State& state, const std::set<std::string>& scales) {
  std::map<ObjectKey, Fields> parts;
  for (const char* kind : {"scale", "scale_step", "scale_level", "scale_cell"}) {
    for (const auto& [id, object] : state.all(kind)) {
      const std::string& scale = kind == std::string_view("scale") ? id : object->get("scale");
      if (scales.count(scale) > 0) parts.emplace(object->key, object->fields);
    }
  }
  return parts;
}

/// What was assessed on a scale must mean tomorrow what it meant then.
void check_unchanged(const State& before, const State& after, Findings& findings) {
  std::set<std::string> used;
  for (const auto& [id, assessment] : before.all("risk_assessment")) {
    used.insert(assessment->get("scale"));
  }
  if (used.empty()) return;
  const auto was = parts_of(before, used);
  const auto is = parts_of(after, used);
  const auto tell = [&](const ObjectKey& key) {
    findings.push_back({codes::scale_in_use, key, "",
                        fmt::format("the {} `{}` belongs to a scale that risks were assessed on",
                                    key.kind, key.id),
                        "make a new edition of the scale that replaces it"});
  };
  for (const auto& [key, fields] : was) {
    const auto now = is.find(key);
    if (now == is.end() || now->second != fields) tell(key);
  }
  for (const auto& [key, fields] : is) {
    if (was.count(key) == 0) tell(key);
  }
}

}  // namespace

void check_scales(const State& before, const State& after, Findings& findings) {
  const auto scales = scales_of(after);
  for (const auto& [id, scale] : scales) {
    const Object* object = after.find("scale", id);
    if (!object) continue;
    check_axis(*object, "likelihood", scale.likelihood, findings);
    check_axis(*object, "consequence", scale.consequence, findings);
  }
  for (const auto& [id, cell] : after.all("scale_cell")) {
    const auto scale = scales.find(cell->get("scale"));
    if (scale == scales.end()) continue;
    check_step(*cell, "likelihood", scale->second.likelihood, findings);
    check_step(*cell, "consequence", scale->second.consequence, findings);
    check_level_of_scale(*cell, scale->second, findings);
  }
  for (const auto& [id, assessment] : after.all("risk_assessment")) {
    check_assessment(*assessment, scales, findings);
  }
  check_unchanged(before, after, findings);
}

}  // namespace redthread::plan
