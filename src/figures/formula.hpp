// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "figures/lookup.hpp"
#include "figures/store.hpp"

namespace redthread::figures {

/// Where an expression is evaluated: the months are the very months, lag is already taken.
struct Where {
  int unit = 0;
  Period span;
  Scenario scenario = Scenario::actual;
  std::optional<Month> known;  ///< of forecasts: versions made after a later month do not count
  auto operator<=>(const Where&) const = default;
};

/// Arithmetic on figures. The result has its operands, their worst state, and no value when an
/// operand has none. Division by zero is missing, with the reason.
namespace arithmetic {
void negate(Figure& result, FigurePtr operand);
/// The sum of them all: `a + b + c` is one figure with three operands.
void add_up(Figure& result, std::vector<FigurePtr> terms);
/// `operation`: subtract, multiply or divide. A quotient of two figures of which one is partial has
/// no value unless both have the same number of parts: it would set a part against the whole.
void combine(Figure& result, Operation operation, FigurePtr left, FigurePtr right);
}  // namespace arithmetic

/// Walks an expression tree. `Key` says what a key stands for, `Address` where the figure of a
/// sub-expression stands, so that formulas over measures and over a statement's columns share the
/// walk.
class FormulaWalk {
 public:
  using Key = std::function<FigurePtr(const Expression& key, const Where& where)>;
  using Address = std::function<FigureAddress(const Expression& part, const Where& where)>;
  FormulaWalk(FigureStore& store, Key key, Address address);

  FigurePtr figure(const Expression& expression, const Where& where) const;

 private:
  Figure blank(const Expression& expression, const Where& where) const;
  /// The terms of a chain of additions.
  std::vector<FigurePtr> terms(const Expression& expression, const Where& where) const;
  FigurePtr call(const Expression& expression, const Where& where) const;
  FigurePtr same(const Expression& expression, const Where& where, const FigurePtr& operand) const;

  FigureStore& store_;
  Key key_;
  Address address_;
};

/// Formulas over measures: reported ones from the cube, computed ones by their formula in force.
/// A ratio at any level is a ratio of sums, because the formula is evaluated where it was asked.
class Formulas {
 public:
  Formulas(Lookup& lookup, FigureStore& store);

  FigurePtr figure(const Expression& expression, const Where& where);
  /// By versions of a definition: the one in force at the span's end; a span across a change is
  /// the sum of its parts where values add over months, and says `not_comparable` unless the
  /// change has a bridge. `cell` is added to the formulas; `owner` is the key of what is defined.
  FigurePtr by_version(const std::string& owner, const std::vector<DefinitionVersion>& versions,
                       const Cell& cell, const Where& where);

 private:
  struct MeasureAt {
    std::string key;
    Cell cell;
    Where where;
    auto operator<=>(const MeasureAt&) const = default;
  };
  FigurePtr key(const Expression& key, const Where& where);
  FigurePtr hours_per_fte(const Where& where);
  FigurePtr computed(const Measure& measure, const Cell& cell, const Where& where);
  FigurePtr across_change(const std::string& owner, const std::vector<DefinitionVersion>& versions,
                          const Cell& cell, const Where& where);

  Lookup& lookup_;
  FigureStore& store_;
  FormulaWalk walk_;
  std::map<MeasureAt, FigurePtr> computed_;
};

}  // namespace redthread::figures
