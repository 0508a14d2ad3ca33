// SPDX-License-Identifier: Apache-2.0
#include "sources/provenance.hpp"

#include <charconv>
#include <filesystem>

#include <fmt/format.h>

#include "base/csv.hpp"
#include "base/files.hpp"

namespace redthread::sources {
namespace {

/// A field of CSV; the names in it may be a person's own.
std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"') result += '"';
    result += c;
  }
  return result + '"';
}

}  // namespace

std::optional<Provenances> read_provenance(const std::string& region_folder,
                                           Diagnostics& diagnostics) {
  const std::filesystem::path path = std::filesystem::path(region_folder) / provenance_file;
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return Provenances{};
  const std::size_t errors = diagnostics.error_count();
  const auto table = read_csv_file(
      path.string(), provenance_file,
      {.required = {"file", "source", "sql_sha256", "fetched_at", "fetched_by", "rows", "sha256"}},
      diagnostics);
  if (!table || diagnostics.error_count() > errors) return std::nullopt;
  Provenances provenances;
  const auto field = [&](const CsvRow& row, std::string_view name) {
    return row.fields[*table->column(name)];
  };
  for (const CsvRow& row : table->rows) {
    Provenance& each = provenances[field(row, "file")];
    each = {.source = field(row, "source"),
            .sql_sha256 = field(row, "sql_sha256"),
            .fetched_at = field(row, "fetched_at"),
            .fetched_by = field(row, "fetched_by"),
            .sha256 = field(row, "sha256")};
    const std::string rows = field(row, "rows");
    std::from_chars(rows.data(), rows.data() + rows.size(), each.rows);
  }
  return provenances;
}

void write_provenance(const std::string& region_folder, const Provenances& provenances) {
  std::string text = "file,source,sql_sha256,fetched_at,fetched_by,rows,sha256\n";
  for (const auto& [file, each] : provenances) {
    text += fmt::format("{},{},{},{},{},{},{}\n", quoted(file), each.source, each.sql_sha256,
                        each.fetched_at, quoted(each.fetched_by), each.rows, each.sha256);
  }
  write_file_atomically((std::filesystem::path(region_folder) / provenance_file).string(), text);
}

}  // namespace redthread::sources
