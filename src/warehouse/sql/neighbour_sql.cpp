// SPDX-License-Identifier: Apache-2.0
#include "warehouse/sql/neighbour_sql.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "warehouse/sql/row_sql.hpp"

namespace redthread::warehouse {
namespace {

class NeighbourWriter {
 public:
  NeighbourWriter(const Fact& fact, const Dialect& dialect) : fact_(fact), dialect_(dialect) {}

  std::string write(const Neighbour& neighbour) const {
    const std::string value = fmt::format("{} OVER ({}\n    ROWS BETWEEN {})", taken(neighbour),
                                          rows_in_order(neighbour), frame(neighbour));
    const std::string without = unknown_group(neighbour);
    return without.empty() ? value : fmt::format("CASE WHEN NOT ({}) THEN {} END", without, value);
  }

 private:
  std::string name(int column) const {
    return quoted_name(fact_.columns[static_cast<std::size_t>(column)].key, dialect_);
  }

  std::string taken(const Neighbour& neighbour) const {
    const std::string value = name(neighbour.value);
    if (!neighbour.where) {
      return filled(neighbour.is_next ? dialect_.next : dialect_.previous, {value});
    }
    return filled(neighbour.is_next ? dialect_.first_known : dialect_.last_known,
                  {fmt::format("CASE WHEN {} THEN {} END",
                               to_sql(*neighbour.where, fact_, dialect_), value)});
  }

  std::string rows_in_order(const Neighbour& neighbour) const {
    std::vector<std::string> same;
    for (const int column : neighbour.same) same.push_back(name(column));
    const auto key =
        std::find_if(fact_.columns.begin(), fact_.columns.end(),
                     [](const FactColumn& column) { return column.type == FactColumn::Type::key; });
    REDTHREAD_ASSERT(key != fact_.columns.end(), "a fact with neighbours has a key");
    return fmt::format("PARTITION BY {} ORDER BY {}, {}", join(same, ", "), name(neighbour.order),
                       quoted_name(key->key, dialect_));
  }

  static std::string_view frame(const Neighbour& neighbour) {
    if (!neighbour.where) return "UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING";
    return neighbour.is_next ? "1 FOLLOWING AND UNBOUNDED FOLLOWING"
                             : "UNBOUNDED PRECEDING AND 1 PRECEDING";
  }

  /// Rows that lack what neighbours have in common are nobody's neighbours.
  std::string unknown_group(const Neighbour& neighbour) const {
    std::vector<std::string> missing;
    for (const int column : neighbour.same) {
      if (fact_.columns[static_cast<std::size_t>(column)].optional) {
        missing.push_back(name(column) + " IS NULL");
      }
    }
    return join(missing, " OR ");
  }

  const Fact& fact_;
  const Dialect& dialect_;
};

}  // namespace

std::string rows_source(const Fact& fact, const Dialect& dialect) {
  std::string table = rows_table(fact, dialect);
  const NeighbourWriter writer(fact, dialect);
  std::string columns;
  for (const FactColumn& column : fact.columns) {
    if (!column.neighbour) continue;
    columns += fmt::format(",\n  {} AS {}", writer.write(*column.neighbour),
                           quoted_name(column.key, dialect));
  }
  if (columns.empty()) return table;
  return fmt::format("(SELECT *{}\n  FROM {}) AS {}", columns, table, table);
}

NeighbourReach neighbour_reach(const Fact& fact) {
  NeighbourReach reach;
  for (const FactColumn& column : fact.columns) {
    if (!column.neighbour) continue;
    const bool is_by_month = column.neighbour->order == fact.date_column;
    reach.earlier = reach.earlier || column.neighbour->is_next || !is_by_month;
    reach.later = reach.later || !column.neighbour->is_next || !is_by_month;
  }
  return reach;
}

}  // namespace redthread::warehouse
