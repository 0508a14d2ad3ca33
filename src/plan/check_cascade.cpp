// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "base/period.hpp"
#include "plan/checks.hpp"
#include "plan/messages.hpp"
#include "plan/values.hpp"

namespace redthread::plan {
namespace {

/// The rank of an object's level; nullopt when it has none.
std::optional<int> rank_of(const State& state, const Object& object) {
  const Object* level = state.find("level", object.get("level"));
  return level ? integer_of(level->get("rank")) : std::nullopt;
}

/// What is handed down goes down: never to a higher level than it came from.
void check_levels(const State& state, const char* kind, Findings& findings) {
  for (const auto& [id, object] : state.all(kind)) {
    const Object* parent = state.find(kind, object->get("parent"));
    if (!parent) continue;
    const auto rank = rank_of(state, *object);
    const auto above = rank_of(state, *parent);
    if (!rank || !above || *above <= *rank) continue;
    findings.push_back(
        {codes::level_order, object->key, "level",
         fmt::format("the {} `{}` is of level {}, and `{}` above it of level {}", kind, id,
                     object->get("level"), parent->key.id, parent->get("level")),
         "give it the same level or a lower one, or another parent"});
  }
}

void check_assessment(const Object& assessment, Findings& findings) {
  const auto subject = subject_of(assessment.get("subject"));
  const std::string& status = assessment.get("status");
  if (!subject || status.empty()) return;
  const bool is_judged = subject->kind == "goal" || subject->kind == "indicator";
  const bool is_colour =
      status == "green" || status == "yellow" || status == "red" || status == "none";
  if (is_judged != is_colour) {
    findings.push_back({codes::bad_status, assessment.key, "status",
                        fmt::format("the status of a {} cannot be `{}`", subject->kind, status),
                        is_judged ? "write green, yellow, red or none"
                                  : "write not_started, as_planned, delayed, done or paused"});
  }
  const std::string& computed = assessment.get("computed");
  if (!computed.empty() && computed != status && assessment.get("reason").empty()) {
    findings.push_back({codes::override_reason, assessment.key, "reason",
                        fmt::format("the status was computed as {} and is judged {}, and there is "
                                    "no reason",
                                    computed, status),
                        "write the reason: the report shows it"});
  }
}

void check_effect(const Object& effect, Findings& findings) {
  const auto period = Period::parse(effect.get("period"));
  const auto from = Period::parse(effect.get("carried_from"));
  if (period && from && period->first() <= from->last()) {
    findings.push_back({codes::carried_from, effect.key, "carried_from",
                        fmt::format("an effect of {} cannot be carried from {}",
                                    effect.get("period"), effect.get("carried_from")),
                        "write the period before, for which it was planned"});
  }
  // What was realised is reported when it is known, which may be for several months together.
  if (!period || period->kind() == Period::Kind::month || period->kind() == Period::Kind::year ||
      effect.get("scenario") == "actual") {
    return;
  }
  findings.push_back(
      {codes::bad_value, effect.key, "period",
       fmt::format("an effect is of a month or a year, not of {}", effect.get("period")),
       "write 2024-04 or 2024"});
}

}  // namespace

void check_cascade(const State& state, Findings& findings) {
  check_levels(state, "goal", findings);
  check_levels(state, "assignment", findings);
  for (const auto& [id, assessment] : state.all("assessment")) {
    check_assessment(*assessment, findings);
  }
  for (const auto& [id, effect] : state.all("effect")) check_effect(*effect, findings);
  for (const auto& [id, risk] : state.all("risk")) {
    if (risk->get("closed").empty() || !risk->get("closed_reason").empty()) continue;
    findings.push_back({codes::missing_value, risk->key, "closed_reason",
                        "the risk is closed, and there is no `closed_reason`", "write it"});
  }
  for (const auto& [id, each] : state.all("mitigation")) {
    const std::string& effect = each->get("effect");
    if (effect.empty() || effect == "not_judged" || !each->get("effect_judged").empty()) continue;
    findings.push_back({codes::missing_value, each->key, "effect_judged",
                        "the effect is judged, and there is no `effect_judged`",
                        "write the day on which it was judged"});
  }
}

}  // namespace redthread::plan
