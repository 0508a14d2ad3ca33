// SPDX-License-Identifier: Apache-2.0
#include "warehouse/fact_table.hpp"

#include <map>

#include <fmt/format.h>

#include "warehouse/manifest.hpp"
#include "warehouse/sql/dialect.hpp"

namespace redthread::warehouse {
namespace {

using Type = Chunk::Type;

Type type_of(const FactColumn& column) {
  switch (column.type) {
    case FactColumn::Type::key:
    case FactColumn::Type::text:
      return Type::text;
    case FactColumn::Type::integer:
    case FactColumn::Type::decimal:
    case FactColumn::Type::person:
      return Type::bigint;
    case FactColumn::Type::date:
    case FactColumn::Type::unit:
    case FactColumn::Type::category:
    case FactColumn::Type::boolean:
      break;
  }
  return Type::integer;
}

const char* type_name(Type type) {
  switch (type) {
    case Type::integer:
      return "INTEGER";
    case Type::bigint:
      return "BIGINT";
    case Type::text:
      break;
  }
  return "VARCHAR";
}

}  // namespace

std::string sql_name(std::string_view name) { return quoted_name(name, duckdb()); }

FactTable::FactTable(const Fact& fact)
    : fact_(fact), name_("rows_" + fact.key), cube_name_("cube_" + fact.key) {
  for (std::size_t i = 0; i < fact.columns.size(); ++i) {
    if (!fact.columns[i].is_computed()) stored_.push_back(static_cast<int>(i));
  }
}

std::vector<Type> FactTable::types() const {
  std::vector<Type> types(leading_columns, Type::integer);
  for (const int column : stored_) {
    types.push_back(type_of(fact_.columns[static_cast<std::size_t>(column)]));
  }
  return types;
}

std::string FactTable::column_definitions() const {
  std::string text = "delivery_id INTEGER NOT NULL, line INTEGER NOT NULL, month INTEGER NOT NULL";
  for (const int index : stored_) {
    const FactColumn& column = fact_.columns[static_cast<std::size_t>(index)];
    text += fmt::format(", {} {}", sql_name(column.key), type_name(type_of(column)));
  }
  return text;
}

std::string FactTable::rows_of(const std::vector<int>& deliveries) const {
  return fmt::format("(SELECT * FROM {} WHERE delivery_id IN {})", sql_name(name_),
                     number_list(deliveries));
}

std::string FactTable::date_name() const {
  return sql_name(fact_.columns[static_cast<std::size_t>(fact_.date_column)].key);
}

std::string FactTable::unit_name() const {
  return sql_name(fact_.columns[static_cast<std::size_t>(fact_.unit_column)].key);
}

void prepare_fact_tables(Connection& connection, const Catalog& catalog) {
  std::map<std::string, std::string> known;
  for (Result rows = connection.query("SELECT fact, layout FROM fact_layout"); rows.next();) {
    known.emplace(rows.text(0), rows.text(1));
  }
  const auto drop = [&](const std::string& fact) {
    connection.run(fmt::format("DROP TABLE IF EXISTS {}; DROP TABLE IF EXISTS {}",
                               sql_name("rows_" + fact), sql_name("cube_" + fact)));
    connection.query("DELETE FROM fact_layout WHERE fact = ?", {fact});
  };
  for (const Fact& fact : catalog.facts) {
    if (!fact.has_rows()) continue;
    const FactTable table(fact);
    const std::string layout = table.column_definitions();
    const auto before = known.find(fact.key);
    const bool is_as_before = before != known.end() && before->second == layout;
    if (before != known.end()) known.erase(before);
    if (is_as_before) continue;
    drop(fact.key);
    connection.run(fmt::format("CREATE TABLE {}({})", sql_name(table.name()), layout));
    connection.query("INSERT INTO fact_layout VALUES (?, ?, '')", {fact.key, layout});
  }
  for (const auto& [fact, layout] : known) drop(fact);
}

}  // namespace redthread::warehouse
