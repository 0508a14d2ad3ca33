// SPDX-License-Identifier: Apache-2.0
#include "base/encoding.hpp"

#include <array>

namespace redthread {
namespace {

/// What Windows-1252 has at 0x80..0x9F; 0 = nothing. The rest is as in Unicode.
constexpr std::array<char32_t, 32> windows_1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

/// The first bytes of files that are often delivered in place of CSV.
struct Signature {
  std::string_view bytes;
  const char* what;
};
constexpr std::array signatures = {
    Signature{"PK\x03\x04", "a spreadsheet (xlsx, ods) or a zip file"},
    Signature{"\xD0\xCF\x11\xE0", "an old Excel file (xls)"},
    Signature{"%PDF", "a PDF"},
    Signature{"\x1F\x8B", "a gzip file"},
    Signature{"7z\xBC\xAF", "a 7z file"},
    Signature{"PAR1\x15", "a Parquet file"},
    Signature{"SQLite format 3", "an SQLite database"},
};

}  // namespace

const char* binary_format(std::string_view bytes) {
  for (const Signature& signature : signatures) {
    if (bytes.starts_with(signature.bytes)) return signature.what;
  }
  return nullptr;
}

bool looks_like_utf16(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return true;
  if (bytes.size() < 4) return false;
  const bool little = bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0;
  const bool big = bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0;
  return little || big;
}

char32_t windows_1252_character(unsigned byte) {
  return byte < 0xA0 ? windows_1252[byte - 0x80] : byte;
}

}  // namespace redthread
