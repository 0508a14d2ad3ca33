// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"

namespace redthread::catalog {

class Source;

/// A stretch of a source file that a message can point at: byte offsets, `end` excluded. Cheap to
/// copy; turned into line and column only when it is needed. Without a source it is nowhere.
struct Mark {
  const Source* source = nullptr;
  std::size_t begin = 0;
  std::size_t end = 0;

  /// Line, column and length in characters; a stretch of several lines ends with its first line.
  Span span() const;
  /// The whole source line that it begins in.
  std::string_view line() const;
  /// Adds an error with this place and its excerpt.
  void error(Diagnostics& diagnostics, const char* code, const std::string& message,
             const std::string& hint = {}) const;
  void warning(Diagnostics& diagnostics, const char* code, const std::string& message,
               const std::string& hint = {}) const;
};

/// The text of one file of the region folder, with its lines indexed. Stays where it is (marks
/// point to it), so it is not copied.
class Source {
 public:
  Source(std::string file, std::string text);
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  const std::string& file() const { return file_; }
  std::string_view text() const { return text_; }
  /// 1-based.
  int line_of(std::size_t offset) const;
  /// Line `number`, without its end.
  std::string_view line(int number) const;
  std::size_t line_begin(int number) const;
  Mark mark(std::size_t begin, std::size_t end) const { return {this, begin, end}; }
  /// From line, column and length in characters.
  Mark mark(const Span& span) const;
  /// The file as a whole.
  Span whole() const;

 private:
  std::string file_;
  std::string text_;
  std::vector<std::size_t> line_begins_;
};

/// Adds a diagnostic at `span` with its excerpt out of `line`, the whole source line.
void add_at(Diagnostics& diagnostics, Severity severity, const char* code, const Span& span,
            std::string_view line, const std::string& message, const std::string& hint);

/// Whether text that a person wrote can be read at all: not empty, not binary, UTF-8, no endless
/// lines, no control characters. Everything else is a diagnostic that says what it seems to be.
bool check_readable(const Source& source, Diagnostics& diagnostics);

}  // namespace redthread::catalog
