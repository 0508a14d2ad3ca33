// SPDX-License-Identifier: Apache-2.0
// Fetching from a PostgreSQL server. A server takes seconds to start: one test a kind of question.
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/test_postgresql.hpp"
#include "catalog/load.hpp"
#include "sources/test_source.hpp"

namespace redthread::sources {
namespace {

constexpr const char* database =
    "engine = \"postgresql\"\nconnection_env = \"REDTHREAD_TEST_PG\"\n";
constexpr const char* variable = "REDTHREAD_TEST_PG";

class PostgresqlTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!server.is_installed()) GTEST_SKIP() << "PostgreSQL is not installed";
    ::setenv(variable, server.connection().c_str(), 1);
    server.run(
        "create table stay(id text, day timestamp, unit char(3), cost numeric(13,2), note text, "
        "acute boolean, changed timestamptz, share double precision);"
        "insert into stay values"
        "('s1', '2024-03-01', 'HSF', 10.20, null, true, now(), 1e-7),"
        "('s2', '2024-03-31', 'HSF', 12345678901.00, 'å, \"b\"', false, now(), 0.1),"
        "('s3', '2024-04-01', 'HSF', 0, '', false, now(), 'NaN')");
  }

  std::string refused(const std::string& sql, const std::string& head = database) {
    region.declare(sql, "stay", head);
    const auto before = region.everything();
    const std::string told = region.fetch();
    EXPECT_EQ(region.everything(), before);
    return told.substr(0, told.rfind("1 error"));
  }

  TestPostgresql server{REDTHREAD_SOURCE_DIR "/tests/postgresql"};
  TestSource region{catalog::load_catalog};
};

TEST_F(PostgresqlTest, rows_are_exact_and_nothing_is_written_there) {
  region.declare(
      "select id, day as \"Datum\", unit, cost, note, acute from stay\n"
      "where day between :from and :to::date order by id;\n",
      "stay", database);
  ASSERT_EQ(region.fetch(), "");
  EXPECT_EQ(region.read("data/stay/2024-03.csv"),
            "id,Datum,unit,cost,note,acute\n"
            "s1,2024-03-01,HSF,10.20,,1\n"
            "s2,2024-03-31,HSF,12345678901.00,\"å, \"\"b\"\"\",0\n");
  region.declare(
      "select id, day, unit, share as cost, to_char(day, 'YYYY-MM') as note, acute from stay\n"
      "where to_char(day, 'YYYY-MM') = :period order by id\n",
      "stay", database);
  ASSERT_EQ(region.fetch(), "");
  EXPECT_EQ(region.read("data/stay/2024-03.csv"),
            "id,Datum,unit,cost,note,acute\n"
            "s1,2024-03-01,HSF,0.0000001,2024-03,1\ns2,2024-03-31,HSF,0.1,2024-03,0\n");
  server.run(
      "create function grow() returns int as 'insert into stay(id) values (1); select 1' "
      "language sql");
  EXPECT_NE(refused("select grow() as id, :period\n")
                .find("the query writes "
                      "[sources.not_read_only]"),
            std::string::npos);
}

TEST_F(PostgresqlTest, damages_are_told_with_their_place_and_no_value) {
  EXPECT_EQ(refused("select id,\n  dya as day from stay where :period = id\n"),
            "catalog/sources/pas.toml:7:3: error: PostgreSQL: column \"dya\" does not exist "
            "[sources.query_failed]\n    7 |   dya as day from stay where :period = id\n"
            "      |   ^\n");
  EXPECT_NE(
      refused("select * from stays where :period = id\n").find("relation \"stays\" does not exist"),
      std::string::npos);
  EXPECT_NE(refused("select changed as day, :period from stay\n")
                .find("the type of the column `day` is not one that a delivery can have "
                      "[sources.column_type]"),
            std::string::npos);
  const std::string cast = refused("select note::int as id, :period from stay where id = 's2'\n");
  EXPECT_NE(cast.find("(SQLSTATE 22P02) [sources.query_failed]"), std::string::npos) << cast;
  EXPECT_EQ(cast.find("\"b\""), std::string::npos) << "no value of a row is shown";
  EXPECT_NE(refused("select id, day, unit, share as cost, note, acute from stay "
                    "where id = 's3' or id = :period\n")
                .find("row 1 has a number that is none in `cost` [sources.cell]"),
            std::string::npos);
  EXPECT_NE(
      refused("select pg_sleep(20)::text as id, :period\n", std::string(database) + "timeout = 1\n")
          .find("PostgreSQL did not answer within 1 seconds [sources.timeout]"),
      std::string::npos);
  EXPECT_NE(refused("with x as (delete from stay returning id) select id, :period from x\n")
                .find("[sources.not_read_only]"),
            std::string::npos);
}

TEST_F(PostgresqlTest, a_server_that_is_gone_stops_the_fetch) {
  region.declare("select id, day, unit, cost, note, acute from stay where :period = id\n", "stay",
                 database);
  server.stop();
  const auto before = region.everything();
  try {
    region.fetch();
    FAIL() << "nothing answers";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "sources.unreachable");
    EXPECT_NE(std::string(error.what()).find("the server of `pas` cannot be reached: "),
              std::string::npos);
  }
  EXPECT_EQ(region.everything(), before);
}

TEST_F(PostgresqlTest, a_connection_that_breaks_stops_the_fetch) {
  region.declare(
      "select id, day, unit, cost, note, acute from stay\n"
      "where :period <> id and pg_terminate_backend(pg_backend_pid())\n",
      "stay", database);
  const auto before = region.everything();
  try {
    region.fetch();
    FAIL() << "the server hung up";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "sources.lost");
    EXPECT_EQ(error.context().at(0), "while fetching data/stay/2024-03.csv");
  }
  EXPECT_EQ(region.everything(), before);
}

TEST(PostgresqlConnection, the_connection_is_in_the_environment_and_never_shown) {
  TestSource region{catalog::load_catalog};
  region.declare("select :period\n", "stay", database);
  ::unsetenv(variable);
  EXPECT_EQ(region.fetch(),
            "catalog/sources/pas.toml:2:18: error: the environment variable `REDTHREAD_TEST_PG` is "
            "not set [sources.connection]\n"
            "  hint: it holds the connection: postgresql://user@server/database\n1 error\n");
  ::setenv(variable, "password=hemligt och mer", 1);
  const std::string told = region.fetch();
  EXPECT_NE(told.find("is not a connection of PostgreSQL [sources.connection]"), std::string::npos);
  EXPECT_EQ(told.find("hemligt"), std::string::npos);
}

}  // namespace
}  // namespace redthread::sources
