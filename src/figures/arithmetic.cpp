// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "base/error.hpp"
#include "figures/formula.hpp"
#include "figures/states.hpp"

namespace redthread::figures::arithmetic {

void negate(Figure& result, FigurePtr operand) {
  result.operation = Operation::negate;
  result.operands = {std::move(operand)};
  if (take_state(result, result.operands)) result.value = -*result.operands[0]->value;
}

void combine(Figure& result, Operation operation, FigurePtr left, FigurePtr right) {
  result.operation = operation;
  result.operands = {std::move(left), std::move(right)};
  if (!take_state(result, result.operands)) return;
  const Exact a = *result.operands[0]->value;
  const Exact b = *result.operands[1]->value;
  switch (operation) {
    case Operation::add:
      result.value = a + b;
      return;
    case Operation::subtract:
      result.value = a - b;
      return;
    case Operation::multiply:
      result.value = a * b;
      return;
    case Operation::divide:
      if (b.is_zero()) {
        make_missing(result, {"nämnaren är noll", "the denominator is zero"});
      } else {
        result.value = a / b;
      }
      return;
    default:
      break;
  }
  REDTHREAD_ASSERT(false, "only the four arithmetic operations combine two figures");
}

}  // namespace redthread::figures::arithmetic
