// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace redthread::warehouse {

/// What differs between engines in the SQL that we print, as a table: flags and patterns, no class
/// per engine. Everything else is kept to what they answer alike: integers, comparisons, CASE,
/// conditional aggregates; no division, no decimals, no calendar.
///
/// In a pattern `{x}` stands for the value, `{where}` for the condition.
struct Dialect {
  std::string_view name;
  std::string_view count_where;  ///< rows for which a condition holds
  std::string_view sum_where;    ///< an exact sum of integers; NULL or 0 when there is none
  std::string_view distinct_where;
  std::string_view median_where;  ///< the lower one of the two in the middle
  std::string_view count_all;
  std::string_view sum_all;
  std::string_view year;  ///< of a day counted from 1970-01-01
};

const Dialect& duckdb_dialect();
const Dialect& clickhouse_dialect();

/// A pattern with its places filled.
std::string filled(std::string_view pattern, std::string_view x, std::string_view where);

/// A name or a text as SQL: `"unit_code"`, `'it''s'`.
std::string sql_name(std::string_view name);
std::string sql_text(std::string_view text);

}  // namespace redthread::warehouse
