// SPDX-License-Identifier: Apache-2.0
#include "warehouse/schema.hpp"

#include <array>

#include <fmt/format.h>

#include "base/error.hpp"

namespace redthread::warehouse {
namespace {

/// Step n brings the file from version n to n + 1. A step that was released is never changed.
///
/// No keys or indices: sync is the only writer and keeps rows unique (see warehouse.cpp), and the
/// engine checks keys too eagerly for rows that are deleted and inserted in one transaction.
/// Months are Month::index(). `cell` is `sex=women,work=day`, by breakdown; empty = the total.
/// `value` is in the measure's smallest unit, NULL when there is none. A delivery that was replaced
/// or withdrawn keeps its manifest, with `ended_at`, so that its number is never used again.
constexpr std::array steps = {
    R"(CREATE TABLE delivery(
         id INTEGER NOT NULL, fact VARCHAR NOT NULL, file VARCHAR NOT NULL,
         sha256 VARCHAR NOT NULL, check_sha256 VARCHAR NOT NULL,
         "rows" BIGINT NOT NULL, quarantined BIGINT NOT NULL,
         loaded_at VARCHAR NOT NULL, loaded_by VARCHAR NOT NULL, ended_at VARCHAR);
       CREATE TABLE reported_value(
         delivery_id INTEGER NOT NULL, line INTEGER NOT NULL,
         measure VARCHAR NOT NULL, cell VARCHAR NOT NULL, unit VARCHAR NOT NULL,
         first_month INTEGER NOT NULL, last_month INTEGER NOT NULL, scenario VARCHAR NOT NULL,
         "value" BIGINT, state VARCHAR NOT NULL, written VARCHAR NOT NULL, note VARCHAR NOT NULL);
       CREATE TABLE quarantine(
         delivery_id INTEGER NOT NULL, line INTEGER NOT NULL, "column" INTEGER NOT NULL,
         code VARCHAR NOT NULL, reason VARCHAR NOT NULL, hint VARCHAR NOT NULL);)",
    // Versions of forecasts (the month after which one was made) with their intervals.
    R"(ALTER TABLE reported_value ADD COLUMN made INTEGER;
       ALTER TABLE reported_value ADD COLUMN low BIGINT;
       ALTER TABLE reported_value ADD COLUMN high BIGINT;)",
    // Deliveries of rows: the months they have, who delivers, and how the file was read. `bytes`
    // and `modified` (nanoseconds) say quickly that a large file is as it was. Each fact's rows
    // have a table of their own, made when the catalog is known (see fact_table.hpp).
    R"(ALTER TABLE delivery ADD COLUMN first_month INTEGER;
       ALTER TABLE delivery ADD COLUMN last_month INTEGER;
       ALTER TABLE delivery ADD COLUMN label VARCHAR;
       ALTER TABLE delivery ADD COLUMN format VARCHAR;
       ALTER TABLE delivery ADD COLUMN bytes BIGINT;
       ALTER TABLE delivery ADD COLUMN modified BIGINT;
       CREATE TABLE fact_layout(fact VARCHAR NOT NULL, layout VARCHAR NOT NULL,
                                cube VARCHAR NOT NULL);
       CREATE TABLE level_value(
         fact VARCHAR NOT NULL, measure VARCHAR NOT NULL, cell VARCHAR NOT NULL,
         unit INTEGER NOT NULL, first_month INTEGER NOT NULL, last_month INTEGER NOT NULL,
         "value" BIGINT NOT NULL);)",
};

/// The file's version: 0 = without tables.
int current_version(const Database& database, Connection& connection) {
  if (connection.has_table("redthread_schema")) {
    Result version = connection.query("SELECT max(version) FROM redthread_schema");
    version.next();
    return version.is_null(0) ? 0 : static_cast<int>(version.integer(0));
  }
  if (database.is_new()) return 0;
  Result tables = connection.query("SELECT count(*) FROM duckdb_tables() WHERE NOT internal");
  tables.next();
  if (tables.integer(0) == 0) return 0;  // made by a process that was killed just then
  throw Error("warehouse.open",
              "the file is a DuckDB database, but not a warehouse of Röda tråden; give another "
              "file name");
}

}  // namespace

int schema_version() { return static_cast<int>(steps.size()); }

void migrate(const Database& database, Connection& connection) {
  const int version = current_version(database, connection);
  if (version > schema_version()) {
    throw Error("warehouse.version",
                fmt::format("the warehouse is of version {}, and this program knows versions up to "
                            "{}; use the newer program, or delete the file: it is made again from "
                            "data/",
                            version, schema_version()));
  }
  for (int step = version; step < schema_version(); ++step) {
    Transaction transaction(connection);
    connection.run("CREATE TABLE IF NOT EXISTS redthread_schema(version INTEGER NOT NULL)");
    connection.run(steps[static_cast<std::size_t>(step)]);
    connection.query("INSERT INTO redthread_schema VALUES (?)", {std::int64_t{step + 1}});
    transaction.commit();
  }
}

}  // namespace redthread::warehouse
