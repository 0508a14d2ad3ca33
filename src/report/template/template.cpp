// SPDX-License-Identifier: Apache-2.0
#include "report/template.hpp"

#include <utility>

#include "base/text.hpp"
#include "report/template/directives.hpp"
#include "report/template/front_matter.hpp"
#include "report/template/markdown.hpp"
#include "report/template/source_text.hpp"
#include "report/template/template_state.hpp"

namespace redthread::report {
namespace {

/// Whether every byte may stand in a text; says which does not.
bool is_text(SourceText& source) {
  const std::string_view text = source.text();
  const std::size_t invalid = first_invalid_utf8(text);
  if (invalid != std::string_view::npos) {
    source.error("report.encoding", invalid, invalid + 1, "this is not UTF-8",
                 "save the file as UTF-8");
    return false;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte == 0x7F || (byte < 0x20 && byte != '\n' && byte != '\t' && byte != '\r')) {
      source.error("report.control_character", i, i + 1, "a control character cannot stand here");
    }
  }
  return !source.failed();
}

/// A byte order mark is no text; line ends are one character.
std::string normalized(std::string_view text) {
  if (text.starts_with("\uFEFF")) text.remove_prefix(3);
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    result += text[i] == '\r' ? '\n' : text[i];
  }
  return result;
}

}  // namespace

Template::Template(std::unique_ptr<State> state) : state_(std::move(state)) {}
Template::Template(Template&&) noexcept = default;
Template& Template::operator=(Template&&) noexcept = default;
Template::~Template() = default;

const std::vector<Request>& Template::requests() const { return state_->requests; }
const std::string& Template::title() const { return state_->title; }
const std::string& Template::unit() const { return state_->unit; }

std::optional<Template> Template::parse(const ReportTemplate& source, Diagnostics& diagnostics) {
  auto state = std::make_unique<State>();
  state->key = source.key;
  state->file = source.file;
  state->text = normalized(source.text);
  SourceText text(state->file, state->text, diagnostics);
  if (!is_text(text)) return std::nullopt;
  const std::size_t body = read_front_matter(text, *state);
  const Scanned scanned = scan_directives(text, body, *state);
  read_markdown(text, scanned, false, *state);
  if (text.failed()) return std::nullopt;
  return Template(std::move(state));
}

std::optional<Template> Template::parse_comment(const Comment& comment, Diagnostics& diagnostics) {
  auto state = std::make_unique<State>();
  state->key = comment.key;
  state->file = comment.place.file;
  state->origin = comment.place;
  state->text = normalized(comment.text);
  SourceText source(state->file, state->text, diagnostics, state->origin);
  if (!is_text(source)) return std::nullopt;
  const Scanned scanned = scan_directives(source, 0, *state);
  read_markdown(source, scanned, true, *state);
  if (source.failed()) return std::nullopt;
  return Template(std::move(state));
}

}  // namespace redthread::report
