// SPDX-License-Identifier: Apache-2.0
// Fetching from SQLite: what is written, what is refused, and that nothing is half done.
#include "sources/fetch.hpp"

#include <gtest/gtest.h>

#include "catalog/load.hpp"
#include "sources/provenance.hpp"
#include "sources/test_source.hpp"

namespace redthread::sources {
namespace {

constexpr const char* stays =
    "select id, day as Datum, unit, cost, note, acute, secret from stay\n"
    "where date(day) between :from and :to order by id\n";

class FetchTest : public testing::Test {
 protected:
  FetchTest() {
    region.sqlite(
        "create table stay(id text, day text, unit text, cost, note text, acute, secret);"
        "insert into stay values"
        "('s1', '2024-03-01', 'HSF', 10.25, null, 1, 'x'),"
        "('s2', '2024-03-31 00:00:00', 'HSF', 100, 'a \"b\", c', 0, 'x'),"
        "('s3', '2024-04-01', 'HSF', '0.10', 'åäö', 0, 'x')");
    region.declare(stays);
  }

  /// A fetch that is refused, and has touched nothing. What is told, without its last line.
  std::string refused(Period months = Period::month(Month(2024, 3))) {
    const auto before = region.everything();
    const std::string told = region.fetch(months);
    EXPECT_EQ(region.everything(), before);
    EXPECT_TRUE(region.files.empty());
    return told.substr(0, told.rfind("1 error"));
  }

