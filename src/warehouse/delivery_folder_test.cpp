// SPDX-License-Identifier: Apache-2.0
#include "warehouse/delivery_folder.hpp"

#include <string>

#include <gtest/gtest.h>

#include "warehouse/test_region.hpp"

namespace redthread::warehouse {
namespace {

std::string found(const TestRegion& region, Diagnostics& diagnostics) {
  std::string files;
  for (const DeliveryFile& file : find_deliveries(region.catalog, diagnostics)) {
    files += file.fact->key + ":" + file.file + " ";
  }
  return files;
}

TEST(DeliveryFolder, deliveries_come_in_sorted_order) {
  const TestRegion region;
  for (const char* file :
       {"data/survey/a.csv", "data/annex/b.csv", "data/annex/a.csv", "data/annex/Ö 2024.csv"}) {
    region.write(file, "");
  }
  Diagnostics diagnostics;
  EXPECT_EQ(found(region, diagnostics),
            "annex:data/annex/a.csv annex:data/annex/b.csv annex:data/annex/Ö 2024.csv "
            "survey:data/survey/a.csv ");
  EXPECT_TRUE(diagnostics.empty()) << to_text(diagnostics);
}

TEST(DeliveryFolder, no_folder_means_no_deliveries) {
  const TestRegion region;
  region.remove("data");
  Diagnostics diagnostics;
  EXPECT_EQ(found(region, diagnostics), "");
  EXPECT_TRUE(diagnostics.empty());
}

TEST(DeliveryFolder, an_unknown_fact_is_told_with_the_nearest_name) {
  const TestRegion region;
  region.write("data/anex/a.csv", "");
  Diagnostics diagnostics;
  EXPECT_EQ(found(region, diagnostics), "");
  EXPECT_EQ(to_text(diagnostics),
            "data/anex: error: there is no fact `anex` [warehouse.unknown_fact]\n"
            "  hint: did you mean `annex`?\n"
            "1 error\n");
}

TEST(DeliveryFolder, what_may_be_meant_as_a_delivery_is_not_passed_over) {
  const TestRegion region;
  const auto told = [&](const char* file) {
    region.write(file, "");
    Diagnostics diagnostics;
    EXPECT_EQ(found(region, diagnostics), "");
    std::string text;
    for (const Diagnostic& item : diagnostics.items()) {
      text += item.code + (item.severity == Severity::error ? " error" : " warning");
    }
    std::filesystem::remove_all(region.path("data"));
    return text;
  };
  EXPECT_EQ(told("data/a.csv"), "warehouse.stray_file error");
  EXPECT_EQ(told("data/annex/A.CSV"), "warehouse.stray_file error");
  EXPECT_EQ(told("data/annex/2024/a.csv"), "warehouse.stray_file error");
  EXPECT_EQ(told("data/annex/a\xF6.csv"), "warehouse.stray_file error");
  EXPECT_EQ(told("data/annex/a.xlsx"), "warehouse.stray_file warning");
  EXPECT_EQ(told("data/annex/a.csv~"), "warehouse.stray_file warning");
  EXPECT_EQ(told("data/annex/README.md"), "");
  EXPECT_EQ(told("data/README.md"), "");
  EXPECT_EQ(told("data/annex/.~lock.a.csv#"), "");
}

TEST(DeliveryFolder, a_pipe_is_not_opened) {
  const TestRegion region;
  std::filesystem::create_directories(region.path("data/annex"));
  ASSERT_EQ(::system(("mkfifo " + region.path("data/annex/a.csv")).c_str()), 0);
  Diagnostics diagnostics;
  EXPECT_EQ(found(region, diagnostics), "");
  EXPECT_EQ(diagnostics.items().at(0).code, "warehouse.stray_file");
}

}  // namespace
}  // namespace redthread::warehouse
