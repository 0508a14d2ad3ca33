// SPDX-License-Identifier: Apache-2.0
#include "app/audit.hpp"

#include <algorithm>

#include "app/messages.hpp"
#include "base/csv.hpp"
#include "documents/read.hpp"

namespace redthread::app {
namespace {

std::vector<audit::PrintedTable> read_csv_table(const std::string& path,
                                                const audit::ColumnNames& names,
                                                Diagnostics& diagnostics) {
  Diagnostics own;
  auto csv = read_csv_file(path, path, {.required = {}, .optional = {}, .any = true}, own);
  diagnostics.append(own);
  if (!csv || own.has_errors()) return {};
  audit::RawTable raw{.file = path, .header = csv->header};
  raw.rows.reserve(csv->rows.size());
  for (CsvRow& row : csv->rows)
    raw.rows.push_back({.line = row.line, .cells = std::move(row.fields)});
  return {audit::arrange(raw, names, audit::DecimalSign::point)};
}

/// The tables of a file of any kind.
std::vector<audit::PrintedTable> read_tables(const std::string& path,
                                             const audit::ColumnNames& names,
                                             Diagnostics& diagnostics) {
  if (!documents::format_of(path)) return read_csv_table(path, names, diagnostics);
  const auto document = documents::read_document(path, diagnostics);
  if (!document) return {};
  std::vector<audit::RawTable> raw;
  for (const ReadTable& each : document->tables) {
    if (auto table = audit::raw_table(each, path)) raw.push_back(std::move(*table));
  }
  const audit::DecimalSign decimal = audit::decimal_sign_of(raw);
  std::vector<audit::PrintedTable> tables;
  for (const audit::RawTable& each : raw) tables.push_back(audit::arrange(each, names, decimal));
  return tables;
}

/// A named column that no table has is a slip of the pen.
void check_name(const std::string& name, const std::vector<audit::PrintedTable>& tables,
                Diagnostics& diagnostics) {
  if (name.empty() || tables.empty()) return;
  std::vector<std::string> known;
  for (const audit::PrintedTable& table : tables) {
    for (const audit::PrintedColumn& column : table.columns) known.push_back(column.title);
  }
  if (std::find(known.begin(), known.end(), name) != known.end()) return;
  diagnostics.error(codes::unknown_column, {}, "no table has a column `" + name + "`",
                    name_hint(name, known));
}

}  // namespace

int AuditOutcome::count(audit::FindingSeverity severity) const {
  return static_cast<int>(
      std::count_if(result.findings.begin(), result.findings.end(),
                    [&](const audit::TableFinding& each) { return each.severity == severity; }));
}

AuditOutcome audit_files(const std::vector<std::string>& paths, const audit::ColumnNames& names,
                         Diagnostics& diagnostics) {
  AuditOutcome outcome;
  for (const std::string& path : paths) {
    for (audit::PrintedTable& table : read_tables(path, names, diagnostics)) {
      outcome.tables.push_back(std::move(table));
    }
  }
  check_name(names.label, outcome.tables, diagnostics);
  check_name(names.parent, outcome.tables, diagnostics);
  outcome.result = audit::audit_tables(outcome.tables);
  return outcome;
}

}  // namespace redthread::app
