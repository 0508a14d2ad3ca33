// SPDX-License-Identifier: Apache-2.0
#include "warehouse/typed_value.hpp"

#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/date.hpp"
#include "base/decimal.hpp"

namespace redthread::warehouse {
namespace {

TEST(TypedValue, dates_are_iso_and_exist) {
  EXPECT_EQ(read_date("1970-01-01"), 0);
  EXPECT_EQ(read_date("2024-02-29"), Date::parse("2024-02-29")->days());
  for (const char* wrong : {"", "2023-02-29", "2024-13-01", "2024-1-1", "20240101", "2024-01-01 ",
                            "2024/01/01", "01-01-2024", "2024-0a-01", "+024-01-01"}) {
    EXPECT_FALSE(read_date(wrong)) << wrong;
  }
}

/// `12.50` at a scale as it is stored, or the fault.
std::string number(std::string_view text, int scale) {
  const ReadNumber read = read_number(text, scale);
  constexpr const char* faults[] = {"", "syntax", "decimals", "too large"};
  return read.fault == NumberFault::none ? std::to_string(read.value)
                                         : faults[static_cast<int>(read.fault)];
}

TEST(TypedValue, numbers_are_counted_in_the_columns_smallest_step) {
  EXPECT_EQ(number("12", 0), "12");
  EXPECT_EQ(number("12.5", 2), "1250");
  EXPECT_EQ(number("12,5", 2), "1250");
  EXPECT_EQ(number("-0.01", 2), "-1");
  EXPECT_EQ(number("\u22127", 1), "-70");
  EXPECT_EQ(number("007", 0), "7");
  EXPECT_EQ(number("1.500", 1), "15") << "zeros are no decimals";
  EXPECT_EQ(number("9223372036854775807", 0), "9223372036854775807");
}

TEST(TypedValue, what_is_no_number_is_told_apart) {
  for (const char* wrong :
       {"", "-", "x", "1 000", "1e3", "1.", ".5", "1.2.3", "--1", "+1", "0x1"}) {
    EXPECT_EQ(number(wrong, 2), "syntax") << wrong;
  }
  EXPECT_EQ(number("1.255", 2), "decimals");
  EXPECT_EQ(number("9223372036854775808", 0), "too large");
  EXPECT_EQ(number("92233720368547758.08", 2), "too large");
  EXPECT_EQ(number("92233720368547759", 2), "too large");
}

RC_GTEST_PROP(TypedValueProperty, a_decimal_reads_as_itself, ()) {
  const int scale = *rc::gen::inRange(0, 7);
  const auto stored = *rc::gen::arbitrary<std::int32_t>();
  const Decimal decimal = Decimal::of(stored, scale);
  RC_ASSERT(number(decimal.to_string(), scale) == std::to_string(stored));
}

TEST(TypedValue, yes_and_no_in_both_languages) {
  for (const char* yes : {"1", "true", "JA", "Ja", "yes"}) EXPECT_EQ(read_boolean(yes), true);
  for (const char* no : {"0", "false", "Nej", "no", "NO"}) EXPECT_EQ(read_boolean(no), false);
  for (const char* neither : {"", "2", "y", "sant", "jaa"}) EXPECT_FALSE(read_boolean(neither));
}

}  // namespace
}  // namespace redthread::warehouse
