// SPDX-License-Identifier: Apache-2.0
// A report on its way to the board, as commands: the whole output, on both stores.
#include <cstdlib>
#include <map>
#include <memory>
#include <regex>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/test_postgresql.hpp"
#include "product.hpp"

namespace redthread::product {
namespace {

using testing::HasSubstr;

namespace fs = std::filesystem;

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
  return text;
}

/// A small region whose plan is in a store of its own, and what was typed and printed so far.
class Workflow : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    setenv("REDTHREAD_USER", "anna", 1);
    store_ = folder_.path("plan.db");
    if (GetParam() == std::string("postgresql")) {
      server_ = std::make_unique<TestPostgresql>(REDTHREAD_SOURCE_DIR "/tests/postgresql");
      if (!server_->is_installed()) GTEST_SKIP() << "PostgreSQL is not installed";
      store_ = "postgresql:///postgres?user=postgres&host=" + server_->folder();
    }
    ASSERT_EQ(redthread({"init", region()}).code, 0);
    write_file(region() + "/reports/interim.md", read_file(region() + "/reports/interim.md") +
                                                     "\n# Enheternas kommentarer\n\n::comments\n");
  }

  std::string region() const { return folder_.path("region"); }
  /// `redthread report NAME REGION interim --period 2024-T1 --date DAY ...`.
  CommandResult step(const std::string& name, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {"report",   name,      region(),  "interim",
                                          "--period", "2024-T1", "--store", store_};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return type(arguments);
  }
  /// One message, with this code; nothing was done.
  static void expect_refused(const CommandResult& result, const std::string& code) {
    EXPECT_EQ(result.code, 2) << result.out;
    EXPECT_EQ(result.out, "");
    EXPECT_THAT(result.err, HasSubstr("[" + code + "]"));
    EXPECT_THAT(result.err, HasSubstr("\n1 error\n")) << result.err;
  }
  CommandResult comment(const std::string& unit, const std::string& text,
                        std::vector<std::string> more = {}) {
    more.insert(more.end(), {"--unit", unit, "--text", text, "--date", "2024-05-12"});
    return step("comment", more);
  }
  CommandResult type(const std::vector<std::string>& arguments) {
    const CommandResult result = redthread(arguments);
    typed_ += "$ redthread";
    for (const std::string& each : arguments) {
      typed_ += each.find(' ') == std::string::npos ? " " + each : " \"" + each + "\"";
    }
    typed_ += "\n" + result.out + result.err;
    if (result.code != 0) typed_ += "exit code " + std::to_string(result.code) + "\n";
    return result;
  }
  void to_frozen() {
    step("open", {"--date", "2024-05-02"});
    comment("SJH", "Läkarbesöken på sjukhuset är {figure visits.physician unit=SJH}.");
    comment("VC", "Vårdcentralerna saknar budget.");
    comment("HSF", "Kostnaderna är {figure cost.total}, och väntetiderna är kortare.");
    ASSERT_EQ(step("freeze", {"--date", "2024-05-15"}).code, 0) << typed_;
  }
  void to_published() {
    to_frozen();
    step("sign",
         {"--signer", "Karin Ordförande", "--decision", "HSN 2024/118", "--date", "2024-05-22"});
    step("publish", {"--out", folder_.path("out"), "--date", "2024-05-23"});
  }
  /// The folder of the only bundle that is frozen.
  fs::path bundle() const {
    return fs::directory_iterator(region() + "/.redthread/frozen")->path();
  }
  void take_in_the_plan() {
    ASSERT_EQ(redthread({"plan", "import", region(), "--store", store_}).code, 0);
  }
  void expect_transcript(const std::string& golden) {
    std::string text = replaced(typed_, "--store " + store_ + " ", "");
    text = replaced(text, " --store " + store_, "");
    text = replaced(text, region(), "REGION");
    text = replaced(text, folder_.path(), "FOLDER");
    text = std::regex_replace(text, std::regex("[0-9a-f]{64}"), "SHA256");
    expect_golden(text, "tests/golden/workflow/" + golden + ".txt");
  }

  TemporaryFolder folder_;
  std::unique_ptr<TestPostgresql> server_;
  std::string store_;
  std::string typed_;
};

