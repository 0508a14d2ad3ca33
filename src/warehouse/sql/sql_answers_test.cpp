// SPDX-License-Identifier: Apache-2.0
//
// The queries asked of DuckDB, over rows few enough to count by hand.
#include <map>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "warehouse/duckdb.hpp"
#include "warehouse/sql/cube_sql.hpp"
#include "warehouse/sql/level_sql.hpp"
#include "warehouse/sql/row_sql.hpp"
#include "warehouse/sql/rows_region_test.hpp"
#include "warehouse/sql/rows_sql.hpp"

namespace redthread::warehouse {
namespace {

// Units of tests/rows_region: HSF is above MED and KIR.
constexpr int hsf = 0;
constexpr int med = 1;
constexpr int kir = 2;
const Month january(2024, 1);
const Month march(2024, 3);

int day(const char* text) { return Date::parse(text)->days(); }

class SqlAnswers : public testing::Test {
 protected:
  SqlAnswers() : database_(":memory:"), connection_(database_) {
    connection_.run(
        R"(CREATE TABLE rows_contact(delivery_id INTEGER, line INTEGER, "month" INTEGER,
             contact_id VARCHAR, contact_date INTEGER, unit_code INTEGER, person BIGINT,
             form INTEGER, profession INTEGER, sex INTEGER, age BIGINT, drg VARCHAR,
             urgent INTEGER, minutes BIGINT, drg_points BIGINT);
           CREATE TABLE rows_waiting(delivery_id INTEGER, line INTEGER, "month" INTEGER,
             snapshot_date INTEGER, unit_code INTEGER, person BIGINT, start_date INTEGER,
             stage INTEGER, specialty VARCHAR, deviation INTEGER, limit_days BIGINT);
           CREATE TABLE rows_booking(delivery_id INTEGER, line INTEGER, "month" INTEGER,
             voucher VARCHAR, booked INTEGER, unit_code INTEGER, account VARCHAR,
             amount BIGINT, hours BIGINT, "group" INTEGER);
           CREATE TABLE unit_above("unit" INTEGER, "month" INTEGER, above INTEGER);
           CREATE TABLE wanted_span(first_month INTEGER, last_month INTEGER);)");
    for (const Month month : {january, march}) {
      for (const auto& [unit, above] :
           {std::pair(hsf, hsf), {med, med}, {med, hsf}, {kir, kir}, {kir, hsf}}) {
        connection_.run(
            fmt::format("INSERT INTO unit_above VALUES ({}, {}, {})", unit, month.index(), above));
      }
    }
  }

  static int measure(const std::string& key) { return rows_catalog().measure_index(key); }

  /// form: 1 visit, 2 remote, 3 group, 4 home. profession: 1 physician. sex: 1 women, 2 men.
  /// Minutes in tenths, DRG points in ten thousandths.
  void contacts() {
    auto add = [&, line = 1](const char* date, int unit, int person, int form, int profession,
                             const char* sex, int age, int urgent, const char* minutes,
                             const char* points) mutable {
      ++line;
      connection_.run(fmt::format(
          "INSERT INTO rows_contact VALUES (1, {0}, {1}, 'k{0}', {2}, {3}, {4}, {5}, {6}, {7}, "
          "{8}, NULL, {9}, {10}, {11})",
          line, Month::parse(std::string(date).substr(0, 7))->index(), day(date), unit, person,
          form, profession, sex, age, urgent, minutes, points));
    };
    add("2024-01-10", med, 71, 1, 1, "1", 40, 0, "455", "6000");
    add("2024-01-11", med, 71, 1, 1, "1", 40, 1, "100", "NULL");
    add("2024-01-12", med, 72, 4, 1, "2", 80, 0, "NULL", "12500");
    add("2024-01-12", kir, 71, 1, 2, "1", 41, 0, "NULL", "6000");
    add("2024-03-01", kir, 73, 1, 1, "NULL", 10, 0, "200", "NULL");
    add("2024-03-02", kir, 74, 4, 1, "2", 60, 0, "300", "NULL");
  }

