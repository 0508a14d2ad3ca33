// SPDX-License-Identifier: Apache-2.0
#include "warehouse/row_fingerprint.hpp"

#include <set>

#include <fmt/format.h>

#include "base/files.hpp"
#include "base/text.hpp"
#include "warehouse/sql/dialect.hpp"
#include "warehouse/sql/row_sql.hpp"

namespace redthread::warehouse {
namespace {

/// Raised when reading, checks or what is stored change, so that deliveries are read again.
constexpr int check_version = 1;

std::string limit(const std::optional<std::int64_t>& value) {
  return value ? std::to_string(*value) : "-";
}

std::string day(const std::optional<Date>& date) { return date ? date->to_string() : "-"; }

std::string of_column(const FactColumn& column) {
  std::string text =
      fmt::format("column {} {} {} {} {} {} {} {} map {} from {} on {}\n", column.key,
                  column.header, static_cast<int>(column.type), column.optional, column.scale,
                  limit(column.min), limit(column.max), join(column.categories, ","), column.map,
                  join(column.from, ","), column.on);
  return text;
}

std::string of_map(const LookupMap& map) {
  std::string text = "map " + map.key + "\n";
  for (const LookupMap::Entry& entry : map.entries) {
    text += fmt::format("{}..{}={} {} {}\n", join(entry.keys, ","), entry.last_key, entry.value,
                        day(entry.valid_from), day(entry.valid_to));
  }
  return text;
}

std::string of_rule(const RowRule& rule, const Fact& fact) {
  const auto sql = [&](const std::optional<RowExpression>& expression) {
    return expression ? to_sql(*expression, fact, duckdb()) : std::string();
  };
  return fmt::format("rule {} {} {} {} {}\n", rule.key, sql(rule.check), sql(rule.sum),
                     fmt::join(rule.by, ","), rule.equals);
}

}  // namespace

std::string row_fingerprint(const Catalog& catalog, const Fact& fact) {
  std::string text = fmt::format("rows {}\nfact {} {} {} {} {}\n", check_version, fact.key,
                                 fact.max_bad_rows.to_string(), fact.date_column, fact.unit_column,
                                 join(fact.owed_by, ","));
  std::set<std::string> maps;
  for (const FactColumn& column : fact.columns) {
    if (column.is_computed()) continue;  // computed when it is asked for
    text += of_column(column);
    if (!column.map.empty() && maps.insert(column.map).second) {
      text += of_map(*catalog.map(column.map));
    }
  }
  for (const RowRule& rule : fact.rules) text += of_rule(rule, fact);
  for (const UnitValidity& validity : catalog.organisation.validities()) {
    text += fmt::format("unit {} {} {} {}\n", validity.code, validity.parent,
                        validity.valid_from.to_string(), day(validity.valid_to));
  }
  return sha256_hex(text);
}

}  // namespace redthread::warehouse
