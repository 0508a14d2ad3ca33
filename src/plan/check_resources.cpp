// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "base/decimal.hpp"
#include "plan/checks.hpp"
#include "plan/messages.hpp"
#include "plan/values.hpp"

namespace redthread::plan {
namespace {

void check_incident(const Object& incident, Findings& findings) {
  const auto tell = [&](const char* field, const char* message, const char* hint) {
    findings.push_back({codes::harm, incident.key, field, message, hint});
  };
  const std::string& harm = incident.get("harm");
  if (incident.get("lex_maria") == "yes" && incident.get("area") != "patient_safety") {
    tell("lex_maria", "lex Maria is of patient safety, and the incident is not",
         "change its `area`, or take out `lex_maria`");
  }
  if (incident.get("type") == "risk" && !harm.empty() && harm != "none") {
    tell("harm", "a risk of an incident has harmed nobody", "write it as an event");
  }
  if (incident.get("count") == "0") {
    findings.push_back({codes::bad_value, incident.key, "count", "`count` is 0",
                        "leave an incident out that there was not"});
  }
}

/// A field that must have a value in a state, or must have none.
void check_given(const Object& object, const char* field, bool is_needed, const std::string& when,
                 Findings& findings) {
  const bool is_given = !object.get(field).empty();
  if (is_given == is_needed) return;
  findings.push_back({codes::contract_state, object.key, field,
                      fmt::format("the {} is {}, and there is {} `{}`", object.key.kind, when,
                                  is_given ? "a" : "no", field),
                      is_given ? "take it out, or change the state" : "write it"});
}

void check_procurement(const State& state, Findings& findings) {
  for (const auto& [id, each] : state.all("procurement")) {
    const std::string& at = each->get("state");
    if (at == "planned") check_given(*each, "awarded", false, at, findings);
    if (at == "signed") check_given(*each, "awarded", true, at, findings);
  }
  for (const auto& [id, each] : state.all("contract")) {
    const std::string& at = each->get("state");
    if (at == "ended" || at == "notice_given") check_given(*each, "ends", true, at, findings);
  }
  for (const auto& [id, each] : state.all("review_case")) {
    const std::string& outcome = each->get("outcome");
    check_given(*each, "decided", outcome != "pending", outcome, findings);
  }
  for (const auto& [id, each] : state.all("contract_follow_up")) {
    const std::string& result = each->get("result");
    const bool is_performed = !result.empty() && result != "not_performed";
    check_given(*each, "performed_on", is_performed, result.empty() ? "not reported" : result,
                findings);
  }
}

void check_threshold(const Object& threshold, Findings& findings) {
  const auto percent = Decimal::parse(threshold.get("watch_percent"));
  if (!percent || (!percent->is_negative() && *percent <= Decimal(100))) return;
  findings.push_back({codes::bad_value, threshold.key, "watch_percent",
                      "`watch_percent` is not between 0 and 100", "write it as 80"});
}

}  // namespace

void check_resources(const State& state, Findings& findings) {
  for (const auto& [id, incident] : state.all("incident")) check_incident(*incident, findings);
  check_procurement(state, findings);
  for (const auto& [id, each] : state.all("award_threshold")) check_threshold(*each, findings);
}

}  // namespace redthread::plan
