// SPDX-License-Identifier: Apache-2.0
#include "catalog/loading.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "base/files.hpp"
#include "base/text.hpp"

namespace redthread::catalog {
namespace {

constexpr std::size_t largest_file = 64u << 20;
constexpr std::size_t longest_line = 1u << 20;

}  // namespace

bool Loading::exists(const std::string& file) const {
  std::error_code ignored;
  return std::filesystem::exists(folder + "/" + file, ignored);
}

const Source* Loading::read(const std::string& file) {
  auto text = read_text_file(folder + "/" + file, file, diagnostics, largest_file, longest_line);
  if (!text) return nullptr;
  return &sources.emplace_back(file, std::move(*text));
}

std::string Loading::sha256() const {
  std::vector<const Source*> in_order;
  for (const Source& source : sources) {
    if (!aside.contains(source.file())) in_order.push_back(&source);
  }
  std::sort(in_order.begin(), in_order.end(),
            [](const Source* a, const Source* b) { return a->file() < b->file(); });
  std::string list;
  for (const Source* source : in_order) {
    list += source->file() + " " + sha256_hex(source->text()) + "\n";
  }
  return sha256_hex(list);
}

std::optional<TomlValue> read_toml(Loading& loading, const std::string& file, bool required) {
  if (!required && !loading.exists(file)) return std::nullopt;
  const Source* source = loading.read(file);
  if (source == nullptr || !check_readable(*source, loading.diagnostics)) return std::nullopt;
  return parse_toml(*source, loading.diagnostics);
}

std::string CsvFile::text(const CsvRow& row, std::string_view column) const {
  const auto field = table_.column(column);
  return field ? std::string(trim(row.fields[*field])) : std::string();
}

Mark CsvFile::mark(const CsvRow& row, std::string_view column) const {
  const auto field = table_.column(column);
  if (field) {
    Mark place = source_->mark(table_.span(row, *field));
    if (source_->text().substr(place.begin).starts_with('"')) place.end += 2;  // its quotes
    return place;
  }
  const std::size_t begin = source_->line_begin(row.line);
  return source_->mark(begin, begin + source_->line(row.line).size());
}

FormulaOrigin CsvFile::origin(const CsvRow& row, std::string_view column) const {
  const auto field = table_.column(column);
  Mark place = mark(row, column);
  if (!field) return origin_of(place);
  const std::string_view text = trim(row.fields[*field]);
  // The field as it stands in the file may have quotes and blanks around the text.
  const std::size_t found = source_->text().substr(place.begin).find(text);
  const bool verbatim = !text.empty() && found < 16 && found != std::string_view::npos;
  if (verbatim) place = source_->mark(place.begin + found, place.begin + found + text.size());
  FormulaOrigin origin = origin_of(place);
  origin.verbatim = verbatim;
  return origin;
}

std::optional<CsvFile> read_csv(Loading& loading, const std::string& file,
                                const CsvColumns& columns, bool required, bool& complete) {
  if (!required && !loading.exists(file)) return std::nullopt;
  const Source* source = loading.read(file);
  if (source != nullptr) return read_csv(loading, *source, columns, complete);
  complete = false;
  return std::nullopt;
}

std::optional<CsvFile> read_csv(Loading& loading, const Source& source, const CsvColumns& columns,
                                bool& complete) {
  const std::size_t errors_before = loading.diagnostics.error_count();
  const CsvLimits limits{.file_bytes = largest_file, .line_bytes = longest_line};
  auto table =
      redthread::read_csv(source.text(), source.file(), columns, loading.diagnostics, limits);
  if (loading.diagnostics.error_count() > errors_before) complete = false;
  if (!table) return std::nullopt;
  return CsvFile(source, std::move(*table));
}

FormulaOrigin origin_of(const TomlValue& text) {
  FormulaOrigin origin = origin_of(text.text_mark());
  origin.verbatim = text.verbatim;
  return origin;
}

FormulaOrigin origin_of(const Mark& mark) {
  return {.span = mark.span(), .excerpt = std::string(mark.line())};
}

}  // namespace redthread::catalog
