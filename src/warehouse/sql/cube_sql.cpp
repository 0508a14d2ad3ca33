// SPDX-License-Identifier: Apache-2.0
#include "warehouse/sql/cube_sql.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "warehouse/sql/row_sql.hpp"

namespace redthread::warehouse {
namespace {

using Function = RowAggregate::Function;

const Fact& fact_of(const Catalog& catalog, const Measure& measure) {
  return catalog.facts[static_cast<std::size_t>(measure.fact)];
}

/// What a measure asks of the rows: definitions by date of effect as conditions on the month.
class MeasureSql {
 public:
  MeasureSql(const Fact& fact, const Measure& measure, const Dialect& dialect)
      : fact_(fact), measure_(measure), dialect_(dialect) {}

  Function function() const { return measure_.versions.front().rows->function; }

  /// The rows that count, by all versions; empty = all.
  std::string condition() const {
    std::vector<std::string> versions;
    for (std::size_t i = 0; i < measure_.versions.size(); ++i) {
      const std::string each = condition_of(i);
      if (each.empty()) return {};
      versions.push_back(each);
    }
    return versions.size() == 1 ? versions.front() : "(" + join(versions, " OR ") + ")";
  }

  /// The value that is summed, counted or put in order; empty for count(*).
  std::string value() const {
    const auto& versions = measure_.versions;
    const bool is_same = std::all_of(versions.begin(), versions.end(), [&](const auto& each) {
      return sql_of(each) == sql_of(versions.front());
    });
    if (is_same) return sql_of(versions.front());
    std::string text = "CASE";
    for (std::size_t i = versions.size() - 1; i > 0; --i) {
      text +=
          fmt::format(" WHEN month >= {} THEN {}", versions[i].from->index(), sql_of(versions[i]));
    }
    return text + fmt::format(" ELSE {} END", sql_of(versions.front()));
  }

  std::string aggregate() const {
    const std::string where = condition();
    const std::string x = value();
    switch (function()) {
      case Function::count:
        return filled(where.empty() ? dialect_.count_all : dialect_.count_where, x, where);
      case Function::sum:
        return filled(where.empty() ? dialect_.sum_all : dialect_.sum_where, x, where);
      case Function::distinct:
        return filled(dialect_.distinct_where, x, where.empty() ? "1 = 1" : where);
      case Function::median:
        break;
    }
    return filled(dialect_.median_where, x, where.empty() ? "1 = 1" : where);
  }

 private:
  std::string sql_of(const DefinitionVersion& version) const {
    return version.rows->value ? to_sql(*version.rows->value, fact_, dialect_) : std::string();
  }

  std::string condition_of(std::size_t version) const {
    const auto& versions = measure_.versions;
    std::vector<std::string> parts;
    if (version > 0) parts.push_back(fmt::format("month >= {}", versions[version].from->index()));
    if (version + 1 < versions.size()) {
      parts.push_back(fmt::format("month < {}", versions[version + 1].from->index()));
    }
    if (is_stock_of_snapshots()) {
      parts.push_back(column_sql(fact_, fact_.date_column, dialect_) + " = last_day");
    }
    if (const auto& where = versions[version].rows->where) {
      parts.push_back(to_condition(*where, fact_, dialect_));
    }
    return join(parts, " AND ");
  }

 public:
  /// What there was at the month's last look, not at every look.
  bool is_stock_of_snapshots() const {
    return fact_.grain == Fact::Grain::snapshot && measure_.time == TimeBehaviour::last;
  }

