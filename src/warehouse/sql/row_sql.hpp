// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "model/catalog.hpp"
#include "warehouse/sql/dialect.hpp"

namespace redthread::warehouse {

/// A row expression as SQL over a fact's table: a value (a boolean as 1 or 0), in parentheses where
/// it is more than a name or a number. Columns with a formula are written out in place.
std::string to_sql(const RowExpression& expression, const Fact& fact, const Dialect& dialect);

/// A boolean row expression as a condition, for WHERE and CASE.
std::string to_condition(const RowExpression& expression, const Fact& fact, const Dialect& dialect);

/// A column as SQL: its name, or its formula in parentheses.
std::string column_sql(const Fact& fact, int column, const Dialect& dialect);

}  // namespace redthread::warehouse
