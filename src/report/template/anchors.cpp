// SPDX-License-Identifier: Apache-2.0
#include "report/template/anchors.hpp"

#include "base/text.hpp"

namespace redthread::report {
namespace {

char plain_letter(char32_t c) {
  if (c < 0x80) {
    const char ascii = static_cast<char>(c);
    if (ascii >= 'A' && ascii <= 'Z') return static_cast<char>(ascii - 'A' + 'a');
    if ((ascii >= 'a' && ascii <= 'z') || (ascii >= '0' && ascii <= '9')) return ascii;
    return '-';
  }
  if ((c >= 0xC0 && c <= 0xC6) || (c >= 0xE0 && c <= 0xE6)) return 'a';
  if ((c >= 0xC8 && c <= 0xCB) || (c >= 0xE8 && c <= 0xEB)) return 'e';
  if ((c >= 0xD2 && c <= 0xD6) || (c >= 0xF2 && c <= 0xF6) || c == 0xD8 || c == 0xF8) return 'o';
  if ((c >= 0xD9 && c <= 0xDC) || (c >= 0xF9 && c <= 0xFC)) return 'u';
  return '-';
}

}  // namespace

std::string slug(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    at += character.bytes;
    const char letter = plain_letter(character.code_point);
    if (letter == '-' && (result.empty() || result.back() == '-')) continue;
    result += letter;
  }
  while (!result.empty() && result.back() == '-') result.pop_back();
  return result;
}

std::string Anchors::make(std::string_view text) {
  std::string base = slug(text);
  if (base.empty()) base = "avsnitt";
  std::string name = base;
  for (int number = 2; !taken_.insert(name).second; ++number) {
    name = base + "-" + std::to_string(number);
  }
  return name;
}

}  // namespace redthread::report
