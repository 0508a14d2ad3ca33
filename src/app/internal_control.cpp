// SPDX-License-Identifier: Apache-2.0
// The plan's state -> the internal control as reports show it.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "app/region_plan.hpp"
#include "plan/recurrence.hpp"
#include "plan/scale.hpp"
#include "plan/values.hpp"

namespace redthread::app {
namespace {

using plan::integer_of;
using plan::list_of;
using plan::Object;

/// In the order of the risks that they meet first.
template <class Item>
bool by_risk(const Item& a, const Item& b) {
  return a.risks.front() < b.risks.front();
}

class Reader {
 public:
  Reader(const plan::State& state, Period period)
      : state_(state), first_(period.first().first_day()), last_(period.last().last_day()) {}

  InternalControl read() {
    read_scales();
    read_risks();
    read_groups();
    read_controls();
    read_mitigations();
    return std::move(made_);
  }

 private:
  void read_scales() {
    const auto grids = plan::scales_of(state_);
    for (const auto& [id, grid] : grids) {
      const Object& object = *state_.find("scale", id);
      RiskScale scale{.key = id,
                      .name = object.get("name"),
                      .likelihood_name = object.get("likelihood_name"),
                      .consequence_name = object.get("consequence_name"),
                      .shows_value = !object.get("value").empty()};
      for (const auto& [step_id, step] : state_.all("scale_step")) {
        if (step->get("scale") != id) continue;
        auto& axis = step->get("axis") == "likelihood" ? scale.likelihood : scale.consequence;
        axis.push_back({integer_of(step->get("step")).value_or(1), step->get("name"),
                        step->get("description")});
      }
      const auto by_step = [](const RiskScale::Step& a, const RiskScale::Step& b) {
        return a.step < b.step;
      };
      std::sort(scale.likelihood.begin(), scale.likelihood.end(), by_step);
      std::sort(scale.consequence.begin(), scale.consequence.end(), by_step);
      std::vector<const Object*> levels;
      for (const auto& [level_id, level] : state_.all("scale_level")) {
        if (level->get("scale") == id) levels.push_back(level.get());
      }
      std::sort(levels.begin(), levels.end(), [](const Object* a, const Object* b) {
        return integer_of(a->get("rank")).value_or(0) < integer_of(b->get("rank")).value_or(0);
      });
      for (const Object* level : levels) {
        level_index_[level->key.id] = scale.levels.size();
        scale.levels.push_back({level->get("name"), level->get("symbol"), level->get("obligation"),
                                integer_of(level->get("rank")).value_or(1)});
      }
      for (const auto& [pair, level] : grid.level_of) {
        const auto index = level_index_.find(level);
        if (index != level_index_.end()) scale.level_of[pair] = index->second;
      }
      scale_index_[id] = made_.scales.size();
      made_.scales.push_back(std::move(scale));
    }
  }

  /// Each risk's last assessment by the period's last day.
  std::map<std::string, const Object*> last_assessments() const {
    std::map<std::string, const Object*> last;
    for (const auto& [id, assessment] : state_.all("risk_assessment")) {
      if (assessment->get("date") > last_.to_string()) continue;
      const Object*& known = last[assessment->get("risk")];
      if (!known || known->get("date") < assessment->get("date")) known = assessment.get();
    }
    return last;
  }

  void read_risks() {
    const auto assessments = last_assessments();
    for (const Object* risk : in_order(state_, "risk")) {
      const std::string& closed = risk->get("closed");
      if (risk->get("from") > last_.to_string()) continue;
      if (!closed.empty() && closed <= last_.to_string()) continue;
      PlannedRisk made{.key = risk->key.id,
                       .name = risk->get("name"),
                       .owner = risk->get("owner"),
                       .response = risk->get("response"),
                       .mandatory = risk->get("mandatory") == "yes"};
      if (const auto found = assessments.find(risk->key.id); found != assessments.end()) {
        read_size(*found->second, made);
      }
      risk_index_[risk->key.id] = made_.risks.size();
      made_.risks.push_back(std::move(made));
    }
  }

  void read_size(const Object& assessment, PlannedRisk& risk) const {
    const auto scale = scale_index_.find(assessment.get("scale"));
    const auto level = level_index_.find(assessment.get("level"));
    if (scale == scale_index_.end()) return;
    risk.scale = scale->second;
    if (assessment.get("state") != "assessed" || level == level_index_.end()) return;
    risk.size =
        PlannedRisk::Size{.likelihood = integer_of(assessment.get("likelihood")).value_or(0),
                          .consequence = integer_of(assessment.get("consequence")).value_or(0),
                          .value = assessment.get("value"),
                          .level = level->second};
  }

