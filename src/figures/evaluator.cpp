// SPDX-License-Identifier: Apache-2.0
#include "figures/evaluator.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "figures/columns.hpp"
#include "figures/findings.hpp"
#include "figures/formula.hpp"
#include "figures/lookup.hpp"
#include "figures/score.hpp"
#include "figures/statement.hpp"
#include "figures/store.hpp"

namespace redthread::figures {
namespace {

/// The statement that a column is declared in: its own columns refer to one another.
const Statement* statement_with(const Catalog& catalog, const StatementColumn& column) {
  for (const Statement& statement : catalog.statements) {
    const auto is_it = [&](const StatementColumn& own) { return &own == &column; };
    if (std::any_of(statement.columns.begin(), statement.columns.end(), is_it)) return &statement;
  }
  return nullptr;
}

}  // namespace

struct Evaluator::State {
  State(const Catalog& catalog, const Cube& cube, const OrganisationView& view)
      : store(catalog, view),
        lookup(cube, store),
        formulas(lookup, store),
        columns(formulas, store) {}
  FigureStore store;
  Lookup lookup;
  Formulas formulas;
  Columns columns;
};

Evaluator::Evaluator(const Catalog& catalog, const Cube& cube, const OrganisationView& view)
    : state_(std::make_unique<State>(catalog, cube, view)) {}
Evaluator::~Evaluator() = default;

std::size_t Evaluator::figures_held() const { return state_->store.size(); }

FigurePtr Evaluator::figure(const Expression& value, int unit, Period period,
                            const StatementColumn& column) {
  const Question question{
      .unit = unit, .asked = period, .statement = statement_with(state_->store.catalog(), column)};
  return state_->columns.figure({.expression = &value}, question, column);
}

FigurePtr Evaluator::figure(std::string_view key, int unit, Period period,
                            std::string_view column) {
  const Catalog& catalog = state_->store.catalog();
  const StatementColumn* standard = standard_column(column);
  REDTHREAD_ASSERT(standard != nullptr, "a standard column");
  const Question question{.unit = unit, .asked = period};
  if (const Indicator* indicator = catalog.indicator(key)) {
    return state_->columns.figure({.indicator = indicator}, question, *standard);
  }
  REDTHREAD_ASSERT(catalog.measure(key) != nullptr, "a measure or an indicator");
  const Expression expression{.kind = Expression::Kind::key, .key = std::string(key)};
  return state_->columns.figure({.expression = &expression}, question, *standard);
}

FigurePtr Evaluator::cell(const Statement& statement, std::string_view row, std::string_view column,
                          int unit, Period period) {
  return statement_cell(state_->columns, statement, row, column, unit, period);
}

StatementTable Evaluator::statement(const Statement& statement, int unit, Period period) {
  return statement_table(state_->columns, statement, unit, period);
}

ScorecardRow Evaluator::score(const Indicator& indicator, int unit, Period period) {
  return figures::score(state_->columns, indicator, unit, period);
}

Scorecard Evaluator::scorecard(const std::vector<std::string>& indicators, int unit,
                               Period period) {
  Scorecard scorecard;
  for (const std::string& key : indicators) {
    const Indicator* indicator = state_->store.catalog().indicator(key);
    REDTHREAD_ASSERT(indicator != nullptr, "a scorecard names indicators");
    scorecard.rows.push_back(score(*indicator, unit, period));
  }
  return scorecard;
}

std::vector<GoalAttainment> Evaluator::goals(int unit, Period period) {
  return goal_attainments(state_->columns, unit, period);
}

std::vector<Finding> Evaluator::findings(int unit, Period period) {
  return figures::findings(state_->columns, state_->lookup, unit, period);
}

}  // namespace redthread::figures
