// SPDX-License-Identifier: Apache-2.0
// A report's way to the board over the API, loads as jobs, and the open data that comes of it.
#include <gtest/gtest.h>

#include "office.hpp"

namespace redthread::product {
namespace {

using nlohmann::json;

class OverTheApi : public testing::Test {
 protected:
  OverTheApi() : key_(office_.services().regions.begin()->first), region_("/api/regions/" + key_) {}

  json get(const std::string& path, int status = 200, access::Role role = access::Role::planner) {
    return office_.json({.path = path, .token = office_.token(role)}, status);
  }
  json send(const std::string& method, const std::string& path, const json& body, int status = 200,
            access::Role role = access::Role::planner) {
    return office_.json(
        {.method = method, .path = path, .body = body.dump(), .token = office_.token(role)},
        status);
  }
  json finished(const json& started, access::Role role) {
    return office_.finished(started["job"], office_.token(role));
  }

  Office office_;
  std::string key_;
  std::string region_;
};

TEST_F(OverTheApi, AReportIsOpenedCommentedFrozenSignedPublishedAndCorrected) {
  const std::string report = region_ + "/reports/interim";
  const json period = {{"period", "2024-T1"}};
  const json opened = send("POST", report + "/open", {{"period", "2024-T1"}, {"kinds", {"area"}}});
  EXPECT_EQ(opened["asked"].size(), 2U) << opened;
  EXPECT_EQ(get(report + "?period=2024-T1"), opened);

  // Heads of units comment; their task is gone, a second text by somebody else is a conflict.
  const auto comment = [&](const std::string& unit, const json& body, int status) {
    return office_.json({.method = "PUT",
                         .path = report + "/comments/" + unit,
                         .body = body.dump(),
                         .token = office_.token(access::Role::reporter, unit)},
                        status);
  };
  const auto mine = [&](const std::string& unit) {
    return office_.json(
        {.path = region_ + "/mine", .token = office_.token(access::Role::reporter, unit)});
  };
  EXPECT_EQ(mine("SJH")["comments"].size(), 1U);
  const json text = {{"period", "2024-T1"}, {"text", "Fler besök: {figure visits.physician}."}};
  const json written = comment("SJH", text, 200);
  EXPECT_EQ(written["fields"]["text"], "Fler besök: {figure visits.physician}.");
  EXPECT_EQ(mine("SJH")["comments"].size(), 0U);
  const json conflict = comment("SJH", text, 409);
  EXPECT_EQ(conflict["theirs"]["fields"]["text"], written["fields"]["text"]);
  EXPECT_EQ(get(report + "/comments?period=2024-T1")["items"].size(), 1U);

  // Not before all have commented, unless somebody says why.
  const json refused =
      finished(send("POST", report + "/freeze", period, 202), access::Role::planner);
  EXPECT_EQ(refused["state"], "failed");
  EXPECT_EQ(refused["problem"]["diagnostics"][0]["code"], "report.comments_missing") << refused;
  comment("VC", {{"period", "2024-T1"}, {"text", "Som väntat."}}, 200);
  const json frozen =
      finished(send("POST", report + "/freeze", period, 202), access::Role::planner);
  ASSERT_EQ(frozen["state"], "done") << frozen;
  EXPECT_EQ(get(region_ + "/mine")["signatures"].size(), 1U);

  EXPECT_EQ(get("/open/" + key_ + "/v1/data")["count"], 0) << "nothing is published yet";
  send("POST", report + "/sign", {{"period", "2024-T1"}, {"decision", "§ 12"}}, 403,
       access::Role::controller);
  send("POST", report + "/sign", {{"period", "2024-T1"}, {"decision", "§ 12"}});
  const json published = send("POST", report + "/publish", period);
  EXPECT_GE(published["files"].size(), 5U) << published;

  const json open = office_.json({.path = "/open/" + key_ + "/v1/data?kpi=visits.physician"});
  ASSERT_GE(open["count"].get<int>(), 1) << open;
  EXPECT_EQ(open["values"][0]["values"][0]["gender"], "T");
  EXPECT_TRUE(open["values"][0]["values"][0]["value"].is_string()) << open;
  const auto csv = office_.ask({.path = "/open/" + key_ + "/v1/data.csv"});
  EXPECT_EQ(text_of(csv).substr(0, 43), "kpi,unit,period,gender,value,status,report\n");
  EXPECT_EQ(header_of(csv, "Access-Control-Allow-Origin"), "*");

  const auto pdf = office_.ask({.path = report + "/renderings/pdf?period=2024-T1",
                                .token = office_.token(access::Role::viewer)});
  EXPECT_EQ(text_of(pdf).substr(0, 5), "%PDF-");
  EXPECT_NE(header_of(pdf, "Content-Security-Policy").find("sandbox"), std::string::npos);

  send("POST", report + "/correct", {{"period", "2024-T1"}, {"reason", "fel i tabell 1"}});
  ASSERT_EQ(finished(send("POST", report + "/freeze", period, 202), access::Role::planner)["state"],
            "done");
  const json diff = get(report + "/diff?period=2024-T1");
  EXPECT_TRUE(diff.contains("from")) << diff;
}

TEST_F(OverTheApi, ALoadTakesInWhatIsNewAndTellsWhatIsWrong) {
  const std::string scorecard = region_ + "/scorecard?period=2024-T1";
  const json before = get(scorecard);
  const std::string file = office_.folder() + "/data/reported/2024.csv";
  const std::string good = read_file(file);

  write_file(file, good + "visits.physician,SJH,2024-04,actual,not a number\n");
  const json failed =
      finished(send("POST", region_ + "/load", json::object(), 202, access::Role::controller),
               access::Role::controller);
  EXPECT_EQ(failed["state"], "failed") << failed;
  EXPECT_GT(failed["problem"]["errors"].get<int>(), 0);
  EXPECT_EQ(get(scorecard), before) << "what was shown stays";
  const json check = get(region_ + "/check", 200, access::Role::controller);
  EXPECT_GT(check["errors"].get<int>(), 0);

  std::string corrected = good;
  const auto at = corrected.find("visits.physician,SJH,2024-04");
  ASSERT_NE(at, std::string::npos) << good;
  corrected.erase(at, corrected.find('\n', at) + 1 - at);
  write_file(file, corrected);
  const json done =
      finished(send("POST", region_ + "/load", json::object(), 202, access::Role::controller),
               access::Role::controller);
  EXPECT_EQ(done["state"], "done") << done;
  EXPECT_NE(get(scorecard), before);
}

TEST_F(OverTheApi, AJobIsShownToThoseOfItsRegionAndCancelledByItsOwner) {
  const auto id = office_.services().jobs->start(
      "load", key_, "somebody", [](app::JobProgress& progress, Diagnostics&) -> std::string {
        for (;;) progress.tell(R"({"done":1})");
      });
  ASSERT_TRUE(id);
  const std::string address = "/api/jobs/" + *id;
  EXPECT_EQ(get(address)["state"], "running");
  office_.json({.method = "DELETE", .path = address, .token = office_.token(access::Role::planner)},
               403);
  office_.json(
      {.method = "DELETE", .path = address, .token = office_.token(access::Role::administrator)},
      202);
  EXPECT_EQ(office_.finished(*id, office_.token(access::Role::planner))["state"], "cancelled");
  office_.json(
      {.method = "DELETE", .path = address, .token = office_.token(access::Role::administrator)},
      409);
}

}  // namespace
}  // namespace redthread::product
