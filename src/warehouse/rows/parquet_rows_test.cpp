// SPDX-License-Identifier: Apache-2.0
#include <string>

#include <duckdb.h>
#include <gtest/gtest.h>

#include "warehouse/rows/batch_builder.hpp"
#include "warehouse/rows/test_rows.hpp"

namespace redthread::warehouse {
namespace {

/// Writes what a query gives as a Parquet file, with an engine that may do that.
void write_parquet(const std::string& path, const std::string& select,
                   const std::string& options = "") {
  duckdb_database database = nullptr;
  duckdb_connection connection = nullptr;
  ASSERT_EQ(duckdb_open(nullptr, &database), DuckDBSuccess);
  ASSERT_EQ(duckdb_connect(database, &connection), DuckDBSuccess);
  const std::string sql = "COPY (" + select + ") TO '" + path + "' (FORMAT parquet" + options + ")";
  duckdb_result result;
  EXPECT_EQ(duckdb_query(connection, sql.c_str(), &result), DuckDBSuccess)
      << duckdb_result_error(&result);
  duckdb_destroy_result(&result);
  duckdb_disconnect(&connection);
  duckdb_close(&database);
}

ReadRows read(const std::string& select, const RowLimits& limits = {}) {
  const TestFile file("2024-03.parquet");
  write_parquet(file.path(), select);
  return read_rows_file(file.path(), limits);
}

TEST(ParquetRows, GivesTextsAsCsvWouldHaveThem) {
  const ReadRows rows = read(
      "SELECT 'Södra' AS \"enhet \"\"A\"\"\", DATE '2024-03-01' AS d, 12.50::DECIMAL(10,2) AS m, "
      "0.00001::DOUBLE AS f, 3.0::DOUBLE AS w, 1e20::DOUBLE AS l, true AS b, 7::BIGINT AS n, "
      "TIMESTAMP '2024-03-01 00:00:00' AS t, TIMESTAMP '2024-03-01 08:30:00' AS u, "
      "NULL::INTEGER AS e, 'visit'::ENUM('visit','group') AS c");
  EXPECT_EQ(rows.told, "");
  EXPECT_EQ(rows.format, "Parquet");
  EXPECT_EQ(rows.header, (std::vector<std::string>{"enhet \"A\"", "d", "m", "f", "w", "l", "b", "n",
                                                   "t", "u", "e", "c"}));
  EXPECT_EQ(rows.rows,
            (Texts{{"Södra", "2024-03-01", "12.50", "0.00001", "3", "100000000000000000000", "true",
                    "7", "2024-03-01", "2024-03-01T08:30:00", "", "visit"}}));
}

TEST(ParquetRows, KeepsTheOrderOfRecords) {
  const ReadRows rows = read("SELECT i::VARCHAR AS number FROM range(300000) r(i)");
  ASSERT_EQ(rows.rows.size(), 300'000u);
  for (std::size_t i = 0; i < rows.rows.size(); ++i) {
    ASSERT_EQ(rows.rows[i][0], std::to_string(i));
    ASSERT_EQ(rows.lines[i], static_cast<int>(i) + 1);
  }
  EXPECT_EQ(read("SELECT 1 AS a WHERE false").rows, Texts{});
}

TEST(ParquetRows, TellsColumnsThatRowsCannotHave) {
  EXPECT_EQ(read("SELECT [1, 2] AS l, {'a': 1} AS s, 'x'::BLOB AS b, now() AS z, "
                 "INTERVAL 1 DAY AS i, MAP {'a': 1} AS m, 1 AS good")
                .told,
            "data/contact/2024-03.parquet: error: column `l` holds lists [rows.column_type]\n"
            "  hint: deliver texts, numbers, dates (without a time zone) and booleans only\n"
            "data/contact/2024-03.parquet: error: column `s` holds values with parts "
            "[rows.column_type]\n"
            "  hint: deliver texts, numbers, dates (without a time zone) and booleans only\n"
            "data/contact/2024-03.parquet: error: column `b` holds bytes [rows.column_type]\n"
            "  hint: deliver texts, numbers, dates (without a time zone) and booleans only\n"
            "data/contact/2024-03.parquet: error: column `z` holds instants, which are another "
            "day elsewhere [rows.column_type]\n"
            "  hint: deliver texts, numbers, dates (without a time zone) and booleans only\n"
            "data/contact/2024-03.parquet: error: column `i` holds values of a kind that rows "
            "cannot have [rows.column_type]\n"
            "  hint: deliver texts, numbers, dates (without a time zone) and booleans only\n"
            "data/contact/2024-03.parquet: error: column `m` holds values with parts "
            "[rows.column_type]\n"
            "  hint: deliver texts, numbers, dates (without a time zone) and booleans only\n");
}

TEST(ParquetRows, TellsWhatCostsARow) {
  const ReadRows rows =
      read("SELECT unnest(['a', 'b' || chr(1), 'c', repeat('x', 2000)]) AS t", {.row = 1000});
  EXPECT_EQ(rows.rows, (Texts{{"a"}, {"c"}}));
  EXPECT_EQ(rows.lines, (std::vector<int>{1, 3}));
  EXPECT_EQ(rows.told,
            "data/contact/2024-03.parquet:2:1: error: there is a control character (U+0001) "
            "[rows.cell]\n"
            "data/contact/2024-03.parquet:4:1: error: the value is longer than the limit of 1000 "
            "bytes [rows.cell]\n");
}

constexpr const char* unreadable =
    "data/contact/2024-03.parquet: error: the Parquet file cannot be read: it is damaged, cut "
    "short "
    "or encrypted [rows.parquet]\n"
    "  hint: export and copy it again; the copy must be as long as the original\n";

TEST(ParquetRows, TellsDamage) {
  EXPECT_EQ(read_rows("2024-03.parquet", "a,b\n1,2\n").told,
            "data/contact/2024-03.parquet: error: this is not a Parquet file [rows.format]\n"
            "  hint: give the file the extension of what it is\n");
  EXPECT_EQ(read_rows("2024-03.parquet", "PAR1").told, unreadable);
  const TestFile whole("2024-03.parquet");
  write_parquet(whole.path(), "SELECT i AS number, 'text ' || i % 7 AS t FROM range(50000) r(i)");
  const std::string bytes = whole.bytes();
  EXPECT_EQ(read_rows("2024-03.parquet", bytes.substr(0, bytes.size() / 2)).told, unreadable);
  EXPECT_EQ(read_rows("2024-03.parquet", bytes.substr(0, bytes.size() - 1)).told, unreadable);
  std::string hollow = bytes;
  for (std::size_t at = 200; at < hollow.size() / 2; ++at) hollow[at] = '\xFF';
  EXPECT_EQ(read_rows("2024-03.parquet", hollow).told, unreadable);
}

TEST(ParquetRows, SurvivesAnyChangedByte) {
  const TestFile whole("2024-03.parquet");
  write_parquet(whole.path(), "SELECT i AS number, 'text ' || i % 7 AS t FROM range(100) r(i)");
  const std::string bytes = whole.bytes();
  for (std::size_t at = 0; at < bytes.size(); at += bytes.size() / 20) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x55);
    const ReadRows rows = read_rows("2024-03.parquet", changed);
    EXPECT_TRUE(rows.told.empty() || rows.told.find("error: ") != std::string::npos);
    EXPECT_EQ(rows.told.find("SELECT"), std::string::npos) << rows.told;
  }
}

TEST(ParquetRows, WritesNumbersPlainly) {
  EXPECT_EQ(plain_number("3.0"), "3");
  EXPECT_EQ(plain_number("-0.0"), "0");
  EXPECT_EQ(plain_number("1.5e-07"), "0.00000015");
  EXPECT_EQ(plain_number("1.5E+3"), "1500");
  EXPECT_EQ(plain_number("-12.340"), "-12.34");
  EXPECT_EQ(plain_number("nan"), "nan");
  EXPECT_EQ(plain_number("1e999"), "1e999");
  EXPECT_EQ(plain_number(""), "");
}

}  // namespace
}  // namespace redthread::warehouse