INSTANTIATE_TEST_SUITE_P(Engines, Workflow, testing::Values("sqlite", "postgresql"),
                         [](const auto& engine) { return std::string(engine.param); });

TEST_P(Workflow, FromOpenToPublishedAndCorrected) {
  take_in_the_plan();
  step("open", {"--due", "2024-05-13", "--date", "2024-05-02"});
  comment("SJH", "Läkarbesöken på sjukhuset är {figure visits.physician unit=SJH}.",
          {"--author", "Chef, sjukhuset"});
  step("status");
  comment("VC", "Vårdcentralerna saknar budget.");
  comment("HSF", "Kostnaderna är {figure cost.total}, och väntetiderna är kortare.");
  step("freeze", {"--date", "2024-05-15"});
  step("sign",
       {"--signer", "Karin Ordförande", "--decision", "HSN 2024/118", "--date", "2024-05-22"});
  const std::string out = folder_.path("out");
  step("publish", {"--out", out, "--date", "2024-05-23"});
  step("status");
  typed_ += read_file(out + "/interim-2024-T1-v1.signature.txt");
  const std::string html = read_file(out + "/interim-2024-T1-v1.html");
  EXPECT_THAT(html, HasSubstr("Version 1"));
  EXPECT_THAT(html, HasSubstr("Vårdcentralerna saknar budget.")) << "::comments prints it";

  step("correct", {"--reason", "fel belopp i en leverans"});
  write_file(region() + "/data/reported/2024.csv",
             replaced(read_file(region() + "/data/reported/2024.csv"), "-51240.5", "-51340.5"));
  comment("VC", "Vårdcentralerna saknar budget till och med juni.");
  step("freeze", {"--date", "2024-06-03"});
  step("diff");
  step("sign",
       {"--signer", "Karin Ordförande", "--decision", "HSN 2024/131", "--date", "2024-06-05"});
  step("publish", {"--out", out, "--date", "2024-06-05"});
  typed_ += read_file(out + "/interim-2024-T1-v2.changes.txt");
  type({"report", "status", region(), "--store", store_});
  expect_transcript("published_and_corrected");
  EXPECT_EQ(redthread({"journal", "verify", region(), "--store", store_}).code, 0);
}

TEST_P(Workflow, EveryStepInTheWrongOrderIsRefusedWithOneMessage) {
  expect_refused(step("open"), "report.plan_not_imported");
  take_in_the_plan();
  expect_refused(step("freeze"), "report.not_opened");
  expect_refused(step("status"), "report.not_opened");
  expect_refused(step("open", {"--ask", "ward"}), "question.unknown_unit");
  EXPECT_EQ(step("open", {"--ask", "area"}).code, 0);
  expect_refused(step("open"), "report.opened_already");
  expect_refused(step("sign", {"--signer", "K", "--decision", "D"}), "plan.report_order");
  expect_refused(step("publish"), "plan.report_order");
  expect_refused(step("correct", {"--reason", "fel"}), "plan.report_order");
  expect_refused(step("diff"), "report.not_frozen");
  expect_refused(comment("HSF", "Text."), "report.not_asked");
  expect_refused(comment("SJH", "Besöken är {figure visits.physican}."), "report.unknown_key");
  EXPECT_EQ(comment("SJH", "Besöken är {figure visits.physician unit=SJH}.").code, 0);
  expect_refused(step("freeze"), "report.comments_missing");
  EXPECT_EQ(
      step("freeze", {"--incomplete", "vårdcentralerna svarar i juni", "--date", "2024-05-15"})
          .code,
      0);
  expect_refused(comment("VC", "För sent."), "plan.report_order");
  expect_refused(step("publish"), "plan.report_order");
  expect_refused(step("diff", {"--from", "1", "--to", "2"}), "report.not_frozen");
  expect_refused(step("sign", {"--signer", "K", "--decision", "D", "--date", "2024-05-14"}),
                 "plan.date_order");
  EXPECT_EQ(step("sign", {"--signer", "K", "--decision", "D", "--date", "2024-05-22"}).code, 0);
  expect_refused(step("sign", {"--signer", "L", "--decision", "E"}), "plan.report_order");
  expect_refused(step("freeze"), "plan.report_order");
  expect_refused(step("open"), "plan.report_order");
  expect_refused(step("correct", {"--reason", "fel"}), "plan.report_order");
  EXPECT_EQ(step("publish", {"--out", folder_.path("out"), "--date", "2024-05-23"}).code, 0);
  expect_refused(step("correct"), "plan.missing_value");
  const std::vector<std::string> set = {"plan",    "set", region(), "report", "interim.2024-T1.v1",
                                        "--store", store_};
  const auto changed = [&](const std::string& what) {
    std::vector<std::string> arguments = set;
    arguments.push_back(what);
    return type(arguments);
  };
  expect_refused(changed("signed_by=L"), "plan.report_signed");
  expect_refused(changed("--remove"), "plan.report_signed");
  expect_transcript("wrong_order");
}

