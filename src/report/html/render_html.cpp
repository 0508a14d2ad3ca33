// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "report/html/html_parts.hpp"
#include "report/html/html_text.hpp"
#include "report/render.hpp"
#include "report/table_width.hpp"
#include "report/words.hpp"

namespace redthread::report {
namespace {

void element(std::string& html, std::string_view open, std::string_view text,
             std::string_view close) {
  html += open;
  append_html(html, text);
  html += close;
}

/// Whatever made the document: no address may run a script.
bool is_safe_link(std::string_view link) {
  return link.starts_with("https://") || link.starts_with("http://") || link.starts_with('#');
}

void write_text(std::string& html, const TextRun& text, std::size_t from) {
  if (from >= text.text.size()) return;
  const bool strong = text.style == TextRun::Style::strong;
  const bool emphasis = text.style == TextRun::Style::emphasis;
  const bool link = is_safe_link(text.link);
  if (link) element(html, "<a href=\"", text.link, "\">");
  if (strong) html += "<strong>";
  if (emphasis) html += "<em>";
  append_html(html, std::string_view(text.text).substr(from));
  if (emphasis) html += "</em>";
  if (strong) html += "</strong>";
  if (link) html += "</a>";
}

void write_figure(std::string& html, const FigureRun& figure, const HtmlThreads& threads) {
  const bool strong = figure.style == TextRun::Style::strong;
  html += strong ? "<strong><button class=\"f\" data-f=\"" : "<button class=\"f\" data-f=\"";
  html += std::to_string(threads.number_of(*figure.figure));
  html += "\">";
  append_html(html, figure.text);
  html += strong ? "</button></strong>" : "</button>";
}

class HtmlWriter {
 public:
  HtmlWriter(const Document& document, const Pictures& pictures)
      : document_(document),
        pictures_(pictures),
        say_(words(document.language)),
        threads_(document) {}

  std::string write() {
    html_.reserve(1u << 16);
    write_head();
    write_cover();
    html_ += "<main id=\"_main\">\n";
    for (std::size_t i = 0; i < document_.blocks.size(); ++i) {
      const Block& block = document_.blocks[i];
      close_comment_before(block);
      if (!lying_ && leads_to_wide_table(document_.blocks, i)) {
        html_ += "<div class=\"landscape\">\n";
        lying_ = true;
      }
      std::visit([this](const auto& each) { add(each); }, block);
      if (lying_ && std::holds_alternative<Table>(block)) {
        html_ += "</div>\n";
        lying_ = false;
      }
    }
    close_comment();
    write_definitions();
    html_ += "</main>\n";
    write_foot();
    return std::move(html_);
  }

 private:
  void write_head() {
    const std::string style =
        html_style(document_.title + " \u2013 " + document_.publisher, say_.page);
    const std::string_view script = html_script();
    html_ += "<!DOCTYPE html>\n<html lang=\"";
    html_ += say_.code;
    html_ +=
        "\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta http-equiv=\"Content-Security-Policy\" "
        "content=\"default-src 'none'; style-src '";
    html_ += content_hash(style);
    html_ += "'; script-src '";
    html_ += content_hash(script);
    html_ +=
        "'; base-uri 'none'; form-action 'none'\"/>\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
        "<meta name=\"generator\" content=\"Röda tråden\"/>\n";
    html_ += "<title>";
    append_html(html_, document_.title);
    if (!document_.publisher.empty()) html_ += " \u2013 ";
    element(html_, "", document_.publisher, "</title>\n<style>");
    html_ += style;
    html_ += "</style>\n</head>\n";
  }

  void write_cover() {
    element(html_, "<body>\n<a class=\"skip\" href=\"#_main\">", say_.skip_link, "</a>\n");
    html_ += "<header class=\"cover\">\n";
    element(html_, "<p class=\"publisher\">", document_.publisher, "</p>\n");
    element(html_, "<h1>", document_.title, "</h1>\n");
    if (!document_.subtitle.empty()) {
      element(html_, "<p class=\"subtitle\">", document_.subtitle, "</p>\n");
    }
    if (!document_.status.empty()) {
      element(html_, "<p class=\"status\">", document_.status, "</p>\n");
    }
    element(html_, "<p class=\"hint\">", say_.thread_hint, "</p>\n");
    html_ += "</header>\n";
  }

  void add(const Heading& heading) {
    const std::string tag = "h" + std::to_string(std::min(heading.level + 1, 6));
    element(html_, "<" + tag + " id=\"", heading.id, "\">");
    element(html_, "", heading.text, "</" + tag + ">\n");
  }

  void add(const Paragraph& paragraph) {
    if (paragraph.comment) open_comment();
    if (!paragraph.runs.empty()) {
      html_ += paragraph.lead ? "<p class=\"lead\">" : "<p>";
      write_runs(html_, paragraph.runs, threads_);
      html_ += "</p>\n";
    }
    if (!paragraph.byline.empty()) {
      element(html_, "<p class=\"byline\">", paragraph.byline, "</p>\n");
      if (paragraph.comment) close_comment();
    }
  }

  void add(const BulletList& list) {
    if (list.comment) open_comment();
    html_ += list.ordered ? "<ol>\n" : "<ul>\n";
    for (const Runs& item : list.items) {
      html_ += "<li>";
      write_runs(html_, item, threads_);
      html_ += "</li>\n";
    }
    html_ += list.ordered ? "</ol>\n" : "</ul>\n";
  }

