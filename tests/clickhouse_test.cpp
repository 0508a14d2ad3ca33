// SPDX-License-Identifier: Apache-2.0
//
// The same questions asked of DuckDB and of ClickHouse over the same rows, with holes in every
// column that may have them. ClickHouse is large and not in every run: `./run clickhouse` fetches
// it; without it the test is skipped and says so.
#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/files.hpp"
#include "catalog/load.hpp"
#include "product.hpp"
#include "warehouse/duckdb.hpp"
#include "warehouse/sql/cube_sql.hpp"
#include "warehouse/sql/level_sql.hpp"
#include "warehouse/sql/rows_sql.hpp"

namespace redthread {
namespace {

namespace fs = std::filesystem;
using warehouse::Dialect;

const fs::path source = REDTHREAD_SOURCE_DIR;
const fs::path library = source / "build/deps/clickhouse/lib/libchdb.so";
const Month first(2023, 11);
constexpr int months = 6;
constexpr int rows_a_fact = 4'000;

/// A table for both engines, and what is in it.
struct Table {
  std::string name;
  std::vector<std::string> columns;  ///< `"age"`
  std::vector<std::string> types;    ///< of ClickHouse; DuckDB knows them by other names
  std::vector<std::vector<std::string>> rows;
};

/// Values that come again and again, so that rows agree with one another, the ends among them.
class Made {
 public:
  explicit Made(const Catalog& catalog) : catalog_(catalog) {}

  Table rows_of(const Fact& fact) {
    Table table{.name = "rows_" + fact.key,
                .columns = {"\"delivery_id\"", "\"line\"", "\"month\""},
                .types = {"Int32", "Int32", "Int32"}};
    for (const FactColumn& column : fact.columns) {
      if (column.is_computed()) continue;
      table.columns.push_back("\"" + column.key + "\"");
      const std::string type = is_text(column) ? "String" : "Int64";
      table.types.push_back(column.optional ? "Nullable(" + type + ")" : type);
    }
    for (int line = 0; line < rows_a_fact; ++line) table.rows.push_back(row_of(fact, line));
    return table;
  }

  int below(int limit) { return std::uniform_int_distribution(0, limit - 1)(random_); }

 private:
  static bool is_text(const FactColumn& column) {
    return column.type == FactColumn::Type::text || column.type == FactColumn::Type::key;
  }

  std::vector<std::string> row_of(const Fact& fact, int line) {
    const Month month = first.plus(below(months));
    std::vector<std::string> row = {"1", std::to_string(line + 2), std::to_string(month.index())};
    for (std::size_t i = 0; i < fact.columns.size(); ++i) {
      const FactColumn& column = fact.columns[i];
      if (column.is_computed()) continue;
      if (column.optional && below(4) == 0) {
        row.emplace_back("NULL");
      } else if (static_cast<int>(i) == fact.date_column) {
        row.push_back(std::to_string(day_of(month)));
      } else {
        row.push_back(value_of(column, month, line));
      }
    }
    return row;
  }

  int day_of(Month month) { return month.first_day().days() + below(3) * 14; }

  std::string value_of(const FactColumn& column, Month month, int line) {
    switch (column.type) {
      case FactColumn::Type::key:
        return fmt::format("'k{:05}'", line);
      case FactColumn::Type::text:
        return below(2) == 0 ? "'a''b\\\\'" : "'4010'";
      case FactColumn::Type::date:
        return std::to_string(day_of(month.plus(-below(4))));
      case FactColumn::Type::unit:
        return std::to_string(below(static_cast<int>(catalog_.organisation.size())));
      case FactColumn::Type::person:
        return std::to_string(below(300));
      case FactColumn::Type::category:
        return std::to_string(below(static_cast<int>(column.categories.size())) + 1);
      case FactColumn::Type::boolean:
        return std::to_string(below(2));
      case FactColumn::Type::integer:
        return std::to_string(below(120));
      case FactColumn::Type::decimal:
        return std::to_string(below(2) == 0 ? below(1000) : -4'000'000'000'000 - below(9));
    }
    return "NULL";
  }

