// SPDX-License-Identifier: Apache-2.0
#include "catalog/toml_scanner.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include <fmt/format.h>

#include "base/date.hpp"
#include "base/text.hpp"

namespace redthread::catalog {
namespace {

using Kind = TomlValue::Kind;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_bare(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == '-';
}

/// Whether a line begins like `key =`, `"key" =`, `a.b =` or `[table`.
bool looks_like_statement(std::string_view line) {
  line = trim(line);
  if (line.starts_with('[')) return true;
  const std::size_t equals = line.find('=');
  if (equals == std::string_view::npos) return false;
  const std::string_view key = trim(line.substr(0, equals));
  return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return is_bare(c) || c == '.' || c == '"' || c == '\'' || c == ' ';
  });
}

/// Digits with single `_` between digits, in a base; nullopt for anything else.
std::optional<std::string> plain_digits(std::string_view word, int base) {
  std::string digits;
  bool after_digit = false;
  for (const char c : word) {
    const bool hexadecimal = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    const bool fits = base == 16 ? is_digit(c) || hexadecimal : c >= '0' && c < '0' + base;
    if (c == '_' ? !after_digit : !fits) return std::nullopt;
    after_digit = c != '_';
    if (after_digit) digits += c;
  }
  return after_digit ? std::optional(digits) : std::nullopt;
}

std::optional<std::string> integer_text(std::string_view word) {
  std::string sign;
  int base = 10;
  if (word.starts_with("0x") || word.starts_with("0o") || word.starts_with("0b")) {
    base = word[1] == 'x' ? 16 : word[1] == 'o' ? 8 : 2;
    word.remove_prefix(2);
  } else if (word.starts_with('+') || word.starts_with('-')) {
    if (word[0] == '-') sign = "-";
    word.remove_prefix(1);
  }
  auto digits = plain_digits(word, base);
  if (!digits || (base == 10 && digits->size() > 1 && digits->front() == '0')) return std::nullopt;
  digits = sign + *digits;
  std::int64_t value = 0;
  const char* end = digits->data() + digits->size();
  const auto [stop, failure] = std::from_chars(digits->data(), end, value, base);
  if (failure != std::errc() || stop != end) return std::nullopt;
  return std::to_string(value);
}

/// Without `_`, `+` at the front dropped; the exponent stays.
std::optional<std::string> floating_text(std::string_view word) {
  std::string text;
  if (word.starts_with('+') || word.starts_with('-')) {
    if (word[0] == '-') text = "-";
    word.remove_prefix(1);
  }
  if (word == "inf" || word == "nan") return text + std::string(word);
  const std::size_t e = std::min(word.find_first_of("eE"), word.size());
  const std::string_view mantissa = word.substr(0, e);
  const std::size_t point = mantissa.find('.');
  if (point == std::string_view::npos && e == word.size()) return std::nullopt;
  const auto whole = plain_digits(mantissa.substr(0, point), 10);
  if (!whole || (whole->size() > 1 && whole->front() == '0')) return std::nullopt;
  text += *whole;
  if (point != std::string_view::npos) {
    const auto decimals = plain_digits(mantissa.substr(point + 1), 10);
    if (!decimals) return std::nullopt;
    text += "." + *decimals;
  }
  if (e == word.size()) return text;
  std::string_view exponent = word.substr(e + 1);
  text += 'e';
  if (exponent.starts_with('+') || exponent.starts_with('-')) {
    if (exponent[0] == '-') text += '-';
    exponent.remove_prefix(1);
  }
  const auto digits = plain_digits(exponent, 10);
  return digits ? std::optional(text + *digits) : std::nullopt;
}

bool is_time(std::string_view text) {
  const auto two = [&](std::size_t at, int below) {
    return is_digit(text[at]) && is_digit(text[at + 1]) &&
           (text[at] - '0') * 10 + (text[at + 1] - '0') < below;
  };
  if (text.size() < 8 || text[2] != ':' || text[5] != ':') return false;
  if (!two(0, 24) || !two(3, 60) || !two(6, 61)) return false;
  text.remove_prefix(8);
  if (text.starts_with('.')) {
    const std::size_t end = std::min(text.find_first_not_of("0123456789", 1), text.size());
    if (end == 1) return false;
    text.remove_prefix(end);
  }
  if (text.empty() || text == "Z" || text == "z") return true;
  return text.size() == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':' && two(1, 24) &&
         two(4, 60);
}

