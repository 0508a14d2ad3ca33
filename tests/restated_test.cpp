// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "product.hpp"

// A reorganisation as a newcomer meets it: the starter region, where the health centres had another
// code until 2023.

namespace redthread::product {
namespace {

class Reorganised : public testing::Test {
 protected:
  void SetUp() override {
    redthread({"init", region_});
    write_file(temporary_.path("region/organisation.csv"),
               "code,name,parent,kind,valid_from,valid_to,successor,share\n"
               "HSF,Hälso- och sjukvårdsförvaltningen,,administration,2023-01-01,,,\n"
               "SJH,Sjukhuset,HSF,area,2023-01-01,,,\n"
               "PV,Primärvården,HSF,area,2023-01-01,2023-12-31,VC,\n"
               "VC,Vårdcentralerna,HSF,area,2024-01-01,,,\n");
    std::string last_year = read_file(temporary_.path("region/data/reported/2023.csv"));
    const std::string row = "visits.physician,VC,";
    last_year.replace(last_year.find(row), row.size(), "visits.physician,PV,");
    write_file(temporary_.path("region/data/reported/2023.csv"), last_year);
  }

  CommandResult visits(const std::string& unit, std::vector<std::string> more) const {
    std::vector<std::string> command = {"figure",  region_,    "visits.physician",
                                        "--unit",  unit,       "--period",
                                        "2024-T1", "--column", "ytd_previous"};
    command.insert(command.end(), more.begin(), more.end());
    return redthread(command);
  }

  TemporaryFolder temporary_;
  std::string region_ = temporary_.path("region");
};

TEST_F(Reorganised, LastYearIsThereOnceTheOrganisationIsRestated) {
  const auto as_was = visits("VC", {});
  EXPECT_EQ(as_was.code, 0) << as_was.err;
  EXPECT_EQ(as_was.out.find("14 310"), std::string::npos) << as_was.out;
  const auto restated = visits("VC", {"--organisation", "2024-05-01"});
  EXPECT_NE(restated.out.find("14\u202F310"), std::string::npos) << restated.out;
  // Back to the old code it is the same history, and the whole is the same in every view.
  const auto old_code = visits("PV", {"--organisation", "2023-05-01"});
  EXPECT_NE(old_code.out.find("14\u202F310"), std::string::npos) << old_code.out;
  for (const char* view : {"as_was", "2023-05-01", "2024-05-01"}) {
    const auto whole = visits("HSF", {"--organisation", view});
    EXPECT_NE(whole.out.find("23\u202F430"), std::string::npos) << view << ": " << whole.out;
  }
}

TEST_F(Reorganised, AReportSaysWhichOrganisationItsFiguresAreShownIn) {
  const auto made = redthread({"report", region_, "interim", "--period", "2024-T1", "--out",
                               temporary_.path("out"), "--organisation", "2024-05-01"});
  EXPECT_EQ(made.code, 0) << made.err;
  const std::string page = read_file(temporary_.path("out/interim-2024-T1.html"));
  EXPECT_NE(page.find("organisationen omräknad till 2024-05-01"), std::string::npos);
  const std::string snapshot = read_file(temporary_.path("out/interim-2024-T1.json"));
  EXPECT_NE(snapshot.find("/2024-05-01/ytd"), std::string::npos);
  EXPECT_EQ(snapshot.find("/as_was/"), std::string::npos);
}

/// Contacts of tests/rows_region before and after a reorganisation: X at both clinics.
class ReorganisedRows : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::copy(source_folder() / "tests" / "rows_region", region.path(),
                          std::filesystem::copy_options::recursive);
    const std::string facts = region.path("catalog/facts.toml");
    std::string text = read_file(facts);
    const std::string owed = "owed_by      = [\"MED\", \"KIR\"]\n";
    ASSERT_NE(text.find(owed), std::string::npos);
    text.erase(text.find(owed), owed.size());
    write_file(facts, text);
  }

  void organisation(const std::string& rows) const {
    write_file(region.path("organisation.csv"),
               "code,name,parent,kind,valid_from,valid_to,successor,share\n"
               "HSF,Hälso- och sjukvård,,administration,2020-01-01,,,\n" +
                   rows);
  }