  const Catalog& catalog_;
  std::mt19937 random_{7};
};

std::string for_duckdb(const std::string& type) {
  if (type.find("String") != std::string::npos) return "VARCHAR";
  return type == "Int32" ? "INTEGER" : "BIGINT";
}

std::string create(const Table& table, bool is_clickhouse) {
  std::string text = "CREATE TABLE " + table.name + "(";
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    text += fmt::format("{}{} {}", i == 0 ? "" : ", ", table.columns[i],
                        is_clickhouse ? table.types[i] : for_duckdb(table.types[i]));
  }
  return text + (is_clickhouse ? ") ENGINE = Memory" : ")");
}

/// Backslashes are written once in DuckDB.
std::string insert(const Table& table, bool is_clickhouse) {
  std::string text = "INSERT INTO " + table.name + " VALUES ";
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    text += fmt::format("{}({})", i == 0 ? "" : ", ", fmt::join(table.rows[i], ", "));
  }
  if (is_clickhouse) return text;
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    plain += text[i];
    if (text[i] == '\\') ++i;
  }
  return plain;
}

/// One question in both dialects. `Say` gives its SQL.
struct Question {
  std::string name;
  std::string duckdb;
  std::string clickhouse;
  /// Of a cube: where the sums and the numbers of rows that say what a sum of nothing is stand.
  std::vector<std::size_t> sums;
  std::vector<std::size_t> counted;  ///< beside each of `sums`; 0 = none
};

template <typename Say>
Question question(const std::string& name, const Say& say) {
  return {
      .name = name, .duckdb = say(warehouse::duckdb()), .clickhouse = say(warehouse::clickhouse())};
}

Question cube_question(const Catalog& catalog, int fact) {
  Question asked = question(
      "cube of " + catalog.facts[static_cast<std::size_t>(fact)].key,
      [&](const Dialect& dialect) { return warehouse::cube_query(catalog, fact, dialect).sql; });
  const auto cube = warehouse::cube_query(catalog, fact, warehouse::duckdb());
  const std::size_t groups = 2 + cube.breakdowns.size();
  for (std::size_t i = 0; i < cube.measures.size(); ++i) {
    const auto gap =
        std::find(cube.sums_with_gaps.begin(), cube.sums_with_gaps.end(), cube.measures[i]);
    asked.sums.push_back(groups + i);
    asked.counted.push_back(gap == cube.sums_with_gaps.end()
                                ? 0
                                : groups + cube.measures.size() +
                                      static_cast<std::size_t>(gap - cube.sums_with_gaps.begin()));
  }
  return asked;
}

std::vector<Question> questions(const Catalog& catalog) {
  std::vector<Question> all;
  for (std::size_t fact = 0; fact < catalog.facts.size(); ++fact) {
    if (catalog.facts[fact].has_rows())
      all.push_back(cube_question(catalog, static_cast<int>(fact)));
  }
  for (std::size_t i = 0; i < catalog.measures.size(); ++i) {
    const Measure& measure = catalog.measures[i];
    if (measure.fact < 0 || !measure.versions.front().rows) continue;
    const int index = static_cast<int>(i);
    if (!measure.versions.front().rows->is_additive()) {
      all.push_back(question("levels of " + measure.key, [&](const Dialect& dialect) {
        return warehouse::level_query(catalog, index, measure.breakdowns, dialect);
      }));
    }
    const RowsQuestion rows{
        .measure = index,
        .cell = {},
        .places = {{.units = {0, 1, 2}, .months = Period(first, first.plus(3))}}};
    all.push_back(question("figure " + measure.key, [&](const Dialect& dialect) {
      return warehouse::figure_query(catalog, rows, dialect);
    }));
    all.push_back(question("rows of " + measure.key, [&](const Dialect& dialect) {
      return warehouse::rows_query(catalog, rows, 500, dialect);
    }));
    all.push_back(question("number of rows of " + measure.key, [&](const Dialect& dialect) {
      return warehouse::row_count_query(catalog, rows, dialect);
    }));
  }
  return all;
}

using Answer = std::vector<std::vector<std::string>>;

