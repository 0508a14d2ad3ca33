// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "plan/checks.hpp"
#include "plan/messages.hpp"
#include "plan/recurrence.hpp"

namespace redthread::plan {
namespace {

void check_control(const Object& control, Findings& findings) {
  int parts = 0;
  for (const char* field : {"anchor", "interval", "interval_unit"}) {
    parts += control.get(field).empty() ? 0 : 1;
  }
  const bool has_more = !control.get("until").empty() || !control.get("exceptions").empty();
  if (parts != 3 && (parts > 0 || has_more)) {
    findings.push_back({codes::control_rule, control.key, "anchor",
                        "a rule has `anchor`, `interval` and `interval_unit`, and one is missing",
                        "write all three, or leave the rule empty and give the frequency in "
                        "words"});
  } else if (control.get("interval") == "0") {
    findings.push_back({codes::control_rule, control.key, "interval",
                        "the interval of a rule is at least 1", "write 1 or more"});
  }
  if (!control.get("performer").empty() && control.get("performer") == control.get("approver")) {
    findings.push_back({codes::same_person, control.key, "approver",
                        "who performs the control approves it too",
                        "name another role as approver"});
  }
}

bool is_performed(const Object& occurrence) {
  const std::string& result = occurrence.get("result");
  return result == "without_deviation" || result == "with_deviation";
}

void check_result(const Object& occurrence, Findings& findings) {
  if (is_performed(occurrence)) {
    for (const char* field : {"performed_by", "performed_on"}) {
      if (!occurrence.get(field).empty()) continue;
      findings.push_back({codes::missing_value, occurrence.key, field,
                          fmt::format("the control was performed, and there is no `{}`", field),
                          "write it"});
    }
  } else {
    for (const char* field : {"performed_by", "performed_on"}) {
      if (occurrence.get(field).empty()) continue;
      findings.push_back(
          {codes::occurrence_result, occurrence.key, field,
           fmt::format("the result is `{}`, and there is a `{}`", occurrence.get("result"), field),
           "leave it empty, or change the result"});
    }
  }
  const std::string& approver = occurrence.get("approved_by");
  if (!approver.empty() && approver == occurrence.get("performed_by")) {
    findings.push_back({codes::same_person, occurrence.key, "approved_by",
                        "who performed the control approves it too",
                        "another person must approve it"});
  }
  if (!approver.empty() && occurrence.get("result").empty()) {
    findings.push_back({codes::occurrence_result, occurrence.key, "approved_by",
                        "it is approved, and has no result", "write the result"});
  }
}

/// One that has a result is history, and stays when the rule changes.
void check_day(const Object& occurrence, const Object& control, Findings& findings) {
  const auto due = Date::parse(occurrence.get("due"));
  const auto rule = Recurrence::of(control);
  if (!due || !rule || !occurrence.get("result").empty() || rule->falls_on(*due)) return;
  const auto next = rule->dates(*due, due->plus_days(366));
  findings.push_back(
      {codes::occurrence_day, occurrence.key, "due",
       fmt::format("the control `{}` is not due on {}", control.key.id, due->to_string()),
       next.empty() ? "it is not due within a year"
                    : "it is next due on " + next.front().to_string()});
}

}  // namespace

void check_controls(const State& before, const State& after, Findings& findings) {
  for (const auto& [id, control] : after.all("control")) check_control(*control, findings);
  for (const auto& [id, occurrence] : after.all("occurrence")) {
    check_result(*occurrence, findings);
    const Object* control = after.find("control", occurrence->get("control"));
    if (control) check_day(*occurrence, *control, findings);
    const Object* was = before.find("occurrence", id);
    if (was && !was->get("instruction").empty() &&
        was->get("instruction") != occurrence->get("instruction")) {
      findings.push_back({codes::instruction_frozen, occurrence->key, "instruction",
                          "the occurrence keeps the instruction that was valid when it was made",
                          "leave it as it is; change the control's own"});
    }
  }
}

}  // namespace redthread::plan
