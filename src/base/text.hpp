// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace redthread {

/// Text without a domain: UTF-8, trimming, splitting.

/// One character (code point) of UTF-8. Overlong forms, surrogates and what lies beyond U+10FFFF
/// are invalid, as are cut sequences; an invalid byte is a character of its own.
struct Character {
  char32_t code_point = 0;
  std::size_t bytes = 1;
  bool valid = true;
};
/// The character at byte `offset`, which must be inside `text` (asserted).
Character character_at(std::string_view text, std::size_t offset);
/// The UTF-8 of a code point.
std::string to_utf8(char32_t code_point);

bool is_valid_utf8(std::string_view text);
/// The offset of the first byte that is not UTF-8, npos when there is none.
std::size_t first_invalid_utf8(std::string_view text);
/// Characters (code points) in valid UTF-8; invalid bytes count one each.
std::size_t character_count(std::string_view text);
/// Safe to show in a terminal: control characters (tab excepted) and invalid bytes as U+FFFD.
std::string printable(std::string_view text);
/// Without spaces, tabs and line ends at both ends.
std::string_view trim(std::string_view text);
/// Always at least one part: `split("", ',')` is one empty part.
std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);

/// A key: `a-z0-9_` words joined by dots, each starting with a letter (`visits.physician`).
bool is_key(std::string_view text);

}  // namespace redthread
