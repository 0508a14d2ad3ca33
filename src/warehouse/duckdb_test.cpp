// SPDX-License-Identifier: Apache-2.0
#include "warehouse/duckdb.hpp"

#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "warehouse/schema.hpp"
#include "warehouse/test_region.hpp"

namespace redthread::warehouse {
namespace {

/// `code: message` of the Error that is thrown, or empty.
std::string error_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.code() + ": " + error.what();
  }
  return {};
}

std::int64_t count(Connection& connection, const std::string& table) {
  Result rows = connection.query("SELECT count(*) FROM " + table);
  rows.next();
  return rows.integer(0);
}

TEST(DuckDb, rows_come_back_as_they_were_appended) {
  Database database(":memory:");
  Connection connection(database);
  connection.run("CREATE TABLE t(number BIGINT, small INTEGER, word VARCHAR)");
  Appender appender(connection, "t");
  const int rows = 5000;  // more than one chunk
  for (int i = 0; i < rows; ++i) {
    appender.integer(i * 10'000'000'000).integer(i);
    if (i % 3 == 0) {
      appender.null();
    } else {
      appender.text("Röda tråden, längre än tolv byte " + std::to_string(i));
    }
    appender.end_row();
  }
  appender.close();
  int at = 0;
  for (Result result = connection.query("SELECT * FROM t ORDER BY number"); result.next(); ++at) {
    EXPECT_EQ(result.integer(0), at * 10'000'000'000);
    EXPECT_EQ(result.integer(1), at);
    EXPECT_EQ(result.is_null(2), at % 3 == 0);
    const std::string expected =
        at % 3 == 0 ? "" : "Röda tråden, längre än tolv byte " + std::to_string(at);
    EXPECT_EQ(result.text(2), expected);
  }
  EXPECT_EQ(at, rows);
}

TEST(DuckDb, parameters_are_never_sql) {
  Database database(":memory:");
  Connection connection(database);
  Result rows = connection.query("SELECT ?::VARCHAR, ?::BIGINT", {"'; DROP TABLE t; --", 7});
  ASSERT_TRUE(rows.next());
  EXPECT_EQ(rows.text(0), "'; DROP TABLE t; --");
  EXPECT_EQ(rows.integer(1), 7);
  EXPECT_FALSE(rows.next());
}

TEST(DuckDb, a_transaction_rolls_back_unless_it_is_committed) {
  Database database(":memory:");
  Connection connection(database);
  connection.run("CREATE TABLE t(number INTEGER)");
  {
    const Transaction transaction(connection);
    connection.run("INSERT INTO t VALUES (1)");
  }
  EXPECT_EQ(count(connection, "t"), 0);
  EXPECT_EQ(error_of([&] {
              const Transaction transaction(connection);
              connection.run("INSERT INTO t VALUES (1)");
              throw Error("x", "left by an exception");
            }),
            "x: left by an exception");
  EXPECT_EQ(count(connection, "t"), 0);
  {
    Transaction transaction(connection);
    connection.run("INSERT INTO t VALUES (1)");
    transaction.commit();
  }
  EXPECT_EQ(count(connection, "t"), 1);
}

TEST(DuckDb, an_engine_error_tells_the_kind_and_no_value) {
  Database database(":memory:");
  Connection connection(database);
  connection.run("CREATE TABLE t(number INTEGER)");
  EXPECT_EQ(error_of([&] {
              connection.run("SELECT * FROM nothing");
            }).find("warehouse.engine: the database engine failed while running a statement: "),
            0u);
  const std::string told =
      error_of([&] { connection.query("SELECT (?::VARCHAR)::INTEGER", {"secret"}); });
  EXPECT_EQ(told.find("warehouse.engine: "), 0u);
  EXPECT_EQ(told.find("secret"), std::string::npos) << told;
  Appender appender(connection, "t");
  const std::string appended = error_of([&] {
    appender.text("secret").end_row();
    appender.close();
  });
  EXPECT_EQ(appended.find("warehouse.engine: "), 0u);
  EXPECT_EQ(appended.find("secret"), std::string::npos) << appended;
}

TEST(DuckDb, the_engine_reaches_nothing_outside) {
  const TestRegion region;
  region.write("outside.csv", "a\n1\n");
  Database database(region.database());
  Connection connection(database);
  EXPECT_NE(error_of([&] { connection.run("SELECT * FROM '" + region.path("outside.csv") + "'"); }),
            "");
  EXPECT_NE(error_of([&] { connection.run("ATTACH '" + region.path("other.duckdb") + "'"); }), "");
  EXPECT_NE(error_of([&] { connection.run("SET enable_external_access = true"); }), "");
}

TEST(DuckDb, what_cannot_be_opened_is_told) {
  const TestRegion region;
  const auto open = [](const std::string& path) {
    return error_of([&] { Database database(path); });
  };
  EXPECT_EQ(open(region.path("no/such.duckdb")).find("warehouse.open: "), 0u);
  EXPECT_NE(open(region.path("no/such.duckdb")).find("there is no folder"), std::string::npos);
  EXPECT_NE(open(region.path("data")).find("is a folder, not a file"), std::string::npos);
  region.write("text.duckdb", std::string(20'000, 'x'));
  EXPECT_EQ(open(region.path("text.duckdb")).find("warehouse.open: "), 0u);
  EXPECT_NE(open(region.path("text.duckdb")).find("made again"), std::string::npos);
}

TEST(DuckDb, a_file_is_open_once_in_a_program) {
  const TestRegion region;
  {
    const Database database(region.database());
    EXPECT_EQ(error_of([&] {
                Database again(region.path("data/../warehouse.duckdb"));
              }).find("warehouse.locked: "),
              0u);
  }
  const Database database(region.database());
  EXPECT_FALSE(database.is_new());
  const Database one(":memory:");
  const Database two(":memory:");
  EXPECT_TRUE(one.is_new() && two.is_new());
}

TEST(Schema, is_made_once_and_then_left_alone) {
  const TestRegion region;
  for (int i = 0; i < 2; ++i) {
    Database database(region.database());
    Connection connection(database);
    migrate(database, connection);
    EXPECT_EQ(count(connection, "redthread_schema"), schema_version());
    EXPECT_EQ(count(connection, "delivery"), 0);
  }
}

/// The Error of migrating a file that `sql` was run on.
std::string error_after(const TestRegion& region, const std::string& sql) {
  {
    Database database(region.database());
    Connection connection(database);
    connection.run(sql);
  }
  Database database(region.database());
  Connection connection(database);
  return error_of([&] { migrate(database, connection); });
}

TEST(Schema, a_newer_or_another_programs_file_is_refused) {
  const TestRegion region;
  EXPECT_EQ(error_after(region, "CREATE TABLE theirs(number INTEGER)").find("warehouse.open: "),
            0u);
  EXPECT_EQ(error_after(region, "DROP TABLE theirs"), "") << "an empty file is as good as new";
  EXPECT_EQ(
      error_after(region, "INSERT INTO redthread_schema VALUES (999)").find("warehouse.version: "),
      0u);
}

TEST(Schema, an_older_file_is_upgraded_with_its_rows) {
  const TestRegion region;
  {
    Database database(region.database());
    Connection connection(database);
    migrate(database, connection);
    // As the first version was, with a row in it.
    connection.run(
        "ALTER TABLE reported_value DROP COLUMN made; ALTER TABLE reported_value DROP COLUMN low;"
        "ALTER TABLE reported_value DROP COLUMN high; DROP TABLE fact_layout; DROP TABLE "
        "level_value;"
        "ALTER TABLE delivery DROP COLUMN first_month; ALTER TABLE delivery DROP COLUMN last_month;"
        "ALTER TABLE delivery DROP COLUMN label; ALTER TABLE delivery DROP COLUMN format;"
        "ALTER TABLE delivery DROP COLUMN bytes; ALTER TABLE delivery DROP COLUMN modified;"
        "DELETE FROM redthread_schema WHERE version > 1;"
        "INSERT INTO reported_value VALUES (1, 2, 'visits', '', 'HSF', 24288, 24288, 'forecast', "
        "100, 'present', '100', '')");
  }
  Database database(region.database());
  Connection connection(database);
  migrate(database, connection);
  EXPECT_EQ(count(connection, "redthread_schema"), schema_version());
  Result rows = connection.query("SELECT \"value\", made, low, high FROM reported_value");
  ASSERT_TRUE(rows.next());
  EXPECT_EQ(rows.integer(0), 100);
  EXPECT_TRUE(rows.is_null(1) && rows.is_null(2) && rows.is_null(3));
}

}  // namespace
}  // namespace redthread::warehouse
