// SPDX-License-Identifier: Apache-2.0
#include "warehouse/sql/row_sql.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace redthread::warehouse {
namespace {

using Kind = RowExpression::Kind;
using Operation = RowExpression::Operation;
using Type = RowExpression::Type;

/// Operands as SQL; the call in parentheses, so that it can stand anywhere.
class Printer {
 public:
  Printer(const Fact& fact, const Dialect& dialect) : fact_(fact), dialect_(dialect) {}

  std::string print(const RowExpression& expression) const {
    switch (expression.kind) {
      case Kind::column:
        return column(expression.column);
      case Kind::number:
        return number(expression);
      case Kind::text:
        return quoted_text(expression.text, dialect_);
      case Kind::call:
        break;
    }
    std::vector<std::string> operands;
    for (const RowExpression& operand : expression.operands) operands.push_back(print(operand));
    return call(expression.operation, operands);
  }

  std::string column(int index) const {
    const FactColumn& column = fact_.columns[static_cast<std::size_t>(index)];
    if (column.formula) return print(*column.formula);
    std::string name = quoted_name(column.key, dialect_);
    return column.type == FactColumn::Type::boolean ? "(" + name + " = 1)" : name;
  }

 private:
  static std::string number(const RowExpression& literal) {
    if (literal.type == Type::boolean) return literal.number == 1 ? "(1 = 1)" : "(1 = 0)";
    return literal.number < 0 ? fmt::format("({})", literal.number)
                              : fmt::format("{}", literal.number);
  }

  std::string call(Operation operation, const std::vector<std::string>& operands) const {
    switch (operation) {
      case Operation::negate:
        return "(-" + operands[0] + ")";
      case Operation::add:
        return between(operands, "+");
      case Operation::subtract:
        return between(operands, "-");
      case Operation::multiply:
        return between({filled(dialect_.factor, {operands[0]}), operands[1]}, "*");
      case Operation::equal:
        return between(operands, "=");
      case Operation::not_equal:
        return between(operands, "<>");
      case Operation::less:
        return between(operands, "<");
      case Operation::at_most:
        return between(operands, "<=");
      case Operation::greater:
        return between(operands, ">");
      case Operation::at_least:
        return between(operands, ">=");
      case Operation::both:
        return between(operands, "AND");
      case Operation::either:
        return between(operands, "OR");
      case Operation::among:
        return among(operands);
      case Operation::inverse:
        return "(NOT " + operands[0] + ")";
      case Operation::is_missing:
        return "(" + operands[0] + " IS NULL)";
      case Operation::days:
        return between({operands[1], operands[0]}, "-");
      case Operation::least:
        return extreme(operands, "<=");
      case Operation::greatest:
        return extreme(operands, ">=");
      case Operation::choose:
        return fmt::format("CASE WHEN {} THEN {} ELSE {} END", operands[0], operands[1],
                           operands[2]);
      case Operation::otherwise:
        return fmt::format("coalesce({}, {})", operands[0], operands[1]);
      case Operation::band:
        return band(operands);
      case Operation::year:
        return filled(dialect_.year, operands);
      case Operation::none:
        break;
    }
    return "NULL";
  }

  static std::string between(const std::vector<std::string>& operands, std::string_view sign) {
    return fmt::format("({} {} {})", operands[0], sign, operands[1]);
  }

  /// Not IN, which engines answer differently when the operand is missing.
  static std::string among(const std::vector<std::string>& operands) {
    std::string text;
    for (std::size_t i = 1; i < operands.size(); ++i) {
      text += fmt::format("{}{} = {}", i == 1 ? "(" : " OR ", operands[0], operands[i]);
    }
    return text + ")";
  }

  /// Missing when any operand is, which least() and greatest() are not in every engine.
  static std::string extreme(const std::vector<std::string>& operands, std::string_view sign) {
    std::string text = "CASE";
    for (std::size_t i = 0; i < operands.size(); ++i) {
      std::string condition;
      for (std::size_t j = 0; j < operands.size(); ++j) {
        if (j == i) continue;
        if (!condition.empty()) condition += " AND ";
        condition += fmt::format("{} {} {}", operands[i], sign, operands[j]);
      }
      text += fmt::format(" WHEN {} THEN {}", condition, operands[i]);
    }
    return text + " END";
  }

  static std::string band(const std::vector<std::string>& operands) {
    std::string text = "CASE";
    for (std::size_t i = 1; i < operands.size(); ++i) {
      text += fmt::format(" WHEN {} <= {} THEN {}", operands[0], operands[i], i);
    }
    return text +
           fmt::format(" WHEN {} > {} THEN {} END", operands[0], operands.back(), operands.size());
  }

  const Fact& fact_;
  const Dialect& dialect_;
};

}  // namespace

std::string to_sql(const RowExpression& expression, const Fact& fact, const Dialect& dialect) {
  return Printer(fact, dialect).print(expression);
}

std::string column_sql(const Fact& fact, int column, const Dialect& dialect) {
  return Printer(fact, dialect).column(column);
}

bool may_be_missing(const RowExpression& expression, const Fact& fact) {
  const auto& operands = expression.operands;
  switch (expression.kind) {
    case Kind::column: {
      const FactColumn& column = fact.columns[static_cast<std::size_t>(expression.column)];
      if (column.formula) return may_be_missing(*column.formula, fact);
      return column.optional || column.neighbour.has_value();
    }
    case Kind::number:
    case Kind::text:
      return false;
    case Kind::call:
      break;
  }
  switch (expression.operation) {
    case Operation::is_missing:
      return false;
    case Operation::otherwise:
      return may_be_missing(operands[1], fact);
    case Operation::choose:  // a condition that is missing gives the last part
      return may_be_missing(operands[1], fact) || may_be_missing(operands[2], fact);
    default:
      return std::any_of(operands.begin(), operands.end(), [&](const RowExpression& operand) {
        return may_be_missing(operand, fact);
      });
  }
}

std::string rows_table(const Fact& fact, const Dialect& dialect) {
  return quoted_name("rows_" + fact.key, dialect);
}

}  // namespace redthread::warehouse
