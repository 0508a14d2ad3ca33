// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "product.hpp"

// Forecasts in versions and a budget spread by a profile, as a controller meets them: the starter
// region with a forecast after April, one after August, and a budget for the year.

namespace redthread::product {
namespace {

class Planned : public testing::Test {
 protected:
  void SetUp() override {
    redthread({"init", region_});
    write("catalog/profiles.toml",
          "[summer]\nname = {sv = \"Sommarprofil\", en = \"Summer profile\"}\n"
          "months = [9, 8, 9, 8, 8, 8, 6, 7, 9, 10, 9, 9]\n");
    std::string measures = read_file(temporary_.path("region/catalog/measures.toml"));
    const std::string head = "[\"cost.other\"]\n";
    measures.insert(measures.find(head) + head.size(), "budget_profile = \"summer\"\n");
    write("catalog/measures.toml", measures);
    write("data/reported/budget_2025.csv",
          "measure,unit,period,scenario,value\ncost.other,HSF,2025,budget,-70000\n");
    write("data/reported/forecast_t1.csv",
          "measure,unit,period,scenario,value,made,low,high\n"
          "cost.staff,HSF,2024,forecast,-150000,2024-04,-155000,-145000\n");
    write("reports/landing.md",
          "+++\ntitle = \"Helår\"\n+++\n\nPrognosen är {figure cost.staff year_forecast}.\n");
  }
  void write(const std::string& file, const std::string& text) const {
    write_file(temporary_.path("region/" + file), text);
  }
  void deliver_after_august() const {
    write("data/reported/forecast_t2.csv",
          "measure,unit,period,scenario,value,made\n"
          "cost.staff,HSF,2024,forecast,-152000,2024-08\n");
  }
  std::string explained(const std::string& measure, const std::string& period,
                        const std::string& column,
                        const std::vector<std::string>& more = {}) const {
    std::vector<std::string> command = {"explain",  region_, measure,    "--unit", "HSF",
                                        "--period", period,  "--column", column};
    command.insert(command.end(), more.begin(), more.end());
    const auto result = redthread(command);
    EXPECT_EQ(result.code, 0) << result.err;
    return result.out;
  }
  static bool says(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
  }

  TemporaryFolder temporary_;
  std::string region_ = temporary_.path("region");
};

TEST_F(Planned, AThreadTellsTheVersionAndItsInterval) {
  const std::string thread = explained("cost.staff", "2024-T1", "year_forecast");
  EXPECT_TRUE(says(thread, "/as_was/year_forecast:made_2024-04\n")) << thread;
  EXPECT_TRUE(says(thread, "prognos efter april 2024, ")) << thread;
  EXPECT_TRUE(says(thread, "intervall \u2212155\u202F000 till \u2212145\u202F000")) << thread;
  const std::string json = explained("cost.staff", "2024-T1", "year_forecast", {"--json"});
  EXPECT_TRUE(says(json, R"("made":"2024-04","interval":{"low":"-155000000","high":"-145000000",)"))
      << json;
}

TEST_F(Planned, TheFirstReportStillShowsItsForecastWhenTheSecondIsDelivered) {
  const auto page = [&](const std::string& period) {
    const auto made = redthread(
        {"report", region_, "landing", "--period", period, "--out", temporary_.path("out")});
    EXPECT_EQ(made.code, 0) << made.err;
    return read_file(temporary_.path("out/landing-" + period + ".html"));
  };
  const auto printed = [](const std::string& html) {
    const auto at = html.find("Prognosen är ");
    return html.substr(at, html.find("</p>", at) - at);
  };
  const std::string before = page("2024-T1");
  const std::string snapshot = read_file(temporary_.path("out/landing-2024-T1.json"));
  EXPECT_TRUE(says(before, "prognos efter april 2024"));
  EXPECT_TRUE(says(before, "\u2212155\u202F000 till \u2212145\u202F000"));
  EXPECT_TRUE(says(snapshot, "\"made\": \"2024-04\""));
  EXPECT_TRUE(says(snapshot, "\"low\": \"-155000000\""));
  deliver_after_august();
  EXPECT_EQ(printed(page("2024-T1")), printed(before));
  EXPECT_TRUE(says(page("2024-T2"), "prognos efter augusti 2024"));
  EXPECT_TRUE(says(printed(page("2024-T2")), "152\u202F000"));
}

TEST_F(Planned, AThreadTellsTheProfileThatAYearIsSpreadBy) {
  const std::string thread = explained("cost.other", "2025-04", "ytd_budget");
  EXPECT_TRUE(says(thread, "\u221223\u202F800")) << thread;
  EXPECT_TRUE(says(thread, "34,0\u00A0%  Andel av året enligt Sommarprofil")) << thread;
  EXPECT_TRUE(says(thread, "data/reported/budget_2025.csv:2")) << thread;
}

}  // namespace
}  // namespace redthread::product
