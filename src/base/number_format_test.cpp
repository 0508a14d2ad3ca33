// SPDX-License-Identifier: Apache-2.0
#include "base/number_format.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/text.hpp"

namespace redthread {
namespace {

Exact exact(const char* text) { return Exact::parse(text).value(); }

/// With `_` for the no-break space and `'` for the narrow one, so that a reader sees them.
std::string visible(std::string text) {
  const auto replace = [&](std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from)) {
      text.replace(at, from.size(), to);
    }
  };
  replace("\u00A0", "_");
  replace("\u202F", "'");
  return text;
}

std::string swedish(const char* value, const char* format) {
  return visible(
      format_number(exact(value), parse_number_format(format).value(), Language::swedish));
}

std::string english(const char* value, const char* format) {
  return visible(
      format_number(exact(value), parse_number_format(format).value(), Language::english));
}

TEST(NumberFormatTest, numbers) {
  EXPECT_EQ(swedish("1235", "number 1"), "1'235,0");
  EXPECT_EQ(english("1235", "number 1"), "1,235.0");
  EXPECT_EQ(swedish("999", "number"), "999");
  EXPECT_EQ(swedish("-1234567.8", "number"), "−1'234'568");
  EXPECT_EQ(english("-1234567.8", "number"), "−1,234,568");
  EXPECT_EQ(swedish("123456", "number"), "123'456");
  EXPECT_EQ(swedish("0.125", "number 2"), "0,13");
  EXPECT_EQ(swedish("1/3", "number 4"), "0,3333");
}

TEST(NumberFormatTest, what_rounds_to_zero_has_no_sign) {
  EXPECT_EQ(swedish("-0.04", "number 1"), "0,0");
  EXPECT_EQ(swedish("-0.05", "number 1"), "−0,1");
  EXPECT_EQ(swedish("-0.0001", "percent 1"), "0,0_%");
  EXPECT_EQ(swedish("-0.4", "mm:ss"), "00:00");
}

TEST(NumberFormatTest, percent_and_points) {
  EXPECT_EQ(swedish("0.787", "percent 1"), "78,7_%");
  EXPECT_EQ(english("0.787", "percent 1"), "78.7%");
  EXPECT_EQ(swedish("-0.163", "points 1"), "−16,3_pp");
  EXPECT_EQ(english("-0.163", "points 1"), "−16.3_pp");
  EXPECT_EQ(swedish("12.5", "percent"), "1'250_%");
}

TEST(NumberFormatTest, duration) {
  EXPECT_EQ(swedish("695", "mm:ss"), "11:35");
  EXPECT_EQ(swedish("4503", "mm:ss"), "75:03");
  EXPECT_EQ(swedish("59.5", "mm:ss"), "01:00") << "rounded before it is split into minutes";
  EXPECT_EQ(swedish("-61", "mm:ss"), "−01:01");
  EXPECT_EQ(swedish("0", "mm:ss"), "00:00");
  EXPECT_EQ(swedish("360000", "mm:ss"), "6000:00");
}

TEST(NumberFormatTest, money) {
  EXPECT_EQ(swedish("1234567890", "mnkr 1"), "1'234,6_mnkr");
  EXPECT_EQ(english("1234567890", "mnkr 1"), "1,234.6_SEK m");
  EXPECT_EQ(swedish("1234567", "tkr"), "1'235_tkr");
  EXPECT_EQ(english("1234567", "tkr"), "1,235_SEK thousand");
  EXPECT_EQ(swedish("1234.5", "kr 2"), "1'234,50_kr");
  EXPECT_EQ(english("1234.5", "kr 2"), "1,234.50_SEK");
}

TEST(NumberFormatTest, suffixes) {
  const NumberFormat hours{.decimals = 1, .suffix = "timmar"};
  EXPECT_EQ(visible(format_number(7, hours, Language::swedish)), "7,0_timmar");
  EXPECT_EQ(visible(format_number(7, hours, Language::english)), "7.0_hours");
  const NumberFormat visits{.suffix = "besök"};
  EXPECT_EQ(visible(format_number(7, visits, Language::english)), "7_besök");
}

TEST(NumberFormatTest, without_suffix_only_the_number_is_left) {
  for (const char* format : {"percent 1", "points 1"}) {
    const auto parsed = parse_number_format(format).value();
    EXPECT_EQ(format_number(exact("0.5"), parsed, Language::swedish, false), "50,0");
  }
  EXPECT_EQ(format_number(2000, parse_number_format("tkr 1").value(), Language::swedish, false),
            "2,0");
}

TEST(NumberFormatTest, always_sign) {
  NumberFormat change{.style = NumberFormat::Style::points, .decimals = 1, .always_sign = true};
  EXPECT_EQ(visible(format_number(exact("0.021"), change, Language::swedish)), "+2,1_pp");
  EXPECT_EQ(visible(format_number(exact("-0.021"), change, Language::swedish)), "−2,1_pp");
  EXPECT_EQ(visible(format_number(exact("0.0004"), change, Language::swedish)), "0,0_pp");
  EXPECT_EQ(missing_mark, "–");
}

TEST(NumberFormatTest, rounds_once) {
  // 0.4449 -> 44.5 % -> 45 % would be rounding twice.
  EXPECT_EQ(swedish("0.4449", "percent"), "44_%");
  EXPECT_EQ(swedish("4449999.99", "mnkr 1"), "4,4_mnkr");
}

TEST(NumberFormatTest, displayed_value_is_what_is_printed) {
  EXPECT_EQ(displayed_value(exact("0.787"), parse_number_format("percent 1").value()).to_string(),
            "78.7");
  EXPECT_EQ(displayed_value(exact("694.5"), parse_number_format("mm:ss").value()).to_string(),
            "695");
  EXPECT_EQ(displayed_value(exact("-1500"), parse_number_format("tkr").value()).to_string(), "-2");
}

RC_GTEST_PROP(NumberFormatProperty, english_without_commas_reads_back, ()) {
  const Exact value = Exact::quotient(*rc::gen::arbitrary<std::int64_t>(),
                                      *rc::gen::inRange<std::int64_t>(1, 100000));
  const NumberFormat format{.decimals = *rc::gen::inRange(0, 10)};
  std::string text = format_number(value, format, Language::english);
  std::erase(text, ',');
  if (text.starts_with("−")) text.replace(0, std::string_view("−").size(), "-");
  RC_ASSERT(Decimal::parse(text) == displayed_value(value, format));
}

TEST(NumberFormatTest, parse_knows_its_words) {
  using Style = NumberFormat::Style;
  EXPECT_EQ(parse_number_format("number 1"), (NumberFormat{.style = Style::number, .decimals = 1}));
  EXPECT_EQ(parse_number_format("percent"), (NumberFormat{.style = Style::percent}));
  EXPECT_EQ(parse_number_format("mm:ss"), (NumberFormat{.style = Style::duration}));
  EXPECT_EQ(parse_number_format("mnkr 1"),
            (NumberFormat{.decimals = 1, .divisor = 1000000, .suffix = "mnkr"}));
  for (const char* text : {"", "number x", "number  1", "number 10", "number -1", "number 1 ",
                           " number", "Number", "mm:ss 1", "sek", "percent1", "number "}) {
    EXPECT_FALSE(parse_number_format(text)) << text;
  }
  const std::string words = number_format_words();
  EXPECT_EQ(words, "number, percent, points, mm:ss, mnkr, tkr, kr");
  for (const auto word : split(words, ',')) EXPECT_TRUE(parse_number_format(trim(word))) << word;
}

}  // namespace
}  // namespace redthread
