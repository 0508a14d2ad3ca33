// SPDX-License-Identifier: Apache-2.0
#include "catalog/source.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"

namespace redthread::catalog {
namespace {

constexpr std::size_t longest_line = 1u << 20;

/// The character of a byte in Windows-1252 that Swedish text has, or 0.
std::string windows_1252_letter(unsigned char byte) {
  if (byte >= 0xC0) return to_utf8(byte);  // å ä ö é ... stand where Latin-1 has them
  if (byte == 0x96 || byte == 0x97) return "–";
  if (byte == 0x93 || byte == 0x94) return "”";
  if (byte == 0x92) return "’";
  return {};
}

bool check_encoding(const Source& source, Diagnostics& diagnostics) {
  const std::string_view text = source.text();
  const std::size_t bad = first_invalid_utf8(text);
  if (bad == std::string_view::npos) return true;
  const auto byte = static_cast<unsigned char>(text[bad]);
  const std::string letter = windows_1252_letter(byte);
  source.mark(bad, bad + 1)
      .error(diagnostics, "catalog.encoding",
             fmt::format("the file is not UTF-8: byte 0x{:02X} here{}", byte,
                         letter.empty() ? "" : ", which is `" + letter + "` in Windows-1252"),
             "save the file with the encoding UTF-8");
  return false;
}

bool check_characters(const Source& source, Diagnostics& diagnostics) {
  const std::string_view text = source.text();
  const auto is_control = [](char c) {
    return (c >= 0 && c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0x7F;
  };
  const auto found = std::find_if(text.begin(), text.end(), is_control);
  if (found == text.end()) return true;
  const auto offset = static_cast<std::size_t>(found - text.begin());
  source.mark(offset, offset + 1)
      .error(diagnostics, "catalog.control_character",
             fmt::format("there is a control character (0x{:02X}) here",
                         static_cast<unsigned char>(*found)),
             "delete it; nothing in the file may contain one");
  return false;
}

bool is_binary(std::string_view text) {
  return text.find('\0') != std::string_view::npos || text.starts_with("PK\x03\x04") ||
         text.starts_with("%PDF-");
}

}  // namespace

Span Mark::span() const {
  if (source == nullptr) return {};
  Span span{.file = source->file(), .line = source->line_of(begin)};
  const std::size_t line_begin = source->line_begin(span.line);
  const std::string_view whole = line();
  const std::size_t from = std::min(begin - line_begin, whole.size());
  const std::size_t to = std::clamp(end - line_begin, from, whole.size());
  span.column = static_cast<int>(character_count(whole.substr(0, from))) + 1;
  span.length = std::max(1, static_cast<int>(character_count(whole.substr(from, to - from))));
  return span;
}

std::string_view Mark::line() const {
  return source == nullptr ? std::string_view{} : source->line(source->line_of(begin));
}

void Mark::error(Diagnostics& diagnostics, const char* code, const std::string& message,
                 const std::string& hint) const {
  add_at(diagnostics, Severity::error, code, span(), line(), message, hint);
}

void Mark::warning(Diagnostics& diagnostics, const char* code, const std::string& message,
                   const std::string& hint) const {
  add_at(diagnostics, Severity::warning, code, span(), line(), message, hint);
}

Source::Source(std::string file, std::string text)
    : file_(std::move(file)), text_(std::move(text)), line_begins_{0} {
  if (text_.starts_with("\xEF\xBB\xBF")) text_.erase(0, 3);  // a byte order mark
  for (std::size_t end = text_.find('\n'); end != std::string::npos;
       end = text_.find('\n', end + 1)) {
    line_begins_.push_back(end + 1);
  }
}

int Source::line_of(std::size_t offset) const {
  const auto next = std::upper_bound(line_begins_.begin(), line_begins_.end(), offset);
  return static_cast<int>(next - line_begins_.begin());
}

std::size_t Source::line_begin(int number) const {
  return line_begins_[static_cast<std::size_t>(number - 1)];
}

std::string_view Source::line(int number) const {
  if (number < 1 || static_cast<std::size_t>(number) > line_begins_.size()) return {};
  std::string_view rest = text().substr(line_begin(number));
  rest = rest.substr(0, rest.find('\n'));
  if (rest.ends_with('\r')) rest.remove_suffix(1);
  return rest;
}

Mark Source::mark(const Span& span) const {
  const std::string_view whole = line(span.line);
  std::size_t from = 0;
  for (int i = 1; i < span.column && from < whole.size(); ++i) {
    from += character_at(whole, from).bytes;
  }
  std::size_t to = from;
  for (int i = 0; i < span.length && to < whole.size(); ++i) to += character_at(whole, to).bytes;
  const std::size_t begin = whole.data() == nullptr ? 0 : line_begin(span.line);
  return {this, begin + from, begin + to};
}

Span Source::whole() const { return {.file = file_}; }

void add_at(Diagnostics& diagnostics, Severity severity, const char* code, const Span& span,
            std::string_view line, const std::string& message, const std::string& hint) {
  Diagnostic diagnostic{severity, code, span, message, hint, {}};
  if (span.line > 0) {
    diagnostic.span.line = 1;  // `line` is all there is of the source
    set_excerpt(diagnostic, line);
    diagnostic.span.line = span.line;
  }
  diagnostics.add(std::move(diagnostic));
}

bool check_readable(const Source& source, Diagnostics& diagnostics) {
  const std::string_view text = source.text();
  const auto whole_file = [&](const char* code, const std::string& message,
                              const std::string& hint) {
    diagnostics.error(code, source.whole(), message, hint);
    return false;
  };
  if (trim(text).empty()) {
    return whole_file("catalog.empty_file", "the file is empty",
                      "delete it, or write what it is for (docs/region-folder.md)");
  }
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return whole_file("catalog.encoding", "the file is not UTF-8 but UTF-16",
                      "save the file with the encoding UTF-8");
  }
  if (is_binary(text)) {
    return whole_file("catalog.binary", "the file is not text",
                      "this should be a text file in UTF-8; was another file saved over it?");
  }
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (end - begin > longest_line) {
      diagnostics.error("catalog.line_too_long",
                        {.file = source.file(), .line = source.line_of(begin)},
                        fmt::format("the line is longer than {} bytes", longest_line),
                        "break it; or is this another kind of file?");
      return false;
    }
    begin = end + 1;
  }
  return check_encoding(source, diagnostics) && check_characters(source, diagnostics);
}

}  // namespace redthread::catalog
