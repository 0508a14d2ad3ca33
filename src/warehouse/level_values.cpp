// SPDX-License-Identifier: Apache-2.0
#include "warehouse/level_values.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "warehouse/fact_table.hpp"
#include "warehouse/row_check.hpp"
#include "warehouse/sql/level_sql.hpp"

namespace redthread::warehouse {
namespace {

/// The fact's measures that do not add up.
std::vector<int> measures_of(const Catalog& catalog, const Fact& fact) {
  std::vector<int> measures;
  for (std::size_t i = 0; i < catalog.measures.size(); ++i) {
    const Measure& measure = catalog.measures[i];
    const auto& rows = measure.versions.front().rows;
    const bool is_of_fact = measure.fact == &fact - catalog.facts.data();
    if (is_of_fact && rows && !rows->is_additive()) measures.push_back(static_cast<int>(i));
  }
  return measures;
}

/// Every subset of the measure's breakdowns, the empty one first.
std::vector<std::vector<std::string>> breakdown_sets(const Measure& measure) {
  std::vector<std::vector<std::string>> sets = {{}};
  for (const std::string& breakdown : measure.breakdowns) {
    const std::size_t known = sets.size();
    for (std::size_t i = 0; i < known; ++i) {
      std::vector<std::string> finer = sets[i];
      finer.push_back(breakdown);
      sets.push_back(std::move(finer));
    }
  }
  return sets;
}

/// The spans that end with a month and have a name.
std::set<Period> spans_ending(Month month) {
  const Period single = Period::month(month);
  std::set<Period> spans = {single, single.year_to_date(), single.rolling_twelve()};
  if (month.month() % 3 == 0) spans.insert(Period::quarter(month.year(), month.month() / 3));
  if (month.month() % 4 == 0) spans.insert(Period::tertial(month.year(), month.month() / 4));
  return spans;
}

/// The spans of the fact's delivered months that hold one of `months` (nullopt = all).
std::set<Period> wanted_spans(Connection& connection, const Fact& fact,
                              const std::optional<std::set<int>>& months) {
  std::set<int> known;
  Result rows = connection.query(
      fmt::format("SELECT DISTINCT month FROM {}", sql_name(FactTable(fact).name())));
  while (rows.next()) known.insert(static_cast<int>(rows.integer(0)));
  std::set<Period> wanted;
  for (const int index : known) {
    for (const Period& span : spans_ending(Month::from_index(index))) {
      const auto is_known = [&](Month month) { return known.contains(month.index()); };
      const auto each = span.each_month();
      if (!std::all_of(each.begin(), each.end(), is_known)) continue;
      const bool is_touched = !months || std::any_of(each.begin(), each.end(), [&](Month month) {
        return months->contains(month.index());
      });
      if (is_touched) wanted.insert(span);
    }
  }
  return wanted;
}

void fill_wanted_spans(Connection& connection, const std::set<Period>& spans) {
  connection.run(
      "CREATE OR REPLACE TEMP TABLE wanted_span(first_month INTEGER, last_month INTEGER)");
  Appender rows(connection, "wanted_span");
  for (const Period& span : spans) {
    rows.integer(span.first().index()).integer(span.last().index()).end_row();
  }
  rows.close();
}

/// Each unit and month that the fact has rows of.
std::vector<std::pair<int, int>> units_seen(Connection& connection, const Fact& fact) {
  std::vector<std::pair<int, int>> units;
  Result seen =
      connection.query(fmt::format("SELECT DISTINCT {}, month FROM {}", FactTable(fact).unit_name(),
                                   sql_name(FactTable(fact).name())));
  while (seen.next()) {
    units.emplace_back(static_cast<int>(seen.integer(0)), static_cast<int>(seen.integer(1)));
  }
  return units;
}

/// Fills the table of who counts the rows of whom in each month; `above_in(unit, month)` says it.
template <typename AboveIn>
void fill_units_above(Connection& connection, const Fact& fact, const AboveIn& above_in) {
  connection.run(
      "CREATE OR REPLACE TEMP TABLE unit_above(unit INTEGER, month INTEGER, above INTEGER)");
  const auto seen = units_seen(connection, fact);
  Appender rows(connection, "unit_above");
  for (const auto& [unit, month] : seen) {
    for (const int above : above_in(unit, month)) {
      rows.integer(unit).integer(month).integer(above).end_row();
    }
  }
  rows.close();
}

/// A value as the query gives it.
struct LevelValue {
  Cell cell;
  int unit = -1;
  Period span;
  std::int64_t value = 0;
};

/// Asks for a measure's values, for each set of its breakdowns.
template <typename Take>
void each_value(Connection& connection, const Catalog& catalog, int measure, const Take& take) {
  for (const auto& breakdowns :
       breakdown_sets(catalog.measures[static_cast<std::size_t>(measure)])) {
    Result rows = connection.query(level_query(catalog, measure, breakdowns, duckdb()));
    while (rows.next()) {
      if (rows.is_null(3 + breakdowns.size())) continue;
      LevelValue each{.unit = static_cast<int>(rows.integer(0)),
                      .span = Period(Month::from_index(static_cast<int>(rows.integer(1))),
                                     Month::from_index(static_cast<int>(rows.integer(2)))),
                      .value = rows.integer(3 + breakdowns.size())};
      for (std::size_t i = 0; i < breakdowns.size(); ++i) {
        const auto category = static_cast<std::size_t>(rows.integer(3 + i)) - 1;
        each.cell[breakdowns[i]] = catalog.breakdown(breakdowns[i])->categories[category].key;
      }
      take(each);
    }
  }
}

/// Takes out the values of spans that hold one of the months; nullopt = all.
void forget(Connection& connection, const Fact& fact, const std::optional<std::set<int>>& months) {
  std::string spans = "true";
  if (months) {
    spans = "false";
    for (const int month : *months) {
      spans += fmt::format(" OR {0} BETWEEN first_month AND last_month", month);
    }
  }
  connection.query(fmt::format("DELETE FROM level_value WHERE fact = ? AND ({})", spans),
                   {fact.key});
}

void compute(Connection& connection, const Catalog& catalog, const Fact& fact, int measure) {
  Appender values(connection, "level_value");
  const std::string& key = catalog.measures[static_cast<std::size_t>(measure)].key;
  each_value(connection, catalog, measure, [&](const LevelValue& each) {
    values.text(fact.key).text(key).text(cell_to_text(each.cell)).integer(each.unit);
    values.integer(each.span.first().index()).integer(each.span.last().index());
    values.integer(each.value).end_row();
  });
  values.close();
}

void add_to(Cube& cube, int measure, const LevelValue& each, const DeliveredMonths& delivered) {
  cube.set({.measure = measure,
            .cell = cube.intern(each.cell),
            .unit = each.unit,
            .scenario = Scenario::actual},
           {.span = each.span,
            .value = each.value,
            .state = State::present,
            .source = delivered.source(each.unit, each.span.last().index())});
}

}  // namespace

std::string level_signature(const Catalog& catalog, const Fact& fact) {
  std::string text;
  for (const int measure : measures_of(catalog, fact)) {
    const Measure& of = catalog.measures[static_cast<std::size_t>(measure)];
    text += of.key + ": " + level_query(catalog, measure, of.breakdowns, duckdb()) + "\n";
  }
  return text;
}

void rebuild_levels(Connection& connection, const Catalog& catalog, const Fact& fact,
                    const std::optional<std::set<int>>& months) {
  const std::vector<int> measures = measures_of(catalog, fact);
  forget(connection, fact, months);
  if (measures.empty()) return;
  const std::set<Period> spans = wanted_spans(connection, fact, months);
  if (spans.empty()) return;
  fill_wanted_spans(connection, spans);
  fill_units_above(connection, fact, [&](int unit, int month) {
    // Where a unit stood last in the month.
    std::vector<int> above =
        catalog.organisation.ancestors(unit, Month::from_index(month).last_day());
    above.push_back(unit);
    return above;
  });
  for (const int measure : measures) compute(connection, catalog, fact, measure);
}

void restate_levels(Connection& connection, const Catalog& catalog, const Fact& fact,
                    const Organisation& restated, const DeliveredMonths& delivered, Cube& cube) {
  const std::vector<int> measures = measures_of(catalog, fact);
  if (measures.empty()) return;
  const std::set<Period> spans = wanted_spans(connection, fact, std::nullopt);
  if (spans.empty()) return;
  fill_wanted_spans(connection, spans);
  std::map<int, Organisation::CountedAt> places;  // by unit
  std::map<int, std::set<int>> unknown;           // by unit: months that it has in part
  fill_units_above(connection, fact, [&](int unit, int month) {
    const auto [place, is_new] = places.try_emplace(unit);
    if (is_new) place->second = restated.counted_at(unit);
    for (const int part : place->second.in_part) unknown[part].insert(month);
    return place->second.whole;
  });
  for (const int measure : measures) {
    each_value(connection, catalog, measure, [&](const LevelValue& each) {
      const auto in_part = unknown.find(each.unit);
      if (in_part != unknown.end()) {
        const auto first = in_part->second.lower_bound(each.span.first().index());
        if (first != in_part->second.end() && *first <= each.span.last().index()) return;
      }
      add_to(cube, measure, each, delivered);
    });
  }
}

void read_levels(Connection& connection, const Catalog& catalog, const Fact& fact,
                 const DeliveredMonths& delivered, Cube& cube) {
  Result rows = connection.query(
      "SELECT measure, cell, unit, first_month, last_month, \"value\" FROM level_value "
      "WHERE fact = ? ORDER BY measure, cell, unit, first_month, last_month",
      {fact.key});
  while (rows.next()) {
    const LevelValue each{.cell = cell_from_text(rows.text(1)),
                          .unit = static_cast<int>(rows.integer(2)),
                          .span = Period(Month::from_index(static_cast<int>(rows.integer(3))),
                                         Month::from_index(static_cast<int>(rows.integer(4)))),
                          .value = rows.integer(5)};
    add_to(cube, catalog.measure_index(rows.text(0)), each, delivered);
  }
}

}  // namespace redthread::warehouse
