// SPDX-License-Identifier: Apache-2.0
#include "access/lower_case.hpp"

#include "base/text.hpp"

namespace redthread::access {

std::string lower_case(std::string_view text) {
  constexpr char32_t to_small = 0x20;
  constexpr char32_t multiplication_sign = 0xD7;
  std::string lower;
  lower.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Character each = character_at(text, at);
    const char32_t code = each.code_point;
    const bool is_capital = (U'A' <= code && code <= U'Z') ||
                            (0xC0 <= code && code <= 0xDE && code != multiplication_sign);
    if (each.valid && is_capital) {
      lower += to_utf8(code + to_small);
    } else {
      lower += text.substr(at, each.bytes);
    }
    at += each.bytes;
  }
  return lower;
}

}  // namespace redthread::access
