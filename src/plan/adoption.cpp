// SPDX-License-Identifier: Apache-2.0
#include "plan/adoption.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/files.hpp"
#include "plan/messages.hpp"
#include "plan/values.hpp"
#include "plan/year.hpp"

namespace redthread::plan {
namespace {

std::string line_of(const ObjectKey& key, const Fields& fields) {
  return key.to_string() + " " + to_json(fields) + "\n";
}

/// Each object's lines in the snapshot.
std::map<ObjectKey, std::string> lines_of(const State& state, int year) {
  std::map<ObjectKey, std::string> lines;
  for (YearItem& item : year_plan(state, year)) {
    if (item.subject.kind == "mitigation") {
      for (const char* field : {"status", "effect", "effect_judged"}) item.content.erase(field);
    }
    std::string& text = lines[item.subject];
    text = line_of(item.subject, item.content);
    const Object* assessment = state.find("risk_assessment", item.assessment);
    if (assessment) text += line_of(assessment->key, assessment->fields);
  }
  return lines;
}

/// What mandatory risks lack.
class Mandatory {
 public:
  Mandatory(const State& state, int year) : state_(state), year_(year) {}

  Findings obstacles() {
    const std::vector<YearItem> items = year_plan(state_, year_);
    std::set<std::string> controlled;
    for (const YearItem& item : items) {
      if (item.subject.kind != "control") continue;
      const auto risks = item.content.find("risks");
      if (risks == item.content.end()) continue;
      for (std::string& risk : list_of(risks->second)) controlled.insert(std::move(risk));
    }
    bool has_risks = false;
    for (const YearItem& item : items) {
      if (item.subject.kind != "risk") continue;
      has_risks = true;
      const Object risk{item.subject, 0, item.content};
      if (risk.get("mandatory") == "yes") check(item, risk, controlled.count(risk.key.id) > 0);
    }
    if (!has_risks) {
      found_.push_back({codes::nothing_to_adopt,
                        {"adoption", std::to_string(year_)},
                        "",
                        fmt::format("there are no risks in the plan of {}", year_),
                        "import them, or roll the year before over"});
    }
    return std::move(found_);
  }

 private:
  void tell(const Object& risk, const std::string& message, const char* hint) {
    found_.push_back({codes::mandatory_risk, risk.key, "", message, hint});
  }

  void check(const YearItem& item, const Object& risk, bool is_controlled) {
    const Object* assessment = state_.find("risk_assessment", item.assessment);
    const Object* previous =
        item.entry ? state_.find("year_entry", item.entry->get("carried_from")) : nullptr;
    if (!assessment || assessment->get("state") != "assessed") {
      tell(risk, "the risk is mandatory and not assessed", "assess it");
    } else if (previous && previous->get("assessment") == item.assessment) {
      tell(risk, fmt::format("the risk is mandatory and not assessed for {}", year_),
           "assess it anew: its assessment was carried over");
    }
    if (risk.get("owner").empty()) {
      tell(risk, "the risk is mandatory and has no owner", "name a role in `owner`");
    }
    if (!is_controlled) {
      tell(risk, "the risk is mandatory and has no control",
           "add a control that names it in `risks`");
    }
  }

  const State& state_;
  int year_;
  Findings found_;
};

}  // namespace

std::string snapshot_text(const State& state, int year) {
  std::string text;
  for (const auto& [key, lines] : lines_of(state, year)) text += lines;
  return text;
}

std::string snapshot_of(const State& state, int year) {
  return sha256_hex(snapshot_text(state, year));
}

std::string follow_up_of(const State& state, int year) {
  std::string text = snapshot_text(state, year);
  std::set<std::string> controls;
  for (const YearItem& item : year_plan(state, year)) {
    if (item.subject.kind == "control") controls.insert(item.subject.id);
    if (item.subject.kind == "mitigation") text += line_of(item.subject, item.content);
  }
  const std::string first = std::to_string(year);
  for (const auto& [id, occurrence] : state.all("occurrence")) {
    const bool is_of_the_year = occurrence->get("due").substr(0, 4) == first;
    if (is_of_the_year && controls.count(occurrence->get("control")) > 0) {
      text += line_of(occurrence->key, occurrence->fields);
    }
  }
  const std::string last = fmt::format("{}-12-31", year);
  for (const auto& [id, recommendation] : state.all("recommendation")) {
    if (recommendation->get("given") <= last) {
      text += line_of(recommendation->key, recommendation->fields);
    }
  }
  return sha256_hex(text);
}

Findings obstacles_to_adoption(const State& state, int year) {
  return Mandatory(state, year).obstacles();
}

const Object* last_adoption(const State& state, int year) {
  const Object* last = nullptr;
  for (const auto& [id, adoption] : state.all("adoption")) {
    if (adoption->get("year") != std::to_string(year)) continue;
    const bool is_later = !last || integer_of(adoption->get("edition")).value_or(0) >
                                       integer_of(last->get("edition")).value_or(0);
    if (is_later) last = adoption.get();
  }
  return last;
}

const Object* last_assurance(const State& state, const Object& adoption) {
  const Object* last = nullptr;
  for (const auto& [id, assurance] : state.all("assurance")) {
    if (assurance->get("adoption") != adoption.key.id) continue;
    if (!last || assurance->get("date") > last->get("date")) last = assurance.get();
  }
  return last;
}

AdoptionStatus adoption_status(const State& state, int year) {
  AdoptionStatus status;
  status.adoption = last_adoption(state, year);
  if (!status.adoption) return status;
  status.is_as_adopted = status.adoption->get("snapshot") == snapshot_of(state, year);
  status.assurance = last_assurance(state, *status.adoption);
  status.is_as_assured = status.assurance && status.is_as_adopted &&
                         status.assurance->get("follow_up") == follow_up_of(state, year);
  return status;
}

std::vector<std::string> snapshot_changes(const State& before, const State& after, int year) {
  const auto was = lines_of(before, year);
  const auto is = lines_of(after, year);
  std::set<ObjectKey> changed;
  for (const auto& [key, lines] : was) {
    const auto now = is.find(key);
    if (now == is.end() || now->second != lines) changed.insert(key);
  }
  for (const auto& [key, lines] : is) {
    if (was.count(key) == 0) changed.insert(key);
  }
  std::vector<std::string> names;
  names.reserve(changed.size());
  for (const ObjectKey& key : changed) names.push_back(key.to_string());
  return names;
}

std::vector<RecommendationAge> recommendation_ages(const State& state, Date on) {
  std::vector<RecommendationAge> ages;
  for (const auto& [id, recommendation] : state.all("recommendation")) {
    const auto given = Date::parse(recommendation->get("given"));
    if (!given || *given > on) continue;
    const auto settled = Date::parse(recommendation->get("settled"));
    const bool is_settled = settled && *settled <= on;
    const auto due = Date::parse(recommendation->get("due"));
    RecommendationAge& age = ages.emplace_back();
    age.recommendation = recommendation.get();
    age.age_days = (is_settled ? *settled : on).days() - given->days();
    if (due && !is_settled && *due < on) age.overdue_days = on.days() - due->days();
  }
  std::stable_sort(ages.begin(), ages.end(), [](const auto& a, const auto& b) {
    return a.recommendation->get("given") < b.recommendation->get("given");
  });
  return ages;
}

}  // namespace redthread::plan
