// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace redthread::warehouse {

/// How an engine's SQL differs from what all engines share. A table, not a class for each: the
/// queries are written once, and ask here where engines part. In patterns `{0}`, `{1}` stand for
/// the operands.
struct Dialect {
  std::string_view name;
  std::string_view integer;  ///< to 64 bits; an error, or a wrap, when it does not fit
  std::string_view factor;   ///< of a product, so that none wraps unseen
  std::string_view year;     ///< of a count of days since 1970-01-01
  std::string_view sum;      ///< exact in 128 bits
  /// Aggregates of the rows for which the last operand holds.
  std::string_view count_where;
  std::string_view sum_where;
  /// Aggregates of `{0}` over all rows that are left, missing values left out.
  std::string_view distinct;
  std::string_view lower_median;   ///< of two in the middle the lower: a value that occurs
  std::string_view previous;       ///< of the row before in a window; NULL in the first
  std::string_view next;           ///< of the row after in a window; NULL in the last
  std::string_view first_known;    ///< the first in a window that is not NULL; NULL without any
  std::string_view last_known;     ///< the last of them
  bool backslash_escapes = false;  ///< in texts and names a backslash is written twice
};

const Dialect& duckdb();
const Dialect& clickhouse();

/// The pattern with its operands in place.
std::string filled(std::string_view pattern, const std::vector<std::string>& operands);
/// A name in double quotes.
std::string quoted_name(std::string_view name, const Dialect& dialect);
/// A text in single quotes.
std::string quoted_text(std::string_view text, const Dialect& dialect);

}  // namespace redthread::warehouse
