// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/catalog.hpp"
#include "model/cube.hpp"
#include "model/figure.hpp"
#include "model/results.hpp"

namespace redthread::figures {

/// Catalog x Cube -> Figures. Pure: the same catalog and cube give the same figures. Figures are
/// cached by address, so that a statement's columns and a report's texts share them. Not thread
/// safe: one Evaluator, one thread.
///
/// Rules (METHODS.md, DESIGN.md): missing is never zero; a parent's additive figure is the sum of
/// its children's; a ratio at any level is the ratio of the sums; the finest values that cover a
/// span exactly are used, and a span that none cover is missing; lag shortens both sides of a
/// comparison; a value reported at a unit, or for a total, is shown instead of the sum of its
/// parts, and a difference is a finding.
class Evaluator {
 public:
  /// Both must outlive the evaluator. `view`: the organisation that figures are rolled up in.
  Evaluator(const Catalog& catalog, const Cube& cube, const OrganisationView& view = {});
  ~Evaluator();
  Evaluator(const Evaluator&) = delete;
  Evaluator& operator=(const Evaluator&) = delete;

  /// A row expression (measure, cell or formula) seen through a column. `unit` is an organisation
  /// index, `period` the asked period. Never null: what is not there is a figure in state missing.
  FigurePtr figure(const Expression& value, int unit, Period period, const StatementColumn& column);
  /// By measure or indicator key and standard column key; both must exist (asserted).
  FigurePtr figure(std::string_view key, int unit, Period period, std::string_view column);
  /// One cell of a statement by its keys; nullptr when the statement has no such row or column.
  FigurePtr cell(const Statement& statement, std::string_view row, std::string_view column,
                 int unit, Period period);

  StatementTable statement(const Statement& statement, int unit, Period period);
  ScorecardRow score(const Indicator& indicator, int unit, Period period);
  Scorecard scorecard(const std::vector<std::string>& indicators, int unit, Period period);
  /// All goals with their attainment, parents before children.
  std::vector<GoalAttainment> goals(int unit, Period period);
  /// Everything at `unit` and below that says the same thing differently (duplicates by
  /// `same_as`, totals against parts, units against parents, spans against months).
  std::vector<Finding> findings(int unit, Period period);

  /// How many figures it keeps by now.
  std::size_t figures_held() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace redthread::figures
