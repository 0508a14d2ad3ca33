// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.hpp"
#include "base/diagnostics.hpp"
#include "model/measure_unit.hpp"

namespace redthread {

/// A breakdown cell: which category of which breakdown, e.g. {profession: physician, sex: women}.
/// Breakdowns that are not named are totals; the empty cell is the grand total.
using Cell = std::map<std::string, std::string>;

/// `{profession: physician, sex: women}`, or empty text for the total.
std::string to_string(const Cell& cell);

/// A formula as a tree. The text form is parsed, checked and printed by `catalog`; `figures`
/// evaluates it. Names are resolved and measure units are checked before anyone evaluates.
struct Expression {
  enum class Kind {
    number,  ///< `431.25 h`: `number` in `unit`
    key,     ///< a measure (or a statement column) with an optional breakdown cell
    negate,  ///< one operand
    add,     ///< two operands, as the next three
    subtract,
    multiply,
    divide,
    call,  ///< `function` with operands
  };
  enum class Function {
    none,
    prev_year,   ///< prev_year(x): the same span one year earlier
    r12,         ///< r12(x): over the twelve months that end with the period
    ytd,         ///< ytd(x): over January to the period's last month
    lag,         ///< lag(x, n): over the span n months earlier
    if_missing,  ///< if_missing(x, y): y where x has no value
    share,       ///< share(x, of): x / of, dimensionless
  };

  Kind kind = Kind::number;
  Decimal number;
  std::string key;
  Cell cell;
  Function function = Function::none;
  std::vector<Expression> operands;
  MeasureUnit unit;  ///< of the result, filled by the check (of the literal, for a number)
  Span span;         ///< where it was written
};

/// `prev_year`, `r12`, ...; empty for none.
std::string_view to_string(Expression::Function function);
/// The canonical text: one space around operators, only the parentheses that the tree needs.
std::string to_text(const Expression& expression);

/// The key that stands for hours per årsarbetare over the asked span (the region's yearly hours
/// times months / 12), in `h/årsarbetare`.
inline constexpr const char* hours_per_fte_key = "region.hours_per_fte";

}  // namespace redthread
