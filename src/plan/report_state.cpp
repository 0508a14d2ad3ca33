// SPDX-License-Identifier: Apache-2.0
#include "plan/report_state.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "plan/checks.hpp"
#include "plan/messages.hpp"
#include "plan/values.hpp"

namespace redthread::plan {
namespace {

/// A state, what must be written when it is reached, and what comes next.
struct Step {
  const char* state;
  std::array<const char*, 3> needs;  ///< nullptr = no more
  const char* next;
};
constexpr std::array steps = {
    Step{"open", {}, "freeze it first: `redthread report freeze`"},
    Step{"frozen", {"bundle", "frozen_by", "frozen_on"}, "sign it first: `redthread report sign`"},
    Step{
        "signed", {"signed_by", "signed_on", "decision"}, "publish it: `redthread report publish`"},
    Step{"published", {"published_by", "published_on"}, "correct it: `redthread report correct`"},
};

/// -1 when it is none.
int step_of(const Object& report) {
  const auto found = std::find_if(steps.begin(), steps.end(), [&](const Step& step) {
    return report.get("state") == step.state;
  });
  return found == steps.end() ? -1 : static_cast<int>(found - steps.begin());
}

bool is_sha256(const std::string& text) {
  constexpr std::size_t digits = 64;
  return text.size() == digits && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

void tell(Findings& findings, const char* code, const Object& report, const char* field,
          std::string message, const char* hint) {
  findings.push_back({code, report.key, field, std::move(message), hint});
}

void check_needs(const Object& report, int step, Findings& findings) {
  for (int i = 0; i <= step; ++i) {
    for (const char* field : steps.at(static_cast<std::size_t>(i)).needs) {
      if (field == nullptr || !report.get(field).empty()) continue;
      tell(findings, codes::report_step, report, field,
           fmt::format("the report is {}, and there is no `{}`", report.get("state"), field),
           "let `redthread report` take the step");
    }
  }
  if (!report.get("bundle").empty() && !is_sha256(report.get("bundle"))) {
    tell(findings, codes::report_step, report, "bundle",
         fmt::format("`{}` is no SHA-256", report.get("bundle")), "write its 64 digits");
  }
}

void check_version(const State& state, const Object& report, Findings& findings) {
  const int version = integer_of(report.get("version")).value_or(0);
  const Object* corrected = state.find("report", report.get("corrects"));
  if (version == 1 && report.get("corrects").empty()) return;
  if (corrected == nullptr || corrected->get("template") != report.get("template") ||
      corrected->get("period") != report.get("period") ||
      integer_of(corrected->get("version")).value_or(0) != version - 1) {
    tell(findings, codes::report_version, report, "version",
         fmt::format("version {} does not correct version {} of the same report",
                     report.get("version"), version - 1),
         "a report's versions are 1, 2, 3 and so on, and each but the first `corrects` the one "
         "before");
    return;
  }
  if (corrected->get("state") == "published") return;
  tell(findings, codes::report_order, report, "corrects",
       fmt::format("version {} is {}, and only what is published is corrected", version - 1,
                   corrected->get("state")),
       steps.at(static_cast<std::size_t>(std::max(0, step_of(*corrected)))).next);
}

/// What was signed keeps its fields; what is published keeps all.
void check_kept(const Object& was, const Object& report, Findings& findings) {
  const std::string& state = was.get("state");
  if (state != "signed" && state != "published") return;
  for (const PlanField& field : find_plan_kind("report")->fields) {
    const std::string name = field.name;
    const bool is_next = state == "signed" && (name == "state" || name.starts_with("published_"));
    if (is_next || was.get(name) == report.get(name)) continue;
    tell(findings, codes::report_signed, report, field.name,
         fmt::format("the report is {}: its `{}` does not change", state, name),
         "correct it with a new version: `redthread report correct`");
  }
}

}  // namespace

std::string report_id(const std::string& report, Period period, int version) {
  return fmt::format("{}.{}.v{}", report, period.to_string(), version);
}

std::string unit_comment_id(const std::string& report, Period period, const std::string& unit) {
  return fmt::format("{}.{}.{}", report, period.to_string(), unit);
}

std::vector<const Object*> report_versions(const State& state, const std::string& report,
                                           Period period) {
  std::vector<const Object*> versions;
  for (const auto& [id, object] : state.all("report")) {
    if (object->get("template") == report && Period::parse(object->get("period")) == period) {
      versions.push_back(object.get());
    }
  }
  std::sort(versions.begin(), versions.end(), [](const Object* a, const Object* b) {
    return integer_of(a->get("version")).value_or(0) < integer_of(b->get("version")).value_or(0);
  });
  return versions;
}

std::optional<Finding> problem_of_step(const Object& report, const std::string& wanted) {
  const std::string& state = report.get("state");
  const bool is_next =
      (state == "open" && wanted == "frozen") ||
      (state == "frozen" && (wanted == "open" || wanted == "frozen" || wanted == "signed")) ||
      (state == "signed" && wanted == "published");
  if (is_next) return std::nullopt;
  const int step = std::max(0, step_of(report));
  return Finding{codes::report_order, report.key, "state",
                 state == wanted ? fmt::format("version {} of the report is {} already",
                                               report.get("version"), state)
                                 : fmt::format("version {} of the report is {}, and cannot become "
                                               "{}",
                                               report.get("version"), state, wanted),
                 steps.at(static_cast<std::size_t>(step)).next};
}

void check_reports(const State& before, const State& after, Findings& findings) {
  for (const auto& [id, report] : after.all("report")) {
    const Object* was = before.find("report", id);
    if (was == report.get()) continue;
    const int step = step_of(*report);
    if (was != nullptr && was->get("state") != report->get("state")) {
      if (auto problem = problem_of_step(*was, report->get("state"))) {
        findings.push_back(std::move(*problem));
        continue;
      }
    }
    check_needs(*report, step, findings);
    check_version(after, *report, findings);
    if (was != nullptr) check_kept(*was, *report, findings);
  }
  for (const auto& [id, report] : before.all("report")) {
    if (after.find("report", id) != nullptr || report->get("state") == "open") continue;
    tell(findings, codes::report_signed, *report, "",
         fmt::format("the report is {}, and is not removed", report->get("state")),
         "it stays; correct it with a new version");
  }
}

}  // namespace redthread::plan
