// SPDX-License-Identifier: Apache-2.0
// From a database to a figure: fetch, load, and months that are closed. As a person does it.
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/test_postgresql.hpp"
#include "product.hpp"

namespace redthread::product {
namespace {

constexpr const char* rows =
    "create table visit(id text, day date, clinic text, person text, form text, profession text, "
    "sex text, age integer, urgent boolean, minutes numeric(8,1));"
    "insert into visit values"
    "('c1', '2024-01-02', 'MED', '19121212-1212', 'visit', 'physician', 'women', 70, true, 15.5),"
    "('c2', '2024-01-31', 'MED', '20010101-0101', 'visit', 'physician', null, 23, false, 20),"
    "('c3', '2024-01-31', 'MED', '20010101-0101', 'remote', 'other', 'men', 23, false, null),"
    "('c4', '2024-02-01', 'MED', '20010101-0101', 'visit', 'physician', 'men', 23, false, null),"
    "('c5', '2024-01-15', 'KIR', '20010101-0101', 'visit', 'physician', 'men', 23, false, 7);";

std::string query(const std::string& clinic) {
  return "[[query]]\nfact = \"contact\"\nlabel = \"" + clinic + "\"\nsql = \"\"\"\n" +
         "select id as contact_id, day as contact_date, clinic as unit_code, person, form,\n"
         "  profession, sex, age, null as drg, urgent, minutes\n"
         "from visit where clinic = '" +
         clinic + "' and day between :from and :to order by id\n\"\"\"\n";
}

class SourcesTest : public testing::Test {
 protected:
  SourcesTest() {
    std::filesystem::copy(source_folder() / "tests" / "rows_region", region.path(),
                          std::filesystem::copy_options::recursive);
  }

  CommandResult run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin() + 1, region.path());
    return redthread(arguments);
  }

  void declare(const std::string& database) const {
    write_file(region.path("catalog/sources/pas.toml"), database + query("MED") + query("KIR"));
  }

  void sqlite(const std::string& sql) const {
    sqlite3* database = nullptr;
    sqlite3_open(region.path("pas.db").c_str(), &database);
    EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(database);
    sqlite3_close(database);
  }

  /// Fetches two months and asks for what is counted of them.
  void expect_the_figure() const {
    const auto fetched = run({"fetch", "--period", "2024-01..2024-02"});
    ASSERT_EQ(fetched.code, 0) << fetched.err;
    EXPECT_EQ(fetched.out,
              "wrote data/contact/2024-01_MED.csv: 3 rows\n"
              "wrote data/contact/2024-02_MED.csv: 1 rows\n"
              "wrote data/contact/2024-01_KIR.csv: 1 rows\n"
              "wrote data/contact/2024-02_KIR.csv: 0 rows\n0 unchanged\n");
    const auto figure = run(
        {"figure", "visits.physician", "--unit", "HSF", "--period", "2024-01..2024-02", "--json"});
    ASSERT_EQ(figure.code, 0) << figure.err;
    EXPECT_NE(figure.out.find("\"value\":\"4\""), std::string::npos) << figure.out;
    EXPECT_EQ(run({"fetch", "--period", "2024-01..2024-02"}).out, "4 unchanged\n");
  }

  TemporaryFolder region;
};

TEST_F(SourcesTest, from_sqlite_to_a_figure) {
  sqlite(rows);
  declare("engine = \"sqlite\"\npath = \"pas.db\"\n");
  expect_the_figure();
  const auto json = run({"fetch", "--period", "2024-01", "--json"});
  EXPECT_NE(json.out.find("{\"fetched\":[{\"source\":\"pas\",\"fact\":\"contact\",\"file\":"
                          "\"data/contact/2024-01_MED.csv\",\"months\":\"2024-01..2024-01\","
                          "\"rows\":3,\"sha256\":\""),
            std::string::npos)
      << json.out;
  EXPECT_NE(json.out.find("\"state\":\"unchanged\"}"), std::string::npos) << json.out;
}

