// SPDX-License-Identifier: Apache-2.0
// The cube of 44 measures over 20 million contacts of 800 units in 72 months, by sex. Beside it,
// the quickest of the queries that somebody who knows DuckDB well would write for the same; pandas
// and PostgreSQL on the same rows, where they are installed (bench/peers/).
#include <array>
#include <cstdio>
#include <fstream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include <fmt/format.h>
#include <sys/wait.h>

#include "bench.hpp"
#include "contact_region.hpp"
#include "warehouse/duckdb.hpp"
#include "warehouse/sql/cube_sql.hpp"

namespace redthread::bench {
namespace {

namespace fs = std::filesystem;

std::vector<ContactMeasure> in_order_of(const warehouse::CubeQuery& cube, const Catalog& catalog) {
  std::vector<ContactMeasure> ordered;
  for (const int index : cube.measures) {
    const std::string& key = catalog.measures[static_cast<std::size_t>(index)].key;
    for (const ContactMeasure& each : ContactRegion::measures()) {
      if (each.key == key) ordered.push_back(each);
    }
  }
  return ordered;
}

/// `write` says an aggregate and its condition in SQL.
template <typename Write>
std::string query(const std::vector<ContactMeasure>& measures, const Write& write) {
  std::string text = "SELECT unit_code, month, sex";
  for (const ContactMeasure& measure : measures) {
    text += ", " + (measure.condition.empty() ? measure.aggregate
                                              : write(measure.aggregate, measure.condition));
  }
  return text + " FROM rows_contact GROUP BY 1, 2, 3";
}

bool is_count(const std::string& aggregate) { return aggregate == "count(*)"; }
std::string summed(const std::string& sum) { return sum.substr(4, sum.size() - 5); }

std::string with_filter(const std::string& aggregate, const std::string& condition) {
  return aggregate + " FILTER (WHERE " + condition + ")";
}
std::string with_case(const std::string& aggregate, const std::string& condition) {
  return fmt::format("sum(CASE WHEN {} THEN {} ELSE 0 END)", condition,
                     is_count(aggregate) ? "1" : summed(aggregate));
}
std::string with_count_if(const std::string& aggregate, const std::string& condition) {
  return is_count(aggregate) ? "count_if(" + condition + ")" : with_case(aggregate, condition);
}

/// Grouped by all that the conditions ask for first, then summed.
std::string in_two_steps(const std::vector<ContactMeasure>& measures) {
  std::string text = "SELECT unit_code, month, sex";
  for (const ContactMeasure& measure : measures) {
    const std::string column = is_count(measure.aggregate) ? "counted" : summed(measure.aggregate);
    text += measure.condition.empty()
                ? fmt::format(", sum({})", column)
                : fmt::format(", sum(CASE WHEN {} THEN {} ELSE 0 END)", measure.condition, column);
  }
  return text +
         " FROM (SELECT unit_code, month, sex, form, profession, urgent, CASE WHEN age < 18 THEN 0 "
         "WHEN age < 65 THEN 18 ELSE 65 END AS age, count(*) AS counted, sum(minutes) AS minutes, "
         "sum(amount) AS amount FROM rows_contact GROUP BY ALL) AS grouped GROUP BY 1, 2, 3";
}

double seconds_of(warehouse::Connection& connection, const std::string& name,
                  const std::string& sql) {
  return best_seconds(
      1, [&] { connection.run("CREATE OR REPLACE TEMP TABLE " + name + " AS " + sql); });
}

void check_same(warehouse::Connection& connection) {
  auto rows = connection.query(
      "SELECT (SELECT count(*) FROM ours), (SELECT count(*) FROM theirs), "
      "(SELECT count(*) FROM (SELECT * FROM ours EXCEPT SELECT * FROM theirs))");
  rows.next();
  if (rows.integer(0) == 0 || rows.integer(0) != rows.integer(1) || rows.integer(2) != 0) {
    throw std::runtime_error("the cube and the query written by hand disagree");
  }
}

/// Runs a program of bench/peers/ in one of its ways: the seconds that it says, nullopt when what
/// it needs is not installed.
std::optional<double> peer(const std::string& program, const ContactRegion& region,
                           const fs::path& out, const std::string& way) {
  const std::string command =
      fmt::format("bench/peers/{} {} {} {}", program, region.folder().string(), out.string(), way);
  std::unique_ptr<FILE, int (*)(FILE*)> said(popen(command.c_str(), "r"), pclose);
  if (!said) throw std::runtime_error("cannot start " + program);
  std::array<char, 64> text{};
  const bool has_text = std::fgets(text.data(), text.size(), said.get()) != nullptr;
  const int status = pclose(said.release());
  if (WIFEXITED(status) && WEXITSTATUS(status) == 3) return std::nullopt;
  if (!has_text || status != 0) throw std::runtime_error(program + " failed");
  return std::stod(text.data());
}

/// What all numbers of the cube add up to; without those that differ by who says them.
std::int64_t total(std::istream& rows) {
  std::int64_t sum = 0;
  for (std::string line; std::getline(rows, line);) {
    std::size_t at = 0;
    for (int field = 0; at != std::string::npos; ++field) {
      if (field >= 3) sum += std::stoll(line.substr(at));
      at = line.find('\t', at);
      if (at != std::string::npos) ++at;
    }
  }
  return sum;
}

std::int64_t total(warehouse::Connection& connection, std::size_t measures) {
  auto rows = connection.query("SELECT * FROM ours");
  std::int64_t sum = 0;
  while (rows.next()) {
    for (std::size_t i = 0; i < measures; ++i) sum += rows.integer(3 + i);
  }
  return sum;
}

/// A peer as one meets it, which is what the goal speaks of, and one made as quick as we could.
struct Peer {
  std::string name;
  std::string program;
  std::string package;
  std::string way;
};

Measurement against(const Peer& other, const ContactRegion& region, double ours,
                    std::int64_t expected) {
  const fs::path out = region.folder() / (other.name + ".tsv");
  Measurement line{
      .name = "rows_cube.20_million." + other.name + "_" + other.way, .value = ours, .unit = "s"};
  const auto seconds = peer(other.program, region, out, other.way);
  if (!seconds) {
    line.reference_name = "nothing: " + other.package + " is not installed";
    return line;
  }
  std::ifstream rows(out);
  if (total(rows) != expected) {
    throw std::runtime_error("the cube and " + other.name + " disagree");
  }
  line.reference = seconds;
  line.reference_name = other.package + ", " + other.way;
  if (other.way == "plain") {
    line.goal = *seconds / 10;
    line.goal_is_limit = true;
  }
  return line;
}

std::vector<Measurement> run() {
  const ContactRegion region(72);
  region.load(region.warehouse());
  const warehouse::CubeQuery cube =
      warehouse::cube_query(region.catalog(), 0, warehouse::duckdb(), std::nullopt);
  const auto measures = in_order_of(cube, region.catalog());
  std::ofstream list(region.folder() / "measures.tsv");
  for (const ContactMeasure& each : measures) {
    list << each.key << '\t' << each.aggregate << '\t' << each.condition << '\n';
  }
  list.close();

  double ours = 0;
  double theirs = 0;
  std::int64_t sum = 0;
  {
    warehouse::Database database(region.warehouse().string());
    warehouse::Connection connection(database);
    const std::array by_hand = {query(measures, with_filter), query(measures, with_case),
                                query(measures, with_count_if), in_two_steps(measures)};
    for (int round = 0; round < 3; ++round) {
      for (const std::string& sql : by_hand) {
        const double took = seconds_of(connection, "theirs", sql);
        if (theirs == 0 || took < theirs) theirs = took;
        const double taken = seconds_of(connection, "ours", cube.sql);
        if (ours == 0 || taken < ours) ours = taken;
        if (round == 0) check_same(connection);
      }
    }
    sum = total(connection, measures.size());
  }
  std::vector<Measurement> lines = {{"rows_cube.20_million", ours, "s", theirs,
                                     "the best query written by hand", 1.5 * theirs, true}};
  for (const char* way : {"plain", "tuned"}) {
    lines.push_back(
        against({"pandas", "pandas_cube.py", "python3-pandas", way}, region, ours, sum));
    lines.push_back(
        against({"postgresql", "postgres_cube", "postgresql-15", way}, region, ours, sum));
  }
  return lines;
}

[[maybe_unused]] const bool known =
    add({"rows_cube", "a cube of 44 measures over 20 million rows", run});

}  // namespace
}  // namespace redthread::bench
