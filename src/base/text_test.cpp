// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace redthread {
namespace {

using namespace std::string_literals;

TEST(Utf8Test, accepts_what_unicode_accepts) {
  for (const char* text :
       {"", "vårdkontakt", "\u20AC", "\U0001F3E5", "\uFFFD", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_TRUE(is_valid_utf8(text)) << text;
  }
}

TEST(Utf8Test, finds_the_first_byte_that_is_wrong) {
  EXPECT_EQ(first_invalid_utf8("abc"), std::string_view::npos);
  EXPECT_EQ(first_invalid_utf8("en l\xE4kare"), 4u);
  EXPECT_EQ(first_invalid_utf8("longer than eight \xE4"), 18u);
  EXPECT_EQ(first_invalid_utf8("\xC3"), 0u) << "cut";
  EXPECT_EQ(first_invalid_utf8("\xC0\xAF"), 0u) << "overlong";
  EXPECT_EQ(first_invalid_utf8("\xE0\x80\xAF"), 0u) << "overlong";
  EXPECT_EQ(first_invalid_utf8("a\xED\xA0\x80"), 1u) << "surrogate";
  EXPECT_EQ(first_invalid_utf8("\xF4\x90\x80\x80"), 0u) << "beyond U+10FFFF";
  EXPECT_EQ(first_invalid_utf8("\x80"), 0u) << "continuation without a start";
}

TEST(Utf8Test, counts_characters) {
  EXPECT_EQ(character_count(""), 0u);
  EXPECT_EQ(character_count("Skåne"), 5u);
  EXPECT_EQ(character_count("Region Västerbotten och Norrbotten"), 34u);
  EXPECT_EQ(character_count("l\xE4k"), 3u) << "an invalid byte counts one";
}

RC_GTEST_PROP(Utf8Property, every_code_point_reads_back, ()) {
  const auto code = *rc::gen::suchThat(rc::gen::inRange<unsigned>(0, 0x110000), [](unsigned value) {
    return value < 0xD800 || value > 0xDFFF;
  });
  const std::string text = to_utf8(code);
  const Character character = character_at(text, 0);
  RC_ASSERT(character.valid);
  RC_ASSERT(static_cast<unsigned>(character.code_point) == code);
  RC_ASSERT(character.bytes == text.size());
  RC_ASSERT(character_count(text) == 1u);
}

RC_GTEST_PROP(Utf8Property, printable_text_is_valid_and_keeps_its_length,
              (const std::string& text)) {
  RC_ASSERT(is_valid_utf8(printable(text)));
  RC_ASSERT(character_count(printable(text)) == character_count(text));
}

TEST(TextTest, printable_hides_control_characters_but_not_tabs) {
  EXPECT_EQ(printable("a\tb\x1B[31m\n\xE4"
                      "å\x7F"),
            "a\tb\uFFFD[31m\uFFFD\uFFFD"
            "å\uFFFD");
  EXPECT_EQ(printable("\u0085"), "\uFFFD") << "C1 control characters too";
}

TEST(TextTest, trim) {
  EXPECT_EQ(trim(" \t vård central\r\n"), "vård central");
  EXPECT_EQ(trim(" \n"), "");
}

TEST(TextTest, split_and_join) {
  EXPECT_EQ(split("a,,b", ','), (std::vector<std::string_view>{"a", "", "b"}));
  EXPECT_EQ(split("", ','), (std::vector<std::string_view>{""}));
  EXPECT_EQ(split("a,", ','), (std::vector<std::string_view>{"a", ""}));
  EXPECT_EQ(join({"a", "", "b"}, ", "), "a, , b");
  EXPECT_EQ(join({}, ", "), "");
}

RC_GTEST_PROP(TextProperty, join_undoes_split, (const std::string& text)) {
  const auto parts = split(text, 'a');
  RC_ASSERT(join({parts.begin(), parts.end()}, "a") == text);
}

TEST(TextTest, is_key) {
  for (const char* key : {"visits", "visits.physician", "a", "r12_total.x9"}) {
    EXPECT_TRUE(is_key(key)) << key;
  }
  for (const char* key : {"", ".", "visits.", ".visits", "a..b", "Visits", "1a", "a.1", "_a",
                          "besök", "a b", "a-b"}) {
    EXPECT_FALSE(is_key(key)) << key;
  }
}

}  // namespace
}  // namespace redthread
