// SPDX-License-Identifier: Apache-2.0
#include <string_view>

#include "model/expression.hpp"

namespace redthread {
namespace {

using Kind = Expression::Kind;

/// How tightly an expression binds; an operand that binds less than its place asks for gets
/// parentheses.
int binding(const Expression& expression) {
  switch (expression.kind) {
    case Kind::add:
    case Kind::subtract:
      return 1;
    case Kind::multiply:
    case Kind::divide:
      return 2;
    case Kind::negate:
      return 3;
    case Kind::number:
      return expression.number.is_negative() ? 3 : 4;
    case Kind::key:
    case Kind::call:
      return 4;
  }
  return 4;
}

std::string text_at(const Expression& expression, int needed) {
  std::string text = to_text(expression);
  return binding(expression) < needed ? "(" + text + ")" : text;
}

/// Operators are left-associative: the right operand must bind tighter, except that `a + (b + c)`
/// keeps its parentheses too, since the tree is another one.
std::string binary(const Expression& expression, std::string_view sign) {
  const int own = binding(expression);
  std::string text = text_at(expression.operands[0], own);
  text += sign;
  return text + text_at(expression.operands[1], own + 1);
}

}  // namespace

std::string_view to_string(Expression::Function function) {
  switch (function) {
    case Expression::Function::none:
      break;
    case Expression::Function::prev_year:
      return "prev_year";
    case Expression::Function::r12:
      return "r12";
    case Expression::Function::ytd:
      return "ytd";
    case Expression::Function::lag:
      return "lag";
    case Expression::Function::if_missing:
      return "if_missing";
    case Expression::Function::share:
      return "share";
  }
  return "";
}

std::string to_text(const Expression& expression) {
  switch (expression.kind) {
    case Kind::number: {
      std::string text = expression.number.to_string();
      const std::string& symbol = expression.unit.symbol;
      if (!symbol.empty() && symbol != "1") text += " " + symbol;
      return text;
    }
    case Kind::key:
      return expression.key + to_string(expression.cell);
    case Kind::negate:
      return "-" + text_at(expression.operands[0], 4);
    case Kind::add:
      return binary(expression, " + ");
    case Kind::subtract:
      return binary(expression, " - ");
    case Kind::multiply:
      return binary(expression, " * ");
    case Kind::divide:
      return binary(expression, " / ");
    case Kind::call:
      break;
  }
  std::string text(to_string(expression.function));
  for (std::size_t i = 0; i < expression.operands.size(); ++i) {
    text += i == 0 ? "(" : ", ";
    text += to_text(expression.operands[i]);
  }
  return text + ")";
}

}  // namespace redthread
