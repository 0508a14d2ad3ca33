// SPDX-License-Identifier: Apache-2.0
#include "plan/fulfilment.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "base/decimal.hpp"
#include "plan/checks.hpp"
#include "plan/messages.hpp"
#include "plan/target.hpp"
#include "plan/values.hpp"

namespace redthread::plan {
namespace {

/// Of a figure's value, which is judged exactly.
constexpr int shown_decimals = 3;

/// The worse of two; not judged is neither.
Status worse(Status a, Status b) {
  const auto rank = [](Status status) {
    return status == Status::red      ? 3
           : status == Status::yellow ? 2
           : status == Status::green  ? 1
                                      : 0;
  };
  return rank(a) < rank(b) ? b : a;
}

bool by_order(const Object* a, const Object* b) {
  const int first = integer_of(a->get("order")).value_or(0);
  const int second = integer_of(b->get("order")).value_or(0);
  return first != second ? first < second : a->key.id < b->key.id;
}

struct Tally {
  int green = 0;
  int yellow = 0;
  int judged = 0;
  int total = 0;
  Status worst = Status::none;

  void add(Status status) {
    ++total;
    if (status == Status::none) return;
    ++judged;
    green += status == Status::green ? 1 : 0;
    yellow += status == Status::yellow ? 1 : 0;
    worst = worse(worst, status);
  }
  Status by(const Object* rule) const {
    if (judged == 0 || !rule || rule->get("rollup") != "share") return worst;
    const auto percent = Decimal::parse(rule->get("attained_percent"));
    if (!percent) return Status::none;
    const auto reaches = [&](int some) {
      return Exact(*percent) <= Exact::quotient(static_cast<Int128>(some) * 100, judged);
    };
    return reaches(green) ? Status::green : reaches(green + yellow) ? Status::yellow : Status::red;
  }
};

class Fulfilment {
 public:
  Fulfilment(const State& state, Period period, const std::string& unit,
             const OtherOutcomes& others)
      : state_(state),
        unit_(unit),
        period_(period.to_string()),
        previous_(period.previous_year().to_string()),
        year_(period.whole_year().to_string()),
        year_before_(period.whole_year().previous_year().to_string()),
        others_(others) {
    index();
  }

  std::vector<FulfilmentRow> rows() {
    for (const Object* goal : below_[""]) add_goal(*goal, 0, nullptr);
    return std::move(rows_);
  }

 private:
  void index() {
    for (const auto& [id, goal] : state_.all("goal")) {
      const bool is_top = !state_.find("goal", goal->get("parent"));
      below_[is_top ? "" : goal->get("parent")].push_back(goal.get());
    }
    for (const auto& [id, target] : state_.all("target")) {
      if (target->get("year") == year_) targets_[target->get("indicator")].push_back(target.get());
    }
    for (const auto& [id, outcome] : state_.all("outcome")) {
      if (outcome->get("unit") != unit_) continue;
      const Object*& known =
          outcomes_[{outcome->get("indicator"), outcome->get("scenario"), outcome->get("period")}];
      if (!known || known->get("made") < outcome->get("made")) known = outcome.get();
    }
    for (const auto& [id, assessment] : state_.all("assessment")) {
      if (assessment->get("period") == period_) {
        assessments_[assessment->get("subject")] = assessment.get();
      }
    }
    for (const auto& [id, indicator] : state_.all("indicator")) {
      judged_.emplace(id, judge_indicator(*indicator));
      for (const std::string& goal : list_of(indicator->get("goals"))) {
        indicators_[goal].push_back(indicator.get());
      }
    }
    for (auto* index : {&below_, &indicators_}) {
      for (auto& [above, objects] : *index) std::sort(objects.begin(), objects.end(), by_order);
    }
  }

  std::vector<const Object*> targets_for(const std::string& indicator) const {
    std::vector<const Object*> own;
    std::vector<const Object*> general;
    const auto found = targets_.find(indicator);
    if (found == targets_.end()) return general;
    for (const Object* target : found->second) {
      if (target->get("unit").empty()) general.push_back(target);
      if (!unit_.empty() && target->get("unit") == unit_) own.push_back(target);
    }
    return own.empty() ? general : own;
  }

