// SPDX-License-Identifier: Apache-2.0
#include "base/encoding.hpp"

#include <array>
#include <cstdint>
#include <cstring>

#include "base/text.hpp"

namespace redthread {
namespace {

/// What Windows-1252 has at 0x80..0x9F; 0 = nothing. The rest is as in Unicode.
constexpr std::array<char32_t, 32> windows_1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

/// Code page 437 from 0x80.
constexpr std::array<char32_t, 128> code_page_437 = {
    0x00C7, 0x00FC, 0x00E9, 0x00E2, 0x00E4, 0x00E0, 0x00E5, 0x00E7, 0x00EA, 0x00EB, 0x00E8, 0x00EF,
    0x00EE, 0x00EC, 0x00C4, 0x00C5, 0x00C9, 0x00E6, 0x00C6, 0x00F4, 0x00F6, 0x00F2, 0x00FB, 0x00F9,
    0x00FF, 0x00D6, 0x00DC, 0x00A2, 0x00A3, 0x00A5, 0x20A7, 0x0192, 0x00E1, 0x00ED, 0x00F3, 0x00FA,
    0x00F1, 0x00D1, 0x00AA, 0x00BA, 0x00BF, 0x2310, 0x00AC, 0x00BD, 0x00BC, 0x00A1, 0x00AB, 0x00BB,
    0x2591, 0x2592, 0x2593, 0x2502, 0x2524, 0x2561, 0x2562, 0x2556, 0x2555, 0x2563, 0x2551, 0x2557,
    0x255D, 0x255C, 0x255B, 0x2510, 0x2514, 0x2534, 0x252C, 0x251C, 0x2500, 0x253C, 0x255E, 0x255F,
    0x255A, 0x2554, 0x2569, 0x2566, 0x2560, 0x2550, 0x256C, 0x2567, 0x2568, 0x2564, 0x2565, 0x2559,
    0x2558, 0x2552, 0x2553, 0x256B, 0x256A, 0x2518, 0x250C, 0x2588, 0x2584, 0x258C, 0x2590, 0x2580,
    0x03B1, 0x00DF, 0x0393, 0x03C0, 0x03A3, 0x03C3, 0x00B5, 0x03C4, 0x03A6, 0x0398, 0x03A9, 0x03B4,
    0x221E, 0x03C6, 0x03B5, 0x2229, 0x2261, 0x00B1, 0x2265, 0x2264, 0x2320, 0x2321, 0x00F7, 0x2248,
    0x00B0, 0x2219, 0x00B7, 0x221A, 0x207F, 0x00B2, 0x25A0, 0x00A0};

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

unsigned byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

/// The next byte above 0x7F at or after `from`; the size when there is none.
std::size_t next_high_byte(std::string_view text, std::size_t from) {
  for (; from + 8 <= text.size(); from += 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data() + from, 8);
    if ((eight & 0x8080808080808080u) != 0) break;
  }
  while (from < text.size() && byte_at(text, from) < 0x80) ++from;
  return from;
}

bool is_ascii_letter(unsigned byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}
/// å ä ö Å Ä Ö é in Windows-1252.
bool is_latin_letter(unsigned byte) {
  return byte == 0xE5 || byte == 0xE4 || byte == 0xF6 || byte == 0xC5 || byte == 0xC4 ||
         byte == 0xD6 || byte == 0xE9;
}
/// å ä ö Å Ä Ö in code page 437. Its é (0x82) is a quotation mark in Windows-1252: no evidence.
bool is_code_page_letter(unsigned byte) {
  return byte == 0x86 || byte == 0x84 || byte == 0x94 || byte == 0x8F || byte == 0x8E ||
         byte == 0x99;
}

/// Where a byte's neighbours are letters, in one encoding or the other.
struct Neighbours {
  Neighbours(std::string_view text, std::size_t at, bool (*is_letter)(unsigned)) {
    const unsigned last = at > 0 ? byte_at(text, at - 1) : 0;
    const unsigned next = byte_at(text, at + 1);
    before = is_ascii_letter(last) || is_letter(last);
    after = is_ascii_letter(next) || is_letter(next);
  }
  bool before;
  bool after;
};

bool is_inside_word(std::string_view text, std::size_t at, bool (*is_letter)(unsigned)) {
  if (!is_letter(byte_at(text, at))) return false;
  const Neighbours letters(text, at, is_letter);
  return letters.before && letters.after;
}

/// A UTF-8 sequence that would be nonsense in a single-byte encoding: Ã and a sign, â€ and a sign.
bool is_surely_utf8(std::string_view text, std::size_t at, const Character& character) {
  if (!character.valid) return false;
  const unsigned first = byte_at(text, at);
  return first == 0xC3 || (first == 0xE2 && byte_at(text, at + 1) == 0x80);
}

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

char32_t code_page_437_character(unsigned byte) { return code_page_437[byte - 0x80]; }

const char* name(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8:
      return "UTF-8";
    case Encoding::utf16_little:
    case Encoding::utf16_big:
      return "UTF-16";
    case Encoding::windows_1252:
      return "Windows-1252";
    case Encoding::iso_8859_1:
      return "ISO-8859-1";
    case Encoding::code_page_437:
      return "code page 437";
  }
  return "";
}

