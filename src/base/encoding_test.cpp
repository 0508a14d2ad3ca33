// SPDX-License-Identifier: Apache-2.0
#include "base/encoding.hpp"

#include <string>

#include <gtest/gtest.h>

namespace redthread {
namespace {

TEST(Encoding, KnowsWhatIsDeliveredInPlaceOfText) {
  EXPECT_STREQ(binary_format("PK\x03\x04rest"), "a spreadsheet (xlsx, ods) or a zip file");
  EXPECT_STREQ(binary_format("%PDF-1.7"), "a PDF");
  EXPECT_EQ(binary_format("measure,unit"), nullptr);
  EXPECT_EQ(binary_format(""), nullptr);
}

TEST(Encoding, KnowsUtf16WithAndWithoutAMark) {
  EXPECT_TRUE(looks_like_utf16("\xFF\xFEm"));
  EXPECT_TRUE(looks_like_utf16(std::string("m\0e\0", 4)));
  EXPECT_TRUE(looks_like_utf16(std::string("\0m\0e", 4)));
  EXPECT_FALSE(looks_like_utf16("measure"));
  EXPECT_FALSE(looks_like_utf16(std::string("m\0", 2)));
}

TEST(Encoding, KnowsTheLettersOfWindows1252) {
  EXPECT_EQ(windows_1252_character(0xE5), U'å');
  EXPECT_EQ(windows_1252_character(0x80), U'€');
  EXPECT_EQ(windows_1252_character(0x81), U'\0') << "a hole in the table";
}

TEST(Encoding, DecodesWhatSwedishSystemsWrite) {
  std::string text;
  append_decoded(text, "v\x86rd, \x8Ere", Encoding::code_page_437);
  append_decoded(text, " 5\x96 \xC5r\x81", Encoding::windows_1252);
  EXPECT_EQ(text, "vård, Äre 5– År\uFFFD");
}

/// The encoding that lines are told to have.
Encoding told(std::string_view lines) {
  EncodingEvidence evidence;
  evidence.look(lines);
  EXPECT_FALSE(evidence.is_unclear()) << lines;
  return evidence.encoding();
}

TEST(Encoding, IsToldByTheLettersOfWords) {
  EXPECT_EQ(told("plain"), Encoding::utf8);
  EXPECT_EQ(told("vård på kö"), Encoding::utf8);
  EXPECT_EQ(told("v\xE5rd p\xE5 k\xF6"), Encoding::iso_8859_1);
  EXPECT_EQ(told("v\xE5rd \x96 k\xF6"), Encoding::windows_1252);
  EXPECT_EQ(told("v\x86rd p\x86 k\x94"), Encoding::code_page_437);
  EXPECT_EQ(told("\x99rebro, Sk\x86ne"), Encoding::code_page_437);
  EXPECT_EQ(told("2024 \x96 2025"), Encoding::windows_1252) << "a dash, no letter";
  EXPECT_EQ(told("\xC5\x94"), Encoding::utf8);
  EncodingEvidence evidence;
  evidence.look("k\x94 ");
  EXPECT_TRUE(evidence.is_unclear()) << "`kö`, or a closing quotation mark";
  EXPECT_FALSE(evidence.is_ascii());
}

TEST(Encoding, FindsTheFirstByteOfAnotherEncoding) {
  const std::size_t none = std::string_view::npos;
  EXPECT_EQ(first_contradiction("vård", Encoding::utf8), none);
  EXPECT_EQ(first_contradiction("v\xE5rd", Encoding::utf8), 1u);
  EXPECT_EQ(first_contradiction("v\xE5rd", Encoding::windows_1252), none);
  EXPECT_EQ(first_contradiction("vård", Encoding::windows_1252), 1u);
  EXPECT_EQ(first_contradiction("a \x81", Encoding::windows_1252), 2u) << "a hole in the table";
  EXPECT_EQ(first_contradiction("v\x86rd", Encoding::windows_1252), 1u);
  EXPECT_EQ(first_contradiction("KNE\x8E"
                                "EVIC",
                                Encoding::windows_1252),
            none)
      << "a Ž";
  EXPECT_EQ(first_contradiction("v\xE5rd", Encoding::code_page_437), 1u);
  EXPECT_EQ(first_contradiction("v\x86rd", Encoding::code_page_437), none);
}

}  // namespace
}  // namespace redthread