  std::vector<std::size_t> risks_named(const std::string& list) const {
    std::vector<std::size_t> risks;
    for (const std::string& id : list_of(list)) {
      const auto found = risk_index_.find(id);
      if (found != risk_index_.end()) risks.push_back(found->second);
    }
    std::sort(risks.begin(), risks.end());
    return risks;
  }

  void add_group(std::string name, const char* field, const std::string& id,
                 std::set<std::size_t>& placed) {
    RiskGroup group{.name = std::move(name)};
    for (const auto& [key, index] : risk_index_) {
      const Object& risk = *state_.find("risk", key);
      // What hangs on an assignment stands there, not under the assignment's goal too.
      if (field == std::string("goals") && !risk.get("assignments").empty()) continue;
      const auto ids = list_of(risk.get(field));
      if (std::find(ids.begin(), ids.end(), id) != ids.end()) group.risks.push_back(index);
    }
    if (group.risks.empty()) return;
    std::sort(group.risks.begin(), group.risks.end());
    placed.insert(group.risks.begin(), group.risks.end());
    made_.groups.push_back(std::move(group));
  }

  void read_groups() {
    std::set<std::size_t> placed;
    const auto assignments = in_order(state_, "assignment");
    for (const Object* goal : in_order(state_, "goal")) {
      add_group(goal->get("name"), "goals", goal->key.id, placed);
      for (const Object* assignment : assignments) {
        const auto goals = list_of(assignment->get("goals"));
        if (goals.empty() || goals.front() != goal->key.id) continue;
        add_group(goal->get("name") + ": " + assignment->get("name"), "assignments",
                  assignment->key.id, placed);
      }
    }
    for (const Object* assignment : assignments) {
      if (!assignment->get("goals").empty()) continue;
      add_group(assignment->get("name"), "assignments", assignment->key.id, placed);
    }
    RiskGroup rest;
    for (std::size_t i = 0; i < made_.risks.size(); ++i) {
      if (placed.count(i) == 0) rest.risks.push_back(i);
    }
    if (!rest.risks.empty()) made_.groups.push_back(std::move(rest));
  }

  void read_controls() {
    for (const Object* control : in_order(state_, "control")) {
      PlannedControl made{.key = control->key.id,
                          .name = control->get("name"),
                          .frequency = control->get("frequency"),
                          .performer = control->get("performer"),
                          .risks = risks_named(control->get("risks"))};
      if (made.risks.empty()) continue;
      std::set<std::string> days;
      if (const auto rule = plan::Recurrence::of(*control)) {
        made.has_rule = true;
        for (const Date day : rule->dates(first_, last_)) days.insert(day.to_string());
      }
      for (const auto& [id, occurrence] : state_.all("occurrence")) {
        if (occurrence->get("control") == control->key.id) count(*occurrence, made, days);
      }
      made.due = static_cast<int>(days.size());
      made_.controls.push_back(std::move(made));
    }
    std::stable_sort(made_.controls.begin(), made_.controls.end(), by_risk<PlannedControl>);
  }

  void count(const Object& occurrence, PlannedControl& control, std::set<std::string>& days) const {
    const std::string& due = occurrence.get("due");
    if (due < first_.to_string() || due > last_.to_string()) return;
    const std::string& result = occurrence.get("result");
    if (result == "not_planned") {
      ++control.not_planned;
      days.erase(due);
    } else {
      days.insert(due);
    }
    if (result == "without_deviation") ++control.without_deviation;
    if (result == "with_deviation") ++control.with_deviation;
    if (result == "not_performed") ++control.not_performed;
    if (!occurrence.get("note").empty())
      control.notes.push_back(due + ": " + occurrence.get("note"));
  }

  void read_mitigations() {
    for (const Object* mitigation : in_order(state_, "mitigation")) {
      PlannedMitigation made{.key = mitigation->key.id,
                             .name = mitigation->get("name"),
                             .owner = mitigation->get("owner"),
                             .risks = risks_named(mitigation->get("risks")),
                             .starts = Date::parse(mitigation->get("starts")),
                             .ends = Date::parse(mitigation->get("ends")),
                             .status = mitigation->get("status"),
                             .effect = mitigation->get("effect")};
      if (!made.risks.empty()) made_.mitigations.push_back(std::move(made));
    }
    std::stable_sort(made_.mitigations.begin(), made_.mitigations.end(),
                     by_risk<PlannedMitigation>);
  }

  const plan::State& state_;
  Date first_;
  Date last_;
  InternalControl made_;
  std::map<std::string, std::size_t> scale_index_;
  std::map<std::string, std::size_t> level_index_;  ///< within its scale
  std::map<std::string, std::size_t> risk_index_;
};

}  // namespace

InternalControlPtr internal_control_of(const plan::State& state, Period period) {
  return std::make_shared<const InternalControl>(Reader(state, period).read());
}

}  // namespace redthread::app
