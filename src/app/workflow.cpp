// SPDX-License-Identifier: Apache-2.0
#include "app/workflow.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>

#include <fmt/format.h>

#include "app/clock.hpp"
#include "app/messages.hpp"
#include "app/workflow_parts.hpp"
#include "base/text.hpp"
#include "catalog/load.hpp"
#include "plan/messages.hpp"
#include "plan/report_state.hpp"
#include "plan/values.hpp"
#include "report/template.hpp"

namespace redthread::app {
namespace {

namespace fs = std::filesystem;

/// Units of a part of the organisation in a period, those below before those above: who sums up
/// writes after those whose comments are summed up.
void collect(const Organisation& organisation, int unit, Period period, std::vector<int>& units) {
  for (const int child : organisation.children(unit, period)) {
    collect(organisation, child, period, units);
  }
  units.push_back(unit);
}

bool is_below(const Organisation& organisation, int unit, int above, Date day) {
  const std::vector<int> ancestors = organisation.ancestors(unit, day);
  return std::find(ancestors.begin(), ancestors.end(), above) != ancestors.end();
}

/// The unit that the report is about; nullopt with diagnostics when there is no such report.
std::optional<int> unit_of_report(const Catalog& catalog, const std::string& report,
                                  Diagnostics& diagnostics) {
  const ReportTemplate* source = find_report(catalog, report, diagnostics);
  if (source == nullptr) return std::nullopt;
  const auto parsed = report::Template::parse(*source, diagnostics);
  if (!parsed) return std::nullopt;
  const std::string& code = parsed->unit().empty() ? catalog.region.root_unit : parsed->unit();
  return catalog.organisation.index_of(code);
}

std::string name_of(const plan::Object& report) {
  return fmt::format("{} {} version {}", report.get("template"), report.get("period"),
                     report.get("version"));
}

/// The kinds that were asked for exist below the report's unit.
bool check_kinds(const Organisation& organisation, const std::vector<int>& units, Period period,
                 const std::vector<std::string>& kinds, Diagnostics& diagnostics) {
  std::set<std::string> known;
  for (const int unit : units) {
    if (const auto* validity = organisation.during(unit, period)) known.insert(validity->kind);
  }
  for (const std::string& kind : kinds) {
    if (known.count(kind) > 0) continue;
    diagnostics.error(codes::unknown_unit, {.file = "--ask"},
                      fmt::format("the report has no units of kind `{}`", kind),
                      name_hint(kind, {known.begin(), known.end()}));
  }
  return !diagnostics.has_errors();
}

/// A store that was never filled, beside files that were to fill it.
bool is_plan_taken_in(const plan::State& state, const std::string& region,
                      Diagnostics& diagnostics) {
  std::error_code ignored;
  if (state.size() > 0 || !fs::exists(region + "/plan", ignored)) return true;
  diagnostics.error(codes::plan_not_imported, {},
                    "the plan's files are not in the store yet, and the report would lose them",
                    "take them in first: redthread plan import " + region);
  return false;
}

std::optional<ReportStatus> open_version(plan::Store& store, const ReportStep& step, int version,
                                         plan::Fields fields, const std::string& usual_reason,
                                         const Catalog& catalog, Diagnostics& diagnostics) {
  fields["template"] = step.report;
  fields["period"] = step.period.to_string();
  fields["version"] = std::to_string(version);
  fields["state"] = "open";
  const plan::ObjectKey key{"report", plan::report_id(step.report, step.period, version)};
  const auto made = commit_step(store, key, 0, fields, step, usual_reason, diagnostics);
  if (!made) return std::nullopt;
  return status_of(store.state(), *made, step, catalog);
}

}  // namespace

std::size_t ReportStatus::commented() const {
  return static_cast<std::size_t>(std::count_if(
      asked.begin(), asked.end(), [](const AskedUnit& each) { return each.has_commented; }));
}

std::string bundles_of(const ReportStep& step) {
  return step.bundles.empty() ? step.plan.region + "/.redthread/frozen" : step.bundles;
}

std::optional<std::string> day_of(const ReportStep& step, Diagnostics& diagnostics) {
  const auto day = Date::parse(step.date.empty() ? utc_now().substr(0, 10) : step.date);
  if (day) return day->to_string();
  diagnostics.error(plan::codes::bad_value, {.file = "--date"},
                    fmt::format("`{}` is not a day", step.date), "days are written 2024-01-31");
  return std::nullopt;
}

const plan::Object* last_version(const plan::State& state, const ReportStep& step,
                                 Diagnostics& diagnostics) {
  const auto versions = plan::report_versions(state, step.report, step.period);
  if (!versions.empty()) return versions.back();
  diagnostics.error(
      codes::not_opened, {},
      fmt::format("the report `{}` was not opened for {}", step.report, step.period.to_string()),
      fmt::format("open it first: redthread report open {} {} --period {}", step.plan.region,
                  step.report, step.period.to_string()));
  return nullptr;
}

bool can_become(const plan::Object& report, const std::string& wanted, Diagnostics& diagnostics) {
  const auto problem = plan::problem_of_step(report, wanted);
  if (problem) diagnostics.error(problem->code, {}, problem->message, problem->hint);
  return !problem;
}

ReportStatus status_of(const plan::State& state, const plan::Object& report, const ReportStep& step,
                       const Catalog& catalog) {
  const Organisation& organisation = catalog.organisation;
  const Date day = step.period.last().last_day();
  ReportStatus status{.report = report, .asked = {}};
  const auto has_commented = [&](const std::string& code) {
    return state.find("comment", plan::unit_comment_id(step.report, step.period, code)) != nullptr;
  };
  const std::vector<std::string> codes = plan::list_of(report.get("asks"));
  for (const std::string& code : codes) {
    AskedUnit asked{.code = code, .name = code, .kind = {}, .has_commented = has_commented(code)};
    const auto unit = organisation.index_of(code);
    if (const auto* validity = unit ? organisation.during(*unit, step.period) : nullptr) {
      asked.name = validity->name;
      asked.kind = validity->kind;
    }
    for (const std::string& other : codes) {
      const auto below = organisation.index_of(other);
      if (unit && below && other != code && !has_commented(other) &&
          is_below(organisation, *below, *unit, day)) {
        asked.waits_for.push_back(other);
      }
    }
    status.asked.push_back(std::move(asked));
  }
  return status;
}

std::optional<plan::Object> commit_step(plan::Store& store, plan::ObjectKey key, std::int64_t seen,
                                        const plan::Fields& after, const ReportStep& step,
                                        const std::string& usual_reason, Diagnostics& diagnostics) {
  plan::Findings findings;
  const plan::Signature signature{step.plan.who, utc_now(),
                                  step.plan.reason.empty() ? usual_reason : step.plan.reason};
  const auto done = store.commit({{key, seen, after}}, signature, findings);
  for (const plan::Finding& each : findings) {
    diagnostics.error(each.code, {}, each.message, each.hint);
  }
  if (!done) return std::nullopt;
  return *store.state().find(key);
}

std::optional<ReportStatus> open_report(const ReportStep& step,
                                        const std::vector<std::string>& kinds,
                                        const std::string& due, Diagnostics& diagnostics) {
  const auto catalog = catalog::load_catalog(step.plan.region, diagnostics);
  const auto store = catalog ? open_plan(step.plan, diagnostics) : nullptr;
  if (!store) return std::nullopt;
  const auto root = unit_of_report(*catalog, step.report, diagnostics);
  const plan::State state = store->state();
  if (!root || !is_plan_taken_in(state, step.plan.region, diagnostics)) return std::nullopt;
  const auto versions = plan::report_versions(state, step.report, step.period);
  if (!versions.empty()) {
    const plan::Object& last = *versions.back();
    if (last.get("state") == "open") {
      diagnostics.error(codes::opened_already, {}, name_of(last) + " is open already",
                        "see how far it has come: redthread report status");
      return std::nullopt;
    }
    if (!can_become(last, "open", diagnostics)) return std::nullopt;
    plan::Fields fields = last.fields;
    for (const char* field : {"bundle", "frozen_by", "frozen_on", "incomplete"}) {
      fields.erase(field);
    }
    fields["state"] = "open";
    const auto made =
        commit_step(*store, last.key, last.version, fields, step, "opened again", diagnostics);
    if (!made) return std::nullopt;
    return status_of(store->state(), *made, step, *catalog);
  }
  std::vector<int> units;
  collect(catalog->organisation, *root, step.period, units);
  if (!check_kinds(catalog->organisation, units, step.period, kinds, diagnostics)) {
    return std::nullopt;
  }
  std::vector<std::string> asked;
  for (const int unit : units) {
    const auto* validity = catalog->organisation.during(unit, step.period);
    if (validity == nullptr) continue;
    const bool is_asked =
        kinds.empty() || std::find(kinds.begin(), kinds.end(), validity->kind) != kinds.end();
    if (is_asked) asked.push_back(validity->code);
  }
  plan::Fields fields = {{"asks", join(asked, ";")}};
  if (!due.empty()) fields["due"] = due;
  return open_version(*store, step, 1, std::move(fields), "opened", *catalog, diagnostics);
}

std::optional<ReportStatus> comment_on_report(const ReportStep& step, const std::string& unit,
                                              const std::string& text, const std::string& author,
                                              const std::string& incomplete,
                                              Diagnostics& diagnostics) {
  const auto catalog = catalog::load_catalog(step.plan.region, diagnostics);
  const auto store = catalog ? open_plan(step.plan, diagnostics) : nullptr;
  const auto day = day_of(step, diagnostics);
  if (!store || !day) return std::nullopt;
  const plan::State state = store->state();
  const plan::Object* report = last_version(state, step, diagnostics);
  if (!report) return std::nullopt;
  if (report->get("state") != "open") {
    diagnostics.error(plan::codes::report_order, {},
                      name_of(*report) + " is " + report->get("state") + ", and takes no comments",
                      report->get("state") == "frozen"
                          ? "open it again: redthread report open"
                          : "correct it with a new version: redthread report correct");
    return std::nullopt;
  }
  const ReportStatus status = status_of(state, *report, step, *catalog);
  const auto asked = std::find_if(status.asked.begin(), status.asked.end(),
                                  [&](const AskedUnit& each) { return each.code == unit; });
  if (asked == status.asked.end()) {
    std::vector<std::string> known;
    for (const AskedUnit& each : status.asked) known.push_back(each.code);
    diagnostics.error(codes::not_asked, {.file = "--unit"},
                      fmt::format("`{}` is not asked for a comment on this report", unit),
                      name_hint(unit, known));
    return std::nullopt;
  }
  if (!asked->waits_for.empty() && incomplete.empty()) {
    diagnostics.error(codes::comments_missing, {},
                      fmt::format("{} sums up comments that have not come: {}", asked->name,
                                  join(asked->waits_for, ", ")),
                      "wait for them, or say with --incomplete why you do not");
    return std::nullopt;
  }
  const std::string key = plan::unit_comment_id(step.report, step.period, unit);
  const Comment comment{.key = key,
                        .author = author,
                        .date = *day,
                        .text = text,
                        .unit = unit,
                        .place = {.file = "the comment of " + unit, .line = 1, .column = 1}};
  const auto parsed = report::Template::parse_comment(comment, diagnostics);
  if (!parsed || !report::check_template(*parsed, *catalog, diagnostics)) return std::nullopt;
  const plan::Object* was = state.find("comment", key);
  const std::string reason =
      incomplete.empty() ? "comment on " + report->key.id : "without the others: " + incomplete;
  const auto made = commit_step(*store, {"comment", key}, was ? was->version : 0,
                                {{"author", author},
                                 {"date", *day},
                                 {"text", text},
                                 {"unit", unit},
                                 {"period", step.period.to_string()}},
                                step, reason, diagnostics);
  if (!made) return std::nullopt;
  return status_of(store->state(), *report, step, *catalog);
}

std::optional<ReportStatus> report_status(const ReportStep& step, Diagnostics& diagnostics) {
  const auto catalog = catalog::load_catalog(step.plan.region, diagnostics);
  const auto store = catalog ? open_plan(step.plan, diagnostics) : nullptr;
  if (!store) return std::nullopt;
  const plan::State& state = store->state();
  const plan::Object* report = last_version(state, step, diagnostics);
  if (!report) return std::nullopt;
  return status_of(state, *report, step, *catalog);
}

std::optional<std::vector<plan::Object>> all_reports(const PlanQuestion& question,
                                                     Diagnostics& diagnostics) {
  const auto store = open_plan(question, diagnostics);
  if (!store) return std::nullopt;
  std::vector<plan::Object> reports;
  for (const auto& [id, report] : store->state().all("report")) reports.push_back(*report);
  return reports;
}

std::optional<ReportStatus> correct_report(const ReportStep& step, Diagnostics& diagnostics) {
  const auto catalog = catalog::load_catalog(step.plan.region, diagnostics);
  const auto store = catalog ? open_plan(step.plan, diagnostics) : nullptr;
  if (!store) return std::nullopt;
  const plan::State state = store->state();
  const plan::Object* last = last_version(state, step, diagnostics);
  if (!last) return std::nullopt;
  if (step.plan.reason.empty()) {
    diagnostics.error(plan::codes::missing_value, {.file = "--reason"}, "a correction says why",
                      "give --reason");
    return std::nullopt;
  }
  const int version = plan::integer_of(last->get("version")).value_or(1) + 1;
  plan::Fields fields = {{"corrects", last->key.id}, {"correction", step.plan.reason}};
  if (!last->get("asks").empty()) fields["asks"] = last->get("asks");
  return open_version(*store, step, version, std::move(fields), "correction", *catalog,
                      diagnostics);
}

}  // namespace redthread::app