  void add(const TableOfContents&) {
    element(html_, "<nav class=\"toc\" aria-labelledby=\"_toc\">\n<h2 id=\"_toc\">", say_.contents,
            "</h2>\n");
    int depth = 0;
    for (const Block& block : document_.blocks) {
      const auto* heading = std::get_if<Heading>(&block);
      if (heading == nullptr || heading->level > 2) continue;
      const int level = std::min(heading->level, depth + 1);
      if (level > depth) {
        html_ += "<ol>\n<li>";
      } else {
        for (; depth > level; --depth) html_ += "</li>\n</ol>\n";
        html_ += "</li>\n<li>";
      }
      depth = level;
      element(html_, "<a href=\"#", heading->id, "\">");
      element(html_, "", heading->text, "</a>");
    }
    for (; depth > 0; --depth) html_ += "</li>\n</ol>\n";
    html_ += "</nav>\n";
  }

  void add(const Chart& chart) {
    const auto picture = pictures_.find(chart.data.id);
    if (picture == pictures_.end()) {
      add(chart.data);
    } else {
      write_chart(html_, chart, picture->second, threads_, document_.language);
    }
  }
  void add(const Table& table) { write_table(html_, table, threads_, document_.language); }

  void open_comment() {
    if (!std::exchange(in_comment_, true)) html_ += "<blockquote class=\"comment\">\n";
  }
  void close_comment() {
    if (std::exchange(in_comment_, false)) html_ += "</blockquote>\n";
  }
  /// A comment without a byline ends where something else begins.
  void close_comment_before(const Block& block) {
    const auto* paragraph = std::get_if<Paragraph>(&block);
    const auto* list = std::get_if<BulletList>(&block);
    const bool goes_on =
        (paragraph != nullptr && paragraph->comment) || (list != nullptr && list->comment);
    if (!goes_on) close_comment();
  }

  void write_definitions() {
    if (document_.definitions.empty()) return;
    element(html_, "<section class=\"definitions\">\n<h2 id=\"_definitions\">", say_.definitions,
            "</h2>\n<dl>\n");
    for (const Definition& definition : document_.definitions) {
      element(html_, "<div><dt>", definition.name, " ");
      element(html_, "<span class=\"key\">", definition.key, "");
      if (definition.version > 1) {
        html_ += " \u00B7 ";
        element(html_, "", say_.version, " ");
        html_ += std::to_string(definition.version);
      }
      html_ += "</span></dt>\n";
      if (!definition.text.empty()) element(html_, "<dd>", definition.text, "</dd>\n");
      if (!definition.formula.empty()) {
        element(html_, "<dd class=\"formula\">= ", definition.formula, "</dd>\n");
      }
      if (!definition.source.empty()) {
        element(html_, "<dd class=\"source\">", say_.source, "");
        element(html_, "", definition.source, "</dd>\n");
      }
      html_ += "</div>\n";
    }
    html_ += "</dl>\n</section>\n";
  }

  void write_foot() {
    element(html_, "<footer>\n<p>", say_.made_with, "");
    if (!document_.catalog_sha256.empty()) {
      html_ += " \u00B7 ";
      element(html_, "", say_.catalog_version, " <span class=\"key\" title=\"");
      element(html_, "", document_.catalog_sha256, "\">");
      element(html_, "", document_.catalog_sha256.substr(0, 12), "</span>");
    }
    html_ += "</p>\n</footer>\n";
    element(html_, "<dialog id=\"_thread\" aria-labelledby=\"_value\">\n<div class=\"bar\"><p>",
            say_.thread, "</p>");
    element(html_, "<button type=\"button\" id=\"_back\" hidden=\"hidden\">", say_.back,
            "</button>");
    element(html_, "<button type=\"button\" id=\"_close\">", say_.close, "</button></div>\n");
    html_ += "<div id=\"_body\"></div>\n</dialog>\n<script type=\"application/json\" id=\"_data\">";
    threads_.write(html_);
    html_ += "</script>\n<script>";
    html_ += html_script();
    html_ += "</script>\n</body>\n</html>\n";
  }

  const Document& document_;
  const Pictures& pictures_;
  const Words& say_;
  HtmlThreads threads_;
  std::string html_;
  bool in_comment_ = false;
  bool lying_ = false;
};

}  // namespace

void write_runs(std::string& html, const Runs& runs, const HtmlThreads& threads) {
  std::size_t written = 0;  // bytes of the coming text that stand beside a figure already
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const auto* figure = std::get_if<FigureRun>(&runs[i]);
    const auto* text = std::get_if<TextRun>(&runs[i]);
    if (text != nullptr) {
      write_text(html, *text, std::exchange(written, 0));
    } else if (figure != nullptr) {
      // No line may begin with the full stop after a figure.
      const auto* next = i + 1 < runs.size() ? std::get_if<TextRun>(&runs[i + 1]) : nullptr;
      if (next != nullptr && next->link.empty()) {
        written = std::min(next->text.find_first_not_of(".,;:!?)%"), next->text.size());
      }
      if (written > 0) html += "<span class=\"k\">";
      write_figure(html, *figure, threads);
      if (written > 0) {
        append_html(html, next->text.substr(0, written));
        html += "</span>";
      }
    } else {
      html += "<br/>";
    }
  }
}

std::string render_html(const Document& document, const Pictures& pictures) {
  return HtmlWriter(document, pictures).write();
}

}  // namespace redthread::report
