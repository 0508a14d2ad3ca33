// SPDX-License-Identifier: Apache-2.0
#include "report/page_text.hpp"

#include <algorithm>
#include <utility>

namespace redthread::report {
namespace {

constexpr char32_t replacement = 0xFFFD;
constexpr char32_t word_joiner = 0x2060;
constexpr char32_t soft_hyphen = 0xAD;

constexpr bool is_between(char32_t code, char32_t first, char32_t last) {
  return first <= code && code <= last;
}

bool is_noncharacter(char32_t code) {
  return (code & 0xFFFE) == 0xFFFE || is_between(code, 0xFDD0, 0xFDEF);
}

}  // namespace

char32_t page_character(const Character& character) {
  const char32_t code = character.code_point;
  if (!character.valid || is_noncharacter(code)) return replacement;
  if (code == 0xFEFF) return word_joiner;
  if (code == '\n') return code;
  if (code == '\t' || code == '\r') return ' ';
  if (is_between(code, 0x202A, 0x202E) || is_between(code, 0x2066, 0x2069)) return replacement;
  return code < 0x20 || is_between(code, 0x7F, 0x9F) ? replacement : code;
}

std::string page_text(std::string_view text) {
  std::string shown;
  bool space = false;
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    at += character.bytes;
    const char32_t code = character.code_point;
    if (code == soft_hyphen) continue;
    if (code == ' ' || code == '\t' || code == '\n' || code == '\r') {
      space = !shown.empty();
      continue;
    }
    if (std::exchange(space, false)) shown += ' ';
    shown += to_utf8(page_character(character));
  }
  return shown;
}

std::string page_figure(std::string_view text) {
  std::string shown = page_text(text);
  shown.erase(std::remove(shown.begin(), shown.end(), ' '), shown.end());
  return shown;
}

}  // namespace redthread::report