  const Object* outcome(const std::string& indicator, const char* scenario,
                        const std::string& period) const {
    const auto found = outcomes_.find({indicator, scenario, period});
    return found == outcomes_.end() ? nullptr : found->second;
  }

  /// The plan's own value, else the one from elsewhere.
  static std::optional<PlanValue> value(const Object* own,
                                        const std::map<std::string, Exact, std::less<>>& others,
                                        const std::string& indicator) {
    if (own) return value_of(own->get("value"));
    const auto found = others.find(indicator);
    if (found == others.end()) return std::nullopt;
    return PlanValue{found->second, std::nullopt, std::nullopt};
  }

  static Status judge_against(const Object& target, const std::optional<PlanValue>& outcome,
                              const std::optional<PlanValue>& previous) {
    const auto parsed = target_of(target.get("target"));
    if (!parsed || !outcome) return Status::none;
    return judge(*parsed, *outcome, previous,
                 tolerance_of(target.get("tolerance")).value_or(Tolerance()));
  }

  FulfilmentRow judge_indicator(const Object& indicator) const {
    const std::string& id = indicator.key.id;
    FulfilmentRow row;
    row.subject = indicator.key;
    row.name = indicator.get("name");
    const Object* own = outcome(id, "actual", period_);
    const auto reached = value(own, others_.now, id);
    const auto previous = value(outcome(id, "actual", previous_), others_.year_before, id);
    if (own) {
      row.outcome = own->get("value");
      row.state = own->get("state");
    } else if (reached) {
      row.outcome = reached->number->rounded(shown_decimals).normalized().to_string();
      row.is_figure = true;
    }
    const Object* forecast = outcome(id, "forecast", year_);
    const auto expected = forecast ? value_of(forecast->get("value")) : std::nullopt;
    const auto year_before = value(outcome(id, "actual", year_before_), {}, id);
    for (const Object* target : targets_for(id)) {
      const Status status = judge_against(*target, reached, previous);
      row.targets.push_back({target, status});
      row.computed = worse(row.computed, status);
      row.prognosis = worse(row.prognosis, judge_against(*target, expected, year_before));
    }
    override(row);
    return row;
  }

  /// What a person judged stands in for what was computed.
  void override(FulfilmentRow& row) const {
    row.status = row.computed;
    const auto found = assessments_.find(row.subject.kind + ":" + row.subject.id);
    if (found == assessments_.end()) return;
    row.status = status_of_word(found->second->get("status"));
    row.reason = found->second->get("reason");
    if (!found->second->get("prognosis").empty()) {
      row.prognosis = status_of_word(found->second->get("prognosis"));
    }
  }

  /// The indicators of a goal and of all below it.
  void collect(const std::string& goal, std::set<const FulfilmentRow*>& rows) const {
    const auto own = indicators_.find(goal);
    if (own != indicators_.end()) {
      for (const Object* indicator : own->second) rows.insert(&judged_.at(indicator->key.id));
    }
    const auto below = below_.find(goal);
    if (below == below_.end()) return;
    for (const Object* each : below->second) collect(each->key.id, rows);
  }

  void add_goal(const Object& goal, int depth, const Object* rule) {
    if (!goal.get("rollup").empty()) rule = &goal;
    Tally now;
    Tally prognosis;
    std::set<const FulfilmentRow*> below;
    collect(goal.key.id, below);
    for (const FulfilmentRow* each : below) {
      now.add(each->status);
      prognosis.add(each->prognosis);
    }
    FulfilmentRow row;
    row.subject = goal.key;
    row.name = goal.get("name");
    row.depth = depth;
    row.computed = now.by(rule);
    row.prognosis = prognosis.by(rule);
    row.green = now.green;
    row.judged = now.judged;
    row.total = now.total;
    override(row);
    rows_.push_back(std::move(row));
    for (const Object* indicator : indicators_[goal.key.id]) {
      rows_.push_back(judged_.at(indicator->key.id));
      rows_.back().depth = depth + 1;
    }
    for (const Object* each : below_[goal.key.id]) add_goal(*each, depth + 1, rule);
  }