TEST_F(SourcesTest, a_delivery_tells_which_query_gave_it) {
  sqlite(rows);
  declare("engine = \"sqlite\"\npath = \"pas.db\"\n");
  ASSERT_EQ(run({"fetch", "--period", "2024-01"}).code, 0);
  const auto listed = run({"deliveries"});
  ASSERT_EQ(listed.code, 0) << listed.err;
  EXPECT_NE(listed.out.find("data/contact/2024-01_MED.csv  pas     "), std::string::npos)
      << listed.out;
  EXPECT_EQ(listed.out.find("changed since"), std::string::npos);
  const auto explain = [&](const std::vector<std::string>& more) {
    std::vector<std::string> words = {"explain", "visits.physician", "--unit",
                                      "MED",     "--period",         "2024-01"};
    words.insert(words.end(), more.begin(), more.end());
    return run(words).out;
  };
  EXPECT_NE(explain({}).find("hämtad ur pas med frågan "), std::string::npos) << explain({});
  EXPECT_NE(explain({"--json"}).find("\"fetched\":{\"source\":\"pas\""), std::string::npos)
      << explain({"--json"});
  const std::string file = region.path("data/contact/2024-01_MED.csv");
  write_file(file, read_file(file) + "c9,2024-01-09,MED,19121212-1212,home,other,men,70,,0,\n");
  EXPECT_NE(run({"deliveries"}).out.find(", changed since"), std::string::npos);
  EXPECT_NE(run({"deliveries", "--json"}).out.find("\"source\":\"pas\",\"sql_sha256\":\""),
            std::string::npos);
  EXPECT_EQ(explain({}).find("hämtad ur"), std::string::npos);
}

