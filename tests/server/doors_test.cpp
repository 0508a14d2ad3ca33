// SPDX-License-Identifier: Apache-2.0
// Every address with every role, inside and outside its part of the organisation, and with no
// login.
#include <map>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "access/sessions.hpp"
#include "office.hpp"
#include "server/route.hpp"

namespace redthread::product {
namespace {

using server::Route;

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const auto at = text.find(what);
  return at == std::string::npos ? text : text.replace(at, what.size(), with);
}

/// An address of the route about a unit, as far as the route knows units.
Office::Asked question_for(const Route& route, const std::string& region, const std::string& unit) {
  Office::Asked asked{.method = route.method, .path = route.pattern};
  const std::map<std::string, std::string> values = {
      {"{region}", region},    {"{kind}", "goal"},     {"{key}", "access"},  {"{unit}", unit},
      {"{report}", "interim"}, {"{table}", "effects"}, {"{format}", "html"}, {"{job}", "none"},
      {"{account}", "none"},   {"{kpi}", "visits"},    {"{period}", "2024"}};
  for (const auto& [place, value] : values) asked.path = replaced(asked.path, place, value);
  std::string query;
  for (const server::Parameter& parameter : route.parameters) {
    const std::string name = parameter.name;
    std::string value;
    if (name == "unit") value = unit;
    if (name == "period" && parameter.required) value = "2024-T1";
    if (name == "key") value = "visits.physician";
    if (name == "q") value = "v%C3%A5rd";
    if (name == "year") value = "2024";
    if (name == "seen") value = "99";
    if (!value.empty()) query += (query.empty() ? "?" : "&") + name + "=" + value;
  }
  asked.path += query;
  if (*route.body != '\0') asked.body = "{\"not\":\"a field\"}";
  const std::string pattern = route.pattern;
  if (pattern.ends_with("/plan/{kind}/{key}") && asked.method == "PUT") {
    asked.path = replaced(asked.path, "/goal/access", "/action/of_" + unit);
    asked.body = fmt::format(R"({{"seen":7,"fields":{{"name":"Prov","unit":"{}"}}}})", unit);
  }
  if (pattern.ends_with("/comments/{unit}")) {
    asked.body = R"({"period":"2024-T1","text":"Prov","seen":0})";
  }
  return asked;
}

/// What the door says, whatever comes behind it.
const char* said(int status) {
  if (status == 401) return "login";
  if (status == 403) return "no";
  return "yes";
}

TEST(Doors, EveryRouteWithEveryRoleInsideAndOutsideItsPart) {
  Office office;
  const std::string region = office.services().regions.begin()->first;
  std::string table =
      "Who may come in: nobody | each role with the whole region | with SJH, asking "
      "about SJH | with SJH, asking about VC.\n\n";
  for (const Route& route : server::routes()) {
    const bool ends_session =
        std::string(route.method) == "DELETE" && std::string(route.pattern) == "/api/session";
    const auto inside = question_for(route, region, "SJH");
    const auto outside = question_for(route, region, "VC");
    table += fmt::format("{} {}\n  nobody: {}\n", route.method, route.pattern,
                         said(office.ask(inside).status));
    if (ends_session) continue;
    for (const access::RoleRule& rule : access::role_rules) {
      Office::Asked whole = inside;
      whole.token = office.token(rule.role, "HSF");
      Office::Asked own = inside;
      own.token = office.token(rule.role, "SJH");
      Office::Asked other = outside;
      other.token = own.token;
      table += fmt::format("  {}: {} | {} | {}\n", rule.word, said(office.ask(whole).status),
                           said(office.ask(own).status), said(office.ask(other).status));
    }
  }
  expect_golden(table, "tests/golden/server/doors.txt");
}

TEST(Doors, WithoutALoginOnlyWhatIsOpenIsAnswered) {
  Office office;
  const std::string region = office.services().regions.begin()->first;
  for (const Route& route : server::routes()) {
    const int status = office.ask(question_for(route, region, "SJH")).status;
    if (route.door == Route::Door::open) {
      EXPECT_NE(status, 401) << route.pattern;
    } else {
      EXPECT_EQ(status, 401) << route.method << ' ' << route.pattern;
    }
  }
}

TEST(Doors, ARoleThatDoesNotCarryThePermissionIsRefusedEverywhere) {
  Office office;
  const std::string region = office.services().regions.begin()->first;
  for (const Route& route : server::routes()) {
    const bool is_guarded = route.door == Route::Door::region || route.door == Route::Door::unit;
    if (!is_guarded) continue;
    for (const access::RoleRule& rule : access::role_rules) {
      if (access::carries(rule.role, route.permission)) continue;
      auto asked = question_for(route, region, "SJH");
      asked.token = office.token(rule.role, "HSF");
      EXPECT_EQ(office.ask(asked).status, 403)
          << rule.word << ' ' << route.method << ' ' << route.pattern;
    }
  }
}

TEST(Doors, AChangeWithoutTheSessionsTokenIsRefused) {
  Office office;
  const std::string region = office.services().regions.begin()->first;
  for (const Route& route : server::routes()) {
    const bool is_change = std::string(route.method) != "GET";
    if (!is_change || route.door == Route::Door::open) continue;
    auto asked = question_for(route, region, "HSF");
    asked.token = office.token(access::Role::planner);
    asked.with_csrf = false;
    EXPECT_EQ(office.ask(asked).status, 403) << route.method << ' ' << route.pattern;
    asked.headers = {{"X-CSRF-Token", access::csrf_of("another")}};
    EXPECT_EQ(office.ask(asked).status, 403) << route.method << ' ' << route.pattern;
  }
}

TEST(Doors, ARegionOfOthersIsNotThere) {
  Office office;
  const auto token = office.token(access::Role::viewer);
  const auto there = office.json({.path = "/api/regions/other", .token = token}, 404);
  EXPECT_EQ(there["detail"], "there is no such region");
}

TEST(Doors, TheRowsThatWereLookedAtAreShownToTheAuditor) {
  Office office;
  const std::string region = "/api/regions/" + office.services().regions.begin()->first;
  const std::string question = region + "/rows?period=2024-T1&key=visits.physician";
  office.json({.path = question, .token = office.token(access::Role::row_reader)});
  const auto looks =
      office.json({.path = region + "/looks", .token = office.token(access::Role::auditor)});
  EXPECT_TRUE(looks.contains("looks"));
}

}  // namespace
}  // namespace redthread::product
