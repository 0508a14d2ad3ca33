// SPDX-License-Identifier: Apache-2.0
#include "warehouse/row_list.hpp"

#include <string>
#include <utility>

#include "base/decimal.hpp"
#include "warehouse/pseudonym.hpp"
#include "warehouse/sql/rows_sql.hpp"

namespace redthread::warehouse {
namespace {

using Type = FactColumn::Type;

std::string shown(const Catalog& catalog, const FactColumn& column, const Result& rows,
                  std::size_t at) {
  if (rows.is_null(at)) return {};
  if (column.type == Type::key || column.type == Type::text) return std::string(rows.text(at));
  const std::int64_t number = rows.integer(at);
  switch (column.type) {
    case Type::date:
      return Date::from_days(static_cast<int>(number)).to_string();
    case Type::unit:
      return catalog.organisation.code(static_cast<int>(number));
    case Type::person:
      return pseudonym_text(number);
    case Type::category:
      return column.categories.at(static_cast<std::size_t>(number - 1));
    case Type::decimal:
      return Decimal::of(number, column.scale).to_string();
    case Type::boolean:
      return number == 0 ? "no" : "yes";
    default:
      return std::to_string(number);
  }
}

}  // namespace

RowList read_rows(Connection& connection, const Catalog& catalog, const RowsQuestion& question,
                  std::int64_t limit) {
  const Measure& measure = catalog.measures[static_cast<std::size_t>(question.measure)];
  const Fact& fact = catalog.facts[static_cast<std::size_t>(measure.fact)];
  RowList list;
  for (const FactColumn& column : fact.columns) list.header.push_back(column.key);
  Result count = connection.query(row_count_query(catalog, question, duckdb()));
  count.next();
  list.total = count.integer(0);
  Result rows = connection.query(rows_query(catalog, question, limit, duckdb()));
  while (rows.next()) {
    RowList::Row row{.delivery = static_cast<int>(rows.integer(0)),
                     .line = static_cast<int>(rows.integer(1))};
    for (std::size_t i = 0; i < fact.columns.size(); ++i) {
      row.values.push_back(shown(catalog, fact.columns[i], rows, i + 2));
    }
    list.rows.push_back(std::move(row));
  }
  return list;
}

}  // namespace redthread::warehouse