/// `2024-01-31`, `2024-01-31T08:00:00+01:00`, `08:00:00`.
bool is_date_or_time(std::string_view word) {
  if (word.size() == 10) return Date::parse(word).has_value();
  if (word.size() > 11 && (word[10] == 'T' || word[10] == 't' || word[10] == ' ')) {
    return Date::parse(word.substr(0, 10)).has_value() && is_time(word.substr(11));
  }
  return is_time(word) && word.find_first_of("Zz+-") == std::string_view::npos;
}

}  // namespace

void TomlScanner::skip_spaces() {
  while (peek() == ' ' || peek() == '\t') ++at_;
}

void TomlScanner::skip_blank_lines() {
  while (!at_end()) {
    const char c = peek();
    if (c == '#') {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      ++at_;
    } else {
      return;
    }
  }
}

void TomlScanner::skip_to_next_statement() {
  do {
    at_ = std::min(text_.find('\n', at_), text_.size());
    if (!at_end()) ++at_;
  } while (!at_end() && !looks_like_statement(rest().substr(0, rest().find('\n'))));
}

bool TomlScanner::at_statement() const {
  const std::size_t line = at_ == 0 ? 0 : text_.rfind('\n', at_ - 1) + 1;
  const std::string_view before = text_.substr(line, at_ - line);
  return trim(before).empty() && looks_like_statement(rest().substr(0, rest().find('\n')));
}

void TomlScanner::unread_line() {
  const std::size_t end = at_ == 0 ? std::string_view::npos : text_.rfind('\n', at_ - 1);
  at_ = end == std::string_view::npos ? 0 : end;
}

void TomlScanner::skip_past(char closing) {
  const std::size_t found = rest().find(closing);
  if (found < rest().find("\n[")) at_ += found + 1;
}

bool TomlScanner::expect_line_end() {
  skip_spaces();
  if (peek() == '#') at_ = std::min(text_.find('\n', at_), text_.size());
  if (rest().starts_with("\r\n")) ++at_;
  if (at_end() || peek() == '\n') return true;
  error_here("expected the end of the line", "one key or table a line; a comment starts with `#`");
  return false;
}

std::string_view TomlScanner::bare_word() {
  const std::size_t begin = at_;
  while (!at_end() && is_bare(peek())) ++at_;
  return text_.substr(begin, at_ - begin);
}

std::optional<TomlScanner::Quoted> TomlScanner::quoted_text(bool allow_lines) {
  const char quote = peek();
  const std::size_t opening = at_;
  const std::string triple(3, quote);
  const bool lines = allow_lines && rest().starts_with(triple);
  at_ += lines ? 3 : 1;
  if (lines && rest().starts_with("\r\n")) ++at_;
  if (lines && peek() == '\n') ++at_;  // a line end just after the quotes is not part of it
  Quoted result{.begin = at_};
  while (true) {
    const char c = peek();
    if (at_end() || (!lines && (c == '\n' || c == '\r'))) {
      error_at(opening, std::min(text_.find('\n', opening), text_.size()),
               "the text is never closed",
               fmt::format("write {} where it ends", lines ? triple : std::string(1, quote)));
      return std::nullopt;
    }
    if (c == quote && (!lines || rest().starts_with(triple))) break;
    if (c == '\\' && quote == '"') {
      result.verbatim = false;
      if (!escape(result.text, lines)) return std::nullopt;
    } else {
      if (c == '\n') result.verbatim = false;
      if (!(c == '\r' && rest().starts_with("\r\n"))) result.text += c;
      ++at_;
    }
  }
  at_ += lines ? 3 : 1;
  // Up to two quotes may stand just inside the closing three.
  for (int i = 0; lines && i < 2 && peek() == quote; ++i, ++at_) result.text += quote;
  return result;
}

