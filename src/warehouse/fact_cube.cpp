// SPDX-License-Identifier: Apache-2.0
#include "warehouse/fact_cube.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/error.hpp"
#include "warehouse/delivered_months.hpp"
#include "warehouse/fact_table.hpp"
#include "warehouse/level_values.hpp"
#include "warehouse/sql/cube_sql.hpp"
#include "warehouse/sql/dialect.hpp"
#include "warehouse/sql/neighbour_sql.hpp"

namespace redthread::warehouse {
namespace {

/// Consecutive months as periods, so that few queries compute them.
std::vector<Period> runs_of(const std::set<int>& months) {
  std::vector<Period> runs;
  for (const int index : months) {
    const Month month = Month::from_index(index);
    if (!runs.empty() && runs.back().last().plus(1) == month) {
      runs.back() = Period(runs.back().first(), month);
    } else {
      runs.push_back(Period::month(month));
    }
  }
  return runs;
}

/// The months to compute when the rows of `touched` changed: those in which a row may have another
/// neighbour with them.
std::set<int> reached_months(Connection& connection, const Fact& fact,
                             const std::set<int>& touched) {
  const NeighbourReach reach = neighbour_reach(fact);
  std::set<int> months = touched;
  if (!reach.earlier && !reach.later) return months;
  Result rows = connection.query(
      fmt::format("SELECT DISTINCT month FROM {}", sql_name(FactTable(fact).name())));
  while (rows.next()) {
    const int month = static_cast<int>(rows.integer(0));
    const bool is_reached =
        (reach.later && month > *touched.begin()) || (reach.earlier && month < *touched.rbegin());
    if (is_reached) months.insert(month);
  }
  return months;
}

std::string month_list(const std::set<int>& months) {
  return fmt::format("({})", fmt::join(months, ", "));
}

std::string signature_in(Connection& connection, const Fact& fact) {
  Result row = connection.query("SELECT cube FROM fact_layout WHERE fact = ?", {fact.key});
  return row.next() ? std::string(row.text(0)) : std::string();
}

int index_of(const Catalog& catalog, const Fact& fact) {
  return static_cast<int>(&fact - catalog.facts.data());
}

/// All that the fact's values rest on, but for the rows.
std::string signature_of(const Catalog& catalog, const Fact& fact, const CubeQuery& query) {
  return query.sql + "\n" + level_signature(catalog, fact);
}

void rebuild_all(Connection& connection, const Catalog& catalog, const Fact& fact,
                 const CubeQuery& query) {
  const std::string cube = sql_name(FactTable(fact).cube_name());
  connection.run("DROP TABLE IF EXISTS " + cube);
  if (!query.measures.empty()) connection.run("CREATE TABLE " + cube + " AS " + query.sql);
  rebuild_levels(connection, catalog, fact, std::nullopt);
  connection.query("UPDATE fact_layout SET cube = ? WHERE fact = ?",
                   {signature_of(catalog, fact, query), fact.key});
}

/// While a fact is read: rows are counted in the month, and so far none of them has a value.
constexpr State without_value = State::not_measured;

/// Adds one fact's values to the cube.
class FactReader {
 public:
  FactReader(Connection& connection, const Catalog& catalog, const Fact& fact,
             const Organisation* restated, Cube& cube)
      : connection_(connection),
        catalog_(catalog),
        fact_(fact),
        restated_(restated),
        cube_(cube),
        query_(cube_query(catalog, index_of(catalog, fact), duckdb(), std::nullopt)),
        delivered_(connection, catalog, fact) {}

  void read() {
    delivered_.add_sources(cube_);
    read_sums();
    if (restated_ == nullptr) {
      read_levels(connection_, catalog_, fact_, delivered_, cube_);
    } else {
      restate_levels(connection_, catalog_, fact_, *restated_, delivered_, cube_);
    }
  }

 private:
  /// A unit's rows in the cube's table, for one combination of categories.
  struct Group {
    int unit = -1;
    std::vector<int> categories;  ///< by breakdown of the query; 0 = missing
    bool operator==(const Group&) const = default;
  };
  struct Target {
    std::size_t column = 0;   ///< of the query
    std::size_t counted = 0;  ///< the column that says how many rows are; 0 = none does
    Cube::Key key;
    Cube::Row row;
    std::uint32_t* sources = nullptr;
  };

  void read_sums() {
    if (query_.measures.empty()) return;
    const std::size_t breakdowns = query_.breakdowns.size();
    std::string order = "1";
    for (std::size_t i = 0; i < breakdowns; ++i) order += fmt::format(", {}", i + 3);
    Result rows = connection_.query(fmt::format("SELECT * FROM {} ORDER BY {}, 2",
                                                sql_name(FactTable(fact_).cube_name()), order));
    Group group;
    std::vector<Target> targets;
    while (rows.next()) {
      Group next{.unit = static_cast<int>(rows.integer(0))};
      for (std::size_t i = 0; i < breakdowns; ++i) {
        next.categories.push_back(rows.is_null(2 + i) ? 0 : static_cast<int>(rows.integer(2 + i)));
      }
      if (next != group) {
        group = std::move(next);
        targets = targets_of(group);
      }
      const int month = static_cast<int>(rows.integer(1));
      const auto at = static_cast<std::size_t>(month - cube_.range().first().index());
      const std::uint32_t source = delivered_.source(group.unit, month);
      for (const Target& target : targets) {
        if (rows.is_null(target.column)) {
          const bool is_counted = target.counted != 0 && rows.integer(target.counted) > 0;
          if (is_counted && target.row.states[at] == State::missing) {
            target.row.states[at] = without_value;
          }
          continue;
        }
        target.row.values[at] += rows.integer(target.column);
        target.row.states[at] = State::present;
        target.sources[at] = source;
      }
    }
    fill_zeros();
  }

