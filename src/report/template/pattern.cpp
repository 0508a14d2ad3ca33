// SPDX-License-Identifier: Apache-2.0
#include "report/template/pattern.hpp"

#include <functional>

#include "base/text.hpp"

namespace redthread::report {
namespace {

/// Text outside braces goes to `text`, what stands in braces to `word`, and an opening brace that
/// is never closed, with all after it, to `unclosed`.
void walk(std::string_view pattern, const std::function<void(std::string_view)>& text,
          const std::function<void(std::string_view)>& word,
          const std::function<void(std::string_view)>& unclosed) {
  std::size_t at = 0;
  while (at < pattern.size()) {
    const std::size_t found = pattern.find_first_of("\\{", at);
    text(pattern.substr(at, found - at));
    if (found == std::string_view::npos) return;
    if (pattern[found] == '\\') {
      const bool escapes = found + 1 < pattern.size() && pattern[found + 1] == '{';
      text(escapes ? "{" : "\\");
      at = found + (escapes ? 2 : 1);
      continue;
    }
    const std::size_t close = pattern.find('}', found);
    if (close == std::string_view::npos) {
      unclosed(pattern.substr(found));
      return;
    }
    word(pattern.substr(found + 1, close - found - 1));
    at = close + 1;
  }
}

}  // namespace

void check_pattern(SourceText& source, std::string_view pattern, Range range) {
  const char* hint = "here {period}, {period short} and {unit} are known; a literal brace is \\{";
  walk(
      pattern, [](std::string_view) {},
      [&](std::string_view word) {
        const std::string_view name = trim(word);
        if (name == "period" || name == "period short" || name == "unit") return;
        source.error("report.unknown_directive", range.begin, range.end,
                     "unknown directive `" + std::string(name) + "` in a short text", hint);
      },
      [&](std::string_view) {
        source.error("report.unclosed_brace", range.begin, range.end,
                     "a brace in this text is never closed", hint);
      });
}

std::string fill_pattern(std::string_view pattern, Period period, std::string_view unit_name,
                         Language language) {
  std::string filled;
  walk(
      pattern, [&](std::string_view text) { filled += text; },
      [&](std::string_view word) {
        const std::string_view name = trim(word);
        if (name == "period") {
          filled += period_name(period, language);
        } else if (name == "period short") {
          filled += period_short_name(period, language);
        } else if (name == "unit") {
          filled += unit_name;
        } else {
          filled += '{';
          filled += word;
          filled += '}';
        }
      },
      [&](std::string_view rest) { filled += rest; });
  return filled;
}

}  // namespace redthread::report
