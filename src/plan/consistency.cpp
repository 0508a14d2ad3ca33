// SPDX-License-Identifier: Apache-2.0
#include "plan/consistency.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "plan/consistency_follow_up.hpp"
#include "plan/messages.hpp"
#include "plan/values.hpp"

namespace redthread::plan {
namespace {

/// The ids that a field of the objects of a kind names.
std::set<std::string> named_by(const State& state, const char* kind, const char* field) {
  std::set<std::string> ids;
  for (const auto& [id, object] : state.all(kind)) {
    for (std::string& each : list_of(object->get(field))) ids.insert(std::move(each));
  }
  return ids;
}

/// The risks with a mitigation that may do something.
std::set<std::string> risks_with_hope(const State& state) {
  std::set<std::string> ids;
  for (const auto& [id, mitigation] : state.all("mitigation")) {
    if (mitigation->get("effect") == "not_expected") continue;
    for (std::string& risk : list_of(mitigation->get("risks"))) ids.insert(std::move(risk));
  }
  return ids;
}

/// Each risk's last assessment; a later day counts, whatever the keys are.
std::map<std::string, const Object*> last_assessments(const State& state) {
  std::map<std::string, const Object*> last;
  for (const auto& [id, assessment] : state.all("risk_assessment")) {
    const Object*& known = last[assessment->get("risk")];
    if (!known || known->get("date") < assessment->get("date")) known = assessment.get();
  }
  return last;
}

class Judge {
 public:
  Judge(const State& state, Date on)
      : state_(state),
        on_(on),
        mitigated_(named_by(state, "mitigation", "risks")),
        controlled_(named_by(state, "control", "risks")),
        hopeful_(risks_with_hope(state)),
        last_(last_assessments(state)) {}

  Findings judge() {
    for (const auto& [id, control] : state_.all("control")) judge_control(*control);
    judge_occurrences();
    for (const char* kind : {"action", "activity"}) {
      for (const auto& [id, object] : state_.all(kind)) {
        judge_end(*object, object->get("status") == "done", "it is not done");
      }
    }
    for (const auto& [id, each] : state_.all("mitigation")) {
      const std::string& effect = each->get("effect");
      judge_end(*each, !effect.empty() && effect != "not_judged", "its effect is not judged");
    }
    for (const auto& [id, risk] : state_.all("risk")) {
      if (risk->get("closed").empty()) judge_risk(*risk);
    }
    judge_actions(state_, found_);
    judge_follow_up(state_, on_, found_);
    std::stable_sort(found_.begin(), found_.end(),
                     [](const Finding& a, const Finding& b) { return a.object < b.object; });
    return std::move(found_);
  }

 private:
  void tell(const char* code, const Object& object, std::string message, const char* hint) {
    found_.push_back({code, object.key, "", std::move(message), hint});
  }

  void judge_risk(const Object& risk) {
    const std::string& id = risk.key.id;
    if (risk.get("goals").empty() && risk.get("assignments").empty()) {
      tell(codes::risk_without_goal, risk, "the risk hangs on no goal and no assignment",
           "say what it threatens, in `goals` or `assignments`");
    }
    const auto last = last_.find(id);
    const Object* assessment = last == last_.end() ? nullptr : last->second;
    const Object* level =
        assessment ? state_.find("scale_level", assessment->get("level")) : nullptr;
    if (level && level->get("requires_mitigation") == "yes" && mitigated_.count(id) == 0) {
      tell(codes::mitigation_missing, risk,
           fmt::format("its level {} obliges to a mitigation, and there is none",
                       level->get("name")),
           "add a mitigation that names it in `risks`");
    }
    judge_mitigations(risk);
    if (risk.get("mandatory") != "yes") {
      if (!assessment || assessment->get("state") != "assessed") {
        tell(codes::not_assessed, risk, "the risk is not assessed",
             "assess it, or close it with a reason");
      }
      return;
    }
    if (!assessment || assessment->get("state") != "assessed") {
      tell(codes::mandatory_risk, risk, "the risk is mandatory and not assessed", "assess it");
    }
    if (risk.get("owner").empty()) {
      tell(codes::mandatory_risk, risk, "the risk is mandatory and has no owner",
           "name a role in `owner`");
    }
    if (controlled_.count(id) == 0) {
      tell(codes::mandatory_risk, risk, "the risk is mandatory and has no control",
           "add a control that names it in `risks`");
    }
  }

  /// Mitigations that all are judged to do nothing leave the risk as it was.
  void judge_mitigations(const Object& risk) {
    const std::string& id = risk.key.id;
    if (mitigated_.count(id) == 0 || hopeful_.count(id) > 0) return;
    tell(codes::mitigation_without_effect, risk,
         "every mitigation of the risk is judged to have no effect",
         "add another mitigation, or say that the risk is accepted");
  }

  void judge_control(const Object& control) {
    std::map<std::string, std::string> results;  // by day
    for (const auto& [id, occurrence] : state_.all("occurrence")) {
      const std::string& result = occurrence->get("result");
      if (occurrence->get("control") != control.key.id || result.empty()) continue;
      if (result != "not_planned") results[occurrence->get("due")] = result;
    }
    if (results.size() < 2) return;
    const auto last = results.rbegin();
    if (last->second != "not_performed" || std::next(last)->second != "not_performed") return;
    tell(codes::control_missed, control,
         fmt::format("the control was not performed on {} and not on {}", std::next(last)->first,
                     last->first),
         "perform it, or change how often it is to be done");
  }

  void judge_occurrences() {
    for (const auto& [id, occurrence] : state_.all("occurrence")) {
      const auto due = Date::parse(occurrence->get("due"));
      if (!due || *due >= on_ || !occurrence->get("result").empty()) continue;
      tell(codes::overdue, *occurrence,
           fmt::format("it was due on {}, and has no result", due->to_string()),
           "report the result");
    }
  }

  void judge_end(const Object& object, bool is_settled, const char* what) {
    const auto ends = Date::parse(object.get("ends"));
    if (!ends || *ends >= on_ || is_settled) return;
    tell(codes::overdue, object, fmt::format("it ended on {}, and {}", ends->to_string(), what),
         "report how it went, or change the day");
  }

  const State& state_;
  Date on_;
  std::set<std::string> mitigated_;
  std::set<std::string> controlled_;
  std::set<std::string> hopeful_;  ///< have a mitigation that is not judged to do nothing
  std::map<std::string, const Object*> last_;
  Findings found_;
};

}  // namespace

Findings inconsistencies(const State& state, Date on) { return Judge(state, on).judge(); }

}  // namespace redthread::plan
