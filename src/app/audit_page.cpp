// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <set>

#include "app/audit.hpp"

namespace redthread::app {
namespace {

constexpr std::string_view style = R"(
body{font:16px/1.45 system-ui,sans-serif;max-width:75rem;margin:2rem auto;padding:0 1rem;color:#1d2327}
table{border-collapse:collapse;margin:.5rem 0 1rem;font-variant-numeric:tabular-nums}
th,td{border:1px solid #c5cace;padding:.2rem .5rem;text-align:left;vertical-align:top}
td.n{text-align:right;white-space:nowrap}
caption{text-align:left;font-weight:600;padding:.3rem 0}
mark{color:inherit;padding:0 .15em;border-bottom:3px solid}
mark.error{background:#fadedb;border-color:#a01020}
mark.explainable{background:#fff2cc;border-color:#8a6500}
aside{border-left:4px solid #a01020;padding:.2rem .8rem;margin:.4rem 0;background:#f6f7f7}
aside.explainable{border-color:#8a6500}
.letter{white-space:pre-wrap;border:1px solid #c5cace;padding:1rem;background:#fff}
@media print{body{max-width:none}}
)";

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '<') {
      result += "&lt;";
    } else if (c == '>') {
      result += "&gt;";
    } else if (c == '&') {
      result += "&amp;";
    } else if (c == '"') {
      result += "&quot;";
    } else {
      result += c;
    }
  }
  return result;
}

std::string file_list(const AuditOutcome& outcome) {
  std::set<std::string> seen;
  std::string result;
  for (std::size_t i = 0; i < outcome.own; ++i) {
    const std::string& file = outcome.tables[i].file;
    if (!seen.insert(file).second) continue;
    result += (result.empty() ? "" : ", ") + file.substr(file.rfind('/') + 1);
  }
  return result;
}

/// ` Anmärkning.`; empty when there is none.
std::string noted(const std::string& note) { return note.empty() ? "" : " (" + note + ")"; }

/// What can be pasted into a letter to those who published it.
std::string letter(const AuditOutcome& outcome) {
  const int errors = outcome.count(audit::FindingSeverity::error);
  std::string text = "Vi har kontrollräknat tabellerna i " + file_list(outcome) + " (" +
                     std::to_string(outcome.own) +
                     (outcome.own == 1 ? " tabell). " : " tabeller). ");
  if (errors == 0) {
    return text + "Inget tal motsäger något annat utöver vad avrundning förklarar.";
  }
  text += errors == 1 ? "Ett tal stämmer inte:\n" : std::to_string(errors) + " tal stämmer inte:\n";
  int number = 0;
  for (const AuditLine& each : audit_lines(outcome, false)) {
    if (each.severity != "fel") continue;
    const std::string file = each.place.substr(each.place.rfind('/') + 1);
    text += "\n" + std::to_string(++number) + ". " + file + ", ”" + each.row + "”, " + each.column +
            ": det står " + each.printed;
    text += each.expected.empty() ? ", där inget värde borde stå"
                                  : ", men det borde vara " + each.expected;
    text += ". " + each.formula + noted(each.note) + ".";
  }
  return text;
}

std::string explained(const AuditLine& line, const std::string& id, std::string_view severity) {
  std::string html = "<aside id=\"" + id + "\" class=\"" + std::string(severity) + "\"><strong>" +
                     escaped(line.row) + ", " + escaped(line.column) + ":</strong> tryckt <b>" +
                     escaped(line.printed) + "</b>, borde vara <b>" +
                     (line.expected.empty() ? "tomt" : escaped(line.expected)) + "</b> – " +
                     escaped(line.severity) + " (säkerhet " + line.confidence +
                     ")<br>Regel: " + escaped(line.rule) +
                     "<br>Uträkning: " + escaped(line.formula);
  if (!line.note.empty()) html += "<br>" + escaped(line.note);
  return html + "</aside>\n";
}

/// The findings to mark, by cell; of several, the gravest.
using Marks = std::map<audit::CellRef, std::size_t>;

Marks marks_of(const AuditOutcome& outcome) {
  Marks marks;
  const auto& findings = outcome.result.findings;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (findings[i].severity == audit::FindingSeverity::rounding) continue;
    const auto [at, added] = marks.emplace(findings[i].cell, i);
    if (!added && findings[i].severity < findings[at->second].severity) at->second = i;
  }
  return marks;
}

/// Rows far from any mark are left out of long tables.
constexpr std::size_t shown_rows = 200;
constexpr std::size_t rows_around = 3;

bool is_shown(const audit::PrintedTable& table, std::size_t number, std::size_t row,
              const Marks& marks) {
  if (table.rows.size() <= shown_rows || row < rows_around) return true;
  const std::size_t from = row - rows_around;
  const auto near = marks.lower_bound({number, from, 0});
  return near != marks.end() && near->first.table == number && near->first.row <= row + rows_around;
}

std::string table_html(const AuditOutcome& outcome, std::size_t number, const Marks& marks) {
  const audit::PrintedTable& table = outcome.tables[number];
  std::string place = table.rows.empty() ? table.file : audit::place_of(table, table.rows.front());
  if (!table.title.empty()) place += ": " + table.title;
  std::string html = "<table><caption>" + escaped(place) + "</caption>\n<thead><tr>";
  for (const audit::PrintedColumn& column : table.columns) {
    html += "<th scope=\"col\">" + escaped(column.title) + "</th>";
  }
  html += "</tr></thead>\n<tbody>\n";
  std::string beside;
  bool gap = false;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (!is_shown(table, number, row, marks)) {
      if (!gap) {
        html += "<tr><td colspan=\"" + std::to_string(table.columns.size()) + "\">…</td></tr>\n";
      }
      gap = true;
      continue;
    }
    gap = false;
    html += "<tr>";
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
      const audit::PrintedCell& cell = table.rows[row].cells[column];
      const bool figures = table.columns[column].kind == audit::ColumnKind::figures;
      html += figures ? "<td class=\"n\">" : "<td>";
      const auto mark = marks.find({number, row, column});
      if (mark == marks.end()) {
        html += escaped(cell.text);
      } else {
        const auto& finding = outcome.result.findings[mark->second];
        const std::string_view severity = audit::to_string(finding.severity);
        const std::string id = "f" + std::to_string(mark->second);
        html += "<mark class=\"" + std::string(severity) + "\"><a href=\"#" + id + "\">" +
                (cell.text.empty() ? "(tomt)" : escaped(cell.text)) + "</a></mark>";
        beside += explained(audit_line(outcome, finding), id, severity);
      }
      html += "</td>";
    }
    html += "</tr>\n";
  }
  return html + "</tbody></table>\n" + beside;
}

}  // namespace

std::string audit_page(const AuditOutcome& outcome) {
  const Marks marks = marks_of(outcome);
  std::string html =
      "<!DOCTYPE html>\n<html lang=\"sv\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width\"><title>Granskning: " +
      escaped(file_list(outcome)) + "</title><style>" + std::string(style) +
      "</style></head>\n<body><h1>Granskning</h1>\n<p>" + std::to_string(outcome.own) +
      " tabeller: " + std::to_string(outcome.count(audit::FindingSeverity::error)) + " fel, " +
      std::to_string(outcome.count(audit::FindingSeverity::explainable)) +
      " kan förklaras.</p>\n<h2>Att klistra in i ett brev</h2>\n<div class=\"letter\">" +
      escaped(letter(outcome)) + "</div>\n";
  if (!outcome.result.texts.empty()) {
    html += "<h2>Löpande text</h2>\n";
    for (std::size_t i = 0; i < outcome.result.texts.size(); ++i) {
      const audit::TextFinding& each = outcome.result.texts[i];
      html += "<p>" + escaped(outcome.texts[each.text].text) + "</p>\n" +
              explained(audit_line(outcome, each), "t" + std::to_string(i),
                        audit::to_string(each.severity));
    }
  }
  html += "<h2>Tabellerna</h2>\n";
  for (std::size_t i = 0; i < outcome.own; ++i) html += table_html(outcome, i, marks);
  return html + "</body></html>\n";
}

}  // namespace redthread::app
