// SPDX-License-Identifier: Apache-2.0
//
// What expressions over rows are read as, as trees in parentheses: literals have become the
// integers that columns are stored as. Messages are in tests/broken_regions.
#include "catalog/row_language.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace redthread::catalog {
namespace {

using Kind = RowExpression::Kind;
using Operation = RowExpression::Operation;
using Type = RowExpression::Type;

Fact contacts() {
  Fact fact{.key = "contact", .grain = Fact::Grain::event};
  using Column = FactColumn::Type;
  fact.columns = {{.key = "form", .type = Column::category, .categories = {"visit", "home"}},
                  {.key = "age", .type = Column::integer},
                  {.key = "cost", .type = Column::decimal, .scale = 2},
                  {.key = "day", .type = Column::date},
                  {.key = "urgent", .type = Column::boolean},
                  {.key = "clinic", .type = Column::text},
                  {.key = "points", .type = Column::decimal, .scale = 4}};
  return fact;
}

constexpr const char* names[] = {"none",     "negate", "+",    "-",       "*",    "=",
                                 "!=",       "<",      "<=",   ">",       ">=",   "in",
                                 "and",      "or",     "not",  "missing", "days", "least",
                                 "greatest", "if",     "else", "band",    "year"};

std::string tree(const RowExpression& expression) {
  if (expression.kind == Kind::column) return fmt::format("c{}", expression.column);
  if (expression.kind == Kind::number) return std::to_string(expression.number);
  if (expression.kind == Kind::text) return "'" + expression.text + "'";
  std::string text = std::string("(") + names[static_cast<int>(expression.operation)];
  for (const RowExpression& operand : expression.operands) text += " " + tree(operand);
  return text + ")";
}

/// The checked tree, or what is wrong.
std::string read(const std::string& text, const RowResult* result = nullptr) {
  const Fact fact = contacts();
  RowScope scope{.fact = &fact};
  scope.known.assign(fact.columns.size(), true);
  scope.sizes.assign(fact.columns.size(), {});
  const FormulaOrigin origin{.span = {.file = "f", .line = 1, .column = 1}, .excerpt = text};
  Diagnostics diagnostics;
  auto expression = parse_row_expression(text, origin, diagnostics);
  const bool ok =
      expression && check_row_expression(*expression, origin, scope, result, diagnostics);
  EXPECT_EQ(ok, diagnostics.empty());
  return ok ? tree(*expression) : to_text(diagnostics);
}

TEST(RowLanguage, OperatorsBindAsTheyAreWritten) {
  EXPECT_EQ(read("urgent or urgent and not urgent"), "(or c4 (and c4 (not c4)))");
  EXPECT_EQ(read("not age = 1 + 2 * 3"), "(not (= c1 (+ 1 (* 2 3))))");
  EXPECT_EQ(read("age - 1 - 2"), "(- (- c1 1) 2)");
  EXPECT_EQ(read("(urgent or urgent) and urgent"), "(and (or c4 c4) c4)");
  EXPECT_EQ(read("-age * -2"), "(* (negate c1) -2)");
  EXPECT_EQ(read("not clinic is missing"), "(not (missing c5))");
}

TEST(RowLanguage, LiteralsCountInTheSmallestUnitOfWhatTheyStandBeside) {
  EXPECT_EQ(read("form = 'home'"), "(= c0 2)");
  EXPECT_EQ(read("form in ('visit', 'home')"), "(in c0 1 2)");
  EXPECT_EQ(read("cost >= 12.5"), "(>= c2 1250)");
  EXPECT_EQ(read("12 < cost"), "(< 1200 c2)");
  EXPECT_EQ(read("day < 2024-03-01"), "(< c3 19783)");
  EXPECT_EQ(read("clinic = 'it''s'"), "(= c5 'it's')");
  EXPECT_EQ(read("urgent = true"), "(= c4 1)");
}

TEST(RowLanguage, NumbersWithDifferentDecimalsAreBroughtToTheFiner) {
  EXPECT_EQ(read("cost + age"), "(+ c2 (* c1 100))");
  EXPECT_EQ(read("points > cost"), "(> c6 (* c2 100))");
  EXPECT_EQ(read("cost * 1.5 > points"), "(> (* (* c2 15) 10) c6)");
  EXPECT_EQ(read("age > 1.50"), "(> (* c1 10) 15)");
  EXPECT_EQ(read("if(urgent, cost, 0)"), "(if c4 c2 0)");
  EXPECT_EQ(read("band(cost, 1, 2.5, 10) = 2"), "(= (band c2 100 250 1000) 2)");
}

TEST(RowLanguage, FunctionsHaveTheirTypes) {
  EXPECT_EQ(read("days(day, 2024-01-31) > 3"), "(> (days c3 19753) 3)");
  EXPECT_EQ(read("year(day) = 2024"), "(= (year c3) 2024)");
  EXPECT_EQ(read("if_missing(clinic, 'x') = 'y'"), "(= (else c5 'x') 'y')");
  EXPECT_EQ(read("least(age, 65) + greatest(age, 18, 20)"),
            "(+ (least c1 65) (greatest c1 18 20))");
}

TEST(RowLanguage, ChosenTextsBecomeTheCategoriesThatAreAskedFor) {
  const std::vector<std::string> categories = {"met", "not_met", "not_counted"};
  const RowResult outcome{.type = Type::category, .categories = &categories, .what = "column `x`"};
  EXPECT_EQ(read("if(urgent, 'not_counted', if(age <= 90, 'met', 'not_met'))", &outcome),
            "(if c4 3 (if (<= c1 90) 1 2))");
  EXPECT_EQ(read("band(age, 30, 90)", &outcome), "(band c1 30 90)");
  EXPECT_EQ(read("if(urgent, 'home', 'visit') = form"), "(= (if c4 2 1) c0)");
}

TEST(RowLanguage, AResultIsBroughtToTheScaleThatIsKept) {
  const RowResult kept{.type = Type::decimal, .scale = 4, .what = "column `x`"};
  EXPECT_EQ(read("cost", &kept), "(* c2 100)");
  EXPECT_EQ(read("3", &kept), "30000");
}

TEST(RowLanguage, AnAggregateSaysWhatIsComputed) {
  const auto function = [](const std::string& text) {
    const FormulaOrigin origin{.span = {.file = "f", .line = 1, .column = 1}, .excerpt = text};
    Diagnostics diagnostics;
    const auto aggregate = parse_row_aggregate(text, origin, diagnostics);
    EXPECT_EQ(to_text(diagnostics), "");
    return fmt::format("{} {}", static_cast<int>(aggregate->function), aggregate->written);
  };
  EXPECT_EQ(function(" count( * ) "), "0 count( * )");
  EXPECT_EQ(function("sum(a + b)"), "1 sum(a + b)");
  EXPECT_EQ(function("count(distinct person)"), "2 count(distinct person)");
  EXPECT_EQ(function("median(days(a, b))"), "3 median(days(a, b))");
}

TEST(RowLanguage, WhatRestsOnAWrongColumnIsNotJudged) {
  const Fact fact = contacts();
  RowScope scope{.fact = &fact};
  scope.known.assign(fact.columns.size(), false);
  scope.sizes.assign(fact.columns.size(), {});
  const FormulaOrigin origin{.span = {.file = "f", .line = 1, .column = 1}, .excerpt = "age = 'x'"};
  Diagnostics diagnostics;
  auto expression = parse_row_expression("age = 'x'", origin, diagnostics);
  EXPECT_FALSE(check_row_expression(*expression, origin, scope, nullptr, diagnostics));
  EXPECT_TRUE(diagnostics.empty());
}

}  // namespace
}  // namespace redthread::catalog
