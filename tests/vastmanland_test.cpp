// SPDX-License-Identifier: Apache-2.0
// The main job on real figures: the Västmanland region folder, from commands to files.
#include <regex>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "app/rendering.hpp"
#include "app/report.hpp"
#include "app/session.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "product.hpp"
#include "report/render.hpp"

namespace redthread::product {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

class Vastmanland : public ::testing::Test {
 protected:
  std::string region() const { return (source_folder() / "regions/vastmanland").string(); }

  CommandResult run(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin() + 1, region());
    arguments.insert(arguments.end(), {"--warehouse", temporary_.path("warehouse.duckdb")});
    return redthread(arguments);
  }

  CommandResult report(const std::string& out, std::vector<std::string> more = {}) {
    std::vector<std::string> command = {"report",  "delarsrapport", "--period",
                                        "2024-T1", "--out",         out};
    command.insert(command.end(), more.begin(), more.end());
    return run(command);
  }
  CommandResult snapshot(const std::string& out) { return report(out, {"--format", "json"}); }

  TemporaryFolder temporary_;
};

TEST_F(Vastmanland, NothingIsWrongInTheRegionFolder) {
  const auto result = redthread({"check", region()});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(result.err, "");
}

TEST_F(Vastmanland, EveryPublishedDerivedCellIsExplained) {
  const auto result = run({"proof", "--json"});
  ASSERT_EQ(result.code, 0) << result.out << result.err;
  const auto proof = Json::parse(result.out);
  EXPECT_GE(proof["derived"].get<int>(), 450);
  EXPECT_EQ(proof["unexplained"], 0);
  EXPECT_EQ(proof["equal"].get<int>() + proof["rounding"].get<int>() +
                proof["published_errors"].get<int>(),
            proof["derived"].get<int>());
  EXPECT_EQ(proof["not_equal"].size(),
            static_cast<std::size_t>(proof["derived"].get<int>() - proof["equal"].get<int>()));
}

TEST_F(Vastmanland, ProofPrintsItsOneLine) {
  const auto result = run({"proof"});
  const std::regex line(
      R"(derived=\d+ equal=\d+ rounding=\d+ published_errors=\d+ unexplained=0\n)");
  EXPECT_TRUE(std::regex_match(result.out, line)) << result.out;
}

TEST_F(Vastmanland, ProofFailsWhenABaseFigureIsChanged) {
  TemporaryFolder copy;
  fs::copy(region(), copy.path("region"), fs::copy_options::recursive);
  fs::remove_all(copy.path("region/.redthread"));
  const auto before = redthread({"proof", copy.path("region")});
  ASSERT_EQ(before.code, 0) << before.out << before.err;

  bool changed = false;
  for (const auto& file : fs::recursive_directory_iterator(copy.path("region/data"))) {
    if (file.path().extension() != ".csv") continue;
    std::string text = read_file(file.path());
    const auto at = text.find(",108293");
    const auto somatic = text.find(",87454");
    const auto found = at != std::string::npos ? at : somatic;
    if (found == std::string::npos) continue;
    text.replace(found, 4, ",999");
    write_file(file.path(), text);
    changed = true;
  }
  ASSERT_TRUE(changed);
  const auto after = redthread({"proof", copy.path("region")});
  EXPECT_EQ(after.code, 1);
  EXPECT_NE(after.out.find("UNEXPLAINED"), std::string::npos);
}

TEST_F(Vastmanland, ReportIsWrittenInFiveFormatsAndAgainByteByByte) {
  const auto first = report(temporary_.path("a"));
  ASSERT_EQ(first.code, 0) << first.err;
  const auto second = report(temporary_.path("b"));
  ASSERT_EQ(second.code, 0) << second.err;
  for (const std::string& format : app::report_formats()) {
    const std::string name = "delarsrapport-2024-T1." + format;
    const auto a = read_file(temporary_.path("a/" + name));
    ASSERT_FALSE(a.empty()) << name;
    EXPECT_EQ(sha256_hex(a), sha256_hex(read_file(temporary_.path("b/" + name)))) << name;
    EXPECT_NE(first.out.find(sha256_hex(a)), std::string::npos) << "the hash is printed";
  }
}

TEST_F(Vastmanland, ReportIsTheSameFromANewWarehouse) {
  ASSERT_EQ(snapshot(temporary_.path("a")).code, 0);
  fs::remove(temporary_.path("warehouse.duckdb"));
  ASSERT_EQ(snapshot(temporary_.path("b")).code, 0);
  EXPECT_EQ(read_file(temporary_.path("a/delarsrapport-2024-T1.json")),
            read_file(temporary_.path("b/delarsrapport-2024-T1.json")));
}