TEST_P(Workflow, WhoSumsUpWaitsForWhoIsSummedUp) {
  take_in_the_plan();
  step("open");
  comment("SJH", "Det går bra.");
  expect_refused(comment("HSF", "Allt."), "report.comments_missing");
  EXPECT_EQ(comment("HSF", "Allt.", {"--incomplete", "VC är stängd"}).code, 0);
  const auto history =
      redthread({"plan", "history", region(), "comment", "interim.2024-T1.HSF", "--store", store_});
  EXPECT_THAT(history.out, HasSubstr("anna: without the others: VC är stängd"));
}

TEST_P(Workflow, WhatAPersonTypedAgainstTheTableIsNotFrozen) {
  take_in_the_plan();
  step("open", {"--ask", "administration"});
  comment("HSF", "Summa kostnader är 73 450,7 tkr. Personalkostnaderna blev 52,0 mnkr.");
  const auto refused = step("freeze");
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.err, HasSubstr("[report.text_differs]"));
  type({"report", region(), "interim", "--period", "2024-T1", "--format", "json", "--out",
        folder_.path("out"), "--store", store_});
  comment("HSF", "Summa kostnader är 73 350,7 tkr. Personalkostnaderna blev 51,2 mnkr.");
  EXPECT_EQ(step("freeze").code, 0) << typed_;
  typed_ = std::regex_replace(typed_, std::regex("[0-9]+ KiB"), "N KiB");
  expect_transcript("typed_numbers");
}

TEST_P(Workflow, ABundleWhoseFilesWereChangedIsNeitherSignedNorPublished) {
  take_in_the_plan();
  to_frozen();
  typed_.clear();
  const fs::path file = bundle() / "renderings/interim-2024-T1-v1.html";
  const std::string html = read_file(file);
  write_file(file, replaced(html, "51", "15"));
  write_file(bundle() / "extra.txt", "x");
  fs::remove(bundle() / "plan/goals.csv");
  step("sign", {"--signer", "K", "--decision", "D"});
  step("freeze", {"--date", "2024-05-15"});
  EXPECT_EQ(step("sign", {"--signer", "K", "--decision", "D", "--date", "2024-05-22"}).code, 0)
      << "frozen again: the same bundle, whole";
  write_file(bundle() / "manifest.json", read_file(bundle() / "manifest.json") + " ");
  expect_refused(step("publish", {"--out", folder_.path("out")}), "report.bundle_changed");
  EXPECT_FALSE(fs::exists(folder_.path("out")));
  fs::remove_all(bundle());
  expect_refused(step("publish", {"--out", folder_.path("out")}), "report.bundle_changed");
  expect_transcript("changed_bundle");
}

TEST_P(Workflow, AFrozenReportIsRenderedAgainWithoutItsRegion) {
  take_in_the_plan();
  to_frozen();
  const std::string kept = folder_.path("kept") + "/" + bundle().filename().string();
  fs::create_directories(folder_.path("kept"));
  fs::copy(bundle(), kept, fs::copy_options::recursive);
  fs::remove_all(region());
  const auto again = redthread({"report", "render", kept, "--out", folder_.path("again")});
  EXPECT_EQ(again.code, 0) << again.out << again.err;
  EXPECT_THAT(again.out, HasSubstr("the same bytes as were frozen\n"));
  for (const char* format : {"html", "pdf", "docx", "xlsx", "json"}) {
    const std::string name = std::string("/interim-2024-T1-v1.") + format;
    EXPECT_TRUE(read_file(kept + "/renderings" + name) == read_file(folder_.path("again") + name))
        << format;
  }
}

