// SPDX-License-Identifier: Apache-2.0
#include "catalog/formula.hpp"

#include <cstdint>
#include <map>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace redthread::catalog {
namespace {

using Kind = Expression::Kind;
using Function = Expression::Function;

const MeasureUnits& units() {
  static const MeasureUnits known;
  return known;
}

FormulaOrigin origin_of(std::string_view text) {
  return {.span = {.file = "f", .line = 1, .column = 1, .length = 1}, .excerpt = std::string(text)};
}

std::optional<Expression> parse(std::string_view text) {
  Diagnostics diagnostics;
  auto result = parse_formula(text, origin_of(text), units(), diagnostics);
  EXPECT_EQ(result.has_value(), !diagnostics.has_errors());
  return result;
}

std::string canonical(std::string_view text) {
  const auto expression = parse(text);
  return expression ? print_formula(*expression) : "-";
}

bool same(const Expression& a, const Expression& b) {
  if (a.kind != b.kind || a.key != b.key || a.cell != b.cell || a.function != b.function ||
      a.operands.size() != b.operands.size()) {
    return false;
  }
  if (a.kind == Kind::number && !(a.number == b.number && a.unit.symbol == b.unit.symbol)) {
    return false;
  }
  for (std::size_t i = 0; i < a.operands.size(); ++i) {
    if (!same(a.operands[i], b.operands[i])) return false;
  }
  return true;
}

TEST(ParseFormula, PrecedenceAndCanonicalText) {
  const std::map<std::string, std::string> cases = {
      {"a+b*c", "a + b * c"},
      {"(a+b)*c", "(a + b) * c"},
      {"a-b-c", "a - b - c"},
      {"a-(b-c)", "a - (b - c)"},
      {"a/(b*c)", "a / (b * c)"},
      {"((a))", "a"},
      {"-a*b", "-a * b"},
      {"-(a+b)", "-(a + b)"},
      {"a - -b", "a - -b"},
      {"431.25h", "431.25 h"},
      {"95%", "95 %"},
      {"2 kr/h * a", "2 kr/h * a"},
      {"2 kr/a", "2 kr / a"},
      {"2 kr / h", "2 kr / h"},
      {"1 ja/nej", "1 ja/nej"},
      {"x.y{sex:women,care : somatic}", "x.y{care: somatic, sex: women}"},
      {"lag( a , 1 )", "lag(a, 1)"},
      {"share(a,b)+if_missing(c, 0 kr)", "share(a, b) + if_missing(c, 0 kr)"},
      {"r12(ytd(prev_year(a)))", "r12(ytd(prev_year(a)))"},
      {"share", "share"},
      {"a\n + b", "a + b"},
  };
  for (const auto& [written, expected] : cases) EXPECT_EQ(canonical(written), expected) << written;
}

TEST(ParseFormula, RefusesWhatIsNoFormula) {
  for (const char* bad : {"",
                          " ",
                          "a b",
                          "a +",
                          "(a",
                          "a)",
                          "+a",
                          "a..b",
                          "a.",
                          "1.",
                          "1e5",
                          "a{",
                          "a{}",
                          "a{x}",
                          "a{x:}",
                          "a{x: y",
                          "a{x: y, x: z}",
                          "f(a)",
                          "lag(a)",
                          "å",
                          "A",
                          "1 xyz",
                          "0,5",
                          "1 000",
                          "a == b",
                          "a; b",
                          "\xFF",
                          "9999999999999999999999999999999999999999999"}) {
    EXPECT_FALSE(parse(bad)) << bad;
  }
}

TEST(ParseFormula, SpansPointIntoTheText) {
  const auto expression = parse("å1"), good = parse("aa + 95 % * bb{x: y}");
  EXPECT_FALSE(expression);
  ASSERT_TRUE(good);
  const Expression& product = good->operands[1];
  EXPECT_EQ(product.span.column, 6);
  EXPECT_EQ(product.span.length, 15);
  EXPECT_EQ(product.operands[1].span.column, 13);
  EXPECT_EQ(product.operands[1].span.length, 8);
}

TEST(ParseFormula, DepthIsLimitedForEveryKindOfNesting) {
  const auto repeated = [](const std::string& part, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += part;
    return text;
  };
  EXPECT_TRUE(parse(repeated("a + ", 150) + "a"));
  EXPECT_FALSE(parse(repeated("a + ", 300) + "a"));
  EXPECT_FALSE(parse(repeated("-", 5'000) + "a"));
  EXPECT_FALSE(parse(repeated("(", 5'000) + "a"));
  EXPECT_FALSE(parse(repeated("r12(", 2'000) + "a"));
}

/// Any tree that the parser can make, of limited depth.
rc::Gen<Expression> expressions(int depth) {
  return rc::gen::exec([depth] {
    Expression result;
    const int kind = *rc::gen::inRange(0, depth == 0 ? 2 : 8);
    const auto operand = [&] { return *expressions(depth - 1); };
    result.kind = static_cast<Kind>(kind);
    switch (result.kind) {
      case Kind::number: {
        result.number = Decimal::of(*rc::gen::inRange(0, 1'000'000), *rc::gen::inRange(0, 5));
        const std::string unit =
            *rc::gen::element<std::string>("", "%", "kr", "kr/h", "årsarbetare", "ja/nej", "pp");
        if (!unit.empty()) result.unit = *units().find(unit);
        break;
      }
      case Kind::key:
        result.key = *rc::gen::element<std::string>("a", "visits.all", "share", "x_1.y2");
        if (*rc::gen::arbitrary<bool>()) result.cell = {{"sex", "women"}};
        if (*rc::gen::arbitrary<bool>()) result.cell["care"] = "somatic";
        break;
      case Kind::negate:
        result.operands = {operand()};
        break;
      case Kind::call:
        result.function = static_cast<Function>(*rc::gen::inRange(1, 7));
        result.operands = {operand()};
        if (result.function == Function::lag || result.function == Function::if_missing ||
            result.function == Function::share) {
          result.operands.push_back(operand());
        }
        break;
      default:
        result.operands = {operand(), operand()};
        break;
    }
    return result;
  });
}

RC_GTEST_PROP(Formula, ParsingWhatIsPrintedGivesTheSameTree, ()) {
  const Expression expression = *expressions(4);
  const std::string text = print_formula(expression);
  RC_LOG() << text;
  const auto read = parse(text);
  RC_ASSERT(read.has_value());
  RC_ASSERT(same(*read, expression));
  RC_ASSERT(print_formula(*read) == text);
}

// --- check_formula

const std::vector<Breakdown>& breakdowns() {
  static const std::vector<Breakdown> known = {
      {.key = "sex", .categories = {{"women", {}}, {"men", {}}}},
      {.key = "care", .categories = {{"somatic", {}}}}};
  return known;
}

std::optional<NameMeaning> meaning(const std::string& key) {
  if (key == "cost") return NameMeaning{*units().find("mnkr"), {}};
  if (key == "income") return NameMeaning{*units().find("kr"), {}};
  if (key == "hours") return NameMeaning{*units().find("timmar"), {"sex"}};
  if (key == "visits") return NameMeaning{*units().find("st"), {"sex", "care"}};
  if (key == "rate") return NameMeaning{*units().find("%"), {}};
  if (key == "fte") return NameMeaning{*units().find("årsarbetare"), {}};
  if (key == "broken") return NameMeaning{.unit_known = false};
  return std::nullopt;
}

/// The unit's symbol, or the code of the first error.
std::string unit_of(std::string_view text) {
  auto expression = parse(text);
  if (!expression) return "no formula";
  Diagnostics diagnostics;
  const bool ok = check_formula(*expression, origin_of(text), meaning, {"cost", "hours"},
                                breakdowns(), diagnostics);
  EXPECT_EQ(ok, !diagnostics.has_errors());
  return ok ? expression->unit.symbol : diagnostics.items().front().code;
}

TEST(CheckFormula, UnitsOfResults) {
  EXPECT_EQ(unit_of("cost"), "mnkr");
  EXPECT_EQ(unit_of("cost + cost"), "mnkr");
  EXPECT_EQ(unit_of("cost + income"), "kr");
  EXPECT_EQ(unit_of("cost + 5 tkr"), "kr");
  EXPECT_EQ(unit_of("cost * 2"), "mnkr");
  EXPECT_EQ(unit_of("95 % * cost"), "mnkr");
  EXPECT_EQ(unit_of("cost / hours"), "kr/s");
  EXPECT_EQ(unit_of("cost / income"), "");
  EXPECT_EQ(unit_of("1 - rate"), "");
  EXPECT_EQ(unit_of("rate - rate"), "%");
  EXPECT_EQ(unit_of("-r12(cost)"), "mnkr");
  EXPECT_EQ(unit_of("lag(cost, 3)"), "mnkr");
  EXPECT_EQ(unit_of("share(cost, income)"), "");
  EXPECT_EQ(unit_of("if_missing(cost, 0 kr)"), "kr");
  EXPECT_EQ(unit_of("hours / region.hours_per_fte"), "årsarbetare");
  EXPECT_EQ(unit_of("hours / fte - region.hours_per_fte"), "s/årsarbetare");
  EXPECT_EQ(unit_of("visits{sex: women, care: somatic}"), "st");
}

TEST(CheckFormula, Mistakes) {
  for (const char* bad : {"cost + rate", "cost - 1", "if_missing(cost, 0)", "share(cost, hours)",
                          "(cost / hours) + cost"}) {
    EXPECT_EQ(unit_of(bad), "catalog.measure_unit_mismatch") << bad;
  }
  EXPECT_EQ(unit_of("kost"), "catalog.unknown_measure");
  EXPECT_EQ(unit_of("cost{sex: women}"), "catalog.breakdown_not_in_measure");
  EXPECT_EQ(unit_of("region.hours_per_fte{sex: women}"), "catalog.breakdown_not_in_measure");
  EXPECT_EQ(unit_of("hours{gender: women}"), "catalog.unknown_breakdown");
  EXPECT_EQ(unit_of("hours{sex: woman}"), "catalog.unknown_category");
  for (const char* bad : {"lag(cost, 1.5)", "lag(cost, 0)", "lag(cost, 2 h)", "lag(cost, cost)"}) {
    EXPECT_EQ(unit_of(bad), "catalog.function_arguments") << bad;
  }
}

TEST(CheckFormula, WhatRestsOnABrokenMeasureIsNotJudged) {
  EXPECT_EQ(unit_of("broken + cost"), "");
  EXPECT_EQ(unit_of("broken{sex: women}"), "");
  EXPECT_EQ(unit_of("broken + kost"), "catalog.unknown_measure");
}

}  // namespace
}  // namespace redthread::catalog