TEST_F(Vastmanland, EveryFigureOfTheSnapshotLeadsToALineOfADelivery) {
  ASSERT_EQ(snapshot(temporary_.path("a")).code, 0);
  const auto snapshot = Json::parse(read_file(temporary_.path("a/delarsrapport-2024-T1.json")));
  int leaves = 0;
  for (const auto& figure : snapshot["figures"]) {
    const bool leaf = figure["operation"] == "reported";
    if (!leaf || figure["sources"].empty()) continue;
    for (const auto& source : figure["sources"]) {
      const fs::path file = fs::path(region()) / source["file"].get<std::string>();
      const std::string text = read_file(file);
      EXPECT_EQ(source["sha256"], sha256_hex(text)) << file;
      std::istringstream lines(text);
      std::string line;
      for (int i = 0; i < source["line"].get<int>(); ++i) std::getline(lines, line);
      EXPECT_NE(line.find(source["written"].get<std::string>()), std::string::npos) << line;
      ++leaves;
    }
  }
  EXPECT_GT(leaves, 300);
}

TEST_F(Vastmanland, FindingsShowWhatIsPublishedTwiceDifferently) {
  const auto result = run({"findings", "--period", "2024-T1"});
  ASSERT_EQ(result.code, 0) << result.err;
  expect_golden(result.out, "tests/golden/vastmanland/findings.txt");
}

TEST_F(Vastmanland, StatementsAreGolden) {
  for (const char* statement : {"income_statement", "production_own", "result_areas"}) {
    const auto result = run({"statement", statement, "--period", "2024-T1"});
    ASSERT_EQ(result.code, 0) << result.err;
    expect_golden(result.out, std::string("tests/golden/vastmanland/") + statement + ".txt");
  }
}

TEST_F(Vastmanland, ScorecardAndGoalsAreGolden) {
  const auto scorecard = run({"scorecard", "--period", "2024-T1"});
  ASSERT_EQ(scorecard.code, 0) << scorecard.err;
  expect_golden(scorecard.out, "tests/golden/vastmanland/scorecard.txt");
  const auto history = run({"scorecard", "--period", "2024-T1", "--months", "13"});
  ASSERT_EQ(history.code, 0) << history.err;
  expect_golden(history.out, "tests/golden/vastmanland/scorecard_13_months.txt");
  const auto goals = run({"goals", "--period", "2024-T1"});
  ASSERT_EQ(goals.code, 0) << goals.err;
  expect_golden(goals.out, "tests/golden/vastmanland/goals.txt");
}

TEST_F(Vastmanland, ExplainFollowsAFigureToItsLines) {
  setenv("REDTHREAD_USER", "ab", 1);
  const auto result =
      run({"explain", "economy.result", "--period", "2024-T1", "--column", "ytd_budget_deviation"});
  ASSERT_EQ(result.code, 0) << result.err;
  const std::regex time(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)");
  expect_golden(std::regex_replace(result.out, time, "TIME"),
                "tests/golden/vastmanland/explain_result.txt");
}

TEST_F(Vastmanland, FigureIsPrintedWithComparisons) {
  const auto result =
      run({"figure", "economy.result", "--period", "2024-T1", "--compare", "budget,previous"});
  ASSERT_EQ(result.code, 0) << result.err;
  expect_golden(result.out, "tests/golden/vastmanland/figure_result.txt");
}

TEST_F(Vastmanland, AScorecardsHistoryEndsWithItsOutcome) {
  const auto result = run({"scorecard", "--period", "2024-T1", "--months", "5", "--json"});
  ASSERT_EQ(result.code, 0) << result.err;
  int with_value = 0;
  const Json said = Json::parse(result.out);
  for (const Json& row : said.at("indicators")) {
    const Json& history = row.at("history");
    ASSERT_EQ(history.size(), 5u);
    EXPECT_EQ(history.front().at("month"), "2023-12");
    EXPECT_EQ(history.back().at("month"), "2024-04");
    EXPECT_EQ(history.back().at("value"), row.at("outcome").at("value")) << row.at("indicator");
    EXPECT_EQ(history.back().at("status"), row.at("status")) << row.at("indicator");
    with_value += history.back().at("value").is_null() ? 0 : 1;
  }
  EXPECT_GT(with_value, 10);
  const auto none = run({"scorecard", "--period", "2024-T1", "--json"});
  const Json without = Json::parse(none.out);
  EXPECT_FALSE(without.at("indicators").at(0).contains("history"));
  EXPECT_EQ(run({"scorecard", "--period", "2024-T1", "--months", "0"}).code, 2);
}

TEST_F(Vastmanland, EveryCommandSpeaksJson) {
  const std::vector<std::vector<std::string>> commands = {
      {"check"},
      {"load"},
      {"deliveries"},
      {"quarantine"},
      {"figure", "economy.result", "--period", "2024-T1"},
      {"explain", "economy.result", "--period", "2024-T1"},
      {"statement", "income_statement", "--period", "2024-T1"},
      {"scorecard", "--period", "2024-T1"},
      {"goals", "--period", "2024-T1"},
      {"findings", "--period", "2024-T1"},
      {"proof"},
      {"report", "delarsrapport", "--period", "2024-T1", "--format", "html", "--out",
       temporary_.path("out")},
  };
  for (auto command : commands) {
    command.push_back("--json");
    const auto result = run(command);
    EXPECT_EQ(result.code, 0) << command.front() << result.err;
    EXPECT_TRUE(Json::accept(result.out)) << command.front();
  }
}