TEST_P(Workflow, TheSameContentHasTheSameNameOnAnyStore) {
  take_in_the_plan();
  to_frozen();
  const std::string name = bundle().filename().string();
  EXPECT_EQ(step("open", {"--reason", "en rad till"}).code, 0) << "until it is signed";
  fs::remove_all(region() + "/.redthread");
  EXPECT_EQ(step("freeze", {"--date", "2024-05-15"}).code, 0) << typed_;
  EXPECT_EQ(bundle().filename().string(), name) << "from a new warehouse";
}

TEST_P(Workflow, OfTwoWhoTakeTheSameStepOneIsToldOfTheOther) {
  take_in_the_plan();
  to_frozen();
  step("sign", {"--signer", "K", "--decision", "D", "--date", "2024-05-22"});
  const auto history =
      redthread({"plan", "history", region(), "report", "interim.2024-T1.v1", "--store", store_});
  EXPECT_THAT(history.out, HasSubstr("anna: signed\n"));
  EXPECT_THAT(history.out, HasSubstr("+ signed_by = K"));
  const auto late = redthread({"plan", "set", region(), "report", "interim.2024-T1.v1",
                               "decision=E", "--version", "2", "--store", store_});
  EXPECT_EQ(late.code, 3);
  EXPECT_THAT(late.err, HasSubstr("[plan.conflict]"));
}

TEST_P(Workflow, ReportsShowTheStoresPlan) {
  const auto written = [&](const std::string& out) {
    const auto result = redthread({"report", region(), "interim", "--period", "2024-T1", "--format",
                                   "json", "--out", folder_.path(out), "--store", store_});
    EXPECT_EQ(result.code, 0) << result.err;
    return read_file(folder_.path(out) + "/interim-2024-T1.json");
  };
  const std::string before = written("before");
  EXPECT_THAT(before, HasSubstr("\"plan\": \"files\""));
  take_in_the_plan();
  const std::string same = written("same");
  EXPECT_THAT(same, HasSubstr("\"plan\": \"store\""));
  EXPECT_EQ(replaced(same, "\"plan\": \"store\"", "\"plan\": \"files\""), before)
      << "else the same";
  ASSERT_EQ(redthread({"plan", "set", region(), "comment", "costs",
                       "text=Ny text med {figure cost.total}.", "--store", store_})
                .code,
            0);
  EXPECT_THAT(written("after"), HasSubstr("Ny text med "));
}

TEST_P(Workflow, ATextOfTwentyThousandCharactersIsKeptWhole) {
  take_in_the_plan();
  std::string text;
  for (int i = 0; text.size() < 20'000; ++i) {
    text += "nr" + std::to_string(i) + " handlar om vården. ";
  }
  text += "slutord";
  step("open", {"--ask", "administration"});
  ASSERT_EQ(comment("HSF", text).code, 0);
  ASSERT_EQ(step("freeze").code, 0);
  const std::string stem = (bundle() / "renderings/interim-2024-T1-v1.").string();
  const auto words_of = [&](const std::string& command) {
    const std::string file = folder_.path("text");
    EXPECT_EQ(std::system((command + " > '" + file + "'").c_str()), 0) << command;
    return read_file(file);
  };
  const std::map<std::string, std::string> texts = {
      {"html", read_file(stem + "html")},
      {"json", read_file(stem + "json")},
      {"docx", words_of("unzip -p '" + stem + "docx' word/document.xml")},
      {"xlsx", words_of("unzip -p '" + stem + "xlsx' xl/sharedStrings.xml")},
      {"pdf", replaced(words_of("pdftotext '" + stem + "pdf' -"), "\n", " ")},
  };
  for (const auto& [format, shown] : texts) {
    EXPECT_THAT(shown, HasSubstr("slutord")) << format;
    std::size_t at = 0;
    for (int i = 0;
         at != std::string::npos && text.find("nr" + std::to_string(i) + " ") != std::string::npos;
         ++i) {
      at = shown.find("nr" + std::to_string(i) + " ", at);
      EXPECT_NE(at, std::string::npos) << format << ": sentence " << i;
    }
  }
}

}  // namespace
}  // namespace redthread::product