  /// Where a group's numbers go: each measure's cells that it is part of.
  std::vector<Target> targets_of(const Group& group) {
    std::vector<Target> targets;
    const std::size_t first = 2 + query_.breakdowns.size();
    std::size_t gaps = 0;
    for (std::size_t i = 0; i < query_.measures.size(); ++i) {
      const int measure = query_.measures[i];
      const bool has_gaps =
          gaps < query_.sums_with_gaps.size() && query_.sums_with_gaps[gaps] == measure;
      const std::size_t counted = has_gaps ? first + query_.measures.size() + gaps++ : 0;
      for (const Cell& cell : cells_of(measure, group)) {
        targets.push_back({.column = first + i,
                           .counted = counted,
                           .key = {.measure = measure,
                                   .cell = cube_.intern(cell),
                                   .unit = group.unit,
                                   .scenario = Scenario::actual}});
      }
    }
    // All series first: a new one moves the others.
    for (const Target& target : targets) cube_.month_source_row(target.key);
    for (Target& target : targets) {
      target.row = cube_.month_row(target.key);
      target.sources = cube_.month_source_row(target.key);
      series_.insert({target.key.unit, target.key.measure, target.key.cell});
    }
    return targets;
  }

  /// Every subset of the measure's breakdowns; a category that is missing is in totals only.
  std::vector<Cell> cells_of(int measure, const Group& group) const {
    std::vector<Cell> cells = {{}};
    for (const std::string& key : catalog_.measures[static_cast<std::size_t>(measure)].breakdowns) {
      const auto at = std::find(query_.breakdowns.begin(), query_.breakdowns.end(), key);
      REDTHREAD_ASSERT(at != query_.breakdowns.end(), "the query has the measure's breakdowns");
      const int category =
          group.categories[static_cast<std::size_t>(at - query_.breakdowns.begin())];
      if (category == 0) continue;
      const Breakdown* breakdown = catalog_.breakdown(key);
      const std::size_t known = cells.size();
      for (std::size_t i = 0; i < known; ++i) {
        Cell finer = cells[i];
        finer[key] = breakdown->categories[static_cast<std::size_t>(category - 1)].key;
        cells.push_back(std::move(finer));
      }
    }
    return cells;
  }

  /// Nothing counted in a month that was delivered is zero; rows that all lack the value are not.
  void fill_zeros() {
    for (const auto& [unit, measure, cell] : series_) {
      const Cube::Key key{
          .measure = measure, .cell = cell, .unit = unit, .scenario = Scenario::actual};
      const Cube::Row row = cube_.month_row(key);
      std::uint32_t* sources = cube_.month_source_row(key);
      int at = 0;
      for (const Month month : cube_.range().each_month()) {
        const auto place = static_cast<std::size_t>(at++);
        if (row.states[place] == without_value) {
          row.states[place] = State::missing;
          continue;
        }
        if (row.states[place] != State::missing) continue;
        if (!delivered_.has(unit, month.index())) continue;
        if (!catalog_.organisation.exists(unit, Period::month(month))) continue;
        row.states[place] = State::present;
        sources[place] = delivered_.source(unit, month.index());
      }
    }
  }

  Connection& connection_;
  const Catalog& catalog_;
  const Fact& fact_;
  const Organisation* restated_;
  Cube& cube_;
  CubeQuery query_;
  DeliveredMonths delivered_;
  std::set<std::tuple<int, int, int>> series_;  ///< unit, measure, cell
};

}  // namespace

void rebuild_cube(Connection& connection, const Catalog& catalog, const Fact& fact,
                  const std::set<int>& touched) {
  if (touched.empty()) return;
  const int index = index_of(catalog, fact);
  const CubeQuery query = cube_query(catalog, index, duckdb(), std::nullopt);
  if (signature_in(connection, fact) != signature_of(catalog, fact, query)) {
    return rebuild_all(connection, catalog, fact, query);
  }
  const std::set<int> months = reached_months(connection, fact, touched);
  if (!query.measures.empty()) {
    const std::string cube = sql_name(FactTable(fact).cube_name());
    connection.run(fmt::format("DELETE FROM {} WHERE month IN {}", cube, month_list(months)));
    for (const Period& run : runs_of(months)) {
      connection.run(
          fmt::format("INSERT INTO {} {}", cube, cube_query(catalog, index, duckdb(), run).sql));
    }
  }
  rebuild_levels(connection, catalog, fact, months);
}

void refresh_cubes(Connection& connection, const Catalog& catalog) {
  for (const Fact& fact : catalog.facts) {
    if (!fact.has_rows()) continue;
    const CubeQuery query = cube_query(catalog, index_of(catalog, fact), duckdb(), std::nullopt);
    if (signature_in(connection, fact) != signature_of(catalog, fact, query)) {
      rebuild_all(connection, catalog, fact, query);
    }
  }
}

void read_cubes(Connection& connection, const Catalog& catalog, const Organisation* restated,
                Cube& cube) {
  for (const Fact& fact : catalog.facts) {
    if (fact.has_rows()) FactReader(connection, catalog, fact, restated, cube).read();
  }
}

}  // namespace redthread::warehouse
