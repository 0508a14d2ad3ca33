// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "catalog/source.hpp"
#include "catalog/toml.hpp"

namespace redthread::catalog {

/// Reads TOML's words: white space, bare words, quoted texts, numbers, dates. Moves over the text;
/// whatever is wrong is a diagnostic at its place and an empty result.
class TomlScanner {
 public:
  TomlScanner(const Source& source, Diagnostics& diagnostics)
      : source_(source), text_(source.text()), diagnostics_(diagnostics) {}

  std::size_t offset() const { return at_; }
  bool at_end() const { return at_ >= text_.size(); }
  /// The next byte; NUL at the end.
  char peek() const { return at_end() ? '\0' : text_[at_]; }
  std::string_view rest() const { return text_.substr(at_); }
  void advance(std::size_t count) { at_ += count; }

  void skip_spaces();
  /// Spaces, line ends and comments.
  void skip_blank_lines();
  /// Past the current line, to the next one that looks like `key =` or `[table]`.
  void skip_to_next_statement();
  /// Whether a line begins here that looks like `key =` or `[table]`.
  bool at_statement() const;
  /// Back before the current line, so that `skip_to_next_statement` finds it.
  void unread_line();
  /// Past the next `closing` when one stands before the next table, else nowhere.
  void skip_past(char closing);
  /// Only spaces and a comment may follow on the line.
  bool expect_line_end();

  /// `A-Za-z0-9_-`, possibly none.
  std::string_view bare_word();

  struct Quoted {
    std::string text;
    std::size_t begin = 0;  ///< of the first character inside the quotes
    bool verbatim = true;
  };
  /// `"..."` with escapes or `'...'`; with `allow_lines` also in three quotes.
  std::optional<Quoted> quoted_text(bool allow_lines);
  /// A number, a date, true or false.
  std::optional<TomlValue> plain_value();

  /// At the next character.
  void error_here(const std::string& message, const std::string& hint);
  void error_at(std::size_t begin, std::size_t end, const std::string& message,
                const std::string& hint);

 private:
  bool escape(std::string& text, bool lines);
  std::optional<TomlValue> unknown_word(std::string_view word);

  const Source& source_;
  std::string_view text_;
  Diagnostics& diagnostics_;
  std::size_t at_ = 0;
};

}  // namespace redthread::catalog