  /// deviation 1 = pvv.
  void waiting() {
    auto add = [&, line = 1](const char* snapshot, int unit, const char* start,
                             const char* deviation, int limit) mutable {
      ++line;
      connection_.run(
          fmt::format("INSERT INTO rows_waiting VALUES (1, {}, {}, {}, {}, {}, {}, 1, 'x', {}, {})",
                      line, Month::parse(std::string(snapshot).substr(0, 7))->index(),
                      day(snapshot), unit, line, day(start), deviation, limit));
    };
    add("2024-01-15", med, "2024-01-01", "NULL", 90);  // not the month's last day
    add("2024-01-31", med, "2024-01-01", "NULL", 90);  // waited 30 days
    add("2024-01-31", med, "2023-12-31", "1", 90);     // 31, patient-chosen
    add("2024-01-31", med, "2023-11-01", "NULL", 90);  // 91
    add("2024-01-31", kir, "2023-11-02", "NULL", 90);  // 90
    add("2024-03-31", kir, "2024-03-31", "2", 90);     // 0
  }

  /// `unit month | values of the keys asked for` for each group, in order.
  std::set<std::string> cube(const std::string& fact, const std::vector<std::string>& keys) {
    const CubeQuery query = cube_query(rows_catalog(), fact_index(fact), duckdb());
    std::map<int, std::size_t> column;
    const std::size_t groups = 2 + query.breakdowns.size();
    for (std::size_t i = 0; i < query.measures.size(); ++i) column[query.measures[i]] = groups + i;
    std::set<std::string> lines;
    for (Result rows = connection_.query(query.sql); rows.next();) {
      std::string line = rows_catalog().organisation.code(static_cast<int>(rows.integer(0))) + " " +
                         Month::from_index(static_cast<int>(rows.integer(1))).to_string();
      for (std::size_t i = 2; i < groups; ++i) {
        line += rows.is_null(i) ? " -" : fmt::format(" {}", rows.integer(i));
      }
      line += " |";
      for (const std::string& key : keys) {
        line += rows.is_null(column.at(measure(key)))
                    ? " -"
                    : fmt::format(" {}", rows.integer(column.at(measure(key))));
      }
      lines.insert(line);
    }
    return lines;
  }

  /// `unit first..last categories | value`
  std::set<std::string> levels(const std::string& key, const std::vector<std::string>& by = {}) {
    std::set<std::string> lines;
    const std::string sql = level_query(rows_catalog(), measure(key), by, duckdb());
    for (Result rows = connection_.query(sql); rows.next();) {
      std::string line = fmt::format(
          "{} {}..{}", rows_catalog().organisation.code(static_cast<int>(rows.integer(0))),
          Month::from_index(static_cast<int>(rows.integer(1))).to_string(),
          Month::from_index(static_cast<int>(rows.integer(2))).to_string());
      for (std::size_t i = 0; i < by.size(); ++i) line += fmt::format(" {}", rows.integer(3 + i));
      line += fmt::format(" | {}", rows.integer(3 + by.size()));
      lines.insert(line);
    }
    return lines;
  }

  std::int64_t figure(const std::string& key, Period months, const Cell& cell = {}) {
    const RowsQuestion question{.measure = measure(key),
                                .cell = cell,
                                .places = {{.units = {hsf, med, kir}, .months = months}}};
    Result rows = connection_.query(figure_query(rows_catalog(), question, duckdb()));
    rows.next();
    return rows.integer(0);
  }

  void want(Month first, Month last) {
    connection_.run(
        fmt::format("INSERT INTO wanted_span VALUES ({}, {})", first.index(), last.index()));
  }

