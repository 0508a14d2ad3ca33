// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "model/catalog.hpp"
#include "warehouse/sql/dialect.hpp"

namespace redthread::warehouse {

/// A row expression as SQL over the columns of `rows_<fact>`, with the formulas of columns written
/// out. An expression of type boolean is a condition, all others are values; both are NULL when
/// missing. What is written means the same to all engines: arithmetic is on integers, there is no
/// division, and nothing rests on how an engine compares a NULL in lists or in least and greatest.
std::string to_sql(const RowExpression& expression, const Fact& fact, const Dialect& dialect);

/// A column's value; what `to_sql` gives for an expression that is the column alone.
std::string column_sql(const Fact& fact, int column, const Dialect& dialect);

/// Whether the expression may have no value in a row that has passed all checks: it rests on a
/// column that is optional, looked up, or another row's.
bool may_be_missing(const RowExpression& expression, const Fact& fact);

/// `"rows_contact"`
std::string rows_table(const Fact& fact, const Dialect& dialect);

}  // namespace redthread::warehouse