  struct OutcomeKey {
    std::string indicator;
    std::string scenario;
    std::string period;
    auto operator<=>(const OutcomeKey&) const = default;
  };

  const State& state_;
  std::string unit_;
  std::string period_;
  std::string previous_;
  std::string year_;
  std::string year_before_;
  const OtherOutcomes& others_;
  std::map<std::string, std::vector<const Object*>> below_;       // by goal above
  std::map<std::string, std::vector<const Object*>> indicators_;  // by goal
  std::map<std::string, std::vector<const Object*>> targets_;     // of the year, by indicator
  std::map<OutcomeKey, const Object*> outcomes_;
  std::map<std::string, const Object*> assessments_;  // of the period, by subject
  std::map<std::string, FulfilmentRow> judged_;       // by indicator; whole once indexed
  std::vector<FulfilmentRow> rows_;
};

void check_outcome(const Object& outcome, Findings& findings) {
  const auto tell = [&](const char* field, const std::string& message, const char* hint) {
    findings.push_back({codes::outcome_value, outcome.key, field, message, hint});
  };
  const std::string& value = outcome.get("value");
  const std::string& state = outcome.get("state");
  const bool has_none = state == "missing" || state == "not_measured" || state == "not_applicable";
  if (value.empty() && !has_none) {
    tell("value", "the outcome has no value, and no state that says why",
         "write it, or missing, not_measured or not_applicable as its state");
  } else if (!value.empty() && has_none) {
    tell("value", fmt::format("the outcome is {}, and there is a value", state),
         "take it out, or change the state");
  } else if (!value.empty() && !value_of(value)) {
    tell("value", "the outcome's value cannot be read",
         "write `81`, `81 %`, `08:30`, `yes`, `no` or a day");
  }
}

}  // namespace

std::string word_of(Status status) { return std::string(to_string(status)); }

Status status_of_word(const std::string& word) {
  return word == "green"    ? Status::green
         : word == "yellow" ? Status::yellow
         : word == "red"    ? Status::red
                            : Status::none;
}

std::vector<FulfilmentRow> fulfilment(const State& state, Period period, const std::string& unit,
                                      const OtherOutcomes& others) {
  return Fulfilment(state, period, unit, others).rows();
}

void derive_status(Object& assessment, const State& state) {
  const auto period = Period::parse(assessment.get("period"));
  const auto subject = subject_of(assessment.get("subject"));
  const bool is_complete = !assessment.get("computed").empty() && !assessment.get("status").empty();
  if (assessment.key.kind != "assessment" || !period || !subject || is_complete) return;
  for (const FulfilmentRow& row : fulfilment(state, *period, "")) {
    if (row.subject != *subject || row.computed == Status::none) continue;
    for (const char* field : {"computed", "status"}) {
      if (assessment.get(field).empty()) assessment.fields[field] = word_of(row.computed);
    }
    return;
  }
}

void check_outcomes(const State& state, Findings& findings) {
  for (const auto& [id, outcome] : state.all("outcome")) check_outcome(*outcome, findings);
  for (const auto& [id, target] : state.all("target")) {
    const std::string& tolerance = target->get("tolerance");
    if (tolerance.empty() || tolerance_of(tolerance)) continue;
    findings.push_back({codes::bad_value, target->key, "tolerance", "the tolerance cannot be read",
                        "write `2`, or `5 %`"});
  }
  for (const auto& [id, goal] : state.all("goal")) {
    if (goal->get("rollup") != "share" || !goal->get("attained_percent").empty()) continue;
    findings.push_back({codes::missing_value, goal->key, "attained_percent",
                        "the goal's rule is a share, and there is no `attained_percent`",
                        "write it as 50"});
  }
}

}  // namespace redthread::plan