  Database database_;
  Connection connection_;
};

using Lines = std::set<std::string>;

TEST_F(SqlAnswers, CountsAndSumsByUnitMonthAndCell) {
  contacts();
  // sex, profession | contacts, physician visits (home visits too from March), points, time in
  // 1/100 s: 45.5 min = 2 730 s; a visit without a time is 30 min; urgent ones do not count. A sum
  // of nothing is NULL: no row was counted, or none had a value; the next test tells them apart.
  EXPECT_EQ(cube("contact", {"contacts", "visits.physician", "drg_points", "visit_time"}),
            (Lines{"MED 2024-01 1 1 | 2 2 6000 2730",  //
                   "MED 2024-01 1 2 | 1 0 12500 -",    //
                   "KIR 2024-01 2 1 | 1 0 6000 1800",  //
                   "KIR 2024-03 1 - | 1 1 - 1200",     //
                   "KIR 2024-03 1 2 | 1 1 - -"}));
}

TEST_F(SqlAnswers, ASumOfNothingSaysHowManyRowsWereCounted) {
  contacts();
  const CubeQuery query = cube_query(rows_catalog(), fact_index("contact"), duckdb());
  // A time is given to visits without one, so that visit_time has no gaps.
  ASSERT_EQ(query.sums_with_gaps, std::vector<int>{measure("drg_points")});
  const std::size_t counted = 2 + query.breakdowns.size() + query.measures.size();
  std::map<std::string, std::int64_t> rows_in;
  for (Result rows = connection_.query(query.sql); rows.next();) {
    rows_in[Month::from_index(static_cast<int>(rows.integer(1))).to_string()] +=
        rows.integer(counted);
  }
  EXPECT_EQ(rows_in, (std::map<std::string, std::int64_t>{{"2024-01", 4}, {"2024-03", 2}}));
}

TEST_F(SqlAnswers, ASnapshotCountsTheMonthsLastDayUnlessItIsAFlow) {
  waiting();
  // Bands: to 30, to 90, over 90. | waiting, of those within the limit, days waited (every day).
  EXPECT_EQ(cube("waiting", {"waiting.all", "waiting.met", "waiting.days"}),
            (Lines{"MED 2024-01 1 | 1 1 2",  //
                   "MED 2024-01 2 | 1 0 1",  //
                   "MED 2024-01 3 | 1 0 1",  //
                   "KIR 2024-01 2 | 1 1 1",  //
                   "KIR 2024-03 1 | 1 1 1"}));
}

TEST_F(SqlAnswers, ASumMayPassSixtyFourBitsOnItsWay) {
  const auto book = [&](const char* amount, const char* hours) {
    connection_.run(
        fmt::format("INSERT INTO rows_booking VALUES (1, 2, {}, 'v', {}, 1, '4010', {}, {}, 1)",
                    january.index(), day("2024-01-31"), amount, hours));
  };
  book("9000000000000000000", "NULL");
  book("9000000000000000000", "150");  // 1.5 h, kept in hundredths
  book("-9000000000000000000", "25");
  book("-8999999999999999900", "NULL");
  // Cost in öre; hours in seconds.
  EXPECT_EQ(cube("booking", {"cost", "hours"}),
            (std::set<std::string>{"MED 2024-01 1 | 100 6300"}));
}

TEST_F(SqlAnswers, DistinctPersonsAreCountedAtEachLevelAndSpan) {
  contacts();
  want(january, january);
  want(january, march);
  EXPECT_EQ(levels("patients"), (Lines{
                                    "MED 2024-01..2024-01 | 2",
                                    "KIR 2024-01..2024-01 | 1",
                                    "HSF 2024-01..2024-01 | 2",  // 71 at both clinics is one
                                    "MED 2024-01..2024-03 | 2",
                                    "KIR 2024-01..2024-03 | 3",
                                    "HSF 2024-01..2024-03 | 4",
                                }));
  EXPECT_EQ(levels("patients", {"sex"}), (Lines{
                                             "MED 2024-01..2024-01 1 | 1",
                                             "MED 2024-01..2024-01 2 | 1",
                                             "KIR 2024-01..2024-01 1 | 1",
                                             "HSF 2024-01..2024-01 1 | 1",
                                             "HSF 2024-01..2024-01 2 | 1",
                                             "MED 2024-01..2024-03 1 | 1",
                                             "MED 2024-01..2024-03 2 | 1",
                                             "KIR 2024-01..2024-03 1 | 1",
                                             "KIR 2024-01..2024-03 2 | 1",  // one has no sex
                                             "HSF 2024-01..2024-03 1 | 1",
                                             "HSF 2024-01..2024-03 2 | 2",
                                         }));
}

TEST_F(SqlAnswers, TheMedianIsTheLowerOfTwoInTheMiddle) {
  contacts();
  want(january, january);
  want(january, march);
  // Ages with a known sex: MED 40 40 80, KIR 41, and 60 in March.
  EXPECT_EQ(levels("age.median"), (Lines{
                                      "MED 2024-01..2024-01 | 40", "KIR 2024-01..2024-01 | 41",
                                      "HSF 2024-01..2024-01 | 40",  // 40 40 41 80
                                      "MED 2024-01..2024-03 | 40",
                                      "KIR 2024-01..2024-03 | 41",  // 41 60
                                      "HSF 2024-01..2024-03 | 41",  // 40 40 41 60 80
                                  }));
}

TEST_F(SqlAnswers, TheMedianOfASnapshotIsThatOfTheSpansLastMonth) {
  waiting();
  want(january, january);
  want(january, march);
  EXPECT_EQ(levels("waiting.median"), (Lines{
                                          "MED 2024-01..2024-01 | 31",  // 30 31 91
                                          "KIR 2024-01..2024-01 | 90",
                                          "HSF 2024-01..2024-01 | 31",  // 30 31 90 91
                                          "KIR 2024-01..2024-03 | 0",
                                          "HSF 2024-01..2024-03 | 0",
                                      }));
}

TEST_F(SqlAnswers, TheRowsBehindAFigureAreThoseThatItCounts) {
  contacts();
  const auto lines = [&](const std::string& key, const std::vector<int>& units, const Cell& cell,
                         std::int64_t limit) {
    const RowsQuestion question{.measure = measure(key),
                                .cell = cell,
                                .places = {{.units = units, .months = Period(january, march)}}};
    Result count = connection_.query(row_count_query(rows_catalog(), question, duckdb()));
    count.next();
    std::string found = fmt::format("{}:", count.integer(0));
    const std::string sql = rows_query(rows_catalog(), question, limit, duckdb());
    for (Result rows = connection_.query(sql); rows.next();) {
      found += fmt::format(" {}", rows.integer(1));
    }
    return found;
  };
  EXPECT_EQ(lines("visits.physician", {med, kir}, {}, 100), "4: 2 3 6 7");
  EXPECT_EQ(lines("visits.physician", {med, kir}, {{"sex", "women"}}, 100), "2: 2 3");
  EXPECT_EQ(lines("visit_time", {med, kir}, {}, 100), "3: 2 5 6");
  EXPECT_EQ(lines("contacts", {med}, {}, 2), "3: 2 3");
}

TEST_F(SqlAnswers, AFigureIsCountedInOneQuery) {
  contacts();
  const Period span(january, march);
  EXPECT_EQ(figure("visits.physician", span), 4);
  EXPECT_EQ(figure("visits.physician", span, {{"sex", "women"}}), 2);
  EXPECT_EQ(figure("visit_time", span), 2730 + 1800 + 1200);
  EXPECT_EQ(figure("patients", span), 4);
  EXPECT_EQ(figure("age.median", span), 41);
}

TEST_F(SqlAnswers, RowsAreShownAsTheyAreKept) {
  contacts();
  const RowsQuestion question{.measure = measure("contacts"),
                              .cell = {},
                              .places = {{.units = {med}, .months = Period::month(january)}}};
  const Fact& fact = rows_catalog().facts[static_cast<std::size_t>(fact_index("contact"))];
  Result rows = connection_.query(rows_query(rows_catalog(), question, 1, duckdb()));
  ASSERT_TRUE(rows.next());
  std::string text;
  for (std::size_t i = 0; i < fact.columns.size(); ++i) {
    const FactColumn& column = fact.columns[i];
    const bool is_text =
        column.type == FactColumn::Type::key || column.type == FactColumn::Type::text;
    text += column.key + "=";
    if (!rows.is_null(2 + i)) {
      text += is_text ? std::string(rows.text(2 + i)) : std::to_string(rows.integer(2 + i));
    }
    text += " ";
  }
  EXPECT_EQ(text,
            "contact_id=k2 contact_date=19732 unit_code=1 person=71 form=1 profession=1 sex=1 "
            "age=40 drg= urgent=0 minutes=455 drg_points=6000 ");
}

}  // namespace
}  // namespace redthread::warehouse
