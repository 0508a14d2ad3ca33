// SPDX-License-Identifier: Apache-2.0
#include "server/router.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "http/problem.hpp"
#include "server/desk.hpp"
#include "server/messages.hpp"
#include "server/pages.hpp"

namespace redthread::server {
namespace {

http::Response problem(const http::Request& request, int status, std::string detail) {
  return http::respond(
      http::Problem{.status = status, .detail = std::move(detail), .request_id = request.id});
}

http::Response problem(const http::Request& request, const Diagnostics& diagnostics) {
  const auto& items = diagnostics.items();
  return http::respond(http::Problem{.status = status_of(diagnostics),
                                     .detail = items.empty() ? "" : items.front().message,
                                     .request_id = request.id,
                                     .diagnostics = items});
}

/// What an error means for who asked. Its text is told where it was written for them.
http::Response problem(const http::Request& request, const Error& error) {
  const std::string& code = error.code();
  if (code == "plan.conflict") {
    http::Problem conflict{
        .status = 409, .detail = error.what(), .request_id = request.id, .diagnostics = {}};
    for (const std::string& line : error.context()) {
      conflict.diagnostics.push_back({.code = code, .message = line});
    }
    return http::respond(conflict);
  }
  const bool is_store = code.rfind("plan.", 0) == 0 || code.rfind("store.", 0) == 0;
  if (is_store) {
    http::Response answer =
        problem(request, 503,
                "the plan's store cannot be reached or is busy; nothing was changed, try again");
    answer.headers.push_back({"Retry-After", "5"});
    return answer;
  }
  if (code.rfind("press.", 0) == 0) {
    return problem(request, 503, "the program that sets pages is not there or did not answer");
  }
  if (code == "region.changed") return problem(request, 503, error.what());
  throw;
}

bool is_change(const http::Request& request) { return request.method != "GET"; }

/// The question of a request, however its parameters were ordered.
std::string question_of(const Call& call, const Route& route) {
  std::vector<std::string> parts;
  for (const Parameter& parameter : route.parameters) {
    if (const std::string text = call.text(parameter.name); !text.empty()) {
      parts.push_back(fmt::format("{}={}", parameter.name, text));
    }
  }
  return fmt::format("{} {} {}", call.request.path,
                     call.language == Language::swedish ? "sv" : "en", join(parts, "\x1f"));
}

Language language_of(const Call& call) {
  const std::string asked = call.text("lang");
  if (asked == "en") return Language::english;
  if (asked == "sv") return Language::swedish;
  const auto accepted = call.request.header("Accept-Language");
  return accepted && accepted->rfind("en", 0) == 0 ? Language::english : Language::swedish;
}

void add_common_headers(http::Response& answer) {
  answer.headers.push_back({"X-Content-Type-Options", "nosniff"});
  answer.headers.push_back({"Referrer-Policy", "same-origin"});
}

}  // namespace

std::optional<std::map<std::string, std::string>> matched(std::string_view pattern,
                                                          std::string_view path) {
  const auto wanted = split(pattern, '/');
  const auto given = split(path, '/');
  if (wanted.size() != given.size()) return std::nullopt;
  std::map<std::string, std::string> values;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const auto open = wanted[i].find('{');
    if (open == std::string_view::npos) {
      if (wanted[i] != given[i]) return std::nullopt;
      continue;
    }
    // `{key}.xlsx`: what stands after the brace must stand there, too.
    const auto close = wanted[i].find('}');
    const std::string_view after = wanted[i].substr(close + 1);
    if (given[i].size() <= after.size() || !given[i].ends_with(after)) return std::nullopt;
    values.emplace(wanted[i].substr(open + 1, close - open - 1),
                   given[i].substr(0, given[i].size() - after.size()));
  }
  return values;
}

int status_of(const Diagnostics& diagnostics) {
  int status = 422;
  for (const Diagnostic& item : diagnostics.items()) {
    if (item.code.rfind("request.", 0) == 0 && item.code != codes::not_found) return 400;
    // What a question names and there is not. What an object names is a rule that it breaks.
    const bool is_lookup = item.code.rfind("question.unknown_", 0) == 0 ||
                           item.code == "report.not_opened" || item.code == "plan.unknown_kind" ||
                           item.code == "plan.unknown_object" || item.code == codes::not_found;
    if (is_lookup) status = 404;
  }
  return status;
}

Router::Router(Services& services) : services_(services) {}

Router::Found Router::find(const http::Request& request) const {
  Found found;
  for (const Route& route : routes()) {
    auto path = matched(route.pattern, request.path);
    if (!path) continue;
    if (request.method == route.method) return {&route, std::move(*path), {}};
    if (found.allowed.find(route.method) == std::string::npos) {
      found.allowed += (found.allowed.empty() ? "" : ", ") + std::string(route.method);
    }
  }
  return found;
}

