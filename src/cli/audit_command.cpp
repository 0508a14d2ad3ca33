// SPDX-License-Identifier: Apache-2.0
// The command that audits published tables.
#include <cmath>
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "app/audit.hpp"
#include "cli/commands.hpp"
#include "cli/table.hpp"

namespace redthread::cli {
namespace {

struct AuditOptions {
  std::vector<std::string> files;
  audit::ColumnNames names;
  bool all = false;  ///< roundings too
};

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

void print_findings(std::ostream& out, const app::AuditOutcome& outcome, bool all) {
  TextTable table;
  for (const char* title : {"Plats", "Rad", "Kolumn"}) table.column(title, TextTable::Align::left);
  for (const char* title : {"Tryckt", "Borde vara"}) table.column(title, TextTable::Align::right);
  table.column("Bedömning", TextTable::Align::left);
  table.column("Säkerhet", TextTable::Align::right);
  for (const char* title : {"Regel (följer/bryter)", "Uträkning", "Anmärkning"}) {
    table.column(title, TextTable::Align::left);
  }
  bool any = false;
  for (const audit::TableFinding& each : outcome.result.findings) {
    if (!all && each.severity == audit::FindingSeverity::rounding) continue;
    any = true;
    const audit::PrintedTable& from = outcome.tables[each.cell.table];
    const audit::PrintedRow& row = from.rows[each.cell.row];
    table.row(
        {audit::place_of(from, row) + ":" + std::to_string(row.line),
         row.label.empty() ? row.key : row.label, from.columns[each.cell.column].title,
         row.cells[each.cell.column].text, each.expected.empty() ? "–" : each.expected,
         word_of(each.severity), percent(each.confidence),
         each.rule + " (" + std::to_string(each.followed) + "/" + std::to_string(each.broken) + ")",
         each.formula, each.note});
  }
  if (any) {
    table.print(out);
    out << '\n';
  }
  out << outcome.tables.size() << (outcome.tables.size() == 1 ? " tabell, " : " tabeller, ")
      << outcome.count(audit::FindingSeverity::error) << " fel, "
      << outcome.count(audit::FindingSeverity::explainable) << " kan förklaras, "
      << outcome.count(audit::FindingSeverity::rounding) << " avrundningar\n";
}

int run_audit(const Context& context, const AuditOptions& options) {
  Diagnostics diagnostics;
  const app::AuditOutcome outcome = app::audit_files(options.files, options.names, diagnostics);
  diagnostics.sort();
  if (context.json) {
    context.out << app::to_json(outcome, diagnostics) << '\n';
  } else {
    if (!outcome.tables.empty()) print_findings(context.out, outcome, options.all);
    if (!diagnostics.empty()) context.err << to_text(diagnostics);
  }
  if (diagnostics.has_errors()) return wrong_input;
  return outcome.count(audit::FindingSeverity::error) > 0 ? says_no : done;
}

}  // namespace

void add_audit(CLI::App& app, Context& context, Action& action) {
  CLI::App* command =
      app.add_subcommand("audit", "Do the figures of published tables add up? (granska)");
  auto options = std::make_shared<AuditOptions>();
  command
      ->add_option("files", options->files,
                   "Tables as CSV (a header line, decimal points), or .xlsx, .docx, .html, .pdf")
      ->required();
  command->add_option("--label", options->names.label, "The column that names the rows");
  command->add_option("--parent", options->names.parent,
                      "The column that names the row that a row is part of");
  command->add_flag("--all", options->all, "Show what only rounding explains, too");
  command->add_flag("--json", context.json, "Print one JSON object instead of text");
  command->footer(
      "Example:\n  redthread audit regions/vastmanland/published/bilaga_*.csv\n\n"
      "Exit codes: 0 no errors, 1 errors are found, 2 a file could not be read.");
  command->callback([&context, options, &action] {
    action = [&context, options] { return run_audit(context, *options); };
  });
}

}  // namespace redthread::cli
