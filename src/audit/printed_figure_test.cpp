// SPDX-License-Identifier: Apache-2.0
#include "audit/printed_figure.hpp"

#include <gtest/gtest.h>

namespace redthread::audit {
namespace {

struct Case {
  const char* text;
  DecimalSign decimal;
  const char* value;  ///< empty = no figure
  int decimals;
};

constexpr DecimalSign point = DecimalSign::point;
constexpr DecimalSign comma = DecimalSign::comma;

TEST(PrintedFigure, IsReadAsPeoplePrintIt) {
  const Case cases[] = {
      {"1234", point, "1234", 0},
      {"-12.50", point, "-12.5", 2},
      {"12,5", point, "12.5", 1},
      {"1,234", point, "1234", 0},
      {"1,234", comma, "1.234", 3},
      {"1.234", comma, "1234", 0},
      {"1.234", point, "1.234", 3},
      {"1.234.567", point, "1234567", 0},
      {"1 234,5", comma, "1234.5", 1},
      {"2 146 751 timmar", comma, "2146751", 0},
      {"1\u00a0234\u202f567", comma, "1234567", 0},
      {"1,234,567.89", comma, "1234567.89", 2},
      {"1.234.567,89", point, "1234567.89", 2},
      {"\u2212475,0", comma, "-475", 1},
      {"\u2013 1 235", comma, "-1235", 0},
      {"- 1 235", comma, "-1235", 0},
      {"475-", comma, "-475", 0},
      {"(475,0)", comma, "-475", 1},
      {"+3,1 %", comma, "3.1", 1},
      {"2,8%", comma, "2.8", 1},
      {"-1,2 pp", comma, "-1.2", 1},
      {"90 mnkr", comma, "90", 0},
      {"12 345 tkr", comma, "12345", 0},
      {"94*", comma, "94", 0},
      {"94 1)", comma, "94", 0},
      {"94\u00b2", comma, "94", 0},
      {"0,05", comma, "0.05", 2},
      {"0.125", comma, "0.125", 3},
      {"", comma, "", 0},
      {"-", comma, "", 0},
      {"<10", comma, "", 0},
      {"Q4 2024", comma, "", 0},
      {"2024-04-30", comma, "", 0},
      {"2024\u20132025", comma, "", 0},
      {"12 34", comma, "", 0},
      {"1 2345", comma, "", 0},
      {",3 mnkr", comma, "", 0},
      {"1,2,3", comma, "", 0},
      {"1234567890123456789012", comma, "", 0},
      {"RV-2865", comma, "", 0},
  };
  for (const Case& each : cases) {
    const auto read = read_printed_figure(each.text, each.decimal);
    ASSERT_EQ(read.has_value(), each.value[0] != '\0') << each.text;
    if (!read) continue;
    EXPECT_EQ(read->value.to_string(), each.value) << each.text;
    EXPECT_EQ(read->decimals, each.decimals) << each.text;
  }
}

TEST(PrintedFigure, KeepsUnitNoteAndTheSignOfZero) {
  EXPECT_EQ(read_printed_figure("2,8 %", comma)->unit, PrintedUnit::percent);
  EXPECT_EQ(read_printed_figure("1,2 procentenheter", comma)->unit, PrintedUnit::points);
  EXPECT_EQ(read_printed_figure("90 MSEK", comma)->unit, PrintedUnit::mnkr);
  EXPECT_EQ(read_printed_figure("90 tkr 1)", comma)->note, "1)");
  EXPECT_TRUE(read_printed_figure("-0", comma)->minus_zero);
}

TEST(PrintedFigure, IsAnIntervalOfHalfAUnitOfItsLastDigit) {
  const auto interval = read_printed_figure("47,6", comma)->interval();
  EXPECT_EQ(interval.low.to_string(), "47.55");
  EXPECT_EQ(interval.high.to_string(), "47.65");
}

TEST(PrintedFigure, MissingIsBlankDashesOrWords) {
  for (const char* text : {"", " ", "-", "\u2013", "..", "\u2026", "i.u.", "N/A", "Saknas"}) {
    EXPECT_TRUE(is_printed_missing(text)) << text;
  }
  for (const char* text : {"0", "-1", "Positiv"}) EXPECT_FALSE(is_printed_missing(text)) << text;
}

TEST(PrintedFigure, HeadingsNameUnits) {
  EXPECT_EQ(unit_in_heading("Utfall, mnkr"), PrintedUnit::mnkr);
  EXPECT_EQ(unit_in_heading("ack_avv_bud_pct"), PrintedUnit::percent);
  EXPECT_EQ(unit_in_heading("Avvikelse (%)"), PrintedUnit::percent);
  EXPECT_EQ(unit_in_heading("Skatter"), PrintedUnit::none);
  EXPECT_EQ(unit_in_heading("Kronisk smärta"), PrintedUnit::none);
  EXPECT_TRUE(is_count_unit("Antal"));
  EXPECT_FALSE(is_count_unit("timmar"));
}

}  // namespace
}  // namespace redthread::audit
