// SPDX-License-Identifier: Apache-2.0
#include "warehouse/map_index.hpp"

#include <gtest/gtest.h>

namespace redthread::warehouse {
namespace {

Date day(const char* text) { return Date::parse(text).value(); }

TEST(MapIndex, ranges_of_codes_and_codes_alone) {
  const LookupMap accounts{.key = "accounts",
                           .columns = {"account"},
                           .entries = {{.keys = {"3000"}, .last_key = "3999", .value = "income"},
                                       {.keys = {"4000"}, .last_key = "4999", .value = "staff"},
                                       {.keys = {"4500"}, .value = "income"}}};
  const FactColumn column{.type = FactColumn::Type::category, .categories = {"staff", "income"}};
  const MapIndex index(accounts, column);
  EXPECT_EQ(index.find({"3000"}, {}), 2);
  EXPECT_EQ(index.find({"3999"}, {}), 2);
  EXPECT_EQ(index.find({"4499"}, {}), 1);
  EXPECT_EQ(index.find({"4500"}, {}), 2) << "a code alone goes before a range";
  EXPECT_FALSE(index.find({"2999"}, {}));
  EXPECT_FALSE(index.find({"39991"}, {})) << "codes of another length are others";
  EXPECT_FALSE(index.find({""}, {}));
}

TEST(MapIndex, the_day_decides_between_entries) {
  const LookupMap weights{.key = "drg_weights",
                          .columns = {"drg"},
                          .entries = {
                              {.keys = {"A46N"}, .value = "0.9731", .valid_to = day("2023-12-31")},
                              {.keys = {"A46N"}, .value = "1", .valid_from = day("2024-01-01")},
                          }};
  const FactColumn column{.type = FactColumn::Type::decimal, .scale = 4};
  const MapIndex index(weights, column);
  EXPECT_EQ(index.find({"A46N"}, day("2023-12-31").days()), 9731);
  EXPECT_EQ(index.find({"A46N"}, day("2024-01-01").days()), 10000);
  EXPECT_FALSE(index.find({"A46N"}, {})) << "which one is not said without a day";
}

TEST(MapIndex, several_keys_are_all_looked_at) {
  const LookupMap limits{.key = "limits",
                         .columns = {"stage", "specialty"},
                         .entries = {{.keys = {"first_visit", "eye"}, .value = "60"},
                                     {.keys = {"treatment", "eye"}, .value = "90"}}};
  const MapIndex index(limits, {.type = FactColumn::Type::integer});
  EXPECT_EQ(index.find({"first_visit", "eye"}, {}), 60);
  EXPECT_EQ(index.find({"treatment", "eye"}, {}), 90);
  EXPECT_FALSE(index.find({"eye", "treatment"}, {}));
}

}  // namespace
}  // namespace redthread::warehouse
