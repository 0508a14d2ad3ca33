// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "base/error.hpp"
#include "figures/formula.hpp"
#include "figures/states.hpp"
#include "figures/subject.hpp"

namespace redthread::figures {
namespace {

using Kind = Expression::Kind;
using Function = Expression::Function;

Operation operation_of(Kind kind) {
  switch (kind) {
    case Kind::subtract:
      return Operation::subtract;
    case Kind::multiply:
      return Operation::multiply;
    case Kind::divide:
      return Operation::divide;
    case Kind::add:
    case Kind::number:
    case Kind::key:
    case Kind::negate:
    case Kind::call:
      break;
  }
  return Operation::absent;
}

/// The months of the first operand of a function that looks at another time.
Period other_time(const Expression& call, Period span) {
  switch (call.function) {
    case Function::prev_year:
      return span.previous_year();
    case Function::r12:
      return span.rolling_twelve();
    case Function::ytd:
      return span.year_to_date();
    case Function::lag: {
      const Int128 months = call.operands[1].number.rounded(0).coefficient();
      return span.shifted(-static_cast<int>(months));
    }
    case Function::none:
    case Function::if_missing:
    case Function::share:
      break;
  }
  return span;
}

}  // namespace

FormulaWalk::FormulaWalk(FigureStore& store, Key key, Address address)
    : store_(store), key_(std::move(key)), address_(std::move(address)) {}

Figure FormulaWalk::blank(const Expression& expression, const Where& where) const {
  Figure figure;
  figure.address = address_(expression, where);
  figure.label = label_of(expression, store_.catalog());
  figure.unit = expression.unit;
  figure.format = format_of(expression, store_.catalog());
  figure.period = where.span;
  figure.scenario = where.scenario;
  figure.definition = to_text(expression);
  return figure;
}

FigurePtr FormulaWalk::figure(const Expression& expression, const Where& where) const {
  switch (expression.kind) {
    case Kind::key:
      return key_(expression, where);
    case Kind::call:
      return call(expression, where);
    case Kind::number: {
      Figure result = blank(expression, where);
      result.operation = Operation::constant;
      result.value = Exact(expression.number) * expression.unit.factor;
      result.state = State::present;
      return store_.keep(std::move(result));
    }
    case Kind::negate: {
      Figure result = blank(expression, where);
      arithmetic::negate(result, figure(expression.operands[0], where));
      return store_.keep(std::move(result));
    }
    case Kind::add: {
      Figure result = blank(expression, where);
      arithmetic::add_up(result, terms(expression, where));
      return store_.keep(std::move(result));
    }
    case Kind::subtract:
    case Kind::multiply:
    case Kind::divide:
      break;
  }
  Figure result = blank(expression, where);
  arithmetic::combine(result, operation_of(expression.kind), figure(expression.operands[0], where),
                      figure(expression.operands[1], where));
  return store_.keep(std::move(result));
}

std::vector<FigurePtr> FormulaWalk::terms(const Expression& expression, const Where& where) const {
  if (expression.kind != Kind::add) return {figure(expression, where)};
  std::vector<FigurePtr> all = terms(expression.operands[0], where);
  for (FigurePtr& term : terms(expression.operands[1], where)) all.push_back(std::move(term));
  return all;
}

FigurePtr FormulaWalk::same(const Expression& expression, const Where& where,
                            const FigurePtr& operand) const {
  Figure result = blank(expression, where);
  result.operation = Operation::same;
  result.period = operand->period;
  result.unit = operand->unit;
  result.format = operand->format;
  result.operands = {operand};
  if (take_state(result, result.operands)) {
    result.value = operand->value;
    result.interval = operand->interval;
  }
  return store_.keep(std::move(result));
}

FigurePtr FormulaWalk::call(const Expression& expression, const Where& where) const {
  switch (expression.function) {
    case Function::share: {
      Figure result = blank(expression, where);
      arithmetic::combine(result, Operation::divide, figure(expression.operands[0], where),
                          figure(expression.operands[1], where));
      return store_.keep(std::move(result));
    }
    case Function::if_missing: {
      const FigurePtr first = figure(expression.operands[0], where);
      return same(expression, where, first->value ? first : figure(expression.operands[1], where));
    }
    case Function::prev_year:
    case Function::r12:
    case Function::ytd:
    case Function::lag: {
      Where then = where;
      then.span = other_time(expression, where.span);
      return same(expression, where, figure(expression.operands[0], then));
    }
    case Function::none:
      break;
  }
  REDTHREAD_ASSERT(false, "a call names one of the functions");
  return nullptr;
}

}  // namespace redthread::figures