TEST_F(SourcesTest, one_fetch_at_a_time) {
  sqlite(rows);
  declare("engine = \"sqlite\"\npath = \"pas.db\"\n");
  const int other = ::open(region.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  ASSERT_EQ(::flock(other, LOCK_EX | LOCK_NB), 0);
  const auto locked = run({"fetch", "--period", "2024-01"});
  EXPECT_EQ(locked.code, 3);
  EXPECT_EQ(locked.err, "redthread: error: another fetch into `" + region.path() +
                            "` is running; wait until it is done, or stop it [sources.locked]\n");
  EXPECT_FALSE(std::filesystem::exists(region.path("data/contact")));
  ::close(other);
  EXPECT_EQ(run({"fetch", "--period", "2024-01"}).code, 0);
}

TEST_F(SourcesTest, from_postgresql_to_the_same_figure_and_the_same_files) {
  const TestPostgresql server(REDTHREAD_SOURCE_DIR "/tests/postgresql");
  if (!server.is_installed()) GTEST_SKIP() << "PostgreSQL is not installed";
  server.run(rows);
  ::setenv("REDTHREAD_TEST_PG", server.connection().c_str(), 1);
  declare("engine = \"postgresql\"\nconnection_env = \"REDTHREAD_TEST_PG\"\n");
  expect_the_figure();
  const std::string fetched = read_file(region.path("data/contact/2024-01_MED.csv"));
  EXPECT_EQ(fetched,
            "contact_id,Datum,unit_code,person,form,profession,sex,age,drg,urgent,minutes\n"
            "c1,2024-01-02,MED,19121212-1212,visit,physician,women,70,,1,15.5\n"
            "c2,2024-01-31,MED,20010101-0101,visit,physician,,23,,0,20.0\n"
            "c3,2024-01-31,MED,20010101-0101,remote,other,men,23,,0,\n");
}

TEST_F(SourcesTest, wrong_questions_and_wrong_queries) {
  EXPECT_EQ(run({"fetch", "--period", "2024-01"}).code, 2) << "no sources";
  declare("engine = \"sqlite\"\npath = \"pas.db\"\n");
  const auto no_period = run({"fetch", "--period", "mars"});
  EXPECT_EQ(no_period.code, 2);
  EXPECT_NE(no_period.err.find("`mars` is not a period [question.bad_period]"), std::string::npos);
  EXPECT_NE(run({"fetch", "--period", "2024-01"}).err.find("there is no file `pas.db`"),
            std::string::npos);
  write_file(region.path("catalog/sources/pas.toml"),
             "engine = \"sqlite\"\npath = \"pas.db\"\n[[query]]\nfact = \"contact\"\n"
             "label = \"MED\"\nsql = \"drop table visit\"\n");
  const auto check = run({"check"});
  EXPECT_EQ(check.code, 2);
  EXPECT_NE(check.err.find("catalog/sources/pas.toml:6:8: error: the statement does not read"),
            std::string::npos)
      << check.err;
}

class ClosedMonths : public SourcesTest {
 protected:
  ClosedMonths() {
    for (const char* month : {"2024-01", "2024-02"}) {
      for (const char* unit : {"MED", "KIR"}) deliver(month, unit, "c");
    }
  }

  void deliver(const std::string& month, const std::string& unit, const std::string& id) const {
    write_file(region.path("data/contact/" + month + "_" + unit + ".csv"),
               "contact_id,Datum,unit_code,person,form,profession,sex,age,drg,urgent,minutes\n" +
                   id + month + unit + "," + month + "-02," + unit +
                   ",19121212-1212,visit,physician,women,70,,0,1\n");
  }
};

TEST_F(ClosedMonths, a_report_of_closed_months_can_be_made_again) {
  const auto closed =
      run({"close", "--through", "2024-01", "--fact", "contact", "--decided", "§ 87"});
  ASSERT_EQ(closed.code, 0) << closed.err;
  EXPECT_EQ(closed.out,
            "contact: closed through 2024-01, 2 deliveries, 2 rows\n"
            "wrote closed.toml; keep it with the region folder\n");
  const std::string text = read_file(region.path("closed.toml"));
  EXPECT_NE(text.find("through   = \"2024-01\""), std::string::npos);
  EXPECT_NE(text.find("{file = \"2024-01_KIR.csv\", months = \"2024-01\", rows = 1, sha256 = \""),
            std::string::npos)
      << text;

  deliver("2024-02", "MED", "d");  // an open month
  ASSERT_EQ(run({"load"}).code, 0);
  deliver("2024-01", "MED", "d");
  const auto changed = run({"load"});
  EXPECT_EQ(changed.code, 2);
  EXPECT_NE(changed.err.find("data/contact/2024-01_MED.csv: error: 2024-01 is closed for `contact` "
                             "(through 2024-01, since "),
            std::string::npos)
      << changed.err;
  EXPECT_NE(changed.err.find(", § 87), and this is not the delivery that was closed "
                             "[warehouse.closed_month]"),
            std::string::npos)
      << changed.err;
  std::filesystem::remove_all(region.path(".redthread"));
  EXPECT_EQ(run({"load"}).err, changed.err) << "a new warehouse says the same";
  EXPECT_FALSE(std::filesystem::exists(region.path(".redthread/warehouse.duckdb")));

  deliver("2024-01", "MED", "c");
  EXPECT_EQ(run({"load"}).code, 0) << "the closed file is taken in by a new warehouse";
  const auto opened = run({"close", "--through", "2023-12", "--json"});
  EXPECT_NE(opened.out.find("{\"fact\":\"contact\",\"through\":\"2023-12\",\"before\":\"2024-01\","
                            "\"deliveries\":0,\"rows\":0}"),
            std::string::npos)
      << opened.out;
  deliver("2024-01", "MED", "d");
  EXPECT_EQ(run({"load"}).code, 0) << "open again";
}

TEST_F(ClosedMonths, wrong_closings_write_nothing) {
  const auto month = run({"close", "--through", "april"});
  EXPECT_EQ(month.code, 2);
  EXPECT_NE(month.err.find("`april` is not a month [question.bad_closing]"), std::string::npos);
  EXPECT_NE(run({"close", "--through", "2199-01"}).err.find("2199-01 is not over"),
            std::string::npos);
  const auto fact = run({"close", "--through", "2024-01", "--fact", "contakt"});
  EXPECT_EQ(fact.code, 2);
  EXPECT_NE(fact.err.find("there is no fact `contakt` [question.unknown_fact]\n"
                          "  hint: did you mean `contact`?"),
            std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(region.path("closed.toml")));
  std::filesystem::rename(region.path("data/contact/2024-02_MED.csv"),
                          region.path("data/contact/2024-02..2024-03_MED.csv"));
  const auto open_months = run({"close", "--through", "2024-02"});
  EXPECT_EQ(open_months.code, 0);
  EXPECT_NE(open_months.err.find("data/contact/2024-02..2024-03_MED.csv: warning: the delivery has "
                                 "2024-02..2024-03, and all of it is closed "
                                 "[question.open_months_closed]"),
            std::string::npos)
      << open_months.err;
}

}  // namespace
}  // namespace redthread::product
