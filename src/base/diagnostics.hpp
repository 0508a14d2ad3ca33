// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace redthread {

/// What a person wrote or delivered wrongly is told as diagnostics: collected, so that everything
/// wrong is reported in one run, each with its place, what was expected and what to do.

enum class Severity { note, warning, error };

/// Where in a file: 1-based line and column (column counts characters, not bytes), and how many
/// characters the caret underlines. line 0 = the file as a whole.
struct Span {
  std::string file;
  int line = 0;
  int column = 0;
  int length = 1;
};

/// One message. `code` is stable (`catalog.unknown_key`), lives in its module's messages.hpp and is
/// listed in docs/errors.md. `excerpt` is the source line itself (already shortened), empty when
/// there is none to show; `excerpt_column` is the source column of its first character, which is
/// not 1 when the line was shortened around the place (see `set_excerpt`).
struct Diagnostic {
  Severity severity = Severity::error;
  std::string code;
  Span span;
  std::string message;
  std::string hint;
  std::string excerpt;
  int excerpt_column = 1;
};

/// An ordered collection of diagnostics.
class Diagnostics {
 public:
  void add(Diagnostic diagnostic);
  Diagnostic& error(std::string code, Span span, std::string message, std::string hint = {});
  Diagnostic& warning(std::string code, Span span, std::string message, std::string hint = {});

  bool has_errors() const { return errors_ > 0; }
  std::size_t error_count() const { return errors_; }
  bool empty() const { return items_.empty(); }
  const std::vector<Diagnostic>& items() const { return items_; }
  void append(const Diagnostics& other);
  /// Sorted by file, line, column, code: the order that commands print and goldens compare.
  void sort();

 private:
  std::vector<Diagnostic> items_;
  std::size_t errors_ = 0;
};

/// The text form, one diagnostic:
/// ```
/// catalog/measures.toml:12:9: error: unknown fact `contakt` [catalog.unknown_fact]
///    12 | fact = "contakt"
///       |         ^~~~~~~
///   hint: did you mean `contact`?
/// ```
/// Every line ends with a newline. Without an excerpt its two lines are left out, as are the parts
/// of the place that are not known. Control characters are shown as U+FFFD.
std::string to_text(const Diagnostic& diagnostic);
/// All of them, followed by a line `2 errors, 1 warning`; empty when there are none.
std::string to_text(const Diagnostics& diagnostics);

/// Line `line` (1-based) of `source`, without its end, shortened to `max_chars` characters with
/// `…`; control characters and invalid UTF-8 are shown as U+FFFD.
/// Empty when there is no such line. Shortens from the end, see `set_excerpt`.
std::string excerpt_of(std::string_view source, int line, std::size_t max_chars = 160);
/// Fills `excerpt` and `excerpt_column` for the diagnostic's span. A line that is too long is
/// shortened from the end, or at both ends when the span would otherwise be out of sight.
void set_excerpt(Diagnostic& diagnostic, std::string_view source, std::size_t max_chars = 160);

/// The name among `known` that `written` most likely meant (edit distance at most a third of its
/// length; ASCII upper and lower case count as the same), or empty. Ties go to the first in
/// alphabetical order.
std::string nearest_name(std::string_view written, const std::vector<std::string>& known);
/// `did you mean `x`?` or, when nothing is near, `known: a, b, c …` (at most 8 names).
std::string name_hint(std::string_view written, const std::vector<std::string>& known);

}  // namespace redthread
