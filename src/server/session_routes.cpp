// SPDX-License-Identifier: Apache-2.0
// Logging in and out, and which regions there are for who asks.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "http/json_body.hpp"
#include "http/problem.hpp"
#include "server/desk.hpp"
#include "server/messages.hpp"
#include "server/route.hpp"
#include "server/services.hpp"

namespace redthread::server {
namespace {

using Json = nlohmann::ordered_json;

bool has_part_in(const Visitor& visitor, const std::string& region) {
  return std::any_of(visitor.grants.begin(), visitor.grants.end(),
                     [&](const access::Grant& grant) { return grant.region == region; });
}

std::string session_json(const Visitor& visitor, const Services& services) {
  Json grants = Json::array();
  for (const access::Grant& grant : visitor.grants) {
    grants.push_back({{"region", grant.region},
                      {"unit", grant.unit},
                      {"role", access::word_of(grant.role)},
                      {"role_name", access::name_of(grant.role, Language::swedish)}});
  }
  Json regions = Json::array();
  for (const std::string& key : services.order) {
    if (!has_part_in(visitor, key)) continue;
    const auto& region = services.regions.at(key);
    Json permissions = Json::array();
    for (const access::Permission permission : access::all_permissions()) {
      if (services.desk->may_anywhere(visitor, permission, region.get())) {
        permissions.push_back(access::word_of(permission));
      }
    }
    regions.push_back({{"key", key},
                       {"name", region->name().in(Language::swedish)},
                       {"permissions", std::move(permissions)}});
  }
  return Json({{"account",
                {{"id", visitor.account},
                 {"login", visitor.login},
                 {"name", visitor.name},
                 {"grants", std::move(grants)}}},
               {"csrf", visitor.csrf},
               {"regions", std::move(regions)}})
      .dump();
}

/// What belongs to one person is kept by nobody on the way.
http::Response personal(std::string body) {
  http::Response answer = json(std::move(body));
  answer.headers.push_back({"Cache-Control", "no-store"});
  answer.compress = false;  // holds the token beside what the client chose
  return answer;
}

http::Response refused(const Call& call, const Desk::Entry& entry) {
  const bool must_wait = entry.wait_seconds > 0;
  http::Response answer = http::respond(http::Problem{
      .status = must_wait ? 429 : 401,
      .detail = must_wait ? "too many attempts; wait a while" : "login or password is wrong",
      .request_id = call.request.id});
  if (must_wait) answer.headers.push_back({"Retry-After", std::to_string(entry.wait_seconds)});
  return answer;
}

Answer log_in(Call& call) {
  http::JsonBody body(call.request.body, call.diagnostics);
  const std::string login = body.required_text("login");
  const std::string password = body.required_text("password");
  if (!body.finish()) return std::nullopt;
  const Desk::Entry entry = call.services.desk->log_in(login, password, call.request);
  if (!entry.visitor) return refused(call, entry);
  http::Response answer = personal(session_json(*entry.visitor, call.services));
  answer.headers.push_back({"Set-Cookie", entry.cookie});
  return answer;
}

Answer who_am_i(Call& call) { return personal(session_json(*call.visitor, call.services)); }

Answer log_out(Call& call) {
  http::Response answer{.status = 204};
  answer.headers.push_back({"Set-Cookie", call.services.desk->log_out(call.request)});
  return answer;
}

Answer ways_in(Call& call) {
  const auto& sign_in = call.services.sign_in;
  Json oidc = sign_in ? Json({{"name", sign_in->name()}}) : Json();
  return json(Json({{"password", true}, {"oidc", std::move(oidc)}}).dump());
}

/// The cookie that ties the way back to the browser that set out.
constexpr const char* oidc_cookie = "oidc";

http::Response sent_to(const std::string& address) {
  http::Response answer{.status = 302};
  answer.headers.push_back({"Location", address});
  answer.headers.push_back({"Cache-Control", "no-store"});
  return answer;
}

Answer no_sign_in(Call& call) {
  call.diagnostics.error(codes::not_found, {}, "there is no sign-in service here",
                         "log in with a password");
  return std::nullopt;
}

Answer begin_sign_in(Call& call) {
  if (!call.services.sign_in) return no_sign_in(call);
  const access::OidcStart start = call.services.sign_in->begin(call.text("to"), Desk::now());
  http::Response answer = sent_to(start.address);
  answer.headers.push_back({"Set-Cookie", call.services.desk->cookie(oidc_cookie, start.browser,
                                                                     /*seconds=*/600)});
  return answer;
}

/// Back from the service. Whoever is not let in sees the login with the reason, and not a problem.
Answer finish_sign_in(Call& call) {
  if (!call.services.sign_in) return no_sign_in(call);
  const Desk& desk = *call.services.desk;
  const std::string cookie = desk.cookie_name(oidc_cookie);
  http::Response answer;
  try {
    const SignIn::Arrival arrival = call.services.sign_in->finish(
        {.state = call.text("state"),
         .code = call.text("code"),
         .issuer = call.text("iss"),
         .error = call.text("error"),
         .browser = std::string(call.request.cookie(cookie).value_or(""))},
        Desk::now());
    answer = sent_to(arrival.destination);
    answer.headers.push_back({"Set-Cookie", desk.session_cookie(arrival.session, Desk::now())});
  } catch (const Error& error) {
    if (error.code().rfind("access.sign_in_", 0) != 0) throw;
    answer =
        sent_to(error.code() == "access.sign_in_refused" ? "/?refused=yes" : "/?refused=service");
  }
  answer.headers.push_back({"Set-Cookie", desk.cookie(oidc_cookie, "", 0)});
  return answer;
}

Answer regions(Call& call) {
  Json list = Json::array();
  for (const std::string& key : call.services.order) {
    if (!has_part_in(*call.visitor, key)) continue;
    list.push_back(
        {{"key", key}, {"name", call.services.regions.at(key)->name().in(call.language)}});
  }
  return json(Json({{"regions", std::move(list)}}).dump());
}

}  // namespace

std::vector<Route> session_routes() {
  return {
      {.pattern = "/api/login",
       .summary = "Ways to log in",
       .door = Route::Door::open,
       .answer = "WaysIn",
       .handle = ways_in},
      {.pattern = "/api/oidc/start",
       .summary = "Sends the browser to the region's sign-in service",
       .door = Route::Door::open,
       .parameters = {{"to", Parameter::Type::text, false, "where the person is going; a path"}},
       .media = "text/plain",
       .status = 302,
       .handle = begin_sign_in},
      {.pattern = "/api/oidc/back",
       .summary = "Where the sign-in service sends the browser back to",
       .door = Route::Door::open,
       .parameters = {{"state", Parameter::Type::text, false, "as it was sent"},
                      {"code", Parameter::Type::text, false, "the service's"},
                      {"iss", Parameter::Type::text, false, "the service"},
                      {"error", Parameter::Type::text, false, "when the service says no"},
                      {"error_description", Parameter::Type::text, false, "not looked at"},
                      {"session_state", Parameter::Type::text, false, "not looked at"}},
       .media = "text/plain",
       .status = 302,
       .handle = finish_sign_in},
      {.method = "POST",
       .pattern = "/api/session",
       .summary = "Logs in; the session comes as a cookie",
       .door = Route::Door::open,
       .body = "Credentials",
       .answer = "Session",
       .handle = log_in},
      {.pattern = "/api/session",
       .summary = "Who is logged in, and what they may",
       .door = Route::Door::account,
       .answer = "Session",
       .handle = who_am_i},
      {.method = "DELETE",
       .pattern = "/api/session",
       .summary = "Logs out",
       .door = Route::Door::account,
       .status = 204,
       .handle = log_out},
      {.pattern = "/api/regions",
       .summary = "Regions that who asks has a part in",
       .door = Route::Door::account,
       .answer = "Regions",
       .handle = regions},
  };
}

}  // namespace redthread::server
