// SPDX-License-Identifier: Apache-2.0
#include "report/pdf/text_width.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "base/text.hpp"

namespace redthread::report {
namespace {

/// Advance widths in semibold, in thousandths of the size, of characters that are about as wide.
/// No regular one is wider than the widest.
struct Class {
  double least;
  double most;
  std::u32string_view characters;
};
constexpr std::array<Class, 12> classes = {{
    {570, 572, U"0123456789+<=>\u2212"},
    {129, 131, U"\u202F"},
    {259, 260, U" \u00A0"},
    {267, 268, U","},
    {274, 278, U".:;"},
    {861, 862, U"%"},
    {220, 350, U"'!ijlIJ()-[]"},
    {330, 510, U"/\\ft\"_?csrz\u2013"},
    {430, 600, U"FLSvyEYTZaegkx*$~\u00E0\u00E1\u00E4\u00E5\u00E8\u00E9\u00EA\u00C8\u00C9\u00D7"},
    {570, 650, U"#CKPRXVbdhnopqu\u00F3\u00F4\u00F6\u00F8\u00FA\u00FC"},
    {610, 850, U"ABDGHNOQUw&\u00C4\u00C5\u00D6\u00D8\u00D3\u00DC"},
    {770, 1000, U"mMW@\u00E6\u00C6\u2014"},
}};

const Class* class_of(char32_t code) {
  const auto* found = std::find_if(classes.begin(), classes.end(), [code](const Class& each) {
    return each.characters.find(code) != std::u32string_view::npos;
  });
  return found == classes.end() ? nullptr : found;
}

}  // namespace

std::optional<TextWidth> text_width(std::string_view text, double size) {
  constexpr double thousandth_of_point = 25.4 / 72 / 1000;
  TextWidth width;
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    const Class* known = class_of(character.code_point);
    if (known == nullptr || !character.valid) return std::nullopt;
    width.least += known->least * size * thousandth_of_point;
    width.most += known->most * size * thousandth_of_point;
    at += character.bytes;
  }
  return width;
}

}  // namespace redthread::report
