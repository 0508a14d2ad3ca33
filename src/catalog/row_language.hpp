// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"
#include "catalog/formula.hpp"
#include "model/catalog.hpp"
#include "model/row_expression.hpp"

namespace redthread::catalog {

/// The language over the columns of one row, `form = 'visit' and age >= 65`: docs/row-language.md.
/// Reading is two steps, as with formulas: parsing knows no names, the check knows the fact.

/// How large an expression may be once the columns it names are replaced by their formulas, which
/// is how it is asked of an engine.
inline constexpr std::int64_t largest_row_expression = 5'000;
inline constexpr int deepest_row_expression = 100;

/// Parses one expression. Columns are names in `text`, and literals are as written: a number is
/// `number` counted in steps of 10^-`scale`. nullopt with diagnostics when it is no expression.
std::optional<RowExpression> parse_row_expression(std::string_view text,
                                                  const FormulaOrigin& origin,
                                                  Diagnostics& diagnostics);

/// Parses `count(*)`, `sum(x)`, `count(distinct column)` or `median(x)`.
std::optional<RowAggregate> parse_row_aggregate(std::string_view text, const FormulaOrigin& origin,
                                                Diagnostics& diagnostics);

/// Words that no column can have as its key, since they mean something in an expression.
const std::vector<std::string>& row_keywords();

/// The columns that an expression may name, all that `fact` has so far, and what is known of them.
struct RowScope {
  const Fact* fact = nullptr;
  const Organisation* organisation = nullptr;  ///< nullptr = its units are not all known
  /// By column: false when it is wrong, which is told there. What rests on it is not judged.
  std::vector<bool> known;
  /// By column: how large and deep its formula is, written out. {1, 1} without a formula.
  struct Size {
    std::int64_t nodes = 1;
    int depth = 1;
  };
  std::vector<Size> sizes;
  /// By column: whether its value, or what it is computed from, is another row's.
  std::vector<bool> beyond_row;
  bool own_row_only = false;  ///< the expression may not name a column that is `beyond_row`
  /// While a column is read: its own key and those that stand below it, which it cannot name.
  std::vector<std::string> later;
  bool all_known = true;    ///< false = there may be more columns, in what could not be read
  bool grain_known = true;  ///< false = it is not known whether the fact has rows at all
};

/// What an expression must give.
struct RowResult {
  RowExpression::Type type = RowExpression::Type::boolean;
  int scale = 0;                                         ///< decimal
  const std::vector<std::string>* categories = nullptr;  ///< category
  std::string what;  ///< how messages call it: "`where`", "column `wait_days`"
};

/// Resolves names and literals in place, and checks types. With `result` the whole must give that;
/// a number is brought to its scale. False when it is wrong (told here) or rests on a column that
/// is (told there).
bool check_row_expression(RowExpression& expression, const FormulaOrigin& origin,
                          const RowScope& scope, const RowResult* result, Diagnostics& diagnostics);

/// The size of a checked expression, written out.
RowScope::Size written_out(const RowExpression& expression, const RowScope& scope);

/// Whether a checked expression names a column that is `beyond_row`.
bool rests_beyond_row(const RowExpression& expression, const RowScope& scope);

/// `value` times `factor`, counted in the same steps.
RowExpression multiplied(RowExpression value, std::int64_t factor);

/// What a column's values are in expressions.
RowExpression::Type type_in_expressions(FactColumn::Type type);

/// `a date`, `a whole number`, ...
std::string_view type_name(RowExpression::Type type);

}  // namespace redthread::catalog
