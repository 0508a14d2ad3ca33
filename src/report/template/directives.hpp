// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "report/template/source_text.hpp"
#include "report/template/template_state.hpp"

namespace redthread::report {

/// Directives are taken out of the text before Markdown is read: each is replaced by one private
/// character (a placeholder), so that what stands in a directive is never taken for Markdown, and
/// Markdown's rules see a directive as a word. Block directives become paragraphs of their own.

/// What a placeholder stands for.
struct Placeholder {
  static constexpr std::size_t literal = static_cast<std::size_t>(-1);
  std::size_t directive = literal;  ///< index into State::directives
  std::string text;                 ///< for a literal: the private character that was written
};

struct Scanned {
  std::string markdown;
  std::vector<Placeholder> placeholders;
  /// Where pieces of `markdown` come from: {offset in markdown, offset in the source}, rising.
  std::vector<std::pair<std::size_t, std::size_t>> origins;

  std::size_t source_offset(std::size_t markdown_offset) const;
};

/// Placeholders are U+F0000 and up, in order: four bytes of UTF-8 each.
inline constexpr char32_t first_placeholder = 0xF0000;
inline constexpr std::size_t max_placeholders = 60'000;
/// The placeholder's index when there is one at `at`, otherwise npos.
std::size_t placeholder_at(std::string_view markdown, std::size_t at);

/// Reads the source from `body` on. Fills state.directives and state.requests.
Scanned scan_directives(SourceText& source, std::size_t body, Template::State& state);

}  // namespace redthread::report