bool is_single_byte(Encoding encoding) {
  return encoding == Encoding::windows_1252 || encoding == Encoding::iso_8859_1 ||
         encoding == Encoding::code_page_437;
}

void append_decoded(std::string& text, std::string_view bytes, Encoding encoding) {
  char32_t (*const character_of)(unsigned) =
      encoding == Encoding::code_page_437 ? code_page_437_character : windows_1252_character;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t high = next_high_byte(bytes, at);
    text += bytes.substr(at, high - at);
    if (high == bytes.size()) return;
    const char32_t character = character_of(byte_at(bytes, high));
    text += to_utf8(character == 0 ? 0xFFFD : character);
    at = high + 1;
  }
}

std::size_t first_contradiction(std::string_view bytes, Encoding encoding) {
  if (!is_single_byte(encoding)) return first_invalid_utf8(bytes);
  const bool code_page = encoding == Encoding::code_page_437;
  for (std::size_t at = next_high_byte(bytes, 0); at < bytes.size();
       at = next_high_byte(bytes, at + 1)) {
    if (is_surely_utf8(bytes, at, character_at(bytes, at))) return at;
    if (!code_page && windows_1252_character(byte_at(bytes, at)) == 0) return at;
    // 0x8E is also the Ž of names in capitals.
    if (!code_page && byte_at(bytes, at) == 0x8E) continue;
    if (is_inside_word(bytes, at, code_page ? is_latin_letter : is_code_page_letter)) return at;
  }
  return std::string_view::npos;
}

void EncodingEvidence::look(std::string_view lines) {
  for (std::size_t at = next_high_byte(lines, 0); at < lines.size();
       at = next_high_byte(lines, at)) {
    has_high_bytes_ = true;
    const unsigned byte = byte_at(lines, at);
    const Character character = character_at(lines, at);
    at += character.bytes;
    if (character.valid) {
      if (is_surely_utf8(lines, at - character.bytes, character)) ++utf8_;
      continue;
    }
    ++not_utf8_;
    if (byte < 0xA0) has_c1_ = true;
    if (is_latin_letter(byte)) {
      const Neighbours letters(lines, at - 1, is_latin_letter);
      if (letters.before || letters.after) ++latin_;
    }
    if (is_inside_word(lines, at - 1, is_code_page_letter)) {
      ++code_page_;
    } else if (is_code_page_letter(byte)) {
      ++code_page_alone_;
    }
  }
}

bool EncodingEvidence::is_unclear() const {
  return not_utf8_ > 0 && utf8_ == 0 && latin_ == 0 && code_page_ == 0 && code_page_alone_ > 0;
}

Encoding EncodingEvidence::encoding() const {
  if (not_utf8_ <= utf8_) return Encoding::utf8;
  if (code_page_ > latin_) return Encoding::code_page_437;
  return has_c1_ ? Encoding::windows_1252 : Encoding::iso_8859_1;
}

}  // namespace redthread
