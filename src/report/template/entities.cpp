// SPDX-License-Identifier: Apache-2.0
#include "report/template/entities.hpp"

#include <array>
#include <charconv>
#include <utility>

#include "base/text.hpp"

namespace redthread::report {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 18> named = {{
    {"amp", "&"},
    {"lt", "<"},
    {"gt", ">"},
    {"quot", "\""},
    {"apos", "'"},
    {"nbsp", "\u00A0"},
    {"shy", "\u00AD"},
    {"ndash", "\u2013"},
    {"mdash", "\u2014"},
    {"minus", "\u2212"},
    {"hellip", "\u2026"},
    {"sect", "\u00A7"},
    {"times", "\u00D7"},
    {"ge", "\u2265"},
    {"le", "\u2264"},
    {"rdquo", "\u201D"},
    {"rsquo", "\u2019"},
    {"euro", "\u20AC"},
}};

}  // namespace

std::string decoded_entity(std::string_view entity) {
  if (entity.size() < 3 || entity.front() != '&' || entity.back() != ';')
    return std::string(entity);
  std::string_view name = entity.substr(1, entity.size() - 2);
  if (name.front() == '#') {
    name.remove_prefix(1);
    const bool hex = !name.empty() && (name.front() == 'x' || name.front() == 'X');
    if (hex) name.remove_prefix(1);
    unsigned code = 0;
    const auto [end, error] =
        std::from_chars(name.data(), name.data() + name.size(), code, hex ? 16 : 10);
    const bool whole = error == std::errc() && end == name.data() + name.size();
    const bool character = code >= 0x20 && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF) &&
                           (code < 0x7F || code > 0x9F);
    return whole && character ? to_utf8(static_cast<char32_t>(code)) : "\uFFFD";
  }
  for (const auto& [known, text] : named) {
    if (known == name) return std::string(text);
  }
  return std::string(entity);
}

}  // namespace redthread::report
