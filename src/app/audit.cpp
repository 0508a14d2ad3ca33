// SPDX-License-Identifier: Apache-2.0
#include "app/audit.hpp"

#include <algorithm>

#include "app/audit_declared.hpp"
#include "app/messages.hpp"
#include "base/csv.hpp"
#include "documents/read.hpp"

namespace redthread::app {
namespace {

/// A published file: its tables, and the text between them.
struct PublishedFile {
  std::vector<audit::RawTable> tables;
  std::vector<ReadText> texts;
  audit::DecimalSign decimal = audit::DecimalSign::point;
};

std::optional<PublishedFile> read_csv_table(const std::string& path, Diagnostics& diagnostics) {
  Diagnostics own;
  auto csv = read_csv_file(path, path, {.required = {}, .optional = {}, .any = true}, own);
  diagnostics.append(own);
  if (!csv || own.has_errors()) return std::nullopt;
  audit::RawTable raw{.file = path, .header = csv->header};
  raw.rows.reserve(csv->rows.size());
  for (CsvRow& row : csv->rows) {
    raw.rows.push_back({.line = row.line, .cells = std::move(row.fields)});
  }
  return PublishedFile{.tables = {std::move(raw)}};
}

std::optional<PublishedFile> read_published(const std::string& path, Diagnostics& diagnostics) {
  if (!documents::format_of(path)) return read_csv_table(path, diagnostics);
  auto document = documents::read_document(path, diagnostics);
  if (!document) return std::nullopt;
  PublishedFile file{.texts = std::move(document->texts)};
  for (const ReadTable& each : document->tables) {
    if (auto table = audit::raw_table(each, path)) file.tables.push_back(std::move(*table));
  }
  file.decimal = audit::decimal_sign_of(file.tables);
  return file;
}

/// What is said of a table's columns: by the file beside, else for all files.
audit::ColumnNames names_for(const audit::RawTable& table, const AuditDeclarations& declared,
                             const audit::ColumnNames& names) {
  audit::ColumnNames result = names;
  for (const audit::DeclaredNames& each : declared.names) {
    if (!each.where.holds(table)) continue;
    if (!each.names.label.empty()) result.label = each.names.label;
    if (!each.names.parent.empty()) result.parent = each.names.parent;
  }
  return result;
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
  AuditDeclarations all;
  for (const std::string& path : paths) {
    const auto file = read_published(path, diagnostics);
    if (!file) continue;
    const AuditDeclarations declared = read_audit_declarations(path, diagnostics);
    for (const audit::RawTable& raw : file->tables) {
      outcome.tables.push_back(audit::arrange(raw, names_for(raw, declared, names),
                                              declared.decimal.value_or(file->decimal)));
    }
    all.relations.insert(all.relations.end(), declared.relations.begin(), declared.relations.end());
    all.places.insert(all.places.end(), declared.places.begin(), declared.places.end());
  }
  check_name(names.label, outcome.tables, diagnostics);
  check_name(names.parent, outcome.tables, diagnostics);
  std::vector<std::size_t> unused;
  const audit::RuleBook declared = audit::declared_rules(outcome.tables, all.relations, unused);
  for (const std::size_t each : unused) {
    diagnostics.error(
        codes::unknown_column, all.places[each],
        "no table has what the relation of `" + all.relations[each].target + "` names",
        "write the names of columns and rows as they are printed");
  }
  outcome.result = audit::audit_tables(outcome.tables, declared);
  return outcome;
}

}  // namespace redthread::app
