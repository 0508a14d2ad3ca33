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

}  // namespace
}  // namespace redthread