 private:
  const Fact& fact_;
  const Measure& measure_;
  const Dialect& dialect_;
};

std::string table_of(const Fact& fact) { return sql_name("rows_" + fact.key); }

/// The fact's table; with the month's last day beside when a measure needs it.
std::string from_clause(const Fact& fact, bool needs_last_day, const Dialect& dialect) {
  if (!needs_last_day) return table_of(fact);
  return fmt::format(
      "{0} JOIN (SELECT month AS last_month_of, max({1}) AS last_day FROM {0} GROUP BY month) "
      "AS latest ON month = last_month_of",
      table_of(fact), column_sql(fact, fact.date_column, dialect));
}

int column_of_breakdown(const Fact& fact, const std::string& breakdown) {
  const auto found =
      std::find_if(fact.columns.begin(), fact.columns.end(),
                   [&](const FactColumn& column) { return column.breakdown == breakdown; });
  REDTHREAD_ASSERT(found != fact.columns.end(), "a measure's breakdown is a column of its fact");
  return static_cast<int>(found - fact.columns.begin());
}

std::string months_condition(Period months) {
  return fmt::format("month BETWEEN {} AND {}", months.first().index(), months.last().index());
}

/// `"unit" IN (1, 2) AND month BETWEEN ... AND` the cell's categories.
std::string place_condition(const Catalog& catalog, const Fact& fact, const Cell& cell,
                            const std::vector<int>& units, Period months, const Dialect& dialect) {
  std::string text = fmt::format("{} IN ({}) AND {}", column_sql(fact, fact.unit_column, dialect),
                                 fmt::join(units, ", "), months_condition(months));
  for (const auto& [breakdown, category] : cell) {
    const auto& known = catalog.breakdown(breakdown)->categories;
    const auto at = std::find_if(known.begin(), known.end(),
                                 [&, wanted = category](const auto& c) { return c.key == wanted; });
    text +=
        fmt::format(" AND {} = {}", column_sql(fact, column_of_breakdown(fact, breakdown), dialect),
                    at - known.begin() + 1);
  }
  return text;
}

}  // namespace

CubeQuery cube_query(const Catalog& catalog, int fact_index, const Dialect& dialect,
                     std::optional<Period> months) {
  const Fact& fact = catalog.facts[static_cast<std::size_t>(fact_index)];
  CubeQuery query;
  bool needs_last_day = false;
  std::vector<std::string> aggregates;
  for (std::size_t i = 0; i < catalog.measures.size(); ++i) {
    const Measure& measure = catalog.measures[i];
    if (measure.fact != fact_index || !measure.versions.front().rows->is_additive()) continue;
    const MeasureSql sql(fact, measure, dialect);
    needs_last_day = needs_last_day || sql.is_stock_of_snapshots();
    aggregates.push_back(fmt::format("{} AS m{}", sql.aggregate(), query.measures.size()));
    query.measures.push_back(static_cast<int>(i));
    for (const std::string& breakdown : measure.breakdowns) {
      auto& known = query.breakdowns;
      if (std::find(known.begin(), known.end(), breakdown) == known.end()) {
        known.push_back(breakdown);
      }
    }
  }
  if (query.measures.empty()) return query;
  std::vector<std::string> keys = {column_sql(fact, fact.unit_column, dialect), "month"};
  query.sql = fmt::format("SELECT {} AS unit, month", keys.front());
  for (const std::string& breakdown : query.breakdowns) {
    keys.push_back(column_sql(fact, column_of_breakdown(fact, breakdown), dialect));
    query.sql += fmt::format(", {} AS {}", keys.back(), sql_name("by_" + breakdown));
  }
  for (const std::string& aggregate : aggregates) query.sql += ",\n  " + aggregate;
  query.sql += "\nFROM " + from_clause(fact, needs_last_day, dialect);
  if (months) query.sql += "\nWHERE " + months_condition(*months);
  query.sql += "\nGROUP BY " + join(keys, ", ");
  return query;
}

std::string figure_query(const Catalog& catalog, int measure_index, const Cell& cell,
                         const std::vector<int>& units, Period months, const Dialect& dialect) {
  const Measure& measure = catalog.measures[static_cast<std::size_t>(measure_index)];
  const Fact& fact = fact_of(catalog, measure);
  const MeasureSql sql(fact, measure, dialect);
  return fmt::format("SELECT {}\nFROM {}\nWHERE {}", sql.aggregate(),
                     from_clause(fact, sql.is_stock_of_snapshots(), dialect),
                     place_condition(catalog, fact, cell, units, months, dialect));
}

std::string level_query(const Catalog& catalog, int measure_index,
                        const std::vector<std::string>& breakdowns, const Dialect& dialect) {
  const Measure& measure = catalog.measures[static_cast<std::size_t>(measure_index)];
  const Fact& fact = fact_of(catalog, measure);
  const MeasureSql sql(fact, measure, dialect);
  // The aggregate's condition says which rows count; a group without any has no value.
  std::string select = "SELECT above AS unit, first_month, last_month";
  std::string group = "above, first_month, last_month";
  std::string where = fmt::format(
      "unit_above.unit = {} AND unit_above.month = counted.month AND counted.month >= first_month "
      "AND counted.month <= last_month",
      "counted.counted_unit");
  std::string inner =
      fmt::format("SELECT {} AS counted_unit, month", column_sql(fact, fact.unit_column, dialect));
  for (const std::string& breakdown : breakdowns) {
    const std::string name = sql_name("by_" + breakdown);
    inner += fmt::format(", {} AS {}",
                         column_sql(fact, column_of_breakdown(fact, breakdown), dialect), name);
    select += ", " + name;
    group += ", " + name;
    where += fmt::format(" AND {} IS NOT NULL", name);
  }
  const std::string condition = sql.condition();
  inner += fmt::format(", {} AS x FROM {}", sql.value(),
                       from_clause(fact, sql.is_stock_of_snapshots(), dialect));
  if (!condition.empty()) inner += " WHERE " + condition;
  const std::string aggregate =
      filled(sql.function() == Function::distinct ? dialect.distinct_where : dialect.median_where,
             "x", "x IS NOT NULL");
  return fmt::format(
      "{}, {} AS value\nFROM ({}) AS counted, unit_above, wanted_span\nWHERE {}\nGROUP BY {}",
      select, aggregate, inner, where, group);
}

std::string rows_query(const Catalog& catalog, const RowsQuestion& question,
                       const Dialect& dialect) {
  const Measure& measure = catalog.measures[static_cast<std::size_t>(question.measure)];
  const Fact& fact = fact_of(catalog, measure);
  const MeasureSql sql(fact, measure, dialect);
  std::string text = "SELECT delivery_id, line";
  for (std::size_t i = 0; i < fact.columns.size(); ++i) {
    text += fmt::format(", {} AS {}", column_sql(fact, static_cast<int>(i), dialect),
                        sql_name(fact.columns[i].key));
  }
  text += fmt::format(
      "\nFROM {}\nWHERE {}", from_clause(fact, sql.is_stock_of_snapshots(), dialect),
      place_condition(catalog, fact, question.cell, question.units, question.months, dialect));
  if (const std::string condition = sql.condition(); !condition.empty()) {
    text += " AND " + condition;
  }
  text +=
      fmt::format("\nORDER BY {}, delivery_id, line", column_sql(fact, fact.date_column, dialect));
  if (question.limit > 0) text += fmt::format("\nLIMIT {}", question.limit);
  return text;
}

std::string row_count_query(const Catalog& catalog, const RowsQuestion& question,
                            const Dialect& dialect) {
  const Measure& measure = catalog.measures[static_cast<std::size_t>(question.measure)];
  const Fact& fact = fact_of(catalog, measure);
  const MeasureSql sql(fact, measure, dialect);
  std::string text = fmt::format(
      "SELECT count(*)\nFROM {}\nWHERE {}", from_clause(fact, sql.is_stock_of_snapshots(), dialect),
      place_condition(catalog, fact, question.cell, question.units, question.months, dialect));
  if (const std::string condition = sql.condition(); !condition.empty()) {
    text += " AND " + condition;
  }
  return text;
}

}  // namespace redthread::warehouse
