// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"

namespace redthread::report {

/// A template's text with its name: turns byte ranges into diagnostics with place and excerpt.
/// Ranges count from the text's first byte. Says at most `max_errors`, then that it stopped.
class SourceText {
 public:
  static constexpr std::size_t max_errors = 50;

  /// `origin` is where the text itself stands in its file (a comment in a CSV field): its first
  /// character has that line and column. Both `text` and `diagnostics` must outlive this.
  SourceText(std::string file, std::string_view text, Diagnostics& diagnostics, Span origin = {});

  std::string_view text() const { return text_; }
  std::string_view text(std::size_t begin, std::size_t end) const {
    return text_.substr(begin, end - begin);
  }
  Span span(std::size_t begin, std::size_t end) const;
  /// The (shortened) line that `begin` stands on, as diagnostics show it.
  std::string excerpt(std::size_t begin) const;
  void error(const char* code, std::size_t begin, std::size_t end, std::string message,
             std::string hint = {});
  bool failed() const { return errors_ > 0; }
  bool stopped() const { return errors_ >= max_errors; }

 private:
  Diagnostic located(const char* code, std::size_t begin, std::size_t end) const;

  std::string file_;
  std::string_view text_;
  Diagnostics& diagnostics_;
  Span origin_;
  std::vector<std::size_t> line_starts_;
  std::size_t errors_ = 0;
};

}  // namespace redthread::report