  /// A contact for each `person unit`.
  void deliver(const std::string& month,
               const std::vector<std::pair<std::string, std::string>>& contacts) const {
    std::string rows =
        "contact_id,Datum,unit_code,person,form,profession,sex,age,drg,urgent,"
        "minutes\n";
    int number = 0;
    for (const auto& [person, unit] : contacts) {
      ++number;
      rows += month + "-" + std::to_string(number) + "," + month + "-02," + unit + "," + person +
              ",visit,physician,women," + std::to_string(20 + number) + ",,0,10\n";
    }
    write_file(region.path("data/contact/" + month + ".csv"), rows);
  }

  std::string said(const char* measure, const char* unit, const char* month, const char* view) {
    const auto result = redthread({"figure", region.path(), measure, "--unit", unit, "--period",
                                   month, "--organisation", view, "--json"});
    EXPECT_EQ(result.code, 0) << result.err;
    const auto at = result.out.find("\"value\":");
    return result.out.substr(at + 8, result.out.find(',', at) - at - 8);
  }

  TemporaryFolder region;
};

TEST_F(ReorganisedRows, APersonOfTwoMergedClinicsIsOne) {
  organisation(
      "MED,Medicin,HSF,clinic,2020-01-01,2023-12-31,KIR,\n"
      "KIR,Kirurgi,HSF,clinic,2020-01-01,,,\n");
  deliver("2023-12", {{"X", "MED"}, {"Y", "MED"}, {"X", "KIR"}, {"Z", "KIR"}});
  deliver("2024-01", {{"X", "KIR"}});
  EXPECT_EQ(said("patients", "KIR", "2023-12", "as_was"), "\"2\"");
  EXPECT_EQ(said("patients", "KIR", "2023-12", "2024-05-01"), "\"3\"");
  EXPECT_EQ(said("contacts", "KIR", "2023-12", "2024-05-01"), "\"4\"");
  EXPECT_EQ(said("age.median", "KIR", "2023-12", "2024-05-01"), "\"22\"");
  EXPECT_EQ(said("patients", "MED", "2023-12", "2024-05-01"), "null");
  EXPECT_EQ(said("patients", "KIR", "2024-01", "2024-05-01"), "\"1\"");
  for (const char* view : {"as_was", "2023-05-01", "2024-05-01"}) {
    EXPECT_EQ(said("patients", "HSF", "2023-12", view), "\"3\"") << view;
  }
  const auto rows = redthread({"rows", region.path(), "patients", "--unit", "KIR", "--period",
                               "2023-12", "--organisation", "2024-05-01"});
  EXPECT_TRUE(rows.out.starts_with("patients: 4 rows\n")) << rows.out << rows.err;
}

TEST_F(ReorganisedRows, WhoWentWhereWhenAClinicWasSplitIsNotKnown) {
  organisation(
      "SJH,Sjukhuset,HSF,area,2020-01-01,,,\n"
      "MED,Medicin,SJH,clinic,2020-01-01,2023-12-31,KIR,0.6\n"
      "MED,Medicin,SJH,clinic,2020-01-01,2023-12-31,ORT,0.4\n"
      "KIR,Kirurgi,SJH,clinic,2020-01-01,,,\n"
      "ORT,Ortopedi,SJH,clinic,2024-01-01,,,\n");
  deliver("2023-12", {{"X", "MED"}, {"Y", "MED"}, {"X", "KIR"}});
  deliver("2024-01", {{"X", "KIR"}, {"Y", "ORT"}});
  EXPECT_EQ(said("patients", "KIR", "2023-12", "as_was"), "\"1\"");
  EXPECT_EQ(said("patients", "KIR", "2023-12", "2024-05-01"), "null");
  EXPECT_EQ(said("patients", "ORT", "2023-12", "2024-05-01"), "null");
  EXPECT_EQ(said("patients", "KIR", "2024-01", "2024-05-01"), "\"1\"");
  EXPECT_EQ(said("patients", "SJH", "2023-12", "2024-05-01"), "\"2\"");
  EXPECT_EQ(said("patients", "HSF", "2023-12", "2024-05-01"), "\"2\"");
}

}  // namespace
}  // namespace redthread::product
