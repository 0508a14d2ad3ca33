// SPDX-License-Identifier: Apache-2.0
#include "warehouse/sql/rows_sql.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "warehouse/sql/measure_sql.hpp"
#include "warehouse/sql/row_sql.hpp"

namespace redthread::warehouse {
namespace {

/// `FROM ... WHERE ...`: the rows that a figure counts.
class Rows {
 public:
  Rows(const Catalog& catalog, const RowsQuestion& question, const Dialect& dialect)
      : catalog_(catalog),
        question_(question),
        dialect_(dialect),
        measure_(catalog.measures[static_cast<std::size_t>(question.measure)]),
        fact_(catalog.facts[static_cast<std::size_t>(measure_.fact)]),
        places_(question.places) {
    REDTHREAD_ASSERT(!places_.empty(), "rows are asked for of some place");
    months_ = places_.front().months;
    for (const RowsQuestion::Place& place : places_) {
      months_ = Period(std::min(months_.first(), place.months.first()),
                       std::max(months_.last(), place.months.last()));
    }
    if (measure_.time == TimeBehaviour::last) keep_last_month();
  }

  const Fact& fact() const { return fact_; }
  const Measure& measure() const { return measure_; }

  std::string from() const {
    return "FROM " + rows_with_last_day(fact_, counts_last_day(measure_, fact_), months_, dialect_);
  }

  std::string where() const {
    std::vector<std::string> places;
    for (const RowsQuestion::Place& place : places_) {
      places.push_back(
          fmt::format("{} IN ({}) AND {}", column_sql(fact_, fact_.unit_column, dialect_),
                      fmt::join(place.units, ", "), months_between(place.months, dialect_)));
    }
    std::vector<std::string> conditions = {
        places.size() == 1 ? places.front() : "((" + join(places, ") OR (") + "))"};
    for (const auto& [breakdown, category] : question_.cell) {
      conditions.push_back(fmt::format("{} = {}",
                                       column_sql(fact_, column_of(fact_, breakdown), dialect_),
                                       number_of(breakdown, category)));
    }
    if (counts_last_day(measure_, fact_)) conditions.push_back(is_last_day(fact_, dialect_));
    if (const std::string definition = by_version(); !definition.empty()) {
      conditions.push_back(definition);
    }
    return "WHERE " + all_of(conditions);
  }

 private:
  /// A stock is what there was in the last month.
  void keep_last_month() {
    const Month last = months_.last();
    std::erase_if(places_,
                  [&](const RowsQuestion::Place& place) { return !place.months.contains(last); });
    for (RowsQuestion::Place& place : places_) place.months = Period::month(last);
    months_ = Period::month(last);
  }

  std::ptrdiff_t number_of(const std::string& breakdown, const std::string& category) const {
    const auto& known = catalog_.breakdown(breakdown)->categories;
    const auto found =
        std::find_if(known.begin(), known.end(),
                     [&](const Breakdown::Category& each) { return each.key == category; });
    REDTHREAD_ASSERT(found != known.end(), "the cell's category is known");
    return found - known.begin() + 1;
  }

  /// The definition that was in force in each month; empty when it takes every row.
  std::string by_version() const {
    std::string text;
    bool is_all = true;
    for (std::size_t i = 0; i < measure_.versions.size(); ++i) {
      std::vector<std::string> conditions = version_months(measure_, i, dialect_);
      if (const auto& where = measure_.versions[i].rows->where) {
        conditions.push_back(to_sql(*where, fact_, dialect_));
        is_all = false;
      }
      text += (text.empty() ? "(" : " OR (") + all_of(conditions) + ")";
    }
    if (is_all) return {};
    return measure_.versions.size() == 1 ? text : "(" + text + ")";
  }

  const Catalog& catalog_;
  const RowsQuestion& question_;
  const Dialect& dialect_;
  const Measure& measure_;
  const Fact& fact_;
  std::vector<RowsQuestion::Place> places_;
  Period months_;  ///< of all places
};

}  // namespace

std::string rows_query(const Catalog& catalog, const RowsQuestion& question, std::int64_t limit,
                       const Dialect& dialect) {
  const Rows rows(catalog, question, dialect);
  const Fact& fact = rows.fact();
  std::string text = "SELECT \"delivery_id\", \"line\"";
  for (std::size_t i = 0; i < fact.columns.size(); ++i) {
    const std::string value = column_sql(fact, static_cast<int>(i), dialect);
    const bool is_condition = fact.columns[i].type == FactColumn::Type::boolean;
    text +=
        ",\n  " +
        (is_condition ? fmt::format("CASE WHEN {0} THEN 1 WHEN NOT {0} THEN 0 END", value) : value);
  }
  return fmt::format("{}\n{}\n{}\nORDER BY {}, \"delivery_id\", \"line\"\nLIMIT {}\n", text,
                     rows.from(), rows.where(), column_sql(fact, fact.date_column, dialect), limit);
}

std::string row_count_query(const Catalog& catalog, const RowsQuestion& question,
                            const Dialect& dialect) {
  const Rows rows(catalog, question, dialect);
  return fmt::format("SELECT count(*)\n{}\n{}\n", rows.from(), rows.where());
}

std::string figure_query(const Catalog& catalog, const RowsQuestion& question,
                         const Dialect& dialect) {
  const Rows rows(catalog, question, dialect);
  const auto& versions = rows.measure().versions;
  const RowAggregate& aggregate = *versions.back().rows;
  std::string value = "count(*)";
  if (aggregate.value) {
    std::string x = to_sql(*aggregate.value, rows.fact(), dialect);
    for (std::size_t i = versions.size() - 1; i > 0; --i) {
      const std::string before = to_sql(*versions[i - 1].rows->value, rows.fact(), dialect);
      if (before == x) continue;
      x = fmt::format("CASE WHEN {} < {} THEN {} ELSE {} END", quoted_name("month", dialect),
                      versions[i].from->index(), before, x);
    }
    switch (aggregate.function) {
      case RowAggregate::Function::count:
      case RowAggregate::Function::sum:
        value = filled(dialect.sum, {x});
        break;
      case RowAggregate::Function::distinct:
        value = filled(dialect.distinct, {x});
        break;
      case RowAggregate::Function::median:
        value = filled(dialect.lower_median, {x});
        break;
    }
  }
  return fmt::format("SELECT {}\n{}\n{}\n", filled(dialect.integer, {value}), rows.from(),
                     rows.where());
}

}  // namespace redthread::warehouse
