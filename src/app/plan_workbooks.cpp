// SPDX-License-Identifier: Apache-2.0
#include "app/plan_workbooks.hpp"

#include <filesystem>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "model/plan_kinds.hpp"
#include "plan/messages.hpp"
#include "report/xlsx/text_workbook.hpp"
#include "warehouse/rows/row_source.hpp"

namespace redthread::app {
namespace {

namespace fs = std::filesystem;

/// The header as a CSV file has it, so that what is wrong with it is told in the same words.
bool check_header(const std::vector<std::string>& header, const std::string& shown_as,
                  const CsvColumns& columns, Diagnostics& diagnostics) {
  const std::size_t errors = diagnostics.error_count();
  read_csv(join(header, ",") + "\n", shown_as, columns, diagnostics);
  return diagnostics.error_count() == errors;
}

std::optional<CsvTable> read_workbook(const std::string& path, const std::string& shown_as,
                                      const CsvColumns& columns, Diagnostics& diagnostics) {
  const auto source = warehouse::open_rows(path, shown_as, diagnostics);
  if (!source) return std::nullopt;
  CsvTable table{shown_as, source->header(), {}, {}};
  if (!check_header(table.header, shown_as, columns, diagnostics)) return std::nullopt;
  warehouse::RowBatch batch;
  while (source->next(batch)) {
    for (const Diagnostic& fault : batch.faults) diagnostics.add(fault);
    for (std::size_t row = 0; row < batch.rows; ++row) {
      CsvRow& into = table.rows.emplace_back();
      into.line = batch.lines[row];
      for (std::size_t column = 0; column < batch.columns; ++column) {
        into.fields.emplace_back(batch.at(row, column));
        into.columns.push_back(static_cast<int>(column) + 1);
      }
    }
  }
  diagnostics.append(source->told());
  if (source->told().has_errors()) return std::nullopt;
  return table;
}

void check_lengths(const PlanKind& kind, const std::vector<std::vector<std::string>>& rows,
                   Diagnostics& diagnostics) {
  for (const auto& row : rows) {
    for (std::size_t column = 1; column < row.size(); ++column) {
      if (report::cell_length(row[column]) <= report::longest_cell) continue;
      diagnostics.error(
          plan::codes::bad_value, {},
          fmt::format("{} {}: `{}` is longer than the {} characters of a cell", kind.name,
                      row.front(), kind.fields[column - 1].name, report::longest_cell),
          "export CSV files, which have no such limit");
    }
  }
}

}  // namespace

plan::OtherFormat workbooks_of_plan() { return {".xlsx", read_workbook}; }

std::optional<std::vector<std::string>> write_workbooks(const plan::State& state,
                                                        const std::string& folder,
                                                        Diagnostics& diagnostics) {
  const auto tables = plan::to_tables(state);
  for (const auto& [name, rows] : tables) {
    check_lengths(*find_plan_kind(name), rows, diagnostics);
  }
  if (diagnostics.has_errors()) return std::nullopt;
  std::vector<std::string> names;
  for (const PlanKind& kind : plan_kinds()) {
    const auto found = tables.find(kind.name);
    if (found == tables.end()) continue;
    const std::string stem = fs::path(kind.file).stem().string();
    names.push_back(stem + ".xlsx");
    report::write_text_workbook((fs::path(folder) / names.back()).string(), stem, found->second);
  }
  return names;
}

}  // namespace redthread::app
