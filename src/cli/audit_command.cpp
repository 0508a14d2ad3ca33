// SPDX-License-Identifier: Apache-2.0
// The command that audits published tables.
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "app/audit.hpp"
#include "base/files.hpp"
#include "cli/commands.hpp"
#include "cli/table.hpp"

namespace redthread::cli {
namespace {

struct AuditOptions {
  std::vector<std::string> files;
  audit::ColumnNames names;
  std::vector<std::string> previous;
  std::string xlsx;
  std::string html;
  bool all = false;  ///< roundings too
};

void print_findings(std::ostream& out, const app::AuditOutcome& outcome, bool all) {
  TextTable table;
  for (const char* title : {"Plats", "Rad", "Kolumn"}) table.column(title, TextTable::Align::left);
  for (const char* title : {"Tryckt", "Borde vara"}) table.column(title, TextTable::Align::right);
  table.column("Bedömning", TextTable::Align::left);
  table.column("Säkerhet", TextTable::Align::right);
  for (const char* title : {"Regel (följer/bryter)", "Uträkning", "Anmärkning"}) {
    table.column(title, TextTable::Align::left);
  }
  const std::vector<app::AuditLine> lines = app::audit_lines(outcome, all);
  for (const app::AuditLine& each : lines) {
    table.row({each.place + ":" + each.line, each.row, each.column, each.printed,
               each.expected.empty() ? "–" : each.expected, each.severity, each.confidence,
               each.rule, each.formula, each.note});
  }
  if (!lines.empty()) {
    table.print(out);
    out << '\n';
  }
  out << outcome.own << (outcome.own == 1 ? " tabell, " : " tabeller, ")
      << outcome.count(audit::FindingSeverity::error) << " fel, "
      << outcome.count(audit::FindingSeverity::explainable) << " kan förklaras, "
      << outcome.count(audit::FindingSeverity::rounding) << " avrundningar\n";
}

int run_audit(const Context& context, const AuditOptions& options) {
  Diagnostics diagnostics;
  const app::AuditOutcome outcome =
      app::audit_files(options.files, options.previous, options.names, diagnostics);
  diagnostics.sort();
  if (!options.xlsx.empty()) app::write_audit_workbook(options.xlsx, outcome);
  if (!options.html.empty()) write_file_atomically(options.html, app::audit_page(outcome));
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
  command->add_option("--previous", options->previous,
                      "Last year's report: the same figures are compared");
  command->add_option("--xlsx", options->xlsx, "Write the findings as a workbook");
  command->add_option("--html", options->html,
                      "Write the tables with marks, and a summary, as a page");
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