  TestSource region{catalog::load_catalog};
};

TEST_F(FetchTest, a_month_is_a_delivery_in_the_order_and_the_names_of_the_fact) {
  ASSERT_EQ(region.fetch(), "");
  ASSERT_EQ(region.files.size(), 1u);
  EXPECT_EQ(region.files[0].file, "data/stay/2024-03.csv");
  EXPECT_EQ(region.files[0].rows, 2);
  EXPECT_EQ(region.files[0].state, FetchedFile::State::written);
  EXPECT_EQ(region.read("data/stay/2024-03.csv"),
            "id,Datum,unit,cost,note,acute\n"
            "s1,2024-03-01,HSF,10.25,,1\n"
            "s2,2024-03-31,HSF,100,\"a \"\"b\"\", c\",0\n");
}

TEST_F(FetchTest, each_month_is_a_file_and_a_year_where_the_fact_is_delivered_by_the_year) {
  ASSERT_EQ(region.fetch({Month(2024, 2), Month(2024, 4)}), "");
  EXPECT_EQ(region.read("data/stay/2024-02.csv"), "id,Datum,unit,cost,note,acute\n");
  EXPECT_EQ(region.read("data/stay/2024-04.csv"),
            "id,Datum,unit,cost,note,acute\ns3,2024-04-01,HSF,0.10,åäö,0\n");
  region.declare("select :period || '-12-31' as day, 'HSF' as unit\n", "inhabitants");
  EXPECT_NE(refused().find("2024-03 is not whole deliveries of `inhabitants` [sources.span]"),
            std::string::npos);
  ASSERT_EQ(region.fetch(Period::year(2023)), "");
  EXPECT_EQ(region.read("data/inhabitants/2023.csv"), "day,unit\n2023-12-31,HSF\n");
}

TEST_F(FetchTest, the_same_rows_leave_the_file_and_its_provenance_alone) {
  ASSERT_EQ(region.fetch(), "");
  Diagnostics diagnostics;
  const auto first = read_provenance(region.path(""), diagnostics);
  ASSERT_TRUE(first);
  const Provenance& line = first->at("data/stay/2024-03.csv");
  EXPECT_EQ(line.source, "pas");
  EXPECT_EQ(line.rows, 2);
  EXPECT_EQ(line.fetched_at, "2024-06-01T06:00:00Z");
  EXPECT_EQ(line.fetched_by, "test, by hand");
  EXPECT_EQ(line.sql_sha256.size(), 64u);
  EXPECT_EQ(line.sha256, region.files[0].sha256);
  const auto before = region.everything();
  ASSERT_EQ(region.fetch(), "");
  EXPECT_EQ(region.files[0].state, FetchedFile::State::unchanged);
  EXPECT_EQ(region.everything(), before);
  region.sqlite("update stay set cost = 11 where id = 's1'");
  ASSERT_EQ(region.fetch(), "");
  EXPECT_EQ(region.files[0].state, FetchedFile::State::replaced);
  EXPECT_NE(region.read("data/stay/2024-03.csv").find("s1,2024-03-01,HSF,11,"), std::string::npos);
}

TEST_F(FetchTest, reported_values_are_fetched_too) {
  region.declare(
      "select 'stays' as measure, 'HSF' as unit, :period as period, 'actual' as "
      "scenario, 7 as value\n",
      "annex");
  ASSERT_EQ(region.fetch(), "");
  EXPECT_EQ(region.read("data/annex/2024-03.csv"),
            "measure,unit,period,scenario,value\nstays,HSF,2024-03,actual,7\n");
  region.declare(
      "select 'stays' as measure, 'HSF' as unit, :period as period, 'actual' as "
      "scenario, 7 as value, 1 as sxe\n",
      "annex");
  EXPECT_NE(refused().find("a delivery of `annex` has no column `sxe` [sources.unknown_column]"),
            std::string::npos);
}

TEST_F(FetchTest, a_file_that_somebody_else_put_there_is_not_replaced) {
  region.write("data/stay/2024-03.csv", "id\n");
  EXPECT_EQ(refused(),
            "data/stay/2024-03.csv: error: the file is there already, and was not fetched from "
            "`pas` [sources.not_fetched]\n  hint: remove it when the source is to deliver these "
            "months, or give the query a `label`\n");
}

TEST_F(FetchTest, a_closed_month_stays_as_it_was_closed) {
  ASSERT_EQ(region.fetch(), "");
  region.write("closed.toml", "[stay]\nthrough = \"2024-03\"\n");
  ASSERT_EQ(region.fetch(), "") << "the same content is no change";
  region.sqlite("delete from stay where id = 's1'");
  const std::string told = refused();
  EXPECT_NE(told.find("2024-03 is closed for `stay` (through 2024-03), and `pas` now says "
                      "something else of it [sources.closed_month]"),
            std::string::npos)
      << told;
  EXPECT_EQ(region.fetch(Period::month(Month(2024, 4))), "");
}

TEST_F(FetchTest, a_fetch_that_fails_halfway_leaves_data_as_it_was) {
  ASSERT_EQ(region.fetch(), "");
  region.sqlite(
      "update stay set cost = 99; "
      "insert into stay values ('s4', '2024-04-02', 'HSF', x'00ff', null, 0, null)");
  const std::string told = refused({Month(2024, 3), Month(2024, 4)});
  EXPECT_EQ(told,
            "catalog/sources/pas.toml:6:1: error: row 2 has bytes in `cost` [sources.cell]\n"
            "  hint: cast it to a text or a number\n");
}

// Damages.

TEST_F(FetchTest, wrong_sql_is_shown_where_it_stands) {
  region.declare("select id, dya as Datum\nfrom stay where day >= :from and day <= :to\n");
  EXPECT_EQ(refused(),
            "catalog/sources/pas.toml:6:12: error: SQLite: no such column: dya "
            "[sources.query_failed]\n    6 | select id, dya as Datum\n      |            ^\n");
}

TEST_F(FetchTest, columns_must_be_those_of_the_fact) {
  region.declare("select id, day, unit, cost, acute, :period as p from stay\n");
  const std::string missing = refused();
  EXPECT_NE(missing.find("the query gives no column `note` [sources.column_missing]"),
            std::string::npos);
  region.declare("select *, id as ID, :period from stay\n");
  EXPECT_NE(refused().find("the query gives two columns `id` [sources.column_twice]"),
            std::string::npos);
}

TEST_F(FetchTest, a_database_that_is_none) {
  const std::string no_file = "engine = \"sqlite\"\npath = \"gone.db\"\n";
  region.declare(stays, "stay", no_file);
  EXPECT_EQ(refused(),
            "catalog/sources/pas.toml:2:8: error: there is no file `gone.db` [sources.database]\n"
            "  hint: `path` is a SQLite file, relative to the region folder\n");
  region.write("gone.db", std::string(5000, 'x'));
  EXPECT_NE(refused().find("cannot be read: file is not a database [sources.database]"),
            std::string::npos);
}

TEST_F(FetchTest, a_source_is_only_read) {
  region.declare("with x as (select :period) insert into stay select 1, 2, 3, 4, 5, 6, 7\n");
  EXPECT_NE(refused().find("the query writes [sources.not_read_only]"), std::string::npos);
  region.declare("delete from stay where day = :period\n");
  EXPECT_NE(refused().find("[sources.not_read_only]"), std::string::npos);
  region.declare("select 1 where :period; drop table stay\n");
  EXPECT_NE(refused().find("here is another [sources.not_read_only]"), std::string::npos);
}

TEST_F(FetchTest, fields_that_no_delivery_can_have) {
  const auto field = [&](const std::string& expression) {
    region.declare("select id, day, unit, cost, " + expression +
                   " as note, acute from stay where day >= :from and day <= :to\n");
    return refused();
  };
  EXPECT_NE(field("cast(x'ff' as text)").find("row 1 of 2024-03 has text that is not UTF-8"),
            std::string::npos);
  EXPECT_NE(field("char(7)").find("has a control character in `note`"), std::string::npos);
  EXPECT_NE(field("hex(zeroblob(40000))").find("has a text of more than 64 kB in `note`"),
            std::string::npos);
  EXPECT_NE(field("9e999").find("row 1 has an infinite number in `note`"), std::string::npos);
  const std::string failing = field("json('secret')");
  EXPECT_NE(failing.find("[sources.query_failed]"), std::string::npos);
  EXPECT_EQ(failing.find("secret"), std::string::npos) << "no value of a row is shown";
}

TEST_F(FetchTest, numbers_are_written_as_they_are) {
  region.declare(
      "select id, day, unit, 0.1 + 0.2 as cost, 1e-7 as note, 1e15 as acute from stay "
      "where day >= :from and day <= :to limit 1\n");
  ASSERT_EQ(region.fetch(), "");
  EXPECT_NE(region.read("data/stay/2024-03.csv")
                .find("s1,2024-03-01,HSF,0.30000000000000004,0.0000001,1000000000000000\n"),
            std::string::npos)
      << region.read("data/stay/2024-03.csv");
}

TEST_F(FetchTest, a_query_that_never_ends_is_stopped) {
  region.declare(
      "with recursive n(i) as (select 1 union all select i + 1 from n) "
      "select i as id, :period from n where i < 0\n",
      "stay", "engine = \"sqlite\"\npath = \"pas.db\"\ntimeout = 1\n");
  const std::string told = refused();
  EXPECT_NE(told.find("[sources.column_missing]"), std::string::npos) << told;
  region.declare(
      "with recursive n(i) as (select 1 union all select i + 1 from n) select i as id, "
      "'' as day, '' as unit, 0 as cost, '' as note, :period as acute from n "
      "where i < 0\n",
      "stay", "engine = \"sqlite\"\npath = \"pas.db\"\ntimeout = 1\n");
  EXPECT_NE(refused().find("SQLite did not answer within 1 seconds [sources.timeout]"),
            std::string::npos);
}

TEST_F(FetchTest, parameters_that_there_are_not) {
  for (const char* other : {"?", "@month", ":month"}) {
    region.declare(std::string("select id, day, unit, cost, note, acute from stay where day = ") +
                   other + " or :period = 1\n");
    EXPECT_NE(refused().find("[sources.parameter]"), std::string::npos) << other;
  }
}

TEST_F(FetchTest, what_was_asked_for_must_be_there) {
  EXPECT_NE(region.fetch(Period::month(Month(2024, 3)), "psa")
                .find("there is no source `psa` [sources.unknown_source]\n"
                      "  hint: did you mean `pas`?"),
            std::string::npos);
  EXPECT_NE(refused(Period::month(Month(2024, 7)))
                .find("2024-07 has not begun"
                      " [sources.future_month]"),
            std::string::npos);
  region.write("data/.fetched.csv", "file,source\n");
  EXPECT_NE(region.fetch().find("data/.fetched.csv"), std::string::npos);
  std::filesystem::remove(region.path("catalog/sources/pas.toml"));
  EXPECT_NE(region.fetch().find("[sources.no_sources]"), std::string::npos);
}

TEST_F(FetchTest, many_rows_are_told_as_they_come) {
  region.sqlite(
      "insert into stay with recursive n(i) as (select 1 union all select i + 1 from n "
      "where i < 50000) select 'n' || i, '2024-03-02', 'HSF', 1, null, 0, null from n");
  Diagnostics diagnostics;
  const auto catalog = catalog::load_catalog(region.path(""), diagnostics);
  ASSERT_TRUE(catalog) << to_text(diagnostics);
  std::vector<std::int64_t> told;
  const auto files = fetch(*catalog,
                           {.months = Period::month(Month(2024, 3)),
                            .fetched_at = "2024-06-01T06:00:00Z",
                            .progress = [&](const FetchProgress& at) { told.push_back(at.rows); }},
                           diagnostics);
  EXPECT_EQ(to_text(diagnostics), "");
  ASSERT_EQ(files.size(), 1u);
  EXPECT_EQ(files[0].rows, 50'002);
  EXPECT_EQ(told, (std::vector<std::int64_t>{0, 20'000, 40'000, 50'002}));
}

}  // namespace
}  // namespace redthread::sources
