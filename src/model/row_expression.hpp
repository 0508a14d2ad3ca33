// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"

namespace redthread {

/// An expression over the columns of one delivered row, `form = 'visit' and age >= 65`, as a tree.
/// `catalog` parses and checks it; `warehouse` prints it as SQL. Names are resolved and types fit
/// before anyone else sees it, and all that is left are integers: a column is stored as an integer
/// (`FactColumn`), a category's name has become its number, a date its day, a decimal its count of
/// the smallest unit.
///
/// A value may be missing (an optional column that was left empty). As in SQL, what is computed
/// from a missing value is missing, and a condition that is missing does not hold.
struct RowExpression {
  enum class Kind {
    column,  ///< `column` of the fact
    number,  ///< `number`: a literal, already in the smallest unit of what it stands beside
    text,    ///< `text`: a literal to compare a text or key column with
    call,    ///< `operation` with operands
  };
  enum class Operation {
    none,
    negate,
    add,
    subtract,
    multiply,
    equal,
    not_equal,
    less,
    at_most,
    greater,
    at_least,
    among,  ///< `x in (a, b)`: the first operand is one of the others
    both,   ///< `and`, two operands
    either,
    inverse,     ///< `not`
    is_missing,  ///< `x is missing`
    days,        ///< days(a, b): calendar days from a to b
    least,
    greatest,
    choose,     ///< if(condition, x, y)
    otherwise,  ///< if_missing(x, y)
    band,       ///< band(x, 30, 60): 1 when x <= 30, 2 when x <= 60, else 3
    year,       ///< year(date)
  };
  enum class Type { integer, decimal, boolean, date, category, text, unit, person };

  Kind kind = Kind::number;
  Operation operation = Operation::none;
  int column = -1;  ///< index into Fact::columns
  std::int64_t number = 0;
  std::string text;
  std::vector<RowExpression> operands;
  Type type = Type::integer;  ///< of the result, filled by the check
  int scale = 0;              ///< decimal: the result counts steps of 10^-scale
  Span place;
};

/// What a measure computes of rows: `count(*)`, `sum(amount)`, `count(distinct person)`,
/// `median(wait_days)`, of those rows for which `where` holds.
struct RowAggregate {
  enum class Function {
    count,
    sum,
    distinct,  ///< does not add up: computed for each unit and span by itself
    median,    ///< the same; the lower of the two in the middle, so that it is a value that occurs
  };
  Function function = Function::count;
  std::optional<RowExpression> value;  ///< absent for `count(*)`
  std::optional<RowExpression> where;  ///< absent = all rows
  std::string written;                 ///< for threads: `sum(amount) where account_group = 'drugs'`

  bool is_additive() const { return function == Function::count || function == Function::sum; }
};

}  // namespace redthread