bool TomlScanner::escape(std::string& text, bool lines) {
  const std::size_t begin = at_++;
  const char c = peek();
  const std::string_view plain = "btnfr\"\\";
  const std::string_view meant = "\b\t\n\f\r\"\\";
  if (const std::size_t known = plain.find(c); c != '\0' && known != std::string_view::npos) {
    text += meant[known];
    ++at_;
    return true;
  }
  if (c == 'u' || c == 'U') {
    const std::string_view digits = text_.substr(at_ + 1, c == 'u' ? 4 : 8);
    std::uint32_t code = 0;
    const auto [stop, failure] =
        std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
    const bool whole = digits.size() == (c == 'u' ? 4u : 8u) && failure == std::errc() &&
                       stop == digits.data() + digits.size();
    if (whole && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF)) {
      text += to_utf8(code);
      at_ += 1 + digits.size();
      return true;
    }
  }
  // In a text of several lines, a backslash at a line's end joins it to the next word.
  const std::size_t next = text_.find_first_not_of(" \t\r\n", at_);
  const std::string_view blank = text_.substr(at_, std::min(next, text_.size()) - at_);
  if (lines && blank.find('\n') != std::string_view::npos) {
    at_ += blank.size();
    return true;
  }
  error_at(begin, std::min(begin + 2, text_.size()),
           "this backslash does not begin an escape that TOML knows",
           "write `\\\\` for a backslash, or use single quotes: '...'");
  return false;
}

std::optional<TomlValue> TomlScanner::plain_value() {
  const std::size_t begin = at_;
  const auto is_part = [](char c) { return is_bare(c) || c == '+' || c == '.' || c == ':'; };
  while (!at_end() && is_part(peek())) ++at_;
  // A space may stand between date and time.
  if (at_ - begin == 10 && peek() == ' ' && at_ + 3 < text_.size() && is_digit(text_[at_ + 1]) &&
      is_digit(text_[at_ + 2]) && text_[at_ + 3] == ':') {
    ++at_;
    while (!at_end() && is_part(peek())) ++at_;
  }
  const std::string_view word = text_.substr(begin, at_ - begin);
  TomlValue value;
  if (word == "true" || word == "false") {
    value.kind = Kind::boolean;
    value.truth = word == "true";
    return value;
  }
  if (auto digits = integer_text(word)) {
    value.kind = Kind::integer;
    value.text = *digits;
    return value;
  }
  if (auto number = floating_text(word)) {
    value.kind = Kind::floating;
    value.text = *number;
    return value;
  }
  if (is_date_or_time(word)) {
    value.kind = Kind::date;
    value.text = word;
    return value;
  }
  at_ = begin;
  return unknown_word(word);
}

std::optional<TomlValue> TomlScanner::unknown_word(std::string_view word) {
  if (word.empty()) {
    error_here("expected a value",
               "a text in quotes, a number, true or false, a list [...], or a table {...}");
    return std::nullopt;
  }
  const bool like_number = is_digit(word[0]) || word[0] == '+' || word[0] == '-';
  error_at(at_, at_ + word.size(),
           like_number ? fmt::format("`{}` is neither a number nor a date", word)
                       : fmt::format("`{}` is not a value", word),
           like_number
               ? "numbers are 1725 or 0.5 (no leading zeros), dates 2024-01-31, texts in quotes"
               : fmt::format("a text needs quotes: \"{}\"", word));
  return std::nullopt;
}

void TomlScanner::error_here(const std::string& message, const std::string& hint) {
  const std::size_t bytes = at_end() ? 0 : character_at(text_, at_).bytes;
  error_at(at_, at_ + bytes, message, hint);
}

void TomlScanner::error_at(std::size_t begin, std::size_t end, const std::string& message,
                           const std::string& hint) {
  source_.mark(begin, end).error(diagnostics_, "catalog.toml_syntax", message, hint);
}

}  // namespace redthread::catalog
