// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "base/error.hpp"
#include "figures/formula.hpp"
#include "figures/states.hpp"

namespace redthread::figures::arithmetic {
namespace {

bool differ_in_parts(const Figure& a, const Figure& b) {
  if (a.state != State::partial && b.state != State::partial) return false;
  return a.parts_present != b.parts_present || a.parts_expected != b.parts_expected;
}

}  // namespace

void negate(Figure& result, FigurePtr operand) {
  result.operation = Operation::negate;
  result.operands = {std::move(operand)};
  if (take_state(result, result.operands)) result.value = -*result.operands[0]->value;
}

void add_up(Figure& result, std::vector<FigurePtr> terms) {
  result.operation = Operation::add;
  result.operands = std::move(terms);
  if (!take_state(result, result.operands)) return;
  Exact total = 0;
  for (const FigurePtr& term : result.operands) total = total + *term->value;
  result.value = total;
}

void combine(Figure& result, Operation operation, FigurePtr left, FigurePtr right) {
  result.operation = operation;
  result.operands = {std::move(left), std::move(right)};
  if (!take_state(result, result.operands)) return;
  const Exact a = *result.operands[0]->value;
  const Exact b = *result.operands[1]->value;
  switch (operation) {
    case Operation::subtract:
      result.value = a - b;
      return;
    case Operation::multiply:
      result.value = a * b;
      return;
    case Operation::divide:
      if (b.is_zero()) {
        make_missing(result, {"nämnaren är noll", "the denominator is zero"});
      } else if (differ_in_parts(*result.operands[0], *result.operands[1])) {
        make_missing(result, {"täljare och nämnare omfattar inte samma delar",
                              "numerator and denominator do not cover the same parts"});
      } else {
        result.value = a / b;
      }
      return;
    default:
      break;
  }
  REDTHREAD_ASSERT(false, "only subtraction, multiplication and division combine two figures");
}

}  // namespace redthread::figures::arithmetic
