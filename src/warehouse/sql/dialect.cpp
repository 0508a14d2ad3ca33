// SPDX-License-Identifier: Apache-2.0
#include "warehouse/sql/dialect.hpp"

namespace redthread::warehouse {
namespace {

constexpr Dialect duckdb = {
    .name = "duckdb",
    .count_where = "count(*) FILTER (WHERE {where})",
    .sum_where = "CAST(sum({x}) FILTER (WHERE {where}) AS BIGINT)",
    .distinct_where = "count(DISTINCT {x}) FILTER (WHERE {where})",
    .median_where = "CAST(quantile_disc({x}, 0.5) FILTER (WHERE {where}) AS BIGINT)",
    .count_all = "count(*)",
    .sum_all = "CAST(sum({x}) AS BIGINT)",
    .year = "CAST(year(DATE '1970-01-01' + CAST({x} AS INTEGER)) AS BIGINT)",
};

constexpr Dialect clickhouse = {
    .name = "clickhouse",
    .count_where = "countIf({where})",
    .sum_where = "sumIf(toInt128({x}), {where})",
    .distinct_where = "uniqExactIf({x}, {where})",
    .median_where = "quantileExactLowIf(0.5)({x}, {where})",
    .count_all = "count(*)",
    .sum_all = "sum(toInt128({x}))",
    .year = "toInt64(toYear(toDate32('1970-01-01') + {x}))",
};

std::string doubled(std::string_view text, char quote) {
  std::string result(1, quote);
  for (const char c : text) {
    if (c == quote) result += quote;
    result += c;
  }
  return result + quote;
}

}  // namespace

const Dialect& duckdb_dialect() { return duckdb; }
const Dialect& clickhouse_dialect() { return clickhouse; }

std::string filled(std::string_view pattern, std::string_view x, std::string_view where) {
  std::string text;
  while (!pattern.empty()) {
    if (pattern.starts_with("{x}")) {
      text += x;
      pattern.remove_prefix(3);
    } else if (pattern.starts_with("{where}")) {
      text += where;
      pattern.remove_prefix(7);
    } else {
      text += pattern.front();
      pattern.remove_prefix(1);
    }
  }
  return text;
}

std::string sql_name(std::string_view name) { return doubled(name, '"'); }

std::string sql_text(std::string_view text) { return doubled(text, '\''); }

}  // namespace redthread::warehouse
