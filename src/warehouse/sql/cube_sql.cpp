// SPDX-License-Identifier: Apache-2.0
#include "warehouse/sql/cube_sql.hpp"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>

#include "warehouse/sql/measure_sql.hpp"
#include "warehouse/sql/row_sql.hpp"

namespace redthread::warehouse {
namespace {

class CubeWriter {
 public:
  CubeWriter(const Catalog& catalog, int fact, const Dialect& dialect, std::optional<Period> months)
      : catalog_(catalog),
        index_(fact),
        fact_(catalog.facts[static_cast<std::size_t>(fact)]),
        dialect_(dialect),
        months_(months) {}

  CubeQuery write() {
    choose();
    if (!query_.measures.empty()) {
      query_.sql = "SELECT " + groups() + values() + "\nFROM " + source() + "\n" + filter() +
                   "GROUP BY " + positions() + "\n";
    }
    return std::move(query_);
  }

 private:
  void choose() {
    for (std::size_t i = 0; i < catalog_.measures.size(); ++i) {
      const Measure& measure = catalog_.measures[i];
      const auto& rows = measure.versions.front().rows;
      if (measure.fact != index_ || !rows || !rows->is_additive()) continue;
      query_.measures.push_back(static_cast<int>(i));
      if (has_gaps(measure)) query_.sums_with_gaps.push_back(static_cast<int>(i));
      (counts_last_day(measure, fact_) ? any_last_ : any_flow_) = true;
    }
    // In the order of the fact's columns.
    for (const std::string& breakdown : fact_.breakdowns) {
      const auto needed = [&](int measure) {
        const auto& own = catalog_.measures[static_cast<std::size_t>(measure)].breakdowns;
        return std::find(own.begin(), own.end(), breakdown) != own.end();
      };
      if (std::any_of(query_.measures.begin(), query_.measures.end(), needed)) {
        query_.breakdowns.push_back(breakdown);
      }
    }
  }

  bool has_gaps(const Measure& measure) const {
    return std::any_of(measure.versions.begin(), measure.versions.end(), [&](const auto& version) {
      return version.rows->value && may_be_missing(*version.rows->value, fact_);
    });
  }

  const Measure& measure(int index) const {
    return catalog_.measures[static_cast<std::size_t>(index)];
  }

  std::string groups() const {
    std::string text = column_sql(fact_, fact_.unit_column, dialect_) + ", " + month();
    for (const std::string& breakdown : query_.breakdowns) {
      text += ", " + column_sql(fact_, column_of(fact_, breakdown), dialect_);
    }
    return text;
  }

  std::string positions() const {
    std::string text = "1, 2";
    for (std::size_t i = 0; i < query_.breakdowns.size(); ++i) text += fmt::format(", {}", i + 3);
    return text;
  }

  std::string values() const {
    std::string text;
    for (const int index : query_.measures) text += ",\n  " + value(measure(index));
    for (const int index : query_.sums_with_gaps) text += ",\n  " + counted(measure(index));
    return text;
  }

  std::string value(const Measure& measure) const {
    const bool is_count = measure.versions.front().rows->function == RowAggregate::Function::count;
    return is_count ? counted(measure) : summed(measure);
  }

  /// The versions, each counted in its months, are added: of one month only one is not 0.
  std::string counted(const Measure& measure) const {
    std::string sum;
    for (std::size_t v = 0; v < measure.versions.size(); ++v) {
      if (v > 0) sum += " + ";
      const auto wanted = conditions(measure, v);
      sum += wanted.empty() ? "count(*)" : filled(dialect_.count_where, {all_of(wanted)});
    }
    return filled(dialect_.integer, {sum});
  }

  /// NULL when no row that is counted has a value.
  std::string summed(const Measure& measure) const {
    const auto value = [&](std::size_t v) {
      return to_sql(*measure.versions[v].rows->value, fact_, dialect_);
    };
    std::string sum;
    if (measure.versions.size() > 1) {
      std::string chosen = "CASE";
      for (std::size_t v = 0; v < measure.versions.size(); ++v) {
        chosen += fmt::format(" WHEN {} THEN {}", all_of(conditions(measure, v)), value(v));
      }
      sum = filled(dialect_.sum, {chosen + " END"});
    } else if (const auto wanted = conditions(measure, 0); wanted.empty()) {
      sum = filled(dialect_.sum, {value(0)});
    } else {
      sum = filled(dialect_.sum_where, {value(0), all_of(wanted)});
    }
    return filled(dialect_.integer, {sum});
  }

  std::vector<std::string> conditions(const Measure& measure, std::size_t version) const {
    std::vector<std::string> conditions = version_months(measure, version, dialect_);
    // When all measures are of the last day, it stands in WHERE.
    if (counts_last_day(measure, fact_) && any_flow_) {
      conditions.push_back(is_last_day(fact_, dialect_));
    }
    const auto& where = measure.versions[version].rows->where;
    if (where) conditions.push_back(to_sql(*where, fact_, dialect_));
    return conditions;
  }

  std::string source() const { return rows_with_last_day(fact_, any_last_, months_, dialect_); }

  std::string filter() const {
    std::vector<std::string> conditions;
    if (months_) conditions.push_back(months_between(*months_, dialect_));
    if (any_last_ && !any_flow_) conditions.push_back(is_last_day(fact_, dialect_));
    return conditions.empty() ? std::string() : "WHERE " + all_of(conditions) + "\n";
  }

  std::string month() const { return quoted_name("month", dialect_); }

  const Catalog& catalog_;
  int index_;
  const Fact& fact_;
  const Dialect& dialect_;
  std::optional<Period> months_;
  CubeQuery query_;
  bool any_last_ = false;
  bool any_flow_ = false;
};

}  // namespace

CubeQuery cube_query(const Catalog& catalog, int fact, const Dialect& dialect,
                     std::optional<Period> months) {
  return CubeWriter(catalog, fact, dialect, months).write();
}

}  // namespace redthread::warehouse
