// SPDX-License-Identifier: Apache-2.0
#include "model/catalog.hpp"

#include <gtest/gtest.h>

namespace redthread {
namespace {

TEST(Catalog, LooksUpByKey) {
  Catalog catalog;
  catalog.measures.resize(2);
  catalog.measures[0].key = "visits";
  catalog.measures[1].key = "cost";
  catalog.indicators.resize(1);
  catalog.indicators[0].key = "share";
  catalog.breakdowns = {
      {.key = "sex", .name = {"Kön", ""}, .categories = {{"women", {"Kvinnor", ""}}}}};
  catalog.index_names();
  EXPECT_EQ(catalog.measure_index("cost"), 1);
  EXPECT_EQ(catalog.measure_index("kost"), -1);
  EXPECT_EQ(catalog.measure("visits"), &catalog.measures[0]);
  EXPECT_EQ(catalog.measure("kost"), nullptr);
  EXPECT_EQ(catalog.indicator("share"), &catalog.indicators[0]);
  EXPECT_EQ(catalog.indicator("visits"), nullptr);
  ASSERT_NE(catalog.breakdown("sex"), nullptr);
  EXPECT_NE(catalog.breakdown("sex")->find("women"), nullptr);
  EXPECT_EQ(catalog.breakdown("sex")->find("men"), nullptr);
  EXPECT_EQ(catalog.fact("x"), nullptr);
  EXPECT_EQ(catalog.statement("x"), nullptr);
  EXPECT_EQ(catalog.report("x"), nullptr);
}

TEST(Cell, IsWrittenInTheOrderOfBreakdowns) {
  EXPECT_EQ(to_string(Cell{}), "");
  EXPECT_EQ(to_string(Cell{{"sex", "women"}, {"profession", "physician"}}),
            "{profession: physician, sex: women}");
}

}  // namespace
}  // namespace redthread
