// SPDX-License-Identifier: Apache-2.0
// Reports on their way to the board: opened, commented, previewed, frozen, signed, published,
// corrected, compared.
#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/bundle.hpp"
#include "app/rendering.hpp"
#include "app/report.hpp"
#include "app/workflow.hpp"
#include "http/json_body.hpp"
#include "http/problem.hpp"
#include "plan/report_state.hpp"
#include "plan/values.hpp"
#include "server/conflict.hpp"
#include "server/desk.hpp"
#include "server/jobs.hpp"
#include "server/messages.hpp"
#include "server/route.hpp"
#include "server/services.hpp"

namespace redthread::server {
namespace {

using Json = nlohmann::ordered_json;

/// The report of the address for a period; nullopt with a diagnostic when it is none.
std::optional<app::ReportStep> step_of(Call& call, const std::string& written,
                                       const std::string& reason = {}) {
  const auto period = app::find_period(written, call.diagnostics);
  if (!period) return std::nullopt;
  return app::ReportStep{
      .plan = call.plan_question(reason), .report = call.at("report"), .period = *period};
}

Answer answer(Call& call, const std::optional<app::ReportStatus>& status) {
  if (!status) return std::nullopt;
  call.region->plan_changed();
  return json(app::to_json(*status));
}

Answer all(Call& call) {
  const plan::State state = call.region->plan();
  return call.region->with([&](app::Session& session) -> Answer {
    Json list = Json::array();
    for (const ReportTemplate& each : session.catalog().reports) {
      Json versions = Json::array();
      for (const auto& [id, report] : state.all("report")) {
        if (report->get("template") != each.key) continue;
        versions.push_back(Json::parse(app::to_json(*report)));
      }
      list.push_back(
          {{"key", each.key}, {"title", app::title_of(each)}, {"versions", std::move(versions)}});
    }
    return json(Json({{"items", std::move(list)}}).dump());
  });
}

Answer status(Call& call) {
  const auto step = step_of(call, call.text("period"));
  if (!step) return std::nullopt;
  if (plan::report_versions(call.region->plan(), step->report, step->period).empty()) {
    return call.region->with([&](app::Session& session) -> Answer {
      const bool is_known =
          app::find_report(session.catalog(), step->report, call.diagnostics) != nullptr;
      if (!is_known) return std::nullopt;
      return json(R"({"report":null,"asked":[],"commented":0})");
    });
  }
  const auto found = app::report_status(*step, call.diagnostics);
  if (!found) return std::nullopt;
  return json(app::to_json(*found));
}

Answer open(Call& call) {
  http::JsonBody body(call.request.body, call.diagnostics);
  const auto step = step_of(call, body.required_text("period"), body.text("reason"));
  const auto kinds = body.texts("kinds");
  const std::string due = body.text("due");
  if (!body.finish() || !step) return std::nullopt;
  return answer(call, app::open_report(*step, kinds, due, call.diagnostics));
}

Answer correct(Call& call) {
  http::JsonBody body(call.request.body, call.diagnostics);
  const auto step = step_of(call, body.required_text("period"), body.required_text("reason"));
  if (!body.finish() || !step) return std::nullopt;
  return answer(call, app::correct_report(*step, call.diagnostics));
}

Answer write_comment(Call& call) {
  http::JsonBody body(call.request.body, call.diagnostics);
  const auto step = step_of(call, body.required_text("period"));
  const std::string text = body.required_text("text");
  const std::string incomplete = body.text("incomplete");
  const std::int64_t seen = body.integer("seen", 0);
  if (!body.finish() || !step) return std::nullopt;
  if (!call.may(access::Permission::comment, call.at("unit"))) {
    return forbidden(call);
  }
  const std::string key = plan::unit_comment_id(call.at("report"), step->period, call.at("unit"));
  const plan::State state = call.region->plan();
  const plan::Object* current = state.find("comment", key);
  if (current != nullptr && current->version != seen) {
    return conflict(call, {"comment", key}, {{"text", text}},
                    "somebody has changed the comment meanwhile; nothing was written");
  }
  const auto done = app::comment_on_report(*step, call.at("unit"), text, call.visitor->name,
                                           incomplete, call.diagnostics);
  if (!done) return std::nullopt;
  call.region->plan_changed();
  return json(app::to_json(*call.region->plan().find("comment", key)));
}

Answer comments(Call& call) {
  const auto step = step_of(call, call.text("period"));
  if (!step) return std::nullopt;
  const plan::State state = call.region->plan();
  const std::string stem = plan::unit_comment_id(step->report, step->period, "");
  Json list = Json::array();
  for (const auto& [id, object] : state.all("comment")) {
    if (id.rfind(stem, 0) == 0) list.push_back(Json::parse(app::to_json(*object)));
  }
  return json(Json({{"items", std::move(list)}}).dump());
}

/// A page of its own, which may run nothing of ours and reach nothing.
http::Response sandboxed(std::string media, std::string bytes) {
  http::Response page = http::respond(200, std::move(media), std::move(bytes));
  page.headers.push_back(
      {"Content-Security-Policy",
       "sandbox allow-scripts; default-src 'none'; style-src 'unsafe-inline'; "
       "script-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'self'"});
  return page;
}

Answer preview(Call& call) {
  const auto step = step_of(call, call.text("period"));
  const auto view = app::find_view(call.text("organisation"), call.diagnostics);
  if (!step || !view) return std::nullopt;
  return call.region->with_own([&](app::Session& session) -> Answer {
    const auto document = app::make_document(
        session,
        {.report = step->report, .period = step->period, .view = *view, .store = step->plan.store},
        call.diagnostics);
    if (!document) return std::nullopt;
    return sandboxed("text/html; charset=utf-8",
                     app::Renderer(call.services.press).render(*document, "html"));
  });
}

Answer freeze(Call& call) {
  http::JsonBody body(call.request.body, call.diagnostics);
  const auto step = step_of(call, body.required_text("period"), body.text("reason"));
  const auto view = app::find_view(body.text("organisation"), call.diagnostics);
  const std::string incomplete = body.text("incomplete");
  if (!body.finish() || !step || !view) return std::nullopt;
  Services& services = call.services;
  app::LiveRegion& region = *call.region;
  return started(call, "freeze",
                 [&services, &region, step = *step, view = *view, incomplete](
                     app::JobProgress& progress, Diagnostics& diagnostics) -> std::string {
                   progress.tell(Json({{"text", step.report}}).dump());
                   return region.with_own([&](app::Session& session) -> std::string {
                     const auto frozen = app::freeze_report(session, step, view, incomplete,
                                                            services.press, diagnostics);
                     if (!frozen) return {};
                     region.plan_changed();
                     return app::to_json(*frozen);
                   });
                 });
}

Answer sign_frozen(Call& call) {
  http::JsonBody body(call.request.body, call.diagnostics);
  const auto step = step_of(call, body.required_text("period"));
  const std::string decision = body.required_text("decision");
  if (!body.finish() || !step) return std::nullopt;
  const auto report = app::sign_report(*step, call.visitor->name, decision, call.diagnostics);
  if (!report) return std::nullopt;
  call.region->plan_changed();
  return json(app::to_json(*report));
}

Answer publish(Call& call) {
  http::JsonBody body(call.request.body, call.diagnostics);
  const auto step = step_of(call, body.required_text("period"), body.text("reason"));
  if (!body.finish() || !step) return std::nullopt;
  const std::string out = call.region->settings().folder + "/.redthread/published";
  const auto files = app::publish_report(*step, out, call.diagnostics);
  if (!files) return std::nullopt;
  call.region->plan_changed();
  Json names = Json::array();
  for (const std::string& file : *files) {
    names.push_back(std::filesystem::path(file).filename().string());
  }
  return json(Json({{"files", std::move(names)}}).dump());
}

Answer diff(Call& call) {
  constexpr int most_versions = 10'000;
  const auto step = step_of(call, call.text("period"));
  const auto from = call.integer("from", 0, 0, most_versions);
  const auto to = call.integer("to", 0, 0, most_versions);
  if (!step || !from || !to) return std::nullopt;
  const auto found = app::diff_report(*step, *from, *to, call.diagnostics);
  if (!found) return std::nullopt;
  return json(app::to_json(*found));
}

const char* media_of(const std::string& format) {
  if (format == "html") return "text/html; charset=utf-8";
  if (format == "pdf") return "application/pdf";
  if (format == "docx") {
    return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  }
  if (format == "xlsx") return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  return "application/json";
}

/// The frozen version that was asked for: the last one when no number was.
const plan::Object* frozen_version(Call& call, const plan::State& state,
                                   const app::ReportStep& step, int version) {
  const plan::Object* found = nullptr;
  for (const plan::Object* each : plan::report_versions(state, step.report, step.period)) {
    const bool is_asked =
        version == 0 || plan::integer_of(each->get("version")).value_or(0) == version;
    if (is_asked && !each->get("bundle").empty()) found = each;
  }
  if (found == nullptr) {
    call.diagnostics.error(codes::not_found, {.file = "version"},
                           "there is no frozen version of the report", "freeze it first");
  }
  return found;
}

Answer rendering(Call& call) {
  const auto step = step_of(call, call.text("period"));
  const auto version = call.integer("version", 0, 0, 10'000);
  if (!step || !version) return std::nullopt;
  const plan::State state = call.region->plan();
  const plan::Object* report = frozen_version(call, state, *step, *version);
  if (report == nullptr) return std::nullopt;
  const std::string bundles = call.region->settings().folder + "/.redthread/frozen";
  const auto bundle = app::read_bundle(bundles, report->get("bundle"), call.diagnostics);
  if (!bundle) return std::nullopt;
  const std::string& format = call.at("format");
  for (const auto& [path, bytes] : bundle->renderings) {
    const std::filesystem::path name = std::filesystem::path(path).filename();
    if (name.extension() != "." + format) continue;
    http::Response page = sandboxed(media_of(format), bytes);
    const char* shown = format == "html" || format == "pdf" ? "inline" : "attachment";
    page.headers.push_back(
        {"Content-Disposition", fmt::format("{}; filename=\"{}\"", shown, name.string())});
    return page;
  }
  call.diagnostics.error(codes::not_found, {.file = "format"},
                         fmt::format("the report has no format `{}`", format),
                         name_hint(format, app::report_formats()));
  return std::nullopt;
}

}  // namespace

std::vector<Route> report_routes() {
  using enum access::Permission;
  using Door = Route::Door;
  const Parameter version{"version", Parameter::Type::integer, false, "the last frozen one"};
  return {
      {.pattern = "/api/regions/{region}/reports",
       .summary = "Templates, and every version of every report",
       .door = Door::region,
       .permission = see_plan,
       .answer = "Reports",
       .handle = all},
      {.pattern = "/api/regions/{region}/reports/{report}",
       .summary = "How far a report has come, and whose comments are missing; null when it was not "
                  "opened for the period",
       .door = Door::region,
       .permission = see_plan,
       .parameters = {period_parameter()},
       .answer = "ReportStatus",
       .handle = status},
      {.method = "POST",
       .pattern = "/api/regions/{region}/reports/{report}/open",
       .summary = "Opens a report for a period and says who is asked",
       .permission = edit_reports,
       .body = "ReportOpening",
       .answer = "ReportStatus",
       .handle = open},
      {.pattern = "/api/regions/{region}/reports/{report}/comments",
       .summary = "The units' comments",
       .door = Door::region,
       .permission = see_plan,
       .parameters = {period_parameter()},
       .answer = "PlanObjects",
       .handle = comments},
      {.method = "PUT",
       .pattern = "/api/regions/{region}/reports/{report}/comments/{unit}",
       .summary = "A unit's comment; figures in it are bound by reference",
       .door = Door::region,
       .permission = comment,
       .body = "UnitComment",
       .answer = "PlanObject",
       .handle = write_comment},
      {.pattern = "/api/regions/{region}/reports/{report}/preview.html",
       .summary = "The report as it would be now",
       .door = Door::region,
       .permission = see_plan,
       .parameters = {period_parameter(), view_parameter()},
       .media = "text/html; charset=utf-8",
       .handle = preview},
      {.method = "POST",
       .pattern = "/api/regions/{region}/reports/{report}/freeze",
       .summary = "Freezes the report with all that it rests on",
       .permission = edit_reports,
       .body = "ReportFreezing",
       .answer = "StartedJob",
       .status = 202,
       .handle = freeze},
      {.method = "POST",
       .pattern = "/api/regions/{region}/reports/{report}/sign",
       .summary = "Signs what was frozen",
       .permission = sign,
       .body = "ReportSigning",
       .answer = "PlanObject",
       .handle = sign_frozen},
      {.method = "POST",
       .pattern = "/api/regions/{region}/reports/{report}/publish",
       .summary = "Publishes what was signed; its figures are open data from now on",
       .permission = edit_reports,
       .body = "ReportPublishing",
       .answer = "WrittenFiles",
       .handle = publish},
      {.method = "POST",
       .pattern = "/api/regions/{region}/reports/{report}/correct",
       .summary = "Opens a new version of a published report",
       .permission = edit_reports,
       .body = "ReportCorrection",
       .answer = "ReportStatus",
       .handle = correct},
      {.pattern = "/api/regions/{region}/reports/{report}/diff",
       .summary = "What changed between two versions, figure by figure",
       .door = Door::region,
       .permission = see_plan,
       .parameters = {period_parameter(),
                      {"from", Parameter::Type::integer, false, "the one before"},
                      {"to", Parameter::Type::integer, false, "the last frozen one"}},
       .answer = "ReportDiff",
       .handle = diff},
      {.pattern = "/api/regions/{region}/reports/{report}/renderings/{format}",
       .summary = "A frozen version as html, pdf, docx, xlsx or json",
       .door = Door::region,
       .permission = see_plan,
       .parameters = {period_parameter(), version},
       .media = "application/octet-stream",
       .handle = rendering},
  };
}

}  // namespace redthread::server
