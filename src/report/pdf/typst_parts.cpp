// SPDX-License-Identifier: Apache-2.0
#include "report/pdf/typst_parts.hpp"

#include <algorithm>
#include <utility>

#include "report/pdf/typst_text.hpp"

namespace redthread::report {
namespace {

bool is_web_link(std::string_view link) {
  return link.starts_with("https://") || link.starts_with("http://");
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\n\r") == std::string_view::npos;
}

std::string thread_mark(std::size_t number) { return "thread:" + std::to_string(number); }

}  // namespace

TypstWriter::TypstWriter(const Document& document, bool threads) {
  for (const Block& block : document.blocks) {
    if (const auto* heading = std::get_if<Heading>(&block)) anchors_.insert(heading->id);
    if (const Table* table = table_of(block)) anchors_.insert(table->id);
  }
  anchors_.erase("");
  if (!threads) return;
  for (const FigureRun* run : printed_figures(document)) {
    if (thread_numbers_.emplace(run->figure->id, threads_.size()).second) {
      threads_.push_back(run->figure);
    }
  }
}

void TypstWriter::text(std::string_view words) {
  if (!has_direction(words)) {
    append_typst(source, words);
    return;
  }
  source += "r(";
  append_typst(source, words);
  source += ')';
}

void TypstWriter::mark(const std::string& id) {
  if (id.empty() || !marked_.insert(id).second) {
    source += "none";
    return;
  }
  append_typst(source, "at:" + id);
}

void TypstWriter::link_begin(const std::string& link, bool& opened) {
  const bool web = is_web_link(link);
  const bool inside = link.starts_with('#') && anchors_.contains(link.substr(1));
  opened = web || inside;
  if (web) {
    source += "link(";
    append_typst(source, link);
    source += ',';
  } else if (inside) {
    source += "link(label(";
    append_typst(source, "at:" + link.substr(1));
    source += "),";
  }
}

void TypstWriter::figure(const FigureRun& figure) {
  const bool strong = figure.style == TextRun::Style::strong;
  const bool emphasis = figure.style == TextRun::Style::emphasis;
  const bool may_break =
      figure.text.size() <= 80 && figure.text.find_first_of(" \n") != std::string::npos;
  const auto thread = thread_numbers_.find(figure.figure->id);
  const bool linked = thread != thread_numbers_.end() && !is_blank(figure.text);
  if (linked) source += "link(label(\"" + thread_mark(thread->second) + "\"),";
  if (strong) source += "strong(";
  if (emphasis) source += "emph(";
  if (may_break) source += "k(";
  source += figures_++ % 2 == 0 ? "f(" : "g(";
  std::string one_line = figure.text;
  std::replace(one_line.begin(), one_line.end(), '\n', ' ');
  text(one_line);
  source.append(std::size_t{1} + (strong ? 1 : 0) + (emphasis ? 1 : 0) + (may_break ? 1 : 0) +
                    (linked ? 1 : 0),
                ')');
}

void TypstWriter::runs(const Runs& runs) {
  source += '{';
  for (const Run& run : runs) {
    if (const auto* number = std::get_if<FigureRun>(&run)) {
      figure(*number);
    } else if (const auto* part = std::get_if<TextRun>(&run)) {
      const bool strong = part->style == TextRun::Style::strong;
      const bool emphasis = part->style == TextRun::Style::emphasis;
      bool linked = false;
      if (!is_blank(part->text)) link_begin(part->link, linked);
      if (strong) source += "strong(";
      if (emphasis) source += "emph(";
      text(part->text);
      source.append(std::size_t{0} + (strong ? 1 : 0) + (emphasis ? 1 : 0) + (linked ? 1 : 0), ')');
    } else {
      source += "linebreak()";
    }
    source += ';';
  }
  source += '}';
}

}  // namespace redthread::report
