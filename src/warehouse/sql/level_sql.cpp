// SPDX-License-Identifier: Apache-2.0
#include "warehouse/sql/level_sql.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "warehouse/sql/measure_sql.hpp"
#include "warehouse/sql/row_sql.hpp"

namespace redthread::warehouse {
namespace {

/// The rows that one version of the definition counts: whose, when, the categories, the value.
std::string counted_rows(const Measure& measure, const Fact& fact, std::size_t version,
                         const std::vector<std::string>& breakdowns, const Dialect& dialect) {
  const RowAggregate& rows = *measure.versions[version].rows;
  std::string select =
      fmt::format("SELECT {} AS counted_unit, {} AS counted_month",
                  column_sql(fact, fact.unit_column, dialect), quoted_name("month", dialect));
  std::vector<std::string> conditions = version_months(measure, version, dialect);
  for (const std::string& breakdown : breakdowns) {
    const std::string category = column_sql(fact, column_of(fact, breakdown), dialect);
    select += fmt::format(", {} AS {}", category, quoted_name("by_" + breakdown, dialect));
    conditions.push_back(category + " IS NOT NULL");
  }
  const std::string value = to_sql(*rows.value, fact, dialect);
  select += fmt::format(", {} AS counted", value);
  conditions.push_back(value + " IS NOT NULL");
  if (counts_last_day(measure, fact)) conditions.push_back(is_last_day(fact, dialect));
  if (rows.where) conditions.push_back(to_sql(*rows.where, fact, dialect));
  return fmt::format("{} FROM {} WHERE {}", select,
                     rows_with_last_day(fact, counts_last_day(measure, fact), {}, dialect),
                     all_of(conditions));
}

/// Who is counted in a span is counted in the first of the span's months that has them: where the
/// month that had them before lies before the span. So each row is looked at once, not once for
/// each of the many spans that a month lies in.
std::string distinct_over_spans(const std::string& rows, const std::string& categories,
                                const Dialect& dialect) {
  return fmt::format(
      "SELECT above, first_month, last_month{0}, {1}\n"
      "FROM (SELECT above, counted_month{0}, month_before, count(*) AS persons\n"
      "  FROM (SELECT above, counted_month{0}, {2} OVER (PARTITION BY above{0}, counted\n"
      "      ORDER BY counted_month ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)\n"
      "      AS month_before\n"
      "    FROM (SELECT DISTINCT above, counted_month{0}, counted\n"
      "      FROM ({3}) AS counted_rows, unit_above\n"
      "      WHERE unit_above.unit = counted_unit AND unit_above.month = counted_month\n"
      "        AND counted_month >= (SELECT min(first_month) FROM wanted_span)\n"
      "        AND counted_month <= (SELECT max(last_month) FROM wanted_span)) AS seen) AS marked\n"
      "  GROUP BY above, counted_month{0}, month_before) AS grouped, wanted_span\n"
      "WHERE counted_month >= first_month AND counted_month <= last_month\n"
      "  AND (month_before IS NULL OR month_before < first_month)\n"
      "GROUP BY above, first_month, last_month{0}\n",
      categories, filled(dialect.integer, {"sum(persons)"}),
      filled(dialect.previous, {"counted_month"}), rows);
}

}  // namespace

std::string level_query(const Catalog& catalog, int measure_index,
                        const std::vector<std::string>& breakdowns, const Dialect& dialect) {
  const Measure& measure = catalog.measures[static_cast<std::size_t>(measure_index)];
  const Fact& fact = catalog.facts[static_cast<std::size_t>(measure.fact)];
  std::vector<std::string> versions;
  for (std::size_t i = 0; i < measure.versions.size(); ++i) {
    versions.push_back(counted_rows(measure, fact, i, breakdowns, dialect));
  }
  std::string categories;
  for (const std::string& breakdown : breakdowns) {
    categories += ", " + quoted_name("by_" + breakdown, dialect);
  }
  const std::string rows = join(versions, "\n  UNION ALL ");
  const bool is_distinct =
      measure.versions.front().rows->function == RowAggregate::Function::distinct;
  if (is_distinct && measure.time == TimeBehaviour::flow) {
    return distinct_over_spans(rows, categories, dialect);
  }
  const std::string value =
      filled(dialect.integer,
             {filled(is_distinct ? dialect.distinct : dialect.lower_median, {"counted"})});
  const std::string_view in_span =
      measure.time == TimeBehaviour::flow
          ? "counted_month >= first_month AND counted_month <= last_month"
          : "counted_month = last_month";
  return fmt::format(
      "SELECT above, first_month, last_month{0}, {1}\n"
      "FROM ({2}) AS counted_rows, unit_above, wanted_span\n"
      "WHERE unit_above.unit = counted_unit AND unit_above.month = counted_month\n"
      "  AND {3}\nGROUP BY above, first_month, last_month{0}\n",
      categories, value, rows, in_span);
}

}  // namespace redthread::warehouse
