// SPDX-License-Identifier: Apache-2.0
#include "warehouse/rows/csv_row.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"

namespace redthread::warehouse {
namespace {

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

bool ends_line(std::string_view text, std::size_t at) {
  if (at == text.size() || text[at] == '\n') return true;
  return text[at] == '\r' && (at + 1 == text.size() || text[at + 1] == '\n');
}

/// After the end of the line that `at` is in.
std::size_t next_line(std::string_view text, std::size_t at) {
  const std::size_t feed = text.find('\n', at);
  return feed == std::string_view::npos ? text.size() : feed + 1;
}

int line_ends(std::string_view text) {
  return static_cast<int>(std::count(text.begin(), text.end(), '\n'));
}

/// The first control character that no value can have; the size when there is none.
std::size_t bad_control(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (!is_control(c) || c == '\t' || c == '\n') continue;
    if (c == '\r' && at + 1 < text.size() && text[at + 1] == '\n') continue;
    return at;
  }
  return text.size();
}

}  // namespace

CsvRowParser::Outcome CsvRowParser::read(std::string_view text, bool is_all,
                                         std::string& unquoted) {
  fields_.clear();
  std::size_t at = 0;
  while (true) {
    if (at < text.size() && text[at] == '"') {
      const Outcome outcome = read_quoted(text, is_all, unquoted, at);
      if (outcome != Outcome::row) return outcome;
    } else if (!read_plain(text, at)) {
      return Outcome::fault;
    }
    if (ends_line(text, at)) break;
    ++at;  // the separator
  }
  length_ = at;
  bytes_ = next_line(text, at);
  lines_ = line_ends(text.substr(0, bytes_));
  return Outcome::row;
}

/// A field that starts with a quote, which may run over several lines.
CsvRowParser::Outcome CsvRowParser::read_quoted(std::string_view text, bool is_all,
                                                std::string& unquoted, std::size_t& at) {
  const std::size_t start = at;
  bool doubled = false;
  std::size_t quote = 0;
  for (std::size_t from = at + 1;; from = quote + 2) {
    quote = text.find('"', from);
    const bool too_far = std::min(quote, text.size()) > row_limit_;
    if (quote == std::string_view::npos && !is_all && !too_far) return Outcome::unfinished;
    if (quote == std::string_view::npos || too_far) {
      // The opening quote is likely the stray one: only its line is lost.
      return fail(text, start, "csv.unterminated_quote",
                  too_far
                      ? fmt::format("this quoted field is not closed within {} bytes", row_limit_)
                      : "this quoted field is never closed",
                  "a quote inside a value is written twice", next_line(text, start));
    }
    if (quote + 1 == text.size() || text[quote + 1] != '"') break;
    doubled = true;
  }
  std::string_view value = text.substr(start + 1, quote - start - 1);
  const std::size_t control = bad_control(value);
  if (control < value.size()) return fail_at_control(text, start + 1 + control);
  at = quote + 1;
  if (!ends_line(text, at) && text[at] != separator_) {
    return fail(text, at, "csv.text_after_quote", "there is text after the closing quote",
                "double the quotes that belong to the value", next_line(text, start));
  }
  if (doubled) {
    const std::size_t first = unquoted.size();
    for (std::size_t i = 0; i < value.size(); ++i) {
      unquoted += value[i];
      if (value[i] == '"') ++i;
    }
    value = std::string_view(unquoted).substr(first);
  }
  fields_.push_back({start, at - start, value});
  return Outcome::row;
}

/// A field without quotes. False when it was told as a fault.
bool CsvRowParser::read_plain(std::string_view text, std::size_t& at) {
  const std::size_t start = at;
  for (; !ends_line(text, at) && text[at] != separator_; ++at) {
    if (text[at] == '"') {
      fail(text, at, "csv.quote", "there is a quote inside a field that does not start with one",
           "write the field in quotes and double the quotes inside it", next_line(text, at));
      return false;
    }
    if (is_control(text[at]) && text[at] != '\t') {
      fail_at_control(text, at);
      return false;
    }
  }
  fields_.push_back({start, at - start, text.substr(start, at - start)});
  return true;
}

CsvRowParser::Outcome CsvRowParser::fail_at_control(std::string_view text, std::size_t at) {
  if (text[at] == '\r') {
    return fail(text, at, "csv.line_end", "there is a lone carriage return",
                "end lines with LF or CRLF", next_line(text, at));
  }
  return fail(
      text, at, "csv.control_character",
      fmt::format("there is a control character (U+{:04X})", static_cast<unsigned>(text[at])),
      "remove it; only tabs are allowed", next_line(text, at));
}

CsvRowParser::Outcome CsvRowParser::fail(std::string_view text, std::size_t at, const char* code,
                                         std::string message, const char* hint,
                                         std::size_t go_on_after) {
  fault_ = {.severity = Severity::error,
            .code = code,
            .span = {},
            .message = std::move(message),
            .hint = hint,
            .excerpt = {}};
  fault_offset_ = at;
  fault_length_ = 1;
  bytes_ = go_on_after;
  length_ = bytes_;
  while (length_ > 0 && (text[length_ - 1] == '\n' || text[length_ - 1] == '\r')) --length_;
  lines_ = line_ends(text.substr(0, bytes_));
  return Outcome::fault;
}

void CsvRowParser::place(Diagnostic& diagnostic, std::string_view row, int line, std::size_t offset,
                         std::size_t length) {
  const std::string_view before = row.substr(0, offset);
  const std::size_t start = before.rfind('\n') + 1;
  const int lines_before = line_ends(before);
  // The caret underlines what is on the first line of the field.
  std::string_view marked = row.substr(offset, length);
  marked = marked.substr(0, marked.find_first_of("\r\n"));
  diagnostic.span.line = lines_before + 1;
  diagnostic.span.column = static_cast<int>(character_count(row.substr(start, offset - start))) + 1;
  diagnostic.span.length = static_cast<int>(std::max<std::size_t>(1, character_count(marked)));
  set_excerpt(diagnostic, row);
  diagnostic.span.line = line + lines_before;
}

}  // namespace redthread::warehouse
