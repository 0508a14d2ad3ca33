// SPDX-License-Identifier: Apache-2.0
#include "model/measure_unit.hpp"

#include <gtest/gtest.h>

namespace redthread {
namespace {

TEST(MeasureUnits, BuiltInOnesCountInBaseUnits) {
  const MeasureUnits units;
  EXPECT_EQ(units.find("mnkr")->factor, Exact(1'000'000));
  EXPECT_EQ(units.find("öre")->factor, Exact::quotient(1, 100));
  EXPECT_EQ(units.find("timmar")->factor, Exact(3'600));
  EXPECT_EQ(units.find("%")->factor, Exact::quotient(1, 100));
  EXPECT_TRUE(units.find("%")->dimensionless());
  EXPECT_TRUE(units.find("mnkr")->same_dimension(*units.find("kr")));
  EXPECT_FALSE(units.find("kr")->same_dimension(*units.find("%")));
  EXPECT_EQ(units.find("1")->symbol, "");
  EXPECT_FALSE(units.find("mkr"));
  EXPECT_FALSE(units.find(""));
}

TEST(MeasureUnits, CompoundsHaveOneSlash) {
  const MeasureUnits units;
  const auto kr_per_hour = units.find("kr/h");
  ASSERT_TRUE(kr_per_hour);
  EXPECT_EQ(kr_per_hour->symbol, "kr/h");
  EXPECT_EQ(kr_per_hour->factor, Exact::quotient(1, 3'600));
  EXPECT_EQ(kr_per_hour->dimensions, (std::map<std::string, int>{{"kr", 1}, {"s", -1}}));
  EXPECT_EQ(units.find("ja/nej")->dimensions, (std::map<std::string, int>{{"ja/nej", 1}}));
  EXPECT_TRUE(units.find("tkr/mnkr")->dimensionless());
  EXPECT_FALSE(units.find("kr/h/st"));
  EXPECT_FALSE(units.find("kr/"));
}

TEST(MeasureUnits, ProductsAndQuotientsAreInBaseUnits) {
  const MeasureUnits units;
  const MeasureUnit kr = *units.find("mnkr");
  const MeasureUnit h = *units.find("h");
  EXPECT_EQ(divided(kr, h).symbol, "kr/s");
  EXPECT_EQ(divided(kr, h).factor, Exact(1));
  EXPECT_EQ(multiplied(divided(kr, h), h).symbol, "kr");
  EXPECT_EQ(divided(kr, kr).symbol, "");
  EXPECT_EQ(divided({}, h).symbol, "1/s");
  EXPECT_EQ(multiplied(kr, kr).symbol, "kr·kr");
}

TEST(MeasureUnits, ARegionMayDeclareWords) {
  MeasureUnits units;
  EXPECT_TRUE(units.declare("behandlingar"));
  EXPECT_FALSE(units.declare("behandlingar"));
  EXPECT_FALSE(units.declare("kr"));
  for (const char* bad : {"", "två ord", "x2", "kr/x", "%%", "\xE5"}) {
    EXPECT_FALSE(units.declare(bad)) << bad;
  }
  EXPECT_TRUE(units.find("kr/behandlingar"));
}

}  // namespace
}  // namespace redthread
