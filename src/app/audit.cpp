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

/// Reads files one after the other; what cannot be read is told and left out.
class AuditReader {
 public:
  AuditReader(const audit::ColumnNames& names, Diagnostics& diagnostics)
      : names_(names), diagnostics_(diagnostics) {}

  std::vector<audit::PrintedTable> tables;
  std::vector<audit::PublishedText> texts;
  AuditDeclarations declared;

  void read(const std::string& path) {
    const auto file = read_published(path, diagnostics_);
    if (!file) return;
    AuditDeclarations own = read_audit_declarations(path, diagnostics_);
    const audit::DecimalSign decimal = own.decimal.value_or(file->decimal);
    for (const audit::RawTable& raw : file->tables) {
      tables.push_back(audit::arrange(raw, names_for(raw, own, names_), decimal));
    }
    for (const ReadText& each : file->texts) {
      texts.push_back({path, each.sheet, each.page, each.line, each.text, decimal});
    }
    declared.relations.insert(declared.relations.end(), own.relations.begin(), own.relations.end());
    declared.places.insert(declared.places.end(), own.places.begin(), own.places.end());
  }

 private:
  const audit::ColumnNames& names_;
  Diagnostics& diagnostics_;
};

}  // namespace

int AuditOutcome::count(audit::FindingSeverity severity) const {
  const auto has = [&](const auto& each) { return each.severity == severity; };
  return static_cast<int>(std::count_if(result.findings.begin(), result.findings.end(), has) +
                          std::count_if(result.texts.begin(), result.texts.end(), has));
}

AuditOutcome audit_files(const std::vector<std::string>& paths,
                         const std::vector<std::string>& previous, const audit::ColumnNames& names,
                         Diagnostics& diagnostics) {
  AuditReader now(names, diagnostics);
  for (const std::string& path : paths) now.read(path);
  AuditReader before(names, diagnostics);
  for (const std::string& path : previous) before.read(path);
  check_name(names.label, now.tables, diagnostics);
  check_name(names.parent, now.tables, diagnostics);
  std::vector<std::size_t> unused;
  const audit::RuleBook declared =
      audit::declared_rules(now.tables, now.declared.relations, unused);
  for (const std::size_t each : unused) {
    diagnostics.error(
        codes::unknown_column, now.declared.places[each],
        "no table has what the relation of `" + now.declared.relations[each].target + "` names",
        "write the names of columns and rows as they are printed");
  }
  AuditOutcome outcome{.own = now.tables.size(), .texts = now.texts};
  const audit::AuditBeside beside{std::move(before.tables), std::move(now.texts)};
  outcome.result = audit::audit_tables(now.tables, declared, beside);
  outcome.tables = std::move(now.tables);
  outcome.tables.insert(outcome.tables.end(), beside.previous.begin(), beside.previous.end());
  return outcome;
}

}  // namespace redthread::app
