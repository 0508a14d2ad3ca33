// SPDX-License-Identifier: Apache-2.0
#include "http/problem.hpp"

#include <chrono>
#include <ctime>

#include <fmt/chrono.h>
#include <nlohmann/json.hpp>

#include "http/server.hpp"

namespace redthread::http {
namespace {

using Json = nlohmann::ordered_json;

std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

const char* name_of(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::error:
      break;
  }
  return "error";
}

Json json_of(const Diagnostic& diagnostic) {
  Json json = {{"severity", name_of(diagnostic.severity)},
               {"code", diagnostic.code},
               {"message", diagnostic.message}};
  if (!diagnostic.hint.empty()) json["hint"] = diagnostic.hint;
  if (!diagnostic.excerpt.empty()) json["excerpt"] = diagnostic.excerpt;
  const Span& span = diagnostic.span;
  if (!span.file.empty() || span.line > 0) {
    json["place"] = {
        {"file", span.file}, {"line", span.line}, {"column", span.column}, {"length", span.length}};
  }
  return json;
}

}  // namespace

std::string problem_json(const Problem& problem) {
  Json json = {{"status", problem.status},
               {"title", problem.title.empty() ? reason_phrase(problem.status) : problem.title}};
  if (!problem.detail.empty()) json["detail"] = problem.detail;
  if (!problem.request_id.empty()) json["request_id"] = problem.request_id;
  for (const Diagnostic& each : problem.diagnostics) json["diagnostics"].push_back(json_of(each));
  return text_of(json);
}

Response respond(const Problem& problem) {
  Response response = respond(problem.status, "application/problem+json", problem_json(problem));
  response.headers.push_back({"Cache-Control", "no-store"});
  return response;
}

std::string to_json_line(const LogRecord& record) {
  const auto now = std::chrono::system_clock::now();
  const auto millisecond =
      std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count() % 1000;
  Json json = {
      {"time", fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z",
                           fmt::gmtime(std::chrono::system_clock::to_time_t(now)), millisecond)},
      {"id", record.id},
      {"method", record.method},
      {"route", record.route},
      {"status", record.status},
      {"bytes", record.bytes},
      {"ms", std::stod(fmt::format("{:.3f}", record.milliseconds))}};
  if (!record.reason.empty()) json["reason"] = record.reason;
  return text_of(json);
}

}  // namespace redthread::http
