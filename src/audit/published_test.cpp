// SPDX-License-Identifier: Apache-2.0
// A published interim report, table by table as it was printed, beside what a careful audit by hand
// found in it (findings.csv, which the audit does not see).
#include <algorithm>
#include <filesystem>
#include <iostream>

#include <gtest/gtest.h>

#include "audit/findings.hpp"
#include "base/csv.hpp"
#include "base/text.hpp"

namespace redthread::audit {
namespace {

namespace fs = std::filesystem;
const char* const folder = "regions/vastmanland/published";

CsvTable csv_of(const std::string& path) {
  Diagnostics diagnostics;
  auto table =
      read_csv_file(path, path, {.required = {}, .optional = {}, .any = true}, diagnostics);
  EXPECT_TRUE(diagnostics.empty()) << to_text(diagnostics);
  return table ? *table : CsvTable{};
}

/// A cell by the names of the transcription: file stem, row key, column; or by its line alone.
struct Place {
  std::string table;
  std::string row;
  std::string column;
  int line = 0;
};

class Published : public ::testing::Test {
 protected:
  void SetUp() override {
    std::vector<std::string> files;
    for (const auto& each : fs::directory_iterator(folder)) {
      if (each.path().stem() != "findings") files.push_back(each.path().string());
    }
    std::sort(files.begin(), files.end());
    for (const std::string& file : files) {
      CsvTable csv = csv_of(file);
      RawTable raw{.file = file, .header = csv.header};
      for (CsvRow& row : csv.rows) raw.rows.push_back({row.line, row.fields});
      tables_.push_back(arrange(raw, {}, DecimalSign::point));
    }
    result_ = audit_tables(tables_);
  }

  Place place_of(const CellRef& at) const {
    const PrintedTable& table = tables_[at.table];
    const PrintedRow& row = table.rows[at.row];
    Place place{fs::path(table.file).stem().string(), {}, table.columns[at.column].title, 0};
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (table.columns[i].title == "row_key") place.row = row.cells[i].text;
      if (table.columns[i].title == "source_line") place.line = std::stoi(row.cells[i].text);
    }
    return place;
  }

  /// The numeric errors inside or between tables that the audit by hand lists.
  static std::vector<CsvRow> listed(const CsvTable& findings) {
    std::vector<CsvRow> result;
    for (const CsvRow& row : findings.rows) {
      const auto field = [&](const char* name) { return row.fields[*findings.column(name)]; };
      const std::string kind = field("kind");
      const std::string how = field("how");
      const bool in_tables = kind != "prose_vs_table" && kind != "label" &&
                             how.find("tal_i_lopande_text") == std::string::npos &&
                             how.find("perioden_i_siffror") == std::string::npos;
      if (field("severity") == "error" && in_tables) result.push_back(row);
    }
    return result;
  }

  static bool is_about(const CsvTable& findings, const CsvRow& row, const Place& place) {
    const auto lines = split(row.fields[*findings.column("where")], ';');
    if (std::find(lines.begin(), lines.end(), std::to_string(place.line)) == lines.end()) {
      return false;
    }
    const std::string& how = row.fields[*findings.column("how")];
    const auto at = how.find(place.table + ":" + place.row);
    if (at == std::string::npos) return how.find(':') == std::string::npos;
    const bool names_column = how.find('.', at) != std::string::npos;
    return !names_column || how.find(place.row + "." + place.column) != std::string::npos;
  }

  std::vector<PrintedTable> tables_;
  AuditResult result_;
};

TEST_F(Published, AuditFindsWhatWasFoundByHandAndAccusesLittleElse) {
  const CsvTable findings = csv_of(std::string(folder) + "/findings.csv");
  const auto errors = listed(findings);
  ASSERT_GE(errors.size(), 40u);
  std::vector<Place> accused;
  for (const TableFinding& each : result_.findings) {
    if (each.severity != FindingSeverity::error) continue;
    accused.push_back(place_of(each.cell));
  }
  std::string missed;
  std::size_t found = 0;
  for (const CsvRow& row : errors) {
    bool hit = false;
    for (const TableFinding& each : result_.findings) {
      if (each.severity != FindingSeverity::error) continue;
      hit = hit || is_about(findings, row, place_of(each.cell)) ||
            (each.other && is_about(findings, row, place_of(*each.other)));
    }
    found += hit ? 1 : 0;
    if (!hit) missed += "\n  missed: " + row.fields[1] + " " + row.fields[2] + " " + row.fields[5];
  }

  const CsvTable derived = csv_of("regions/vastmanland/proof/cells.csv");
  std::size_t correct = 0;
  std::size_t wronged = 0;
  std::string innocent;
  for (const CsvRow& row : derived.rows) {
    const auto field = [&](const char* name) { return row.fields[*derived.column(name)]; };
    const Place place{field("table"), field("row"), field("column"), std::stoi(field("line"))};
    const bool wrong = std::any_of(errors.begin(), errors.end(), [&](const CsvRow& error) {
      return is_about(findings, error, place);
    });
    if (wrong) continue;
    ++correct;
    const bool hit = std::any_of(accused.begin(), accused.end(), [&](const Place& each) {
      return each.table == place.table && each.row == place.row && each.column == place.column;
    });
    wronged += hit ? 1 : 0;
    if (hit) innocent += "\n  accused: " + place.table + ":" + place.row + "." + place.column;
  }
  const std::string numbers = "found " + std::to_string(found) + " of " +
                              std::to_string(errors.size()) + " errors; accused " +
                              std::to_string(wronged) + " of " + std::to_string(correct) +
                              " correct derived cells";
  RecordProperty("numbers", numbers);
  std::cout << numbers << missed << innocent << '\n';
  EXPECT_GE(found * 100, errors.size() * 95) << numbers << missed;
  EXPECT_LE(wronged * 100, correct * 2) << numbers << innocent;
}

}  // namespace
}  // namespace redthread::audit
