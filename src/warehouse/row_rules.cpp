// SPDX-License-Identifier: Apache-2.0
#include "warehouse/row_rules.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "base/decimal.hpp"
#include "base/text.hpp"
#include "warehouse/fact_table.hpp"
#include "warehouse/sql/dialect.hpp"
#include "warehouse/sql/row_sql.hpp"

namespace redthread::warehouse {
namespace {

std::string name_of(const RowRule& rule) {
  return rule.name.sv.empty() ? "`" + rule.key + "`" : rule.name.sv;
}

std::string shown(std::string_view text) {
  constexpr std::size_t longest = 60;
  const std::string printed = printable(text.substr(0, 4 * longest));
  return character_count(printed) <= longest ? printed : excerpt_of(printed, 1, longest);
}

class Rules {
 public:
  Rules(Connection& connection, std::string table, const Fact& fact)
      : connection_(connection), table_(std::move(table)), fact_(fact) {}

  std::vector<BrokenRule> broken(bool ask_keys) {
    for (const RowRule& rule : fact_.rules) {
      if (rule.check) {
        ask_rows(rule);
      } else if (rule.sum) {
        ask_groups(rule);
      }
    }
    for (const FactColumn& column : fact_.columns) {
      const bool is_key = column.type == FactColumn::Type::key && column.is_delivered();
      if (is_key && ask_keys) ask_key(column);
    }
    std::stable_sort(broken_.begin(), broken_.end(), [](const BrokenRule& a, const BrokenRule& b) {
      return std::tie(a.delivery, a.line) < std::tie(b.delivery, b.line);
    });
    return std::move(broken_);
  }

 private:
  /// A condition that is missing does not break the rule.
  void ask_rows(const RowRule& rule) {
    Result rows =
        connection_.query(fmt::format("SELECT delivery_id, line FROM {} AS each WHERE NOT ({})",
                                      table_, to_sql(*rule.check, fact_, duckdb())));
    while (rows.next()) {
      broken_.push_back({.delivery = static_cast<int>(rows.integer(0)),
                         .line = static_cast<int>(rows.integer(1)),
                         .code = "warehouse.rule",
                         .message = "the row breaks the rule: " + name_of(rule),
                         .hint = {}});
    }
  }

  void ask_groups(const RowRule& rule) {
    std::vector<std::string> by = {"delivery_id"};
    std::vector<std::string> same = {"each.delivery_id = grouped.delivery_id"};
    std::vector<std::string> text;
    for (const int index : rule.by) {
      const std::string name = sql_name(fact_.columns[static_cast<std::size_t>(index)].key);
      by.push_back(name);
      same.push_back(fmt::format("each.{0} IS NOT DISTINCT FROM grouped.{0}", name));
      text.push_back(fmt::format("coalesce(CAST(grouped.{} AS VARCHAR), '')", name));
    }
    const std::string sum = to_sql(*rule.sum, fact_, duckdb());
    Result rows = connection_.query(fmt::format(
        "SELECT each.delivery_id, each.line, {0}, CAST(grouped.total AS BIGINT) FROM {1} AS each "
        "JOIN "
        "(SELECT {2}, coalesce(sum({3}), 0) AS total FROM {1} GROUP BY {2} HAVING total <> {4}) "
        "grouped ON {5}",
        join(text, " || ' ' || "), table_, join(by, ", "), sum, rule.equals, join(same, " AND ")));
    while (rows.next()) {
      broken_.push_back(
          {.delivery = static_cast<int>(rows.integer(0)),
           .line = static_cast<int>(rows.integer(1)),
           .code = "warehouse.rule",
           .message =
               fmt::format("the rows of `{}` break the rule: {}; their sum is {}",
                           shown(rows.text(2)), name_of(rule), written(rows.integer(3), *rule.sum)),
           .hint = {}});
    }
  }

  static std::string written(std::int64_t sum, const RowExpression& expression) {
    return Decimal::of(sum, expression.scale).to_string();
  }

  void ask_key(const FactColumn& column) {
    const std::string key = sql_name(column.key);
    Result rows = connection_.query(fmt::format(
        "SELECT each.delivery_id, each.line, twice.first_line, each.{0} FROM {1} AS each JOIN "
        "(SELECT delivery_id, {0} AS k, min(line) AS first_line FROM {1} WHERE {0} IS NOT NULL "
        "GROUP BY delivery_id, {0} HAVING count(*) > 1) twice "
        "ON each.delivery_id = twice.delivery_id AND each.{0} = twice.k "
        "WHERE each.line <> twice.first_line",
        key, table_));
    while (rows.next()) {
      broken_.push_back({.delivery = static_cast<int>(rows.integer(0)),
                         .line = static_cast<int>(rows.integer(1)),
                         .code = "warehouse.duplicate_key",
                         .message = fmt::format("`{}` is already given on line {}",
                                                shown(rows.text(3)), rows.integer(2)),
                         .hint = "each `" + column.key + "` stands once"});
    }
  }

  Connection& connection_;
  std::string table_;
  const Fact& fact_;
  std::vector<BrokenRule> broken_;
};

}  // namespace

std::vector<BrokenRule> broken_rules(Connection& connection, const std::string& table,
                                     const Fact& fact, bool ask_keys) {
  return Rules(connection, table, fact).broken(ask_keys);
}

}  // namespace redthread::warehouse
