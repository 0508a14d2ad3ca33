// SPDX-License-Identifier: Apache-2.0
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

}  // namespace
}  // namespace redthread::product
