// SPDX-License-Identifier: Apache-2.0
#include "base/diagnostics.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace redthread {
namespace {

constexpr std::string_view ellipsis = "\u2026";
constexpr std::size_t names_in_a_hint = 8;

std::string_view severity_name(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return "error";
}

/// Byte offset of the character after `count` characters, at most the size.
std::size_t offset_after(std::string_view text, std::size_t count) {
  std::size_t offset = 0;
  for (; count > 0 && offset < text.size(); --count) offset += character_at(text, offset).bytes;
  return offset;
}

/// Line `line` without its end; empty when there is none.
std::string_view line_of(std::string_view source, int line) {
  if (line < 1) return {};
  for (int at = 1; at < line; ++at) {
    const std::size_t end = source.find('\n');
    if (end == std::string_view::npos) return {};
    source.remove_prefix(end + 1);
  }
  source = source.substr(0, source.find('\n'));
  if (source.ends_with('\r')) source.remove_suffix(1);
  return source;
}

/// The first `max_chars` characters of a line, the last one `…` when there are more.
std::string shortened(std::string_view line, std::size_t max_chars) {
  const std::size_t cut = offset_after(line, max_chars);
  if (cut == line.size()) return printable(line);
  return printable(line.substr(0, offset_after(line, max_chars > 0 ? max_chars - 1 : 0))) +
         std::string(ellipsis);
}

/// Under the excerpt: tabs stay tabs, so that the caret lands where the character is. A place that
/// was cut away is pointed out at the `…`.
std::string caret_line(const Diagnostic& diagnostic) {
  const std::string_view excerpt = diagnostic.excerpt;
  const std::size_t shown = character_count(excerpt);
  const int from = std::max(0, diagnostic.span.column - diagnostic.excerpt_column);
  auto column = static_cast<std::size_t>(from);
  auto length = static_cast<std::size_t>(std::max(1, diagnostic.span.length));
  if (column > shown || (column == shown && excerpt.ends_with(ellipsis))) {
    column = shown > 0 ? shown - 1 : 0;
    length = 1;
  }
  length = std::clamp<std::size_t>(length, 1, std::max<std::size_t>(1, shown - column));

  std::string line;
  for (std::size_t offset = 0; column > 0; --column) {
    const bool inside = offset < excerpt.size();
    line += inside && excerpt[offset] == '\t' ? '\t' : ' ';
    if (inside) offset += character_at(excerpt, offset).bytes;
  }
  line += '^';
  line.append(length - 1, '~');
  return line;
}

char folded(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::vector<char32_t> characters_of(std::string_view text) {
  std::vector<char32_t> result;
  for (std::size_t offset = 0; offset < text.size();) {
    const Character character = character_at(text, offset);
    result.push_back(character.bytes == 1 && character.valid
                         ? static_cast<char32_t>(folded(static_cast<char>(character.code_point)))
                         : character.code_point);
    offset += character.bytes;
  }
  return result;
}

/// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
std::size_t edit_distance(const std::vector<char32_t>& a, const std::vector<char32_t>& b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> current(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      current[j] = std::min({last[j] + 1, current[j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        current[j] = std::min(current[j], before_last[j - 2] + 1);
      }
    }
    std::swap(before_last, last);
    std::swap(last, current);
  }
  return last[b.size()];
}

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace

void Diagnostics::add(Diagnostic diagnostic) {
  if (diagnostic.severity == Severity::error) ++errors_;
  items_.push_back(std::move(diagnostic));
}

Diagnostic& Diagnostics::error(std::string code, Span span, std::string message, std::string hint) {
  add({Severity::error, std::move(code), std::move(span), std::move(message), std::move(hint), {}});
  return items_.back();
}

Diagnostic& Diagnostics::warning(std::string code, Span span, std::string message,
                                 std::string hint) {
  add({Severity::warning,
       std::move(code),
       std::move(span),
       std::move(message),
       std::move(hint),
       {}});
  return items_.back();
}

void Diagnostics::append(const Diagnostics& other) {
  REDTHREAD_ASSERT(&other != this, "diagnostics are not appended to themselves");
  items_.insert(items_.end(), other.items_.begin(), other.items_.end());
  errors_ += other.errors_;
}

void Diagnostics::sort() {
  const auto place = [](const Diagnostic& item) {
    return std::tie(item.span.file, item.span.line, item.span.column, item.code);
  };
  std::stable_sort(items_.begin(), items_.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return place(a) < place(b); });
}

std::string to_text(const Diagnostic& diagnostic) {
  const Span& span = diagnostic.span;
  std::string text = printable(span.file);
  if (span.line > 0) {
    text += fmt::format("{}{}", text.empty() ? "" : ":", span.line);
    if (span.column > 0) text += fmt::format(":{}", span.column);
  }
  if (!text.empty()) text += ": ";
  text += fmt::format("{}: {} [{}]\n", severity_name(diagnostic.severity),
                      printable(diagnostic.message), diagnostic.code);
  if (!diagnostic.excerpt.empty()) {
    const std::string number = fmt::format("{:>5}", span.line);
    text += fmt::format("{} | {}\n", number, diagnostic.excerpt);
    if (span.column > 0) {
      text += fmt::format("{:{}} | {}\n", "", number.size(), caret_line(diagnostic));
    }
  }
  if (!diagnostic.hint.empty()) text += fmt::format("  hint: {}\n", printable(diagnostic.hint));
  return text;
}

std::string to_text(const Diagnostics& diagnostics) {
  std::string text;
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t notes = 0;
  for (const Diagnostic& item : diagnostics.items()) {
    text += to_text(item);
    ++(item.severity == Severity::error     ? errors
       : item.severity == Severity::warning ? warnings
                                            : notes);
  }
  std::vector<std::string> parts;
  if (errors > 0) parts.push_back(counted(errors, "error"));
  if (warnings > 0) parts.push_back(counted(warnings, "warning"));
  if (notes > 0) parts.push_back(counted(notes, "note"));
  if (!parts.empty()) text += join(parts, ", ") + "\n";
  return text;
}

std::string excerpt_of(std::string_view source, int line, std::size_t max_chars) {
  return shortened(line_of(source, line), max_chars);
}

void set_excerpt(Diagnostic& diagnostic, std::string_view source, std::size_t max_chars) {
  const std::string_view line = line_of(source, diagnostic.span.line);
  const auto first = static_cast<std::size_t>(std::max(1, diagnostic.span.column));
  diagnostic.excerpt_column = 1;
  if (first < max_chars || offset_after(line, max_chars) == line.size()) {
    diagnostic.excerpt = shortened(line, max_chars);
    return;
  }
  // The leading `…` stands in the place of one character, a third of the width before the span.
  const std::size_t skipped = first - max_chars / 3;
  diagnostic.excerpt = std::string(ellipsis) + shortened(line.substr(offset_after(line, skipped)),
                                                         max_chars > 0 ? max_chars - 1 : 0);
  diagnostic.excerpt_column = static_cast<int>(skipped);
}

std::string nearest_name(std::string_view written, const std::vector<std::string>& known) {
  const std::vector<char32_t> wanted = characters_of(written);
  std::size_t best = wanted.size() / 3;
  std::string nearest;
  for (const std::string& name : known) {
    const std::vector<char32_t> candidate = characters_of(name);
    const std::size_t apart = candidate.size() > wanted.size() ? candidate.size() - wanted.size()
                                                               : wanted.size() - candidate.size();
    if (apart > best) continue;
    const std::size_t distance = edit_distance(wanted, candidate);
    if (distance > best) continue;
    if (distance < best || nearest.empty() || name < nearest) nearest = name;
    best = distance;
  }
  return nearest;
}

std::string name_hint(std::string_view written, const std::vector<std::string>& known) {
  const std::string nearest = nearest_name(written, known);
  if (!nearest.empty()) return "did you mean `" + nearest + "`?";
  if (known.empty()) return {};
  const std::vector<std::string> shown(
      known.begin(), std::next(known.begin(), static_cast<std::ptrdiff_t>(
                                                  std::min(known.size(), names_in_a_hint))));
  return "known: " + join(shown, ", ") + (known.size() > names_in_a_hint ? " \u2026" : "");
}

}  // namespace redthread
