// SPDX-License-Identifier: Apache-2.0
#include "report/template/source_text.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/text.hpp"

namespace redthread::report {

SourceText::SourceText(std::string file, std::string_view text, Diagnostics& diagnostics,
                       Span origin)
    : file_(std::move(file)), text_(text), diagnostics_(diagnostics), origin_(std::move(origin)) {
  line_starts_.push_back(0);
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n') line_starts_.push_back(i + 1);
  }
}

Diagnostic SourceText::located(const char* code, std::size_t begin, std::size_t end) const {
  begin = std::min(begin, text_.size());
  end = std::clamp(end, begin, text_.size());
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), begin);
  const auto line_number = static_cast<int>(after - line_starts_.begin()) - 1;
  const std::size_t line_start = *std::prev(after);
  const std::size_t line_end = std::min(text_.find('\n', begin), text_.size());
  const std::string_view line = text_.substr(line_start, line_end - line_start);
  const std::string_view marked = text_.substr(begin, std::min(end, line_end) - begin);

  Diagnostic diagnostic;
  diagnostic.code = code;
  // First as a text of one line, then moved to where that line stands in its file.
  diagnostic.span.file = file_;
  diagnostic.span.line = 1;
  diagnostic.span.column =
      static_cast<int>(character_count(text_.substr(line_start, begin - line_start))) + 1;
  diagnostic.span.length = std::max(1, static_cast<int>(character_count(marked)));
  set_excerpt(diagnostic, line);
  if (line_number == 0 && origin_.column > 1) {
    diagnostic.span.column += origin_.column - 1;
    diagnostic.excerpt_column += origin_.column - 1;
  }
  diagnostic.span.line = std::max(1, origin_.line) + line_number;
  return diagnostic;
}

Span SourceText::span(std::size_t begin, std::size_t end) const {
  return located("", begin, end).span;
}

std::string SourceText::excerpt(std::size_t begin) const {
  return located("", begin, begin).excerpt;
}

void SourceText::error(const char* code, std::size_t begin, std::size_t end, std::string message,
                       std::string hint) {
  if (stopped()) return;
  ++errors_;
  Diagnostic diagnostic = located(code, begin, end);
  diagnostic.message = std::move(message);
  diagnostic.hint = std::move(hint);
  diagnostics_.add(std::move(diagnostic));
  if (stopped()) {
    Diagnostic last = located("report.too_many_errors", begin, begin);
    last.message = "too many errors, the rest is not read";
    diagnostics_.add(std::move(last));
  }
}

}  // namespace redthread::report
