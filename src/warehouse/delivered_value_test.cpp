// SPDX-License-Identifier: Apache-2.0
#include "warehouse/delivered_value.hpp"

#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "warehouse/test_region.hpp"

namespace redthread::warehouse {
namespace {

/// The stored integer as text, or the code.
std::string read(const std::string& text, const std::string& unit, int scale) {
  Measure measure{.key = "m", .unit = MeasureUnits().find(unit).value(), .scale = scale};
  const DeliveredValue value = read_value(text, measure);
  return value.code.empty() ? std::to_string(value.stored) : value.code;
}
std::string hint(const std::string& text) { return read_value(text, Measure{.key = "m"}).hint; }

TEST(DeliveredValue, is_a_whole_count_of_the_smallest_unit) {
  EXPECT_EQ(read("47.6", "mnkr", 2), "4760000000");
  EXPECT_EQ(read("-0.00000001", "mnkr", 2), "-1");
  EXPECT_EQ(read("12", "st", 0), "12");
  EXPECT_EQ(read("12.000", "st", 0), "12");
  EXPECT_EQ(read("0", "st", 0), "0");
  EXPECT_EQ(read("95.4", "%", 3), "954");
  EXPECT_EQ(read("7.5", "h", 0), "27000");
  EXPECT_EQ(read("150", "öre", 2), "150");
  EXPECT_EQ(read("1", "st", 18), "1000000000000000000");
}

TEST(DeliveredValue, is_never_rounded) {
  EXPECT_EQ(read("47.666666666", "mnkr", 2), "warehouse.value_scale");
  EXPECT_EQ(read("0.5", "st", 0), "warehouse.value_scale");
  EXPECT_EQ(read("95.44", "%", 3), "warehouse.value_scale");
  Measure measure{.key = "result", .unit = MeasureUnits().find("mnkr").value(), .scale = 2};
  EXPECT_EQ(
      read_value("0.000000001", measure).message,
      "the value has more decimals than `result` keeps: its smallest step is 0.00000001 mnkr");
}

TEST(DeliveredValue, must_fit) {
  EXPECT_EQ(read("9223372036854775807", "st", 0), "9223372036854775807");
  EXPECT_EQ(read("-9223372036854775808", "st", 0), "-9223372036854775808");
  EXPECT_EQ(read("9223372036854775808", "st", 0), "warehouse.value_range");
  EXPECT_EQ(read("99999999999999999999999999999999999999", "mnkr", 18), "warehouse.value_range");
  EXPECT_EQ(read("10", "st", 18), "warehouse.value_range");
}

TEST(DeliveredValue, of_a_date_or_a_yes) {
  EXPECT_EQ(read("1970-01-02", "datum", 0), "1");
  EXPECT_EQ(read("2024-02-30", "datum", 0), "warehouse.value_syntax");
  EXPECT_EQ(read("12", "datum", 0), "warehouse.value_syntax");
  EXPECT_EQ(read("ja", "ja/nej", 0), "1");
  EXPECT_EQ(read("1", "ja/nej", 0), "1");
  EXPECT_EQ(read("nej", "ja/nej", 0), "0");
  EXPECT_EQ(read("0", "ja/nej", 0), "0");
  EXPECT_EQ(read("yes", "ja/nej", 0), "warehouse.value_syntax");
}

TEST(DeliveredValue, hints_at_what_people_write) {
  EXPECT_EQ(hint("47,6"), "write decimals with a point: `47.6`, not `47,6`");
  EXPECT_EQ(hint("12 345"), "write thousands without separators: `12345`, not `12 345`");
  EXPECT_EQ(hint("12\u00A0345"), hint("12 345"));
  EXPECT_EQ(hint("12\u202F345"), hint("12 345"));
  EXPECT_EQ(hint("1,234,567"),
            "write thousands without separators and decimals with a point: `12345.6`");
  EXPECT_EQ(hint("1.234,5"), hint("1,234,567"));
  EXPECT_EQ(hint("\u22125"), "write the minus as `-` (hyphen)");
  EXPECT_EQ(hint("95 %"), "write the number alone; the measure's unit says that it is percent");
  EXPECT_EQ(hint(" 5"), "remove the spaces around it");
  EXPECT_EQ(hint("1e6"), "write all digits, without exponent");
  EXPECT_EQ(hint("5."), "write a digit on both sides of the point");
  EXPECT_EQ(hint(".."), hint("-"));
  EXPECT_EQ(hint("abc"), "write a decimal number: `1234`, `-0.5`");
}

/// Whatever a person writes is stored exactly, or told.
RC_GTEST_PROP(DeliveredValue, is_exact, (std::int64_t coefficient)) {
  const int decimals = *rc::gen::inRange(0, 10);
  const int scale = *rc::gen::inRange(0, 8);
  const std::string unit =
      *rc::gen::elementOf(std::vector<std::string>{"st", "kr", "tkr", "mnkr", "%", "min", "öre"});
  const Decimal written = Decimal::of(coefficient, decimals);
  const Measure measure{.key = "m", .unit = MeasureUnits().find(unit).value(), .scale = scale};
  const DeliveredValue value = read_value(written.to_string(), measure);
  Int128 power = 1;
  for (int i = 0; i < scale; ++i) power *= 10;
  const Exact expected = Exact(written) * measure.unit.factor * Exact::quotient(power, 1);
  if (value.code.empty()) {
    RC_ASSERT(Exact(value.stored) == expected);
  } else if (value.code == "warehouse.value_scale") {
    RC_ASSERT(expected.denominator() != 1);
  } else {
    RC_ASSERT(value.code == "warehouse.value_range");
    RC_ASSERT(expected.abs() > Exact(INT64_MAX));
  }
}

/// Nothing that is written makes it throw.
RC_GTEST_PROP(DeliveredValue, tells_any_text, (std::string text)) {
  if (text.empty()) text = "x";
  for (const char* unit : {"st", "datum", "ja/nej"}) {
    const DeliveredValue value =
        read_value(text, Measure{.key = "m", .unit = MeasureUnits().find(unit).value()});
    RC_ASSERT(value.code.empty() || !value.message.empty());
  }
}

}  // namespace
}  // namespace redthread::warehouse
