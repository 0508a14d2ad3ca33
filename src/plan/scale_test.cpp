// SPDX-License-Identifier: Apache-2.0
// The published classifications of two regions are reproduced by their scales, all rows.
#include "plan/scale.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "base/csv.hpp"
#include "plan/checks.hpp"
#include "plan/files.hpp"
#include "plan/values.hpp"

namespace redthread::plan {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

/// The region's plan as its files say it, with what follows filled in and every rule kept.
State plan_of(const std::string& region) {
  Diagnostics diagnostics;
  const ReadFiles files("regions/" + region + "/plan", "plan", diagnostics);
  State state;
  std::vector<ObjectKey> keys;
  for (const Object& object : files.objects()) state.put(std::make_shared<Object>(object));
  if (state.all("level").empty()) {
    for (const Object& level : default_levels()) state.put(std::make_shared<Object>(level));
  }
  const auto scales = scales_of(state);
  for (Object object : files.objects()) {
    derive(object, state, scales);
    keys.push_back(object.key);
    state.put(std::make_shared<Object>(std::move(object)));
  }
  Findings findings;
  check({}, state, keys, findings);
  files.tell(findings, diagnostics);
  EXPECT_EQ(to_text(diagnostics), "") << region;
  return state;
}

/// The published rows of a region, by column.
std::vector<std::map<std::string, std::string>> published(const std::string& region,
                                                          const CsvColumns& columns) {
  Diagnostics diagnostics;
  const std::string path = "regions/" + region + "/published/riskbedomningar.csv";
  const auto table = read_csv_file(path, path, columns, diagnostics);
  EXPECT_EQ(to_text(diagnostics), "");
  std::vector<std::map<std::string, std::string>> rows;
  for (const CsvRow& row : table->rows) {
    auto& fields = rows.emplace_back();
    for (std::size_t i = 0; i < row.fields.size(); ++i) fields[table->header[i]] = row.fields[i];
  }
  return rows;
}

TEST(PublishedRisks, OfSlsoHaveTheirValuesAndLevels) {
  const State state = plan_of("slso");
  const auto rows = published("slso", {{"risk", "likelihood", "consequence", "value"}, {}});
  ASSERT_EQ(rows.size(), 12u);
  std::map<std::string, int> count;
  for (const auto& row : rows) {
    const Object* assessment = state.find("risk_assessment", row.at("risk") + ".2024");
    ASSERT_NE(assessment, nullptr) << row.at("risk");
    EXPECT_EQ(assessment->get("likelihood"), row.at("likelihood"));
    EXPECT_EQ(assessment->get("consequence"), row.at("consequence"));
    EXPECT_EQ(assessment->get("value"), row.at("value")) << row.at("risk");
    ++count[state.find("scale_level", assessment->get("level"))->get("name")];
  }
  EXPECT_EQ(count, (std::map<std::string, int>{{"Medelhög", 2}, {"Hög", 9}, {"Mycket hög", 1}}));
}

TEST(PublishedRisks, OfJamtlandHaveTheirClassesInAll34Rows) {
  const State state = plan_of("jamtland");
  const auto rows = published("jamtland", {{"row", "risk", "assignment", "consequence",
                                            "likelihood", "class", "obligation", "mitigations"},
                                           {}});
  ASSERT_EQ(rows.size(), 34u);
  EXPECT_EQ(state.all("risk").size(), 26u) << "a risk in several rows is one risk";
  for (const auto& row : rows) {
    const Object* assessment = state.find("risk_assessment", row.at("risk") + ".2025");
    ASSERT_NE(assessment, nullptr) << row.at("risk");
    EXPECT_EQ(assessment->get("likelihood"), row.at("likelihood")) << row.at("row");
    EXPECT_EQ(assessment->get("consequence"), row.at("consequence")) << row.at("row");
    EXPECT_EQ(assessment->get("value"), "") << "classes have no values";
    const Object* level = state.find("scale_level", assessment->get("level"));
    EXPECT_EQ(level->get("name"), row.at("class")) << row.at("row");
    EXPECT_EQ(level->get("obligation"), row.at("obligation")) << row.at("row");

    const auto assignments = list_of(state.find("risk", row.at("risk"))->get("assignments"));
    EXPECT_NE(std::find(assignments.begin(), assignments.end(), row.at("assignment")),
              assignments.end())
        << row.at("row");
    int mitigations = 0;
    for (const auto& [id, mitigation] : state.all("mitigation")) {
      for (const auto& risk : list_of(mitigation->get("risks"))) {
        mitigations += risk == row.at("risk") ? 1 : 0;
      }
    }
    EXPECT_GE(mitigations, *integer_of(row.at("mitigations"))) << row.at("row");
    EXPECT_EQ(level->get("requires_mitigation") == "yes", row.at("mitigations") != "0")
        << "rows of R3 and R4 always have one";
  }
}

TEST(Library, TheRegionsHaveItsScales) {
  const std::pair<const char*, const char*> copies[] = {{"five_by_five", "slso"},
                                                        {"four_by_four", "jamtland"}};
  for (const auto& [scale, region] : copies) {
    for (const auto& file :
         fs::directory_iterator(std::string("library/internal_control/") + scale)) {
      const fs::path copy = fs::path("regions") / region / "plan" / file.path().filename();
      EXPECT_EQ(read(file.path()), read(copy)) << copy;
    }
  }
}

}  // namespace
}  // namespace redthread::plan
