// SPDX-License-Identifier: Apache-2.0
#include "plan/files.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include <fmt/format.h>

#include "plan/messages.hpp"
#include "plan/values.hpp"

namespace redthread::plan {
namespace {

namespace fs = std::filesystem;

constexpr const char* key_column = "key";

void append_field(std::string& line, const std::string& value) {
  if (value.find_first_of(",\"\n") == std::string::npos) {
    line += value;
    return;
  }
  line += '"';
  for (const char c : value) {
    if (c == '"') line += '"';
    line += c;
  }
  line += '"';
}

using Cells = std::vector<std::string>;

std::vector<Cells> table_of(const PlanKind& kind, const State::Kind& objects) {
  std::vector<Cells> rows = {{key_column}};
  for (const PlanField& field : kind.fields) rows.front().emplace_back(field.name);
  for (const auto& [id, object] : objects) {
    Cells& row = rows.emplace_back(Cells{id});
    for (const PlanField& field : kind.fields) row.push_back(object->get(field.name));
  }
  return rows;
}

std::string to_csv(const std::vector<Cells>& rows) {
  std::string text;
  for (const Cells& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) text += ',';
      append_field(text, row[i]);
    }
    text += '\n';
  }
  return text;
}

CsvColumns columns_of(const PlanKind& kind) {
  CsvColumns columns{{key_column}, {}};
  for (const PlanField& field : kind.fields) {
    (field.required ? columns.required : columns.optional).emplace_back(field.name);
  }
  return columns;
}

/// `risks.csv` in another format: `risks.xlsx`.
std::string other_name(const PlanKind& kind, const OtherFormat& other) {
  return fs::path(kind.file).stem().string() + other.extension;
}

void check_names(const std::string& folder, const std::string& shown_as, const OtherFormat& other,
                 Diagnostics& diagnostics) {
  std::vector<std::string> known;
  for (const PlanKind& kind : plan_kinds()) {
    known.emplace_back(kind.file);
    if (other.read) known.push_back(other_name(kind, other));
  }
  std::set<std::string> names;
  std::error_code failure;
  for (const auto& entry : fs::directory_iterator(folder, failure)) {
    names.insert(entry.path().filename().string());
  }
  if (failure) {
    diagnostics.error(codes::bad_file, {.file = shown_as}, "there is no such folder",
                      "the plan's files lie in plan/ of the region folder");
  }
  for (const std::string& name : names) {
    const bool is_known = std::find(known.begin(), known.end(), name) != known.end();
    if (is_known || name == "README.md" || name.front() == '.') continue;
    diagnostics.error(codes::bad_file, {.file = (fs::path(shown_as) / name).string()},
                      "nobody reads this file", name_hint(name, known));
  }
}

}  // namespace

std::vector<FileText> to_files(const State& state) {
  std::vector<FileText> files;
  for (const PlanKind& kind : plan_kinds()) {
    const State::Kind& objects = state.all(kind.name);
    if (!objects.empty()) files.push_back({kind.file, to_csv(table_of(kind, objects))});
  }
  return files;
}

std::map<std::string, std::vector<std::vector<std::string>>> to_tables(const State& state) {
  std::map<std::string, std::vector<Cells>> tables;
  for (const PlanKind& kind : plan_kinds()) {
    const State::Kind& objects = state.all(kind.name);
    if (!objects.empty()) tables[kind.name] = table_of(kind, objects);
  }
  return tables;
}

ReadFiles::ReadFiles(const std::string& folder, const std::string& shown_as,
                     Diagnostics& diagnostics, const OtherFormat& other) {
  check_names(folder, shown_as, other, diagnostics);
  for (const PlanKind& kind : plan_kinds()) read(folder, shown_as, kind, other, diagnostics);
}

void ReadFiles::read(const std::string& folder, const std::string& shown_as, const PlanKind& kind,
                     const OtherFormat& other, Diagnostics& diagnostics) {
  const std::string other_file = other.read ? other_name(kind, other) : "";
  std::error_code ignored;
  const bool is_csv = fs::exists(folder + "/" + kind.file, ignored);
  const bool is_other = other.read && fs::exists(folder + "/" + other_file, ignored);
  if (!is_csv && !is_other) return;
  if (is_csv && is_other) {
    diagnostics.error(codes::bad_file, {.file = shown_as + "/" + other_file},
                      fmt::format("`{}` is there as well", kind.file), "keep one of them");
  }
  const std::size_t errors = diagnostics.error_count();
  auto read = is_csv ? read_csv_file(folder + "/" + kind.file, shown_as + "/" + kind.file,
                                     columns_of(kind), diagnostics)
                     : other.read(folder + "/" + other_file, shown_as + "/" + other_file,
                                  columns_of(kind), diagnostics);
  if (diagnostics.error_count() > errors) incomplete_.insert(kind.name);
  if (!read) return;
  const std::size_t key = *read->column(key_column);
  for (std::size_t i = 0; i < read->rows.size(); ++i) {
    const CsvRow& row = read->rows[i];
    Object object;
    object.key = {kind.name, normalised({key_column}, row.fields[key])};
    for (std::size_t column = 0; column < row.fields.size(); ++column) {
      if (column == key) continue;
      const std::string& name = read->header[column];
      std::string value = normalised(*kind.find(name), row.fields[column]);
      if (!value.empty()) object.fields[name] = std::move(value);
    }
    const auto [first, is_new] = places_.emplace(object.key, Place{tables_.size(), i});
    if (is_new) {
      objects_.push_back(std::move(object));
      continue;
    }
    Diagnostic& twice =
        diagnostics.error(codes::duplicate_key, read->span(row, key),
                          fmt::format("the {} `{}` is given twice; first on line {}", kind.name,
                                      object.key.id, read->rows[first->second.row].line),
                          "keep one of them, or give it a key of its own");
    set_excerpt(twice, read->source);
  }
  tables_.push_back(std::move(*read));
}

Diagnostic ReadFiles::at(const Finding& finding) const {
  Diagnostic diagnostic{.code = finding.code, .message = finding.message, .hint = finding.hint};
  const auto place = places_.find(finding.object);
  if (place == places_.end()) {
    diagnostic.span.file = "the store, " + finding.object.to_string();
    return diagnostic;
  }
  const CsvTable& table = tables_[place->second.file];
  const CsvRow& row = table.rows[place->second.row];
  const auto column = table.column(finding.field);
  diagnostic.span = table.span(row, column.value_or(*table.column(key_column)));
  set_excerpt(diagnostic, table.source);
  return diagnostic;
}

void ReadFiles::tell(const Findings& findings, Diagnostics& diagnostics) const {
  for (const Finding& finding : findings) {
    bool rests_on_unread = false;
    if (finding.code == codes::unknown_reference) {
      for (const std::string& kind : incomplete_) {
        rests_on_unread |= finding.message.find("the " + kind + " `") != std::string::npos;
      }
    }
    if (!rests_on_unread) diagnostics.add(at(finding));
  }
}

std::vector<Object> default_levels() {
  std::vector<Object> levels;
  const auto add = [&](const char* id, const char* name, const char* name_en, const char* rank) {
    levels.push_back({{"level", id}, 0, {{"name", name}, {"name_en", name_en}, {"rank", rank}}});
  };
  add("council", "Regionfullmäktige", "Regional council", "1");
  add("board", "Nämnd", "Board", "2");
  add("administration", "Förvaltning", "Administration", "3");
  add("area", "Område", "Area", "4");
  add("unit", "Enhet", "Unit", "5");
  return levels;
}

}  // namespace redthread::plan
