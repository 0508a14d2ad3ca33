// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace redthread::report {

/// A value in double quotes, where `\"` and `\\` stand for a quote and a backslash. It may hold
/// any other character but a line end.
struct Quoted {
  std::string text;
  std::size_t end = 0;  ///< after the closing quote, or where reading stopped
  bool closed = false;
};

/// Reads from the opening quote at `begin`, no further than `end`.
inline Quoted read_quoted(std::string_view text, std::size_t begin, std::size_t end) {
  Quoted quoted;
  std::size_t at = begin + 1;
  for (; at < end && text[at] != '\n' && text[at] != '\r'; ++at) {
    if (text[at] == '"') {
      quoted.closed = true;
      ++at;
      break;
    }
    if (text[at] == '\\' && at + 1 < end && (text[at + 1] == '"' || text[at + 1] == '\\')) ++at;
    quoted.text += text[at];
  }
  quoted.end = at;
  return quoted;
}

}  // namespace redthread::report
