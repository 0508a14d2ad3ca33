// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/formula.hpp"
#include "catalog/source.hpp"

namespace redthread::catalog {
namespace {

using Kind = Expression::Kind;
using Function = Expression::Function;

constexpr std::int64_t longest_lag = 120;

std::string unit_text(const MeasureUnit& unit) {
  return unit.symbol.empty() ? "a plain number" : fmt::format("in {}", unit.symbol);
}

/// What a message calls an operand.
std::string operand_text(const Expression& expression, std::string_view otherwise) {
  constexpr std::size_t longest = 40;
  const std::string text = to_text(expression);
  return text.size() > longest ? std::string(otherwise) : fmt::format("`{}`", text);
}

/// Units of sums: as written when both are the same, else the dimension's base unit.
MeasureUnit common_unit(const MeasureUnit& a, const MeasureUnit& b) {
  return a.symbol == b.symbol ? a : multiplied(a, {});
}

/// A plain number leaves the other's unit as it is written: mnkr * 2 is in mnkr.
MeasureUnit product(const MeasureUnit& a, const MeasureUnit& b) {
  if (b.dimensionless() && !a.dimensionless()) return a;
  if (a.dimensionless() && !b.dimensionless()) return b;
  return multiplied(a, b);
}

MeasureUnit quotient(const MeasureUnit& a, const MeasureUnit& b) {
  return b.dimensionless() && !a.dimensionless() ? a : divided(a, b);
}

class Checker {
 public:
  Checker(const FormulaOrigin& origin, const NameLookup& lookup,
          const std::vector<std::string>& known, const std::vector<Breakdown>& breakdowns,
          Diagnostics& diagnostics)
      : origin_(origin),
        lookup_(lookup),
        known_(known),
        breakdowns_(breakdowns),
        diagnostics_(diagnostics) {}

  /// Fills `unit`; nullopt when it cannot be told, which has then been told already.
  std::optional<MeasureUnit> visit(Expression& expression) {
    std::optional<MeasureUnit> unit = unit_of(expression);
    if (unit) expression.unit = *unit;
    return unit;
  }

  bool ok() const { return ok_; }

 private:
  std::optional<MeasureUnit> unit_of(Expression& expression) {
    if (expression.kind == Kind::number) return expression.unit;
    if (expression.kind == Kind::key) return key(expression);
    if (expression.kind == Kind::call) return call(expression);
    auto left = visit(expression.operands[0]);
    if (expression.kind == Kind::negate) return left;
    const auto right = visit(expression.operands[1]);
    if (!left || !right) return std::nullopt;
    switch (expression.kind) {
      case Kind::add:
        return same(expression, *left, *right, "they cannot be added");
      case Kind::subtract:
        return same(expression, *left, *right, "they cannot be subtracted");
      case Kind::multiply:
        return product(*left, *right);
      default:
        return quotient(*left, *right);
    }
  }

  std::optional<MeasureUnit> call(Expression& expression) {
    std::vector<Expression>& operands = expression.operands;
    auto first = visit(operands[0]);
    if (expression.function == Function::lag) check_lag(operands[1]);
    if (expression.function != Function::if_missing && expression.function != Function::share) {
      return first;
    }
    const auto second = visit(operands[1]);
    if (!first || !second) return std::nullopt;
    if (expression.function == Function::if_missing) {
      return same(expression, *first, *second, "one cannot stand for the other");
    }
    if (!same(expression, *first, *second, "one is no share of the other")) return std::nullopt;
    return MeasureUnit{};
  }

  void check_lag(const Expression& months) {
    const bool whole = months.kind == Kind::number && months.unit.symbol.empty() &&
                       months.number.as_integer_at(0).has_value();
    if (whole && Decimal(1) <= months.number && months.number <= Decimal(longest_lag)) return;
    fail("catalog.function_arguments", months.span,
         "the second argument of `lag` must be a whole number of months",
         fmt::format("write a number from 1 to {}", longest_lag));
  }

