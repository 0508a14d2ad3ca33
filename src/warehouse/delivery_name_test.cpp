// SPDX-License-Identifier: Apache-2.0
#include "warehouse/delivery_name.hpp"

#include <gtest/gtest.h>

namespace redthread::warehouse {
namespace {

/// `2024-03 NORR`, or `none`.
std::string read(std::string_view name) {
  const auto parsed = parse_delivery_name(name);
  if (!parsed) return "none";
  return parsed->span.to_string() + " " + parsed->label;
}

TEST(DeliveryName, begins_with_the_months) {
  EXPECT_EQ(read("2024-03.csv"), "2024-03 ");
  EXPECT_EQ(read("2024-Q1.parquet"), "2024-Q1 ");
  EXPECT_EQ(read("2024.xlsx"), "2024 ");
  EXPECT_EQ(read("2024-01..2024-02.se"), "2024-01..2024-02 ");
}

TEST(DeliveryName, a_label_comes_after_an_underscore) {
  EXPECT_EQ(read("2024-03_NORR.csv"), "2024-03 NORR");
  EXPECT_EQ(read("2024-03_del_2.csv"), "2024-03 del_2");
  EXPECT_EQ(read("2024-03_.csv"), "2024-03 ");
}

TEST(DeliveryName, other_names_are_none) {
  for (const char* name : {"contact.csv", "", ".csv", "2024-13.csv", "mars.csv", "24-03.csv",
                           "2024-03-15.csv", "kontakter_2024-03.csv"}) {
    EXPECT_EQ(read(name), "none") << name;
  }
}

}  // namespace
}  // namespace redthread::warehouse
