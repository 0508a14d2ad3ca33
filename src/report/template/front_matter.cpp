// SPDX-License-Identifier: Apache-2.0
#include "report/template/front_matter.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "report/template/pattern.hpp"
#include "report/template/quoted.hpp"

namespace redthread::report {
namespace {

constexpr std::string_view fence = "+++";

struct Field {
  std::string* value;
  Range* range;
  bool pattern;
  bool seen = false;
};

/// One `name = "value"` line, which begins at `begin` and ends before `end`.
void read_line(SourceText& source, std::size_t begin, std::size_t end,
               const std::vector<std::string>& names, std::vector<Field>& fields) {
  const std::string_view line = source.text(begin, end);
  const std::string_view content = trim(line);
  if (content.empty() || content.front() == '#') return;
  const std::size_t content_begin = begin + static_cast<std::size_t>(content.data() - line.data());
  const std::size_t content_end = content_begin + content.size();
  const std::size_t equals = content.find('=');
  if (equals == std::string_view::npos) {
    source.error("report.front_matter", content_begin, content_end, "expected name = \"value\"",
                 "known are title, subtitle, unit and definitions: title = \"…\"");
    return;
  }
  const std::string name(trim(content.substr(0, equals)));
  std::size_t index = 0;
  while (index < names.size() && names[index] != name) ++index;
  if (index == names.size()) {
    source.error("report.unknown_field", content_begin,
                 content_begin + std::max<std::size_t>(name.size(), 1),
                 "unknown name `" + name + "` in the front matter", name_hint(name, names));
    return;
  }
  Field& field = fields[index];
  if (field.seen) {
    source.error("report.duplicate_field", content_begin, content_begin + name.size(),
                 "`" + name + "` is given twice");
    return;
  }
  field.seen = true;
  std::size_t at = content_begin + equals + 1;
  while (at < content_end && (source.text()[at] == ' ' || source.text()[at] == '\t')) ++at;
  if (at == content_end || source.text()[at] != '"') {
    source.error("report.front_matter", at, content_end, "expected a value in quotes",
                 name + " = \"…\"");
    return;
  }
  const Quoted quoted = read_quoted(source.text(), at, content_end);
  if (!quoted.closed) {
    source.error("report.unclosed_quote", at, content_end, "this quote is never closed");
    return;
  }
  if (quoted.end != content_end) {
    source.error("report.front_matter", quoted.end, content_end, "unexpected text after the value");
    return;
  }
  if (field.pattern) check_pattern(source, quoted.text, {at, quoted.end});
  *field.value = quoted.text;
  *field.range = {at + 1, quoted.end - 1};
}

}  // namespace

std::size_t read_front_matter(SourceText& source, Template::State& state) {
  const std::string_view text = source.text();
  const auto line_end = [&](std::size_t at) { return std::min(text.find('\n', at), text.size()); };
  const auto next_line = [&](std::size_t at) { return std::min(line_end(at) + 1, text.size()); };
  const auto is_fence = [&](std::size_t at) {
    return trim(text.substr(at, line_end(at) - at)) == fence;
  };

  std::size_t open = 0;
  while (open < text.size() && trim(text.substr(open, line_end(open) - open)).empty()) {
    open = next_line(open);
  }
  std::size_t body = 0;
  if (is_fence(open)) {
    const std::size_t first = next_line(open);
    std::size_t close = first;
    while (close < text.size() && !is_fence(close)) close = next_line(close);
    if (close >= text.size()) {
      source.error("report.front_matter_unclosed", open, line_end(open),
                   "the front matter is never closed", "end it with a line `+++`");
      return text.size();
    }
    Range unused;
    const std::vector<std::string> names = {"definitions", "subtitle", "title", "unit"};
    std::vector<Field> fields = {{&state.definitions, &state.definitions_range, false},
                                 {&state.subtitle, &unused, true},
                                 {&state.title, &unused, true},
                                 {&state.unit, &state.unit_range, false}};
    for (std::size_t at = first; at < close; at = next_line(at)) {
      read_line(source, at, line_end(at), names, fields);
    }
    body = next_line(close);
    const std::string& definitions = state.definitions;
    if (!definitions.empty() && definitions != "yes" && definitions != "no") {
      source.error("report.bad_value", state.definitions_range.begin, state.definitions_range.end,
                   "`" + definitions + "` is neither yes nor no", "write yes or no");
    }
  }
  if (trim(state.title).empty() && !source.failed()) {
    source.error("report.missing_title", 0, 0, "the report has no title",
                 "begin the file with the lines `+++`, `title = \"…\"`, `+++`");
  }
  return body;
}

}  // namespace redthread::report