  std::optional<MeasureUnit> same(const Expression& whole, const MeasureUnit& left,
                                  const MeasureUnit& right, std::string_view verb) {
    if (left.same_dimension(right)) return common_unit(left, right);
    const Expression& a = whole.operands[0];
    const Expression& b = whole.operands[1];
    std::string hint = "both sides must have the same kind of measure unit";
    for (const auto& [number, other] : {std::pair(&a, &right), std::pair(&b, &left)}) {
      if (number->kind == Kind::number && number->unit.symbol.empty() && !other->symbol.empty()) {
        hint = fmt::format("write the number with its measure unit: `{} {}`",
                           number->number.to_string(), other->symbol);
      }
    }
    fail("catalog.measure_unit_mismatch", whole.span,
         fmt::format("{} is {} but {} is {}: {}", operand_text(a, "the left side"), unit_text(left),
                     operand_text(b, "the right side"), unit_text(right), verb),
         hint);
    return std::nullopt;
  }

  std::optional<MeasureUnit> key(const Expression& expression) {
    if (expression.key == hours_per_fte_key) {
      if (!expression.cell.empty()) {
        fail("catalog.breakdown_not_in_measure", expression.span,
             fmt::format("`{}` cannot be split", expression.key), "write it without {...}");
      }
      return MeasureUnit{.symbol = "h/årsarbetare",
                         .dimensions = {{"s", 1}, {"årsarbetare", -1}},
                         .factor = 3'600};
    }
    const std::optional<NameMeaning> meaning = lookup_(expression.key);
    if (!meaning) {
      Span span = expression.span;
      if (origin_.verbatim) span.length = static_cast<int>(character_count(expression.key));
      fail("catalog.unknown_measure", span, fmt::format("there is no measure `{}`", expression.key),
           name_hint(expression.key, known_));
      return std::nullopt;
    }
    if (meaning->unit_known || !meaning->breakdowns.empty()) check_cell(expression, *meaning);
    return meaning->unit_known ? std::optional(meaning->unit) : std::nullopt;
  }

  void check_cell(const Expression& expression, const NameMeaning& meaning) {
    for (const auto& [key, category] : expression.cell) {
      const auto breakdown =
          std::find_if(breakdowns_.begin(), breakdowns_.end(),
                       [&wanted = key](const Breakdown& b) { return b.key == wanted; });
      const bool declared = breakdown != breakdowns_.end();
      const bool split = std::find(meaning.breakdowns.begin(), meaning.breakdowns.end(), key) !=
                         meaning.breakdowns.end();
      if (!declared && !split) {
        fail("catalog.unknown_breakdown", expression.span,
             fmt::format("there is no breakdown `{}`", key), name_hint(key, breakdown_keys()));
      } else if (!split) {
        fail("catalog.breakdown_not_in_measure", expression.span,
             fmt::format("`{}` is not split by `{}`", expression.key, key),
             meaning.breakdowns.empty()
                 ? "it has no breakdowns (key `by` of the measure)"
                 : fmt::format("it is split by {}", join(meaning.breakdowns, ", ")));
      } else if (declared && breakdown->find(category) == nullptr) {
        std::vector<std::string> categories;
        for (const Breakdown::Category& c : breakdown->categories) categories.push_back(c.key);
        fail("catalog.unknown_category", expression.span,
             fmt::format("`{}` has no category `{}`", key, category),
             name_hint(category, categories));
      }
    }
  }

  std::vector<std::string> breakdown_keys() const {
    std::vector<std::string> keys;
    for (const Breakdown& breakdown : breakdowns_) keys.push_back(breakdown.key);
    return keys;
  }

  void fail(const char* code, const Span& span, const std::string& message,
            const std::string& hint) {
    ok_ = false;
    add_at(diagnostics_, Severity::error, code, span, origin_.excerpt, message, hint);
  }

  const FormulaOrigin& origin_;
  const NameLookup& lookup_;
  const std::vector<std::string>& known_;
  const std::vector<Breakdown>& breakdowns_;
  Diagnostics& diagnostics_;
  bool ok_ = true;
};

}  // namespace

bool check_formula(Expression& expression, const FormulaOrigin& origin, const NameLookup& lookup,
                   const std::vector<std::string>& known, const std::vector<Breakdown>& breakdowns,
                   Diagnostics& diagnostics) {
  Checker checker(origin, lookup, known, breakdowns, diagnostics);
  checker.visit(expression);
  return checker.ok();
}

}  // namespace redthread::catalog
