// SPDX-License-Identifier: Apache-2.0
#include "plan/occurrences.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "plan/recurrence.hpp"
#include "plan/values.hpp"

namespace redthread::plan {
namespace {

bool has_open_risk(const State& state, const Object& control, const std::string& day) {
  const auto risks = list_of(control.get("risks"));
  return std::any_of(risks.begin(), risks.end(), [&](const std::string& id) {
    const Object* risk = state.find("risk", id);
    return risk && (risk->get("closed").empty() || risk->get("closed") >= day);
  });
}

}  // namespace

std::vector<Change> occurrences_due(const State& state, Period period) {
  std::set<std::pair<std::string, std::string>> there;
  for (const auto& [id, occurrence] : state.all("occurrence")) {
    there.emplace(occurrence->get("control"), occurrence->get("due"));
  }
  std::vector<Change> changes;
  for (const auto& [id, control] : state.all("control")) {
    const auto rule = Recurrence::of(*control);
    if (!rule) continue;
    for (const Date date : rule->dates(period.first().first_day(), period.last().last_day())) {
      const std::string day = date.to_string();
      if (there.count({id, day}) > 0 || !has_open_risk(state, *control, day)) continue;
      Fields fields{{"control", id}, {"due", day}, {"period", period.to_string()}};
      if (!control->get("instruction").empty()) {
        fields["instruction"] = control->get("instruction");
      }
      changes.push_back({{"occurrence", fmt::format("{}.{}", id, day)}, 0, std::move(fields)});
    }
  }
  return changes;
}

}  // namespace redthread::plan
