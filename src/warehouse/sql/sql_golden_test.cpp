// SPDX-License-Identifier: Apache-2.0
//
// The SQL itself, for each engine, beside this in golden/: REDTHREAD_APPROVE=1 writes it; read the
// diff, since what stands there is what figures are counted by.
#include <cstdlib>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "base/files.hpp"
#include "warehouse/sql/cube_sql.hpp"
#include "warehouse/sql/level_sql.hpp"
#include "warehouse/sql/rows_region_test.hpp"
#include "warehouse/sql/rows_sql.hpp"

namespace redthread::warehouse {
namespace {

const Period first_half(Month(2024, 1), Month(2024, 6));

void expect_golden(const std::string& sql, const std::string& name) {
  const std::string file =
      std::string(REDTHREAD_SOURCE_DIR) + "/src/warehouse/sql/golden/" + name + ".sql";
  if (std::getenv("REDTHREAD_APPROVE") != nullptr) write_file_atomically(file, sql);
  std::ostringstream golden;
  golden << std::ifstream(file).rdbuf();
  EXPECT_EQ(sql, golden.str()) << name;
}

class SqlGolden : public testing::TestWithParam<const Dialect*> {
 protected:
  static const Dialect& dialect() { return *GetParam(); }
  static std::string named(const std::string& query) {
    return query + "." + std::string(dialect().name);
  }
  static int measure(const std::string& key) { return rows_catalog().measure_index(key); }
};

TEST_P(SqlGolden, Cubes) {
  for (const char* fact : {"contact", "waiting", "booking", "episode"}) {
    const CubeQuery all = cube_query(rows_catalog(), fact_index(fact), dialect());
    expect_golden(all.sql, named(std::string("cube_") + fact));
  }
  const CubeQuery some = cube_query(rows_catalog(), fact_index("waiting"), dialect(), first_half);
  expect_golden(some.sql, named("cube_waiting_months"));
}

TEST_P(SqlGolden, Levels) {
  const auto level = [](const std::string& key, const std::vector<std::string>& breakdowns) {
    return level_query(rows_catalog(), measure(key), breakdowns, dialect());
  };
  expect_golden(level("patients", {"sex"}), named("level_patients_by_sex"));
  expect_golden(level("came_back.persons", {}), named("level_came_back.persons"));
  expect_golden(level("age.median", {}), named("level_age.median"));
  expect_golden(level("waiting.median", {"waiting_band"}), named("level_waiting.median"));
}

TEST_P(SqlGolden, Rows) {
  const RowsQuestion visits{.measure = measure("visits.physician"),
                            .cell = {{"sex", "women"}},
                            .places = {{.units = {1, 2}, .months = first_half}}};
  expect_golden(rows_query(rows_catalog(), visits, 100, dialect()), named("rows_visits.physician"));
  expect_golden(row_count_query(rows_catalog(), visits, dialect()),
                named("row_count_visits.physician"));
  const RowsQuestion waiting{.measure = measure("waiting.met"),
                             .cell = {},
                             .places = {{.units = {1}, .months = first_half}}};
  expect_golden(rows_query(rows_catalog(), waiting, 20, dialect()), named("rows_waiting.met"));
  const RowsQuestion back{.measure = measure("came_back"),
                          .cell = {},
                          .places = {{.units = {1}, .months = first_half}}};
  expect_golden(rows_query(rows_catalog(), back, 20, dialect()), named("rows_came_back"));
}

TEST_P(SqlGolden, Figures) {
  for (const char* key :
       {"visits.physician", "visit_time", "patients", "age.median", "readmissions"}) {
    const RowsQuestion question{
        .measure = measure(key), .cell = {}, .places = {{.units = {1, 2}, .months = first_half}}};
    expect_golden(figure_query(rows_catalog(), question, dialect()),
                  named(std::string("figure_") + key));
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, SqlGolden, testing::Values(&duckdb(), &clickhouse()),
                         [](const auto& engine) { return std::string(engine.param->name); });

TEST(SqlQuery, AFactWithoutMeasuresThatAddUpHasNoQuery) {
  const CubeQuery none = cube_query(rows_catalog(), fact_index("plan_values"), duckdb());
  EXPECT_EQ(none.sql, "");
  EXPECT_TRUE(none.measures.empty());
}

TEST(SqlText, NamesAndTextsCannotEndEarly) {
  EXPECT_EQ(quoted_name("a\"b\\", duckdb()), "\"a\"\"b\\\"");
  EXPECT_EQ(quoted_text("it's \\", duckdb()), "'it''s \\'");
  EXPECT_EQ(quoted_name("a\"b\\", clickhouse()), "\"a\"\"b\\\\\"");
  EXPECT_EQ(quoted_text("it's \\", clickhouse()), "'it''s \\\\'");
}

}  // namespace
}  // namespace redthread::warehouse
