// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostics.hpp"
#include "catalog/formula.hpp"
#include "model/row_expression.hpp"

namespace redthread::catalog {

/// The text of a row expression and how far it has been read: characters, words, and messages with
/// their place.
class RowScanner {
 public:
  RowScanner(std::string_view text, const FormulaOrigin& origin, Diagnostics& diagnostics)
      : text_(text), origin_(origin), diagnostics_(diagnostics) {}

  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  static bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || is_digit(c) || c == '_';
  }

  std::string_view text() const { return text_; }
  bool at_end() const { return at_ >= text_.size(); }
  /// '\0' at the end.
  char peek() const { return at_end() ? '\0' : text_[at_]; }
  /// The end of the character that stands here.
  std::size_t next() const;
  /// The end of the word that stands here, in any alphabet, or of the one character.
  std::size_t word_end() const;
  /// Where the first character is that is no space.
  std::size_t skip_spaces();
  /// Takes the letters, digits and `_` that stand here; may be empty.
  std::string_view word();
  /// Takes `keyword` after spaces, when the whole word is that.
  bool took_word(std::string_view keyword);

  /// Adds an error at these bytes.
  std::nullopt_t fail(const char* code, std::size_t begin, std::size_t end,
                      const std::string& message, const std::string& hint);
  Span span(std::size_t begin, std::size_t end) const {
    return place_in(origin_, text_, begin, end);
  }

  /// Takes a number, a day or a text in quotes, one of which begins here.
  std::optional<RowExpression> literal();

 protected:
  std::size_t at_ = 0;  ///< byte offset of what is read next

 private:
  std::optional<RowExpression> quoted();
  std::optional<RowExpression> date();
  std::optional<RowExpression> number();

  std::string_view text_;
  const FormulaOrigin& origin_;
  Diagnostics& diagnostics_;
};

}  // namespace redthread::catalog
