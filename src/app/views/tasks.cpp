// SPDX-License-Identifier: Apache-2.0
#include "app/views/tasks.hpp"

#include <nlohmann/json.hpp>

#include "base/period.hpp"
#include "plan/report_state.hpp"
#include "plan/values.hpp"

namespace redthread::app {
namespace {

using Json = nlohmann::ordered_json;

void collect_comments(Tasks& tasks, const plan::State& state, const plan::Object& report,
                      const std::function<bool(const std::string&)>& is_mine) {
  const auto period = Period::parse(report.get("period"));
  if (!period) return;
  for (const std::string& unit : plan::list_of(report.get("asks"))) {
    const std::string key = plan::unit_comment_id(report.get("template"), *period, unit);
    if (!is_mine(unit) || state.find("comment", key) != nullptr) continue;
    tasks.comments.push_back(
        {report.get("template"), report.get("period"), unit, report.get("due")});
  }
}

}  // namespace

Tasks tasks_of(const plan::State& state, const std::function<bool(const std::string&)>& is_mine,
               bool may_sign, Date today, int days) {
  Tasks tasks;
  for (const auto& [id, report] : state.all("report")) {
    if (report->get("state") == "open") collect_comments(tasks, state, *report, is_mine);
    if (report->get("state") == "frozen" && may_sign) {
      tasks.signatures.push_back(
          {report->get("template"), report->get("period"), report->get("version")});
    }
  }
  for (const auto& [id, occurrence] : state.all("occurrence")) {
    const auto due = Date::parse(occurrence->get("due"));
    const plan::Object* control = state.find("control", occurrence->get("control"));
    if (!due || control == nullptr || !occurrence->get("result").empty()) continue;
    if (today.plus_days(days) < *due || !is_mine(control->get("unit"))) continue;
    tasks.controls.push_back({id, control->key.id, control->get("name"), control->get("unit"),
                              occurrence->get("due"), *due < today});
  }
  return tasks;
}

std::string to_json(const Tasks& tasks) {
  Json comments = Json::array();
  for (const Tasks::Comment& each : tasks.comments) {
    comments.push_back(
        {{"report", each.report}, {"period", each.period}, {"unit", each.unit}, {"due", each.due}});
  }
  Json controls = Json::array();
  for (const Tasks::Control& each : tasks.controls) {
    controls.push_back({{"id", each.occurrence},
                        {"control", each.control},
                        {"name", each.name},
                        {"unit", each.unit},
                        {"due", each.due},
                        {"overdue", each.overdue}});
  }
  Json signatures = Json::array();
  for (const Tasks::Signature& each : tasks.signatures) {
    signatures.push_back(
        {{"report", each.report}, {"period", each.period}, {"version", each.version}});
  }
  return Json({{"comments", std::move(comments)},
               {"controls", std::move(controls)},
               {"signatures", std::move(signatures)}})
      .dump();
}

}  // namespace redthread::app