/// What is left when a sum of nothing has become zero, or a missing value, as `fact_cube` reads it.
Answer decided(Answer rows, const Question& asked) {
  for (auto& row : rows) {
    for (std::size_t i = 0; i < asked.sums.size(); ++i) {
      std::string& sum = row.at(asked.sums[i]);
      const bool is_missing = asked.counted[i] != 0 && row.at(asked.counted[i]) != "0";
      if (sum == "\\N") sum = is_missing ? "missing" : "0";
    }
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

Answer ask_duckdb(warehouse::Connection& connection, const std::string& sql, std::size_t columns) {
  // Each value as text, so that numbers of 128 bits are read too.
  Answer answer;
  warehouse::Result rows =
      connection.query("SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (" + sql + ")");
  while (rows.next()) {
    std::vector<std::string> row;
    for (std::size_t i = 0; i < columns; ++i) {
      row.push_back(rows.is_null(i) ? "\\N" : std::string(rows.text(i)));
    }
    answer.push_back(std::move(row));
  }
  return answer;
}

std::vector<Answer> ask_clickhouse(const std::vector<std::string>& statements,
                                   const fs::path& folder) {
  std::string script;
  for (const std::string& statement : statements) script += statement + "\n;\n";
  const fs::path file = folder / "script.sql";
  write_file_atomically(file.string(), script);
  const std::string command =
      fmt::format("{} {} {}", REDTHREAD_CLICKHOUSE_ANSWERS, library.string(), file.string());
  std::unique_ptr<FILE, int (*)(FILE*)> said(popen(command.c_str(), "r"), pclose);
  std::string text;
  std::array<char, 4096> part{};
  while (const std::size_t got = std::fread(part.data(), 1, part.size(), said.get())) {
    text.append(part.data(), got);
  }
  EXPECT_EQ(pclose(said.release()), 0) << "ClickHouse said no";
  std::vector<Answer> answers(1);
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line == ";") {
      answers.emplace_back();
      continue;
    }
    std::vector<std::string>& row = answers.back().emplace_back();
    std::istringstream fields(line);
    for (std::string field; std::getline(fields, field, '\t');) row.push_back(field);
  }
  answers.pop_back();
  return answers;
}

TEST(ClickHouse, AnswersAsDuckDbDoes) {
  if (!fs::exists(library)) GTEST_SKIP() << "ClickHouse is not here; ./run clickhouse fetches it";
  Diagnostics diagnostics;
  const auto catalog = catalog::load_catalog((source / "tests/rows_region").string(), diagnostics);
  ASSERT_TRUE(catalog) << to_text(diagnostics);

  Made made(*catalog);
  std::vector<Table> tables;
  for (const Fact& fact : catalog->facts) {
    if (fact.has_rows()) tables.push_back(made.rows_of(fact));
  }
  Table above{.name = "unit_above",
              .columns = {"unit", "month", "above"},
              .types = {"Int32", "Int32", "Int32"}};
  Table spans{
      .name = "wanted_span", .columns = {"first_month", "last_month"}, .types = {"Int32", "Int32"}};
  for (int month = first.index(); month < first.index() + months; ++month) {
    const std::string text = std::to_string(month);
    for (const auto& [unit, over] :
         {std::pair("0", "0"), {"1", "1"}, {"1", "0"}, {"2", "2"}, {"2", "0"}}) {
      above.rows.push_back({unit, text, over});
    }
    spans.rows.push_back({text, text});
    spans.rows.push_back({std::to_string(first.index()), text});
  }
  tables.push_back(std::move(above));
  tables.push_back(std::move(spans));

  warehouse::Database database(":memory:");
  warehouse::Connection connection(database);
  std::vector<std::string> script;
  for (const Table& table : tables) {
    for (const auto say : {create, insert}) {
      connection.run(say(table, false));
      script.push_back(say(table, true));
    }
  }
  const std::vector<Question> asked = questions(*catalog);
  for (const Question& each : asked) script.push_back(each.clickhouse);

  const product::TemporaryFolder folder;
  const std::vector<Answer> theirs = ask_clickhouse(script, folder.path());
  ASSERT_EQ(theirs.size(), script.size());
  std::size_t values = 0;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const Answer answer = decided(theirs[2 * tables.size() + i], asked[i]);
    ASSERT_FALSE(answer.empty()) << asked[i].name;
    const std::size_t columns = answer.front().size();
    const Answer ours = decided(ask_duckdb(connection, asked[i].duckdb, columns), asked[i]);
    EXPECT_EQ(ours.size(), answer.size()) << asked[i].name;
    const auto [mine, other] =
        std::mismatch(ours.begin(), ours.end(), answer.begin(), answer.end());
    if (mine != ours.end() && other != answer.end()) {
      EXPECT_EQ(*mine, *other) << asked[i].name;
    }
    values += ours.size() * ours.front().size();
  }
  EXPECT_GT(values, 10'000u);
}

}  // namespace
}  // namespace redthread
