// SPDX-License-Identifier: Apache-2.0
#include "warehouse/sql/dialect.hpp"

#include <cstddef>

namespace redthread::warehouse {
namespace {

std::string quoted(std::string_view text, char quote, const Dialect& dialect) {
  std::string result(1, quote);
  for (const char c : text) {
    if (c == quote || (c == '\\' && dialect.backslash_escapes)) result += c;
    result += c;
  }
  return result + quote;
}

}  // namespace

const Dialect& duckdb() {
  // Its sums are of 128 bits, and a product that does not fit is an error. FILTER (WHERE ...) would
  // say the same three times slower.
  static const Dialect dialect{
      .name = "duckdb",
      .integer = "CAST({0} AS BIGINT)",
      .factor = "CAST({0} AS BIGINT)",
      .year = "CAST(year(DATE '1970-01-01' + CAST({0} AS INTEGER)) AS BIGINT)",
      .sum = "sum({0})",
      .count_where = "count_if({0})",
      .sum_where = "sum(CASE WHEN {1} THEN {0} END)",
      .distinct = "count(DISTINCT {0})",
      .lower_median = "quantile_disc({0}, 0.5)",
      .previous = "lag({0})",
      .next = "lead({0})",
      .first_known = "first_value({0} IGNORE NULLS)",
      .last_known = "last_value({0} IGNORE NULLS)",
  };
  return dialect;
}

const Dialect& clickhouse() {
  // Its CAST cannot take a NULL to a plain type; its to...() functions can.
  static const Dialect dialect{
      .name = "clickhouse",
      .integer = "toInt64({0})",
      .factor = "toInt128({0})",
      .year = "toInt64(toYear(addDays(toDate32('1970-01-01'), {0})))",
      .sum = "sum(toInt128({0}))",
      .count_where = "countIf({0})",
      .sum_where = "sumIf(toInt128({0}), {1})",
      .distinct = "uniqExact({0})",
      .lower_median = "quantileExactLow(0.5)({0})",
      .previous = "lagInFrame(toNullable({0}))",
      .next = "leadInFrame(toNullable({0}))",
      .first_known = "first_value({0}) IGNORE NULLS",
      .last_known = "last_value({0}) IGNORE NULLS",
      .backslash_escapes = true,
  };
  return dialect;
}

std::string filled(std::string_view pattern, const std::vector<std::string>& operands) {
  std::string result;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool is_place = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}';
    if (!is_place) {
      result += pattern[i];
      continue;
    }
    result += operands[static_cast<std::size_t>(pattern[i + 1] - '0')];
    i += 2;
  }
  return result;
}

std::string quoted_name(std::string_view name, const Dialect& dialect) {
  return quoted(name, '"', dialect);
}

std::string quoted_text(std::string_view text, const Dialect& dialect) {
  return quoted(text, '\'', dialect);
}

}  // namespace redthread::warehouse
