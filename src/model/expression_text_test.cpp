// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "model/expression.hpp"

namespace redthread {
namespace {

using Kind = Expression::Kind;

Expression key(const char* name, Cell cell = {}) {
  return {.kind = Kind::key, .key = name, .cell = std::move(cell)};
}
Expression of(Kind kind, Expression left, Expression right) {
  Expression result{.kind = kind};
  result.operands = {std::move(left), std::move(right)};
  return result;
}

TEST(ToText, has_only_the_parentheses_that_the_tree_needs) {
  const Expression a = key("a");
  const Expression b = key("b");
  const Expression c = key("c");
  EXPECT_EQ(to_text(of(Kind::subtract, of(Kind::subtract, a, b), c)), "a - b - c");
  EXPECT_EQ(to_text(of(Kind::subtract, a, of(Kind::subtract, b, c))), "a - (b - c)");
  EXPECT_EQ(to_text(of(Kind::divide, of(Kind::add, a, b), of(Kind::multiply, b, c))),
            "(a + b) / (b * c)");
  EXPECT_EQ(to_text(of(Kind::add, of(Kind::divide, a, b), c)), "a / b + c");
  Expression negative{.kind = Kind::negate};
  negative.operands = {of(Kind::add, a, b)};
  EXPECT_EQ(to_text(negative), "-(a + b)");
  EXPECT_EQ(to_text(of(Kind::multiply, negative, c)), "-(a + b) * c");
}

TEST(ToText, says_cells_numbers_and_functions) {
  EXPECT_EQ(to_text(key("fte", {{"sex", "women"}, {"profession", "nurse"}})),
            "fte{profession: nurse, sex: women}");
  Expression hours{.kind = Kind::number, .number = *Decimal::parse("431.25")};
  hours.unit.symbol = "h";
  EXPECT_EQ(to_text(hours), "431.25 h");
  Expression call{.kind = Kind::call, .function = Expression::Function::lag};
  call.operands = {key("x"), {.kind = Kind::number, .number = 2}};
  EXPECT_EQ(to_text(call), "lag(x, 2)");
}

}  // namespace
}  // namespace redthread
