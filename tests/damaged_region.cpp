// SPDX-License-Identifier: Apache-2.0
#include "damaged_region.hpp"

#include <map>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "warehouse/duckdb.hpp"
#include "warehouse/sql/dialect.hpp"

namespace redthread::product {
namespace {

namespace fs = std::filesystem;

constexpr const char* good_contacts =
    "contact_id,Datum,Enhet,person,form,minutes\n"
    "k1,2024-01-02,MED,19121212-1212,besök,15.5\n"
    "k2,2024-01-03,MED,19121212-1212,distans,\n";
constexpr const char* good_bookings =
    "#FLAGGA 0\n#SIETYP 4\n#DIM 1 \"Enhet\"\n#KONTO 5010 \"Hyra\"\n"
    "#VER A 1 20240131 \"Hyra\"\n{\n#TRANS 5010 {1 MED} 100.00\n#TRANS 1930 {1 MED} -100.00\n}\n";

/// By table, its columns that say what it holds; when it was loaded is another matter.
std::map<std::string, std::vector<std::string>> tables_of(warehouse::Connection& connection) {
  std::map<std::string, std::vector<std::string>> tables;
  warehouse::Result rows = connection.query(
      "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND column_name "
      "NOT IN ('loaded_at', 'ended_at', 'loaded_by') ORDER BY table_name, column_index");
  while (rows.next()) {
    tables[std::string(rows.text(0))].push_back(
        fmt::format("coalesce(CAST({} AS VARCHAR), 'NULL')",
                    warehouse::quoted_name(rows.text(1), warehouse::duckdb())));
  }
  return tables;
}

/// What a load says of how far it is depends on how long it takes.
std::string without_progress(const std::string& text) {
  std::istringstream lines(text);
  std::string kept;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("loading ")) kept += line + "\n";
  }
  return kept;
}

}  // namespace

std::string warehouse_state(const std::string& file) {
  warehouse::Database database(file);
  warehouse::Connection connection(database);
  std::string state;
  for (const auto& [table, columns] : tables_of(connection)) {
    state += table + "\n";
    auto rows =
        connection.query(fmt::format("SELECT concat_ws('|', {}) AS line FROM \"{}\" "
                                     "ORDER BY line",
                                     fmt::join(columns, ", "), table));
    while (rows.next()) state += "  " + std::string(rows.text(0)) + "\n";
  }
  return state;
}

DamagedRegion::DamagedRegion() {
  fs::copy(source_folder() / "tests/damaged_deliveries/region", path(),
           fs::copy_options::recursive);
  write_file(path("data/contact/2024-01.csv"), good_contacts);
  write_file(path("data/booking/2024-01.se"), good_bookings);
  const auto loaded = load();
  EXPECT_EQ(loaded.code, 0) << loaded.err;
}

CommandResult DamagedRegion::load() const {
  CommandResult result = redthread({"load", path()});
  result.err = without_progress(result.err);
  return result;
}

void expect_refused(const std::vector<Damage>& damages, const std::string& golden_file) {
  EXPECT_GE(damages.size(), 10u);
  const DamagedRegion region;
  const std::string before = warehouse_state(region.warehouse());
  std::string told;
  for (const Damage& damage : damages) {
    SCOPED_TRACE(damage.name);
    write_file(region.path(damage.file), damage.bytes);
    const auto result = region.load();
    EXPECT_EQ(result.code, 2) << result.out << result.err;
    EXPECT_EQ(result.out, "");
    EXPECT_NE(result.err.find(damage.file.substr(0, damage.file.rfind('.'))), std::string::npos);
    EXPECT_EQ(result.err.find("warehouse.engine"), std::string::npos) << result.err;
    EXPECT_EQ(result.err.find(region.path()), std::string::npos) << result.err;
    EXPECT_EQ(warehouse_state(region.warehouse()), before) << "nothing is half loaded";
    told += fmt::format("== {}, {}\n{}\n", damage.name, damage.file, result.err);
    fs::remove(region.path(damage.file));
  }
  expect_golden(told, "tests/damaged_deliveries/" + golden_file);
  const auto again = region.load();
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_EQ(warehouse_state(region.warehouse()), before);
}

void expect_taken_in(const std::vector<Damage>& deliveries, const std::string& golden_file) {
  std::string told;
  for (const Damage& delivery : deliveries) {
    const DamagedRegion region;
    write_file(region.path(delivery.file), delivery.bytes);
    const auto result = region.load();
    EXPECT_EQ(result.code, 0) << result.err;
    told += fmt::format("== {}, {}\n{}{}\n", delivery.name, delivery.file, result.out, result.err);
  }
  expect_golden(told, "tests/damaged_deliveries/" + golden_file);
}

}  // namespace redthread::product
