// SPDX-License-Identifier: Apache-2.0
// The reports as documents: what a board reads and a screen reader reads aloud.
#include <cstdlib>

#include <gtest/gtest.h>

#include "product.hpp"
#include "report/pdf/pdf_check.hpp"
#include "report/pdf/qpdf.hpp"

namespace redthread::product {
namespace {

namespace fs = std::filesystem;

class Documents : public testing::Test {
 protected:
  std::string written(const std::string& report, const std::string& format,
                      const std::string& region = "vastmanland",
                      const std::string& period = "2024-T1") {
    const auto result = redthread(
        {"report", (source_folder() / "regions" / region).string(), report, "--period", period,
         "--format", format, "--out", temporary_.path("out"), "--store",
         temporary_.path("no_store.db"), "--warehouse", temporary_.path(region + ".duckdb")});
    EXPECT_EQ(result.code, 0) << result.err;
    return temporary_.path("out/" + report + "-" + period + "." + format);
  }
  TemporaryFolder temporary_;
};

TEST_F(Documents, EveryPdfHoldsAllPointsOfTheStructuralCheck) {
  for (const char* report : {"delarsrapport", "sammanfattning"}) {
    EXPECT_EQ(report::check_pdf(read_file(written(report, "pdf"))), std::vector<std::string>{})
        << report;
  }
}

TEST_F(Documents, OnWishAPdfPrintsEveryFiguresThread) {
  const auto plain = fs::file_size(written("sammanfattning", "pdf"));
  const auto result =
      redthread({"report", (source_folder() / "regions/vastmanland").string(), "sammanfattning",
                 "--period", "2024-T1", "--format", "pdf", "--threads", "--out",
                 temporary_.path("out"), "--warehouse", temporary_.path("warehouse.duckdb")});
  ASSERT_EQ(result.code, 0) << result.err;
  const std::string pdf = read_file(temporary_.path("out/sammanfattning-2024-T1.pdf"));
  EXPECT_GT(pdf.size(), plain);
  EXPECT_EQ(report::check_pdf(pdf), std::vector<std::string>{});
}

/// Pages as small grey pictures, approved by a person who looked at them.
void expect_approved_pages(const std::string& report, const std::string& pdf,
                           const std::vector<int>& pages, const std::string& folder,
                           const std::string& region = "vastmanland") {
  for (const int page : pages) {
    const std::string number = std::to_string(page);
    const std::string picture = folder + "/" + report + "-" + number;
    const std::string command = "pdftoppm -r 50 -gray -png -singlefile -f " + number + " -l " +
                                number + " '" + pdf + "' '" + picture + "'";
    ASSERT_EQ(std::system(command.c_str()), 0);
    expect_golden(read_file(picture + ".png"),
                  "tests/golden/" + region + "/" + report + "-" + number + ".png");
  }
}

int page_count(const std::string& pdf) {
  QPDF file;
  file.processFile(pdf.c_str());
  return static_cast<int>(file.getAllPages().size());
}

struct ControlReport {
  const char* region;
  const char* report;
  const char* period;
};
constexpr ControlReport control_reports[] = {
    {"slso", "internkontrollplan", "2024"},
    {"slso", "internkontroll_uppfoljning", "2024-T1"},
    {"jamtland", "internkontrollplan", "2025"},
    {"jamtland", "internkontroll_uppfoljning", "2025-T1"},
};

TEST_F(Documents, InternalControlIsPrintedInEveryFormat) {
  for (const ControlReport& each : control_reports) {
    for (const char* format : {"html", "pdf", "docx", "xlsx"}) {
      EXPECT_TRUE(fs::exists(written(each.report, format, each.region, each.period)))
          << each.region << ' ' << each.report << ' ' << format;
    }
    const std::string pdf = written(each.report, "pdf", each.region, each.period);
    EXPECT_EQ(report::check_pdf(read_file(pdf)), std::vector<std::string>{})
        << each.region << ' ' << each.report;
    std::string json = read_file(written(each.report, "json", each.region, each.period));
    const std::string sha = "\"catalog_sha256\": \"";
    json.replace(json.find(sha) + sha.size(), 64, "SHA256");
    expect_golden(json, std::string("tests/golden/") + each.region + "/" + each.report + ".json");
  }
}

TEST_F(Documents, PagesLookAsApproved) {
  if (std::system("command -v pdftoppm >/dev/null") != 0) {
    GTEST_SKIP() << "pdftoppm (poppler-utils) is not installed: pages were not compared";
  }
  const std::string summary = written("sammanfattning", "pdf");
  EXPECT_EQ(page_count(summary), 4) << "the board's summary is four pages";
  // Last pages are left out: they name the catalog's version.
  expect_approved_pages("sammanfattning", summary, {1, 2, 3}, temporary_.path());
  // Cover and contents, a chart among tables, a page that lies down, the figures behind the charts.
  const std::string report = written("delarsrapport", "pdf");
  expect_approved_pages("delarsrapport", report, {1, 9, 10, 23}, temporary_.path());
  // The risk matrix, and risks by goal.
  for (const ControlReport& each : {control_reports[0], control_reports[2]}) {
    const std::string plan = written(each.report, "pdf", each.region, each.period);
    expect_approved_pages(each.report, plan, {1, 2}, temporary_.path(), each.region);
  }
}

TEST_F(Documents, ABrokenReferenceDocumentIsToldAndNothingIsWritten) {
  const std::string region = temporary_.path("region");
  ASSERT_EQ(redthread({"init", region}).code, 0);
  write_file(region + "/reports/reference.docx", "this is no Word document");
  EXPECT_EQ(redthread({"check", region}).code, 0) << "only Word reports need it";
  const auto result = redthread({"report", region, "interim", "--period", "2024-T1", "--out",
                                 temporary_.path("out"), "--format", "docx,html"});
  EXPECT_EQ(result.code, 2) << result.out;
  EXPECT_NE(result.err.find("reports/reference.docx"), std::string::npos) << result.err;
  EXPECT_FALSE(fs::exists(temporary_.path("out")));
}

TEST_F(Documents, WithoutNodeTheOtherFormatsAreStillWritten) {
  const std::string region = temporary_.path("region");
  ASSERT_EQ(redthread({"init", region}).code, 0);
  ASSERT_EQ(setenv("REDTHREAD_NODE", "/nowhere/node", 1), 0);
  const auto pdf = redthread({"report", region, "interim", "--period", "2024-T1", "--out",
                              temporary_.path("out"), "--format", "pdf"});
  const auto rest = redthread({"report", region, "interim", "--period", "2024-T1", "--out",
                               temporary_.path("out"), "--format", "html,docx,xlsx,json"});
  unsetenv("REDTHREAD_NODE");
  EXPECT_EQ(pdf.code, 3) << pdf.err;
  EXPECT_NE(pdf.err.find("/nowhere/node"), std::string::npos) << pdf.err;
  EXPECT_NE(pdf.err.find("[press.missing]"), std::string::npos) << pdf.err;
  EXPECT_EQ(rest.code, 0) << rest.err << "no chart, nothing to draw";
}

}  // namespace
}  // namespace redthread::product
