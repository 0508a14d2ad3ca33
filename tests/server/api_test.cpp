// SPDX-License-Identifier: Apache-2.0
// What the API answers: its description, its shapes, what it says when something is wrong.
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "access/sessions.hpp"
#include "office.hpp"
#include "schema_check.hpp"
#include "server/openapi.hpp"
#include "server/route.hpp"

namespace redthread::product {
namespace {

using nlohmann::json;
using server::Route;

class Api : public testing::Test {
 protected:
  Api()
      : key_(office_.services().regions.begin()->first),
        region_("/api/regions/" + key_),
        description_(json::parse(server::openapi())) {}

  json get(const std::string& path, int status = 200, access::Role role = access::Role::planner) {
    return office_.json({.path = path, .token = office_.token(role)}, status);
  }
  json send(const std::string& method, const std::string& path, const json& body, int status = 200,
            access::Role role = access::Role::planner) {
    return office_.json(
        {.method = method, .path = path, .body = body.dump(), .token = office_.token(role)},
        status);
  }
  void expect_schema(const std::string& schema, const json& value) {
    EXPECT_EQ(difference_from(description_["components"]["schemas"][schema], value, description_),
              "")
        << schema;
  }

  Office office_;
  std::string key_;
  std::string region_;
  json description_;
};

TEST(ApiDescription, IsTheOneInTheDocumentation) {
  expect_golden(server::openapi(), "docs/openapi.json");
}

TEST(ApiDescription, NamesEachOperationOnceAndOnlySchemasThatThereAre) {
  const json description = json::parse(server::openapi());
  const json& schemas = description["components"]["schemas"];
  std::set<std::string> names;
  for (const auto& [path, operations] : description["paths"].items()) {
    for (const auto& [method, operation] : operations.items()) {
      EXPECT_TRUE(names.insert(operation["operationId"]).second) << operation["operationId"];
    }
  }
  for (const Route& route : server::routes()) {
    for (const std::string schema : {route.body, route.answer}) {
      EXPECT_TRUE(schema.empty() || schemas.contains(schema)) << route.pattern << ' ' << schema;
    }
    const bool has_json = std::string(route.media) == "application/json" && route.status != 204;
    EXPECT_EQ(has_json, *route.answer != '\0') << route.pattern;
  }
  EXPECT_EQ(names.size(), server::routes().size());
}

TEST_F(Api, AnswersAsItsDescriptionSays) {
  const std::string place = "?period=2024-T1&unit=HSF";
  const std::pair<const char*, std::string> questions[] = {
      {"RegionOverview", region_},
      {"Scorecard", region_ + "/scorecard" + place + "&months=13"},
      {"Statement", region_ + "/statements/overview" + place},
      {"ThreadedFigure", region_ + "/figure" + place + "&key=visits.physician&column=ytd"},
      {"ThreadedFigure", region_ + "/figure" + place + "&key=overview/visits"},
      {"Series", region_ + "/series" + place + "&key=visits.physician&months=13"},
      {"Series", region_ + "/series" + place + "&key=overview/visits&months=2"},
      {"ThreadedFigure", region_ + "/figure" + place + "&key=cost.staff%20%2F%20visits.physician"},
      {"Deviations", region_ + "/deviations" + place},
      {"Deviations", region_ + "/deviations" + place + "&against=previous"},
      {"Goals", region_ + "/goals" + place},
      {"Findings", region_ + "/findings" + place},
      {"Hits", region_ + "/search?q=l%C3%A4kar"},
      {"Deliveries", region_ + "/deliveries"},
      {"PlanKinds", region_ + "/plan"},
      {"PlanObjects", region_ + "/plan/goal"},
      {"PlanObject", region_ + "/plan/goal/access"},
      {"JournalEntries", region_ + "/plan/goal/access/history"},
      {"PlanTable", region_ + "/plan-tables/fulfilment?year=2024&period=2024-T1"},
      {"Tasks", region_ + "/mine"},
      {"InternalControl", region_ + "/internal-control?period=2024-T1"},
      {"Reports", region_ + "/reports"},
      {"ReportStatus", region_ + "/reports/interim?period=2024-T1"},
      {"Session", "/api/session"},
      {"Regions", "/api/regions"},
      {"Roles", "/api/roles"},
      {"WaysIn", "/api/login"},
      {"Health", "/healthz"},
      {"OpenKpis", "/open/" + key_ + "/v1/kpi"},
      {"OpenValues", "/open/" + key_ + "/v1/data"},
  };
  for (const auto& [schema, path] : questions) {
    SCOPED_TRACE(path);
    expect_schema(schema, get(path));
  }
  expect_schema("Quarantine", get(region_ + "/quarantine", 200, access::Role::controller));
  expect_schema("Diagnostics", get(region_ + "/check", 200, access::Role::controller));
  expect_schema("Looks", get(region_ + "/looks", 200, access::Role::auditor));
  expect_schema("JournalPage", get(region_ + "/journal?limit=1", 200, access::Role::auditor));
  expect_schema("Verification", get(region_ + "/journal/verify", 200, access::Role::auditor));
  expect_schema("Accounts", get("/api/accounts", 200, access::Role::administrator));
  expect_schema("AccountChanges", get("/api/accounts/journal", 200, access::Role::auditor));
}

TEST_F(Api, SaysWhatIsWrongWithAQuestion) {
  struct Case {
    std::string path;
    int status;
    std::string says;
  };
  const Case cases[] = {
      {"/api/nothing", 404, "there is no such address"},
      {"/open/nowhere/v1/kpi", 404, "there is no such region"},
      {region_ + "/scorecard", 400, "`period` is missing"},
      {region_ + "/scorecard?period=2024-13", 422, "`2024-13` is not a period"},
      {region_ + "/scorecard?period=2024-T1&unit=SJX", 404, "there is no unit `SJX`"},
      {region_ + "/scorecard?period=2024-T1&moths=3", 400, "there is no parameter `moths`"},
      {region_ + "/scorecard?period=2024-T1&months=1e3", 400,
       "`months` is not a whole number from 0 to 120"},
      {region_ + "/series?period=2024-T1&key=visits.physician&months=99999999999", 400,
       "`months` is not a whole number from 1 to 120"},
      {region_ + "/statements/overviev?period=2024-T1", 404, "there is no statement `overviev`"},
      {region_ + "/figure?period=2024-T1&key=overview/nothing", 404,
       "statement `overview` has no row `nothing`"},
      {region_ + "/plan/gaol", 404, "there is no kind `gaol` in the plan"},
      {region_ + "/plan/goal?limit=0", 400, "`limit` is not a whole number from 1 to 1000"},
      {region_ + "/plan/goal?after=x", 400, "`after` is not where a page ended"},
      {region_ + "/plan-tables/none", 404, "there is no table `none`"},
      {region_ + "/deviations?period=2024-T1&against=x", 400,
       "`against` is neither budget nor previous"},
      {region_ + "/reports/none?period=2024-T1", 404, "there is no report `none`"},
      {region_ + "/reports/interim/renderings/pdf?period=2024-T1", 404,
       "there is no frozen version of the report"},
      {"/api/jobs/none", 404, "there is no such job"},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(each.path);
    const json problem = get(each.path, each.status);
    expect_schema("Problem", problem);
    EXPECT_EQ(problem["detail"], each.says);
  }
  const auto hint = get(region_ + "/scorecard?period=2024-T1&moths=3", 400);
  EXPECT_EQ(hint["diagnostics"][0]["hint"], "did you mean `months`?");
  EXPECT_EQ(hint["diagnostics"][0]["code"], "request.unknown_parameter");
  EXPECT_EQ(get(region_ + "/scorecard", 400)["diagnostics"][0]["code"], "request.bad_parameter");
  EXPECT_EQ(get("/api/jobs/none", 404)["diagnostics"][0]["code"], "request.not_found");
}

TEST_F(Api, SaysWhichMethodsAnAddressTakes) {
  const auto refused = office_.ask({.method = "DELETE", .path = region_ + "/scorecard"});
  EXPECT_EQ(refused.status, 405);
  EXPECT_EQ(header_of(refused, "Allow"), "GET");
}

TEST_F(Api, SaysWhatIsWrongWithABody) {
  const std::string path = region_ + "/plan/goal/new";
  const std::pair<std::string, std::string> cases[] = {
      {"", "the request's body cannot be read: it is no JSON: character 1 cannot stand there"},
      {"[]", "the request's body cannot be read: it is not an object"},
      {"{\"fields\":{}",
       "the request's body cannot be read: it is no JSON: character 13 cannot "
       "stand there"},
      {"{\"fields\":{},\"fields\":{}}",
       "the request's body cannot be read: the field `fields` is there twice"},
      {std::string(40, '[') + std::string(40, ']'),
       "the request's body cannot be read: it is more than 32 levels deep"},
      {"{\"fields\":[]}", "`fields` is not an object of texts"},
      {"{\"fields\":{\"name\":5}}", "`fields` is not an object of texts"},
      {"{\"fields\":{},\"seen\":\"1\"}", "`seen` is not a whole number"},
      {"{\"fields\":{},\"seen\":1e400}",
       "the request's body cannot be read: it is no JSON: "
       "character 25 cannot stand there"},
      {"{\"fields\":{},\"seen\":18446744073709551615}", "`seen` is not a whole number"},
      {"{\"fields\":{},\"sen\":1}", "there is no field `sen`"},
      {"{\"fields\":{\"name\":\"\xff\"}}",
       "the request's body cannot be read: it is no JSON: character 20 cannot stand there"},
  };
  for (const auto& [body, says] : cases) {
    SCOPED_TRACE(body);
    const auto problem = office_.json({.method = "PUT",
                                       .path = path,
                                       .body = body,
                                       .token = office_.token(access::Role::planner)},
                                      400);
    EXPECT_EQ(problem["detail"], says);
    EXPECT_EQ(problem["diagnostics"][0]["code"], "request.bad_body");
  }
}

TEST_F(Api, AnswersFromMemoryUntilSomethingChanges) {
  const std::string path = region_ + "/goals?period=2024-T1";
  const std::string token = office_.token(access::Role::viewer);
  const auto first = office_.ask({.path = path, .token = token});
  const std::string tag = header_of(first, "ETag");
  ASSERT_FALSE(tag.empty());
  const auto again =
      office_.ask({.path = path, .token = token, .headers = {{"If-None-Match", tag}}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(text_of(again), "");
  const auto weak =
      office_.ask({.path = path, .token = token, .headers = {{"If-None-Match", "W/" + tag}}});
  EXPECT_EQ(weak.status, 304);
  const auto english = office_.ask({.path = path + "&lang=en", .token = token});
  EXPECT_NE(header_of(english, "ETag"), tag);

  send("PUT", region_ + "/plan/goal/quality", {{"seen", 0}, {"fields", {{"name", "Kvalitet"}}}});
  const auto changed =
      office_.ask({.path = path, .token = token, .headers = {{"If-None-Match", tag}}});
  EXPECT_EQ(changed.status, 200);
  EXPECT_NE(text_of(changed).find("Kvalitet"), std::string::npos);
}

TEST_F(Api, TwoPeopleAtOnceAreShownBothTexts) {
  const std::string path = region_ + "/plan/goal/access";
  const json before = get(path);
  send("PUT", path, {{"seen", before["version"]}, {"fields", {{"description", "Deras text"}}}});
  const json conflict = send(
      "PUT", path, {{"seen", before["version"]}, {"fields", {{"description", "Min text"}}}}, 409);
  expect_schema("Conflict", conflict);
  EXPECT_EQ(conflict["mine"]["description"], "Min text");
  EXPECT_EQ(conflict["theirs"]["fields"]["description"], "Deras text");
  EXPECT_EQ(get(path)["fields"]["description"], "Deras text");
}

TEST_F(Api, AChangeThatBreaksARuleChangesNothing) {
  const json problem =
      send("PUT", region_ + "/plan/goal/child", {{"seen", 0}, {"fields", {{"name", ""}}}}, 422);
  expect_schema("Problem", problem);
  EXPECT_FALSE(problem["diagnostics"].empty());
  get(region_ + "/plan/goal/child", 404);
}

TEST_F(Api, NobodyChangesAnObjectOfAnotherPart) {
  const std::string path = region_ + "/plan/action/less_hired";
  const json body = {{"seen", 0}, {"fields", {{"name", "Färre inhyrda"}, {"unit", "VC"}}}};
  const auto put = [&](const std::string& unit, const json& change, int status) {
    return office_.json({.method = "PUT",
                         .path = path,
                         .body = change.dump(),
                         .token = office_.token(access::Role::planner, unit)},
                        status);
  };
  put("SJH", body, 403);
  put("VC", body, 200);
  // Neither taking one from another part, nor giving one's own away.
  put("SJH", {{"seen", 1}, {"fields", {{"unit", "SJH"}}}}, 403);
  put("VC", {{"seen", 1}, {"fields", {{"unit", "SJH"}}}}, 403);
  put("HSF", {{"seen", 1}, {"fields", {{"unit", "SJH"}}}}, 200);
}

TEST_F(Api, PagesOfAListHoldEachObjectOnce) {
  for (int i = 0; i < 5; ++i) {
    send("PUT", region_ + "/plan/goal/g" + std::to_string(i),
         {{"seen", 0}, {"fields", {{"name", "Mål"}}}});
  }
  std::vector<std::string> seen;
  std::string after;
  do {
    const json page =
        get(region_ + "/plan/goal?limit=2" + (after.empty() ? "" : "&after=" + after));
    EXPECT_LE(page["items"].size(), 2U);
    for (const json& item : page["items"]) seen.push_back(item["key"]);
    after = page["next"].is_null() ? "" : page["next"].get<std::string>();
  } while (!after.empty());
  EXPECT_EQ(seen.size(), 6U);
  EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), 6U);
  std::vector<std::int64_t> entries;
  do {
    const json page = get(region_ + "/journal?limit=4" + (after.empty() ? "" : "&after=" + after),
                          200, access::Role::auditor);
    for (const json& item : page["items"]) entries.push_back(item["sequence"]);
    after = page["next"].is_null() ? "" : page["next"].get<std::string>();
  } while (!after.empty());
  for (std::size_t i = 0; i + 1 < entries.size(); ++i) EXPECT_EQ(entries[i], entries[i + 1] + 1);
  EXPECT_EQ(entries.back(), 1);
}

TEST_F(Api, LogsInAndOut) {
  office_.add_account("anna", "en lång nyckelfras 7");
  const auto log_in = [&](const std::string& password) {
    return office_.ask({.method = "POST",
                        .path = "/api/session",
                        .body = json({{"login", "anna"}, {"password", password}}).dump()});
  };
  EXPECT_EQ(log_in("fel").status, 401);
  const auto answer = log_in("en lång nyckelfras 7");
  ASSERT_EQ(answer.status, 200);
  expect_schema("Session", json::parse(text_of(answer)));
  const std::string cookie = header_of(answer, "Set-Cookie");
  EXPECT_NE(cookie.find("; HttpOnly; SameSite=Lax"), std::string::npos) << cookie;
  EXPECT_EQ(header_of(answer, "Cache-Control"), "no-store");
  const std::string token = cookie.substr(8, cookie.find(';') - 8);
  office_.json({.path = "/api/session", .token = token});
  EXPECT_EQ(office_.ask({.method = "DELETE", .path = "/api/session", .token = token}).status, 204);
  office_.json({.path = "/api/session", .token = token}, 401);
}

TEST_F(Api, TooManyWrongPasswordsMustWait) {
  office_.add_account("anna", "en lång nyckelfras 7");
  const std::string body = json({{"login", "anna"}, {"password", "fel"}}).dump();
  http::Response last;
  for (int i = 0; i < 7; ++i) {
    last = office_.ask({.method = "POST", .path = "/api/session", .body = body});
  }
  EXPECT_EQ(last.status, 429);
  EXPECT_FALSE(header_of(last, "Retry-After").empty());
}

TEST_F(Api, AnAdministratorGivesRolesWithinTheirPartOnly) {
  const auto account = [&](const std::string& login, const std::string& unit) {
    return json{{"login", login},
                {"name", "Ny"},
                {"grants", {{{"region", key_}, {"unit", unit}, {"role", "reporter"}}}}};
  };
  const auto post = [&](const json& body, int status) {
    return office_.json({.method = "POST",
                         .path = "/api/accounts",
                         .body = body.dump(),
                         .token = office_.token(access::Role::administrator, "SJH")},
                        status);
  };
  const json made = post(account("ny", "SJH"), 201);
  expect_schema("Account", made);
  post(account("ny2", "VC"), 403);
  post(account("ny3", "SJX"), 400);
  const std::string address = "/api/accounts/" + made["id"].get<std::string>();
  const std::string token = office_.token(access::Role::administrator, "SJH");
  const json more = {{"grants", {{{"region", key_}, {"unit", "HSF"}, {"role", "planner"}}}}};
  office_.json({.method = "PUT", .path = address, .body = more.dump(), .token = token}, 403);
  const json less = {{"name", "Annat namn"}, {"grants", json::array()}, {"disabled", true}};
  const json changed =
      office_.json({.method = "PUT", .path = address, .body = less.dump(), .token = token});
  EXPECT_EQ(changed["name"], "Annat namn");
  EXPECT_EQ(changed["disabled"], true);
  EXPECT_TRUE(changed["grants"].empty());
}

TEST_F(Api, WhatAnotherServerChangesIsSeen) {
  // A second server on the same plan, with its own warehouse.
  Diagnostics diagnostics;
  TemporaryFolder folder;
  const auto other = app::LiveRegion::open(
      {.folder = office_.folder(), .warehouse = folder.path("warehouse.duckdb"), .user = "other"},
      diagnostics);
  ASSERT_NE(other, nullptr) << to_text(diagnostics);
  app::LiveRegion& ours = *office_.services().regions.begin()->second;
  EXPECT_EQ(other->version(), ours.version());
  send("PUT", region_ + "/plan/goal/quality", {{"seen", 0}, {"fields", {{"name", "Kvalitet"}}}});
  other->plan_changed();  // as if its patience had run out
  EXPECT_EQ(other->version(), ours.version());
  EXPECT_NE(other->plan().find("goal", "quality"), nullptr);
}

TEST_F(Api, ATableIsAWorkbook) {
  const auto answer = office_.ask({.path = region_ + "/statements/overview.xlsx?period=2024-T1",
                                   .token = office_.token(access::Role::viewer)});
  EXPECT_EQ(answer.status, 200) << text_of(answer);
  EXPECT_EQ(text_of(answer).substr(0, 2), "PK");
  EXPECT_EQ(header_of(answer, "Content-Disposition"),
            "attachment; filename=\"overview-2024-T1.xlsx\"");
}

}  // namespace
}  // namespace redthread::product
