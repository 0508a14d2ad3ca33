// SPDX-License-Identifier: Apache-2.0
#include "catalog/row_scanner.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/date.hpp"
#include "base/decimal.hpp"
#include "base/text.hpp"
#include "catalog/source.hpp"
#include "model/measure_unit.hpp"

namespace redthread::catalog {
namespace {

using Kind = RowExpression::Kind;
using Type = RowExpression::Type;

constexpr std::size_t date_length = 10;
constexpr int most_decimals = 9;

/// `2024-03-01` in one piece is a day, not a subtraction.
bool is_date(std::string_view shape) {
  if (shape.size() < date_length) return false;
  for (std::size_t i = 0; i < date_length; ++i) {
    if (i == 4 || i == 7 ? shape[i] != '-' : !RowScanner::is_digit(shape[i])) return false;
  }
  return true;
}

}  // namespace

std::size_t RowScanner::next() const {
  return at_end() ? at_ : at_ + character_at(text_, at_).bytes;
}

std::size_t RowScanner::word_end() const {
  std::size_t end = at_;
  while (end < text_.size()) {
    const Character c = character_at(text_, end);
    const bool letter = is_measure_unit_letter(c.code_point) && c.code_point >= 'A';
    if (!letter && !is_name_character(text_[end])) break;
    end += c.bytes;
  }
  return std::max(end, next());
}

std::size_t RowScanner::skip_spaces() {
  while (peek() == ' ' || peek() == '\t' || peek() == '\n') ++at_;
  return at_;
}

std::string_view RowScanner::word() {
  const std::size_t begin = at_;
  while (is_name_character(peek())) ++at_;
  return text_.substr(begin, at_ - begin);
}

bool RowScanner::took_word(std::string_view keyword) {
  const std::size_t begin = skip_spaces();
  if (word() == keyword) return true;
  at_ = begin;
  return false;
}

std::nullopt_t RowScanner::fail(const char* code, std::size_t begin, std::size_t end,
                                const std::string& message, const std::string& hint) {
  add_at(diagnostics_, Severity::error, code, span(begin, end), origin_.excerpt, message, hint);
  return std::nullopt;
}

std::optional<RowExpression> RowScanner::literal() {
  if (peek() == '\'') return quoted();
  return is_date(text_.substr(at_)) ? date() : number();
}

std::optional<RowExpression> RowScanner::quoted() {
  RowExpression result{.kind = Kind::text, .type = Type::text};
  const std::size_t begin = at_++;
  while (true) {
    if (at_end()) {
      return fail("catalog.formula_syntax", begin, begin + 1, "the text is never closed",
                  "write `'` where it ends");
    }
    if (peek() == '\'') {
      ++at_;
      if (peek() != '\'') break;  // two of them are one in the text
    }
    result.text += peek();
    ++at_;
  }
  result.place = span(begin, at_);
  return result;
}

std::optional<RowExpression> RowScanner::date() {
  const std::size_t begin = at_;
  const std::string_view written = text_.substr(begin, date_length);
  at_ += date_length;
  const auto day = Date::parse(written);
  if (!day) {
    return fail("catalog.bad_date", begin, at_, fmt::format("`{}` is not a day", written),
                "days are written 2024-01-31");
  }
  return RowExpression{.number = day->days(), .type = Type::date, .place = span(begin, at_)};
}

std::optional<RowExpression> RowScanner::number() {
  const std::size_t begin = at_;
  while (is_digit(peek())) ++at_;
  if (peek() == '.') {
    ++at_;
    while (is_digit(peek())) ++at_;
  }
  const std::string_view digits = text_.substr(begin, at_ - begin);
  const auto value = Decimal::parse(digits);
  const int scale = value ? value->normalized().scale() : 0;
  const auto steps = value ? value->as_integer_at(scale) : std::nullopt;
  if (!steps || scale > most_decimals) {
    return fail("catalog.formula_syntax", begin, at_,
                fmt::format("`{}` cannot be read as a number", digits),
                "numbers are written 1725 or 431.25, with at most 9 decimals");
  }
  return RowExpression{.number = *steps,
                       .type = scale > 0 ? Type::decimal : Type::integer,
                       .scale = scale,
                       .place = span(begin, at_)};
}

}  // namespace redthread::catalog
