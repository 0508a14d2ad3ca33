// SPDX-License-Identifier: Apache-2.0
#include "plan/consistency_follow_up.hpp"

#include <map>
#include <set>
#include <string>

#include <fmt/format.h>

#include "base/period.hpp"
#include "plan/adoption.hpp"
#include "plan/fulfilment.hpp"
#include "plan/messages.hpp"

namespace redthread::plan {
namespace {

void judge_ends(const Object& object, const char* field, bool is_settled, Date on, const char* what,
                Findings& findings) {
  const auto day = Date::parse(object.get(field));
  if (!day || *day >= on || is_settled) return;
  findings.push_back({codes::overdue, object.key, field,
                      fmt::format("its `{}` was {}, and {}", field, day->to_string(), what),
                      "report how it went, or change the day"});
}

void judge_recommendations(const State& state, Date on, Findings& findings) {
  for (const RecommendationAge& each : recommendation_ages(state, on)) {
    if (each.overdue_days == 0) continue;
    findings.push_back({codes::overdue, each.recommendation->key, "due",
                        fmt::format("the recommendation is {} days old and {} days past its day",
                                    each.age_days, each.overdue_days),
                        "report what was done, or agree on another day"});
  }
}

/// A status that nothing was computed beside when it was judged, as in files.
void judge_unexplained(const Object& assessment, Status computed, Findings& findings) {
  const std::string& status = assessment.get("status");
  if (status == word_of(computed) || !assessment.get("reason").empty()) return;
  findings.push_back({codes::override_reason, assessment.key, "reason",
                      fmt::format("the status is {}, the rule gives {}, and there is no reason",
                                  status, word_of(computed)),
                      "write the reason: the report shows it"});
}

/// What an assessment says was computed, against what the rule gives now.
void judge_computed(const State& state, Findings& findings) {
  std::map<std::string, std::map<std::string, Status>> computed;  // by period, then subject
  for (const auto& [id, assessment] : state.all("assessment")) {
    const std::string& was = assessment->get("computed");
    const auto period = Period::parse(assessment->get("period"));
    if (!period) continue;
    const auto [at, is_first] = computed.try_emplace(assessment->get("period"));
    if (is_first) {
      for (const FulfilmentRow& row : fulfilment(state, *period, "")) {
        at->second[row.subject.kind + ":" + row.subject.id] = row.computed;
      }
    }
    const auto now = at->second.find(assessment->get("subject"));
    // Without outcomes in the plan it was computed from figures, which are not here.
    if (now == at->second.end() || now->second == Status::none) continue;
    if (was.empty()) {
      judge_unexplained(*assessment, now->second, findings);
      continue;
    }
    if (word_of(now->second) == was) continue;
    findings.push_back({codes::computed_differs, assessment->key, "computed",
                        fmt::format("the status was computed as {}, and would be {} now", was,
                                    word_of(now->second)),
                        "judge it anew: outcomes or targets have changed since"});
  }
}

}  // namespace

void judge_actions(const State& state, Findings& findings) {
  std::set<std::string> planned;
  std::set<std::string> realised;
  std::set<std::string> parents;
  for (const auto& [id, effect] : state.all("effect")) {
    planned.insert(effect->get("action"));
    if (effect->get("scenario") == "actual") realised.insert(effect->get("action"));
  }
  for (const auto& [id, action] : state.all("action")) parents.insert(action->get("parent"));
  for (const auto& [id, action] : state.all("action")) {
    if (parents.count(id) > 0) continue;  // its parts have the effects
    const bool is_done = action->get("status") == "done";
    if (planned.count(id) > 0 && (!is_done || realised.count(id) > 0)) continue;
    findings.push_back({codes::action_without_effect, action->key, "",
                        planned.count(id) == 0 ? "the action has no effect"
                                               : "the action is done, and no effect was realised",
                        "write what it gives, as an `effect`"});
  }
}

void judge_follow_up(const State& state, Date on, Findings& findings) {
  judge_recommendations(state, on, findings);
  for (const auto& [id, contract] : state.all("contract")) {
    judge_ends(*contract, "ends", contract->get("state") != "valid", on, "it is still valid",
               findings);
  }
  for (const auto& [id, each] : state.all("contract_follow_up")) {
    judge_ends(*each, "due", !each->get("result").empty(), on, "it has no result", findings);
  }
  for (const auto& [id, investment] : state.all("investment")) {
    judge_ends(*investment, "ends", investment->get("status") == "done", on, "it is not done",
               findings);
  }
  judge_computed(state, findings);
}

}  // namespace redthread::plan
