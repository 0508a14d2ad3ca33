// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include "report/html/html_parts.hpp"
#include "report/html/html_text.hpp"
#include "report/table_width.hpp"
#include "report/words.hpp"

namespace redthread::report {
namespace {

/// A table of so many rows is not divided between printed pages.
constexpr std::size_t unbroken_rows = 14;

void write_span(std::string& html, const char* attribute, int span) {
  if (span <= 1) return;
  html += ' ';
  html += attribute;
  html += "=\"";
  html += std::to_string(span);
  html += '"';
}

bool is_empty(const Runs& runs) {
  return std::all_of(runs.begin(), runs.end(), [](const Run& run) {
    const auto* text = std::get_if<TextRun>(&run);
    return text != nullptr && text->text.empty();
  });
}

/// Words that are short enough never wrap, as numbers never do.
bool wraps(const Runs& runs, bool start) {
  const bool words = std::all_of(runs.begin(), runs.end(), [](const Run& run) {
    return std::holds_alternative<TextRun>(run);
  });
  return start ? text_length(runs) > 17 : words && text_length(runs) > 14;
}

std::string_view fill_class(Table::Fill fill) {
  switch (fill) {
    case Table::Fill::none:
      break;
    case Table::Fill::pale_green:
      return "gp";
    case Table::Fill::green:
      return "g";
    case Table::Fill::yellow:
      return "y";
    case Table::Fill::orange:
      return "yo";
    case Table::Fill::red:
      return "r";
    case Table::Fill::shaded:
      return "x";
  }
  return {};
}

void write_head(std::string& html, const Table& table, const HtmlThreads& threads) {
  if (table.header.empty()) return;
  html += "<thead>\n";
  for (const auto& line : table.header) {
    html += "<tr>";
    std::size_t column = 0;
    for (const Table::HeaderCell& cell : line) {
      const bool empty = is_empty(cell.runs);
      html += empty ? "<td" : "<th";
      if (!empty) html += cell.column_span > 1 ? " scope=\"colgroup\"" : " scope=\"col\"";
      write_span(html, "colspan", cell.column_span);
      write_span(html, "rowspan", cell.row_span);
      const bool start =
          column < table.columns.size() && table.columns[column] == Table::Align::start;
      html += start ? " class=\"s\">" : ">";
      write_runs(html, cell.runs, threads);
      html += empty ? "</td>" : "</th>";
      column += static_cast<std::size_t>(std::max(cell.column_span, 1));
    }
    html += "</tr>\n";
  }
  html += "</thead>\n";
}

void write_cell(std::string& html, const Table& table, const Table::Row& row,
                const Table::Cell& cell, std::size_t column, const HtmlThreads& threads) {
  const bool heading = row.style == Table::Row::Style::heading;
  const char* tag = cell.row_header ? "th" : "td";
  html += '<';
  html += tag;
  if (cell.row_header) html += heading ? " scope=\"rowgroup\"" : " scope=\"row\"";
  write_span(html, "colspan", cell.column_span);
  std::string classes;
  const bool start = cell.column_span > 1 || column >= table.columns.size() ||
                     table.columns[column] == Table::Align::start;
  if (!cell.row_header) {
    if (start) classes = "s";
    if (wraps(cell.runs, start)) classes += start ? " l" : "l";
  }
  if (const std::string_view fill = fill_class(cell.fill); !fill.empty()) {
    if (!classes.empty()) classes += ' ';
    classes += fill;
  }
  if (column == 0 && row.indent > 0) {
    if (!classes.empty()) classes += ' ';
    classes += 'i';
    classes += std::to_string(std::min(row.indent, 6));
  }
  if (!classes.empty()) {
    html += " class=\"";
    html += classes;
    html += '"';
  }
  html += '>';
  write_runs(html, cell.runs, threads);
  html += "</";
  html += tag;
  html += '>';
}

std::string_view row_class(Table::Row::Style style) {
  switch (style) {
    case Table::Row::Style::normal:
      break;
    case Table::Row::Style::of_which:
      return " class=\"w\"";
    case Table::Row::Style::total:
      return " class=\"t\"";
    case Table::Row::Style::heading:
      return " class=\"h\"";
  }
  return {};
}

void write_body(std::string& html, const Table& table, const HtmlThreads& threads) {
  html += "<tbody>\n";
  bool first = true;
  for (const Table::Row& row : table.rows) {
    // A heading row heads its own group of rows.
    if (row.style == Table::Row::Style::heading && !first) html += "</tbody>\n<tbody>\n";
    first = false;
    html += "<tr";
    html += row_class(row.style);
    html += '>';
    std::size_t column = 0;
    for (const Table::Cell& cell : row.cells) {
      write_cell(html, table, row, cell, column, threads);
      column += static_cast<std::size_t>(std::max(cell.column_span, 1));
    }
    html += "</tr>\n";
  }
  html += "</tbody>\n";
}

}  // namespace

void write_notes(std::string& html, const Table& table, Language language) {
  if (table.notes.empty() && table.source.empty()) return;
  html += "<div class=\"notes\">";
  for (const std::string& note : table.notes) {
    html += "<p>";
    append_html(html, note);
    html += "</p>";
  }
  if (!table.source.empty()) {
    html += "<p>";
    append_html(html, words(language).source);
    append_html(html, table.source);
    html += "</p>";
  }
  html += "</div>\n";
}

void write_table(std::string& html, const Table& table, const HtmlThreads& threads,
                 Language language) {
  const Words& say = words(language);
  html += "<div class=\"table";
  switch (printed_width(table)) {
    case PrintedWidth::normal:
      break;
    case PrintedWidth::dense:
      html += " dense";
      break;
    case PrintedWidth::wide:
      html += " wide";
      break;
  }
  if (table.rows.size() <= unbroken_rows) html += " short";
  html += "\" id=\"";
  append_html(html, table.id);
  html += "\">\n<p class=\"cue\" hidden=\"hidden\">";
  append_html(html, say.scroll_hint);
  html += " \u2192</p>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"";
  append_html(html, table.caption.empty() ? say.table : table.caption);
  html += "\">\n<table>\n";
  if (!table.caption.empty() || !table.summary.empty() || !table.measure_unit.empty()) {
    html += "<caption><span class=\"c\">";
    if (!table.caption.empty()) {
      html += "<strong>";
      append_html(html, table.caption);
      html += "</strong>";
    }
    for (const std::string* line : {&table.summary, &table.measure_unit}) {
      if (line->empty()) continue;
      html += " <span class=\"unit\">";
      append_html(html, *line);
      html += "</span>";
    }
    html += "</span></caption>\n";
  }
  write_head(html, table, threads);
  write_body(html, table, threads);
  html += "</table>\n</div>\n";
  write_notes(html, table, language);
  html += "</div>\n";
}

}  // namespace redthread::report