std::optional<http::Response> Router::refuse(Call& call, const Route& route) {
  const http::Request& request = call.request;
  if (route.door == Route::Door::open) return std::nullopt;
  call.visitor = services_.desk->visitor_of(request);
  if (!call.visitor) return problem(request, 401, "log in first");
  if (is_change(request) && request.header("X-CSRF-Token").value_or("") != call.visitor->csrf) {
    return problem(request, 403,
                   "the change came without the session's token; load the page again");
  }
  if (route.door == Route::Door::account) return std::nullopt;
  const bool has_part =
      call.region == nullptr ||
      std::any_of(call.visitor->grants.begin(), call.visitor->grants.end(),
                  [&](const access::Grant& grant) { return grant.region == call.region->key(); });
  if (!has_part) return problem(request, 404, "there is no such region");
  const bool is_allowed =
      route.door == Route::Door::unit
          ? call.may(route.permission, call.text("unit"))
          : services_.desk->may_anywhere(*call.visitor, route.permission, call.region);
  if (!is_allowed) return problem(request, 403, "your roles do not allow this here");
  return std::nullopt;
}

void Router::check_parameters(Call& call, const Route& route) const {
  std::vector<std::string> known = {"lang"};
  for (const Parameter& parameter : route.parameters) {
    known.emplace_back(parameter.name);
    if (parameter.required && call.text(parameter.name).empty()) {
      call.diagnostics.error(codes::bad_parameter, {.file = parameter.name},
                             fmt::format("`{}` is missing", parameter.name), parameter.meaning);
    }
  }
  for (const http::Parameter& given : call.request.query) {
    if (std::find(known.begin(), known.end(), given.name) != known.end()) continue;
    call.diagnostics.error(codes::unknown_parameter, {.file = given.name},
                           fmt::format("there is no parameter `{}`", given.name),
                           name_hint(given.name, known));
  }
}

http::Response Router::carry_out(Call& call, const Route& route) {
  Answer answer = route.handle(call);
  if (call.diagnostics.has_errors() || !answer) return problem(call.request, call.diagnostics);
  return std::move(*answer);
}

http::Response Router::from_memory(Call& call, const Route& route) {
  const std::string version = call.region != nullptr ? call.region->version() : std::string();
  const std::string question = question_of(call, route);
  auto kept = services_.remembered.find(question, version);
  if (!kept) {
    http::Response made = carry_out(call, route);
    auto* text = std::get_if<std::string>(&made.body);
    if (made.status != 200 || text == nullptr) return made;
    kept = Remembered::Kept{
        .etag = fmt::format("\"{}\"", sha256_hex(question + '\n' + version).substr(0, 24)),
        .headers = std::move(made.headers),
        .body = std::make_shared<const std::string>(std::move(*text))};
    services_.remembered.keep(question, version, *kept);
  }
  const auto seen = call.request.header("If-None-Match");
  // A compressed answer's tag is weak.
  const bool is_known = seen && (*seen == kept->etag || *seen == "W/" + kept->etag);
  http::Response answer{.status = is_known ? 304 : 200, .headers = std::move(kept->headers)};
  if (!is_known) answer.body = kept->body;
  answer.headers.push_back({"ETag", kept->etag});
  answer.headers.push_back({"Cache-Control", "private, no-cache"});
  return answer;
}

http::Response Router::answer(const http::Request& request) {
  Found found = find(request);
  if (found.route == nullptr) {
    if (!found.allowed.empty()) {
      http::Response refused =
          problem(request, 405, "this address does not take " + request.method);
      refused.headers.push_back({"Allow", found.allowed});
      return refused;
    }
    const bool is_page = !is_change(request) && request.path.rfind("/api/", 0) != 0 &&
                         request.path.rfind("/open/", 0) != 0;
    return is_page ? page(services_.pages, request)
                   : problem(request, 404, "there is no such address");
  }
  const Route& route = *found.route;
  Call call{.request = request, .services = services_, .path = std::move(found.path)};
  call.language = language_of(call);
  if (const auto key = call.path.find("region"); key != call.path.end()) {
    const auto region = services_.regions.find(key->second);
    if (region != services_.regions.end()) call.region = region->second.get();
  }
  http::Response answer;
  try {
    const bool lacks_region = call.path.count("region") > 0 && call.region == nullptr;
    std::optional<http::Response> refused = refuse(call, route);
    if (!refused && lacks_region) refused = problem(request, 404, "there is no such region");
    if (!refused) {
      check_parameters(call, route);
      if (call.diagnostics.has_errors()) refused = problem(request, call.diagnostics);
    }
    answer = refused            ? std::move(*refused)
             : route.remembered ? from_memory(call, route)
                                : carry_out(call, route);
  } catch (const Error& error) {
    answer = problem(request, error);
  }
  answer.route = route.pattern;
  add_common_headers(answer);
  return answer;
}

}  // namespace redthread::server
