// SPDX-License-Identifier: Apache-2.0
#include "report/pdf/typst_text.hpp"

#include "base/text.hpp"
#include "report/page_text.hpp"

namespace redthread::report {
namespace {

constexpr bool is_between(char32_t code, char32_t first, char32_t last) {
  return first <= code && code <= last;
}

}  // namespace

void append_typst(std::string& source, std::string_view text) {
  const bool isolated = has_direction(text);
  source += isolated ? "\"\u2066" : "\"";
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0x20 && byte < 0x7F) {
      if (byte == '"' || byte == '\\') source += '\\';
      source += text[at++];
      continue;
    }
    const Character character = character_at(text, at);
    const char32_t code = page_character(character);
    if (code == '\n') {
      source += "\\n";
    } else if (code == character.code_point && character.valid) {
      source.append(text, at, character.bytes);
    } else {
      source += to_utf8(code);
    }
    at += character.bytes;
  }
  source += isolated ? "\u2069\"" : "\"";
}

bool has_direction(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0xD6) {  // below U+0590
      ++at;
      continue;
    }
    const Character character = character_at(text, at);
    const char32_t code = character.code_point;
    const bool letters = is_between(code, 0x0590, 0x08FF) || is_between(code, 0xFB1D, 0xFDFF) ||
                         is_between(code, 0xFE70, 0xFEFE) || is_between(code, 0x10800, 0x10FFF) ||
                         is_between(code, 0x1E800, 0x1EFFF);
    const bool marks =
        code == 0x200F || is_between(code, 0x202A, 0x202E) || is_between(code, 0x2066, 0x2069);
    if (letters || marks) return true;
    at += character.bytes;
  }
  return false;
}

}  // namespace redthread::report
