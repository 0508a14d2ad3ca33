// SPDX-License-Identifier: Apache-2.0
#include "warehouse/sql/measure_sql.hpp"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>

#include "warehouse/sql/neighbour_sql.hpp"
#include "warehouse/sql/row_sql.hpp"

namespace redthread::warehouse {
namespace {

/// No column of a fact begins with `_`.
constexpr const char* last_day = "_last_day";

}  // namespace

std::string all_of(const std::vector<std::string>& conditions) {
  if (conditions.empty()) return "(1 = 1)";
  std::string text;
  for (const std::string& condition : conditions) {
    if (!text.empty()) text += " AND ";
    text += condition;
  }
  return text;
}

std::vector<std::string> version_months(const Measure& measure, std::size_t version,
                                        const Dialect& dialect) {
  std::vector<std::string> conditions;
  const std::string month = quoted_name("month", dialect);
  if (const auto& from = measure.versions[version].from) {
    conditions.push_back(fmt::format("{} >= {}", month, from->index()));
  }
  if (version + 1 < measure.versions.size()) {
    const auto& next = measure.versions[version + 1].from;
    if (next) conditions.push_back(fmt::format("{} < {}", month, next->index()));
  }
  return conditions;
}

std::string months_between(Period months, const Dialect& dialect) {
  return fmt::format("{} BETWEEN {} AND {}", quoted_name("month", dialect), months.first().index(),
                     months.last().index());
}

bool counts_last_day(const Measure& measure, const Fact& fact) {
  return fact.grain == Fact::Grain::snapshot && measure.time != TimeBehaviour::flow;
}

std::string is_last_day(const Fact& fact, const Dialect& dialect) {
  return fmt::format("{} = {}", column_sql(fact, fact.date_column, dialect),
                     quoted_name(last_day, dialect));
}

std::string rows_with_last_day(const Fact& fact, bool with_last_day, std::optional<Period> months,
                               const Dialect& dialect) {
  std::string rows = rows_source(fact, dialect);
  if (!with_last_day) return rows;
  const std::string month = quoted_name("month", dialect);
  std::string days = fmt::format("SELECT {}, max({}) AS {} FROM {} ", month,
                                 column_sql(fact, fact.date_column, dialect),
                                 quoted_name(last_day, dialect), rows_table(fact, dialect));
  if (months) days += "WHERE " + months_between(*months, dialect) + " ";
  return fmt::format("{} JOIN ({}GROUP BY 1) AS {} USING ({})", rows, days,
                     quoted_name("_last", dialect), month);
}

int column_of(const Fact& fact, const std::string& breakdown) {
  const auto found =
      std::find_if(fact.columns.begin(), fact.columns.end(),
                   [&](const FactColumn& column) { return column.breakdown == breakdown; });
  return found == fact.columns.end() ? -1 : static_cast<int>(found - fact.columns.begin());
}

}  // namespace redthread::warehouse