TEST_F(Vastmanland, ARenderingThatShowsAnotherFigureIsStopped) {
  Diagnostics diagnostics;
  auto session = app::Session::open(region(), {.warehouse = ":memory:"}, diagnostics);
  ASSERT_TRUE(session) << to_text(diagnostics);
  const auto document = app::make_document(
      *session, {.report = "delarsrapport", .period = Period::tertial(2024, 1)}, diagnostics);
  ASSERT_TRUE(document) << to_text(diagnostics);
  std::string html = report::render_html(*document);
  EXPECT_NO_THROW(app::pass_gate(*document, "html", html));

  const std::string printed = document->language == Language::swedish ? "425,5" : "425.5";
  const auto at = html.find(printed);
  ASSERT_NE(at, std::string::npos);
  html.replace(at, printed.size(), "425,7");
  try {
    app::pass_gate(*document, "html", html);
    FAIL() << "a changed figure passed the gate";
  } catch (const Error& stopped) {
    EXPECT_EQ(stopped.code(), "report.gate");
  }
}

TEST_F(Vastmanland, AProofCellThatNamesNothingIsToldWithItsPlace) {
  TemporaryFolder copy;
  fs::copy(region(), copy.path("region"), fs::copy_options::recursive);
  fs::remove_all(copy.path("region/.redthread"));
  std::string cells = read_file(copy.path("region/proof/cells.csv"));
  const auto at = cells.find("production_own_annex");
  ASSERT_NE(at, std::string::npos);
  cells.replace(at, 10, "produktion");
  write_file(copy.path("region/proof/cells.csv"), cells);
  const auto result = redthread({"proof", copy.path("region")});
  EXPECT_EQ(result.code, 2);
  EXPECT_NE(result.err.find("proof/cells.csv:"), std::string::npos) << result.err;
  EXPECT_NE(result.err.find("[question.bad_proof]"), std::string::npos) << result.err;
}

TEST(Init, DoesNotTouchAFolderThatHasContent) {
  TemporaryFolder temporary;
  write_file(temporary.path("region/mine.txt"), "mine");
  const auto result = redthread({"init", temporary.path("region")});
  EXPECT_EQ(result.code, 2);
  EXPECT_NE(result.err.find("[question.folder_not_empty]"), std::string::npos) << result.err;
  EXPECT_EQ(std::distance(fs::directory_iterator(temporary.path("region")), {}), 1);
}

TEST_F(Vastmanland, UnknownNamesGetTheNearestOneAndExitCodeTwo) {
  struct Case {
    std::vector<std::string> command;
    std::string says;
    std::string code;
  };
  const std::vector<Case> cases = {
      {{"figure", "economy.resul", "--period", "2024-T1"},
       "did you mean `economy.result`?",
       "question.unknown_key"},
      {{"figure", "economy.result", "--period", "2024-T4"},
       "is not a period",
       "question.bad_period"},
      {{"figure", "economy.result", "--period", "2024-T1", "--unit", "HSFF"},
       "did you mean `HSF`?",
       "question.unknown_unit"},
      {{"figure", "economy.result", "--period", "2024-T1", "--organisation", "2024-02-30"},
       "a day to restate to: 2024-05-01",
       "question.bad_view"},
      {{"figure", "economy.result", "--period", "2024-T1", "--compare", "budgt"},
       "did you mean `budget`?",
       "question.unknown_comparison"},
      {{"figure", "economy.result", "--period", "2024-T1", "--column", "ytd_budgt"},
       "did you mean `ytd_budget`?",
       "question.unknown_column"},
      {{"statement", "income_statment", "--period", "2024-T1"},
       "did you mean `income_statement`?",
       "question.unknown_statement"},
      {{"figure", "income_statement/resultatt", "--period", "2024-T1"},
       "has no row",
       "question.unknown_row"},
      {{"scorecard", "--period", "2024-T1", "--goal", "nosuchgoal"},
       "there is no goal",
       "question.unknown_goal"},
      {{"report", "delarsraport", "--period", "2024-T1", "--out", temporary_.path("x")},
       "did you mean `delarsrapport`?",
       "question.unknown_report"},
      {{"report", "delarsrapport", "--period", "2024-T1", "--format", "htm", "--out",
        temporary_.path("x")},
       "did you mean `html`?",
       "question.bad_format"},
  };
  for (const Case& each : cases) {
    const auto result = run(each.command);
    EXPECT_EQ(result.code, 2) << result.out;
    EXPECT_EQ(result.out, "");
    EXPECT_NE(result.err.find(each.says), std::string::npos) << result.err;
    EXPECT_NE(result.err.find("[" + each.code + "]"), std::string::npos) << result.err;
  }
  EXPECT_FALSE(fs::exists(temporary_.path("x"))) << "nothing is written";
}

}  // namespace
}  // namespace redthread::product
