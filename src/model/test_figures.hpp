// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "model/figure.hpp"

namespace redthread {

/// Figures for tests of what rests on a figure's thread: values as a delivery writes them
/// (`47.6`, in units of `factor`), and what is computed from such.

inline FigurePtr delivered_figure(const std::string& written, Exact factor = 1) {
  auto figure = std::make_shared<Figure>();
  figure->operation = Operation::reported;
  figure->state = State::present;
  figure->unit.factor = factor;
  figure->value = Exact(*Decimal::parse(written)) * factor;
  figure->sources = {SourceRow{1, 2, written, ""}};
  return figure;
}

inline FigurePtr computed_figure(Operation operation, std::vector<FigurePtr> operands,
                                 Exact value) {
  auto figure = std::make_shared<Figure>();
  figure->operation = operation;
  figure->state = State::present;
  figure->value = value;
  figure->operands = std::move(operands);
  return figure;
}

inline FigurePtr change_figure(const std::string& now, const std::string& then) {
  const FigurePtr a = delivered_figure(now);
  const FigurePtr b = delivered_figure(then);
  return computed_figure(Operation::change, {a, b},
                         (a->value->abs() - b->value->abs()) / b->value->abs());
}

}  // namespace redthread
