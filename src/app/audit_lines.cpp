// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "app/audit.hpp"
#include "base/text.hpp"
#include "report/xlsx/text_workbook.hpp"

namespace redthread::app {
namespace {

std::string word_of(audit::FindingSeverity severity) {
  switch (severity) {
    case audit::FindingSeverity::error:
      return "fel";
    case audit::FindingSeverity::explainable:
      return "kan förklaras";
    case audit::FindingSeverity::rounding:
      break;
  }
  return "avrundning";
}

std::string percent(double share) { return std::to_string(std::lround(share * 100)) + " %"; }

/// A text that a cell of a workbook can hold.
std::string fitting(std::string text) {
  while (report::cell_length(text) > report::longest_cell) text.resize(text.size() / 2);
  return is_valid_utf8(text) ? text : printable(text);
}

}  // namespace

AuditLine audit_line(const AuditOutcome& outcome, const audit::TableFinding& each) {
  const audit::PrintedTable& table = outcome.tables[each.cell.table];
  const audit::PrintedRow& row = table.rows[each.cell.row];
  return {.place = audit::place_of(table, row),
          .line = std::to_string(row.line),
          .row = row.label.empty() ? row.key : row.label,
          .column = table.columns[each.cell.column].title,
          .printed = row.cells[each.cell.column].text,
          .expected = each.expected,
          .severity = word_of(each.severity),
          .confidence = percent(each.confidence),
          .rule = each.rule + " (" + std::to_string(each.followed) + "/" +
                  std::to_string(each.broken) + ")",
          .formula = each.formula,
          .note = each.note};
}

AuditLine audit_line(const AuditOutcome& outcome, const audit::TextFinding& each) {
  const audit::PublishedText& text = outcome.texts[each.text];
  const audit::PrintedTable& table = outcome.tables[each.cell.table];
  std::string place = text.file;
  if (text.page > 0) place += ", sid. " + std::to_string(text.page);
  if (!text.sheet.empty()) place += ", " + text.sheet;
  return {.place = place,
          .line = std::to_string(text.line),
          .row = each.label,
          .column = "löpande text",
          .printed = each.printed,
          .expected = each.expected,
          .severity = word_of(each.severity),
          .confidence = percent(each.confidence),
          .rule = "texten mot " + audit::place_of(table, table.rows[each.cell.row]) + ", " +
                  table.columns[each.cell.column].title,
          .formula = each.printed + " mot " + each.expected,
          .note = each.note};
}

std::vector<AuditLine> audit_lines(const AuditOutcome& outcome, bool roundings) {
  std::vector<AuditLine> lines;
  const auto add = [&](const auto& findings) {
    for (const auto& each : findings) {
      if (!roundings && each.severity == audit::FindingSeverity::rounding) continue;
      lines.push_back(audit_line(outcome, each));
    }
  };
  add(outcome.result.findings);
  add(outcome.result.texts);
  return lines;
}

void write_audit_workbook(const std::string& path, const AuditOutcome& outcome) {
  std::vector<std::vector<std::string>> rows = {
      {"Plats", "Radnr", "Rad", "Kolumn", "Tryckt", "Borde vara", "Bedömning", "Säkerhet",
       "Regel (följer/bryter)", "Uträkning", "Anmärkning"}};
  for (const AuditLine& each : audit_lines(outcome, true)) {
    rows.push_back({each.place, each.line, each.row, each.column, each.printed, each.expected,
                    each.severity, each.confidence, each.rule, each.formula, each.note});
    for (std::string& cell : rows.back()) cell = fitting(std::move(cell));
  }
  report::write_text_workbook(path, "Granskning", rows);
}

}  // namespace redthread::app
