// SPDX-License-Identifier: Apache-2.0
// Wrong deliveries and wrong report templates: each folder of tests/broken_inputs/ holds the files
// that differ from the region that `redthread init` writes, with one mistake, and the diagnostics
// that a person must get (expected.txt).
#include <algorithm>

#include <gtest/gtest.h>

#include "product.hpp"

namespace redthread::product {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> cases() {
  std::vector<std::string> names;
  for (const auto& each : fs::directory_iterator(source_folder() / "tests/broken_inputs")) {
    if (each.is_directory()) names.push_back(each.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

class BrokenInput : public ::testing::TestWithParam<std::string> {};

TEST_P(BrokenInput, IsToldWithItsPlaceAndNothingIsWritten) {
  TemporaryFolder temporary;
  const std::string region = temporary.path("region");
  ASSERT_EQ(redthread({"init", region}).code, 0);
  const fs::path overlay = source_folder() / "tests/broken_inputs" / GetParam();
  fs::copy(overlay, region, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  fs::remove(region + "/expected.txt");

  const auto check = redthread({"check", region});
  EXPECT_EQ(check.code, 2);
  EXPECT_EQ(check.out, "");
  expect_golden(check.err, "tests/broken_inputs/" + GetParam() + "/expected.txt");

  const auto report = redthread(
      {"report", region, "interim", "--period", "2024-T1", "--out", temporary.path("out")});
  EXPECT_EQ(report.code, 2) << report.out;
  EXPECT_FALSE(fs::exists(temporary.path("out"))) << "nothing is written";
  EXPECT_EQ(check.err.find(temporary.path()), std::string::npos)
      << "places are relative to the region folder";
}

INSTANTIATE_TEST_SUITE_P(Cases, BrokenInput, ::testing::ValuesIn(cases()),
                         [](const auto& each) { return each.param; });

TEST(BrokenInputs, AreMany) { EXPECT_GE(cases().size(), 25u); }

}  // namespace
}  // namespace redthread::product
