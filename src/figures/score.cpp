// SPDX-License-Identifier: Apache-2.0
#include "figures/score.hpp"

#include <string>
#include <utility>

#include "figures/compare.hpp"
#include "figures/states.hpp"
#include "figures/subject.hpp"
#include "figures/targets.hpp"

namespace redthread::figures {
namespace {

ColumnRule::SpanRule span_rule(Indicator::SpanRule rule) {
  switch (rule) {
    case Indicator::SpanRule::month:
      return ColumnRule::SpanRule::month;
    case Indicator::SpanRule::ytd:
      return ColumnRule::SpanRule::ytd;
    case Indicator::SpanRule::year:
      return ColumnRule::SpanRule::year;
    case Indicator::SpanRule::r12:
      return ColumnRule::SpanRule::r12;
  }
  return ColumnRule::SpanRule::ytd;
}

class Scoring {
 public:
  Scoring(Columns& columns, const Indicator& indicator, int unit, Period asked)
      : columns_(columns), indicator_(indicator), unit_(unit), asked_(asked) {}

  ScorecardRow row() {
    ScorecardRow row{.indicator = indicator_.key, .name = indicator_.name, .note = indicator_.note};
    row.outcome = over(indicator_.scenario, 0);
    // A forecast is for a year that is not over: last year it is held against what became of it.
    const bool is_forecast = indicator_.scenario == Scenario::forecast;
    row.previous = over(is_forecast ? Scenario::actual : indicator_.scenario, 1);
    const bool comparable = is_comparable(row);
    row.trend = judge_trend(indicator_, *row.outcome, *row.previous, comparable);

    const std::string& code = columns_.store().organisation().code(unit_);
    const Target* target = target_for(indicator_, asked_.last().year(), code);
    if (target == nullptr) return row;
    row.target_text = target_words(*target, indicator_);
    row.target_level = target->level;
    const Target now = pro_rated(*target, *row.outcome);
    Figure none;
    const Figure& previous = comparable ? *row.previous : none;
    row.status = judge_target(now, *row.outcome, previous, indicator_.tolerance);
    if (const auto bound = bound_of(now, *row.outcome, previous)) {
      row.target = target_figure(*bound, *target, *row.outcome);
      row.to_target = to_target(row.outcome, row.target);
    }
    return row;
  }

 private:
  FigurePtr over(Scenario scenario, int years_back) {
    StatementColumn column;
    column.rule.scenario = scenario;
    column.rule.span = span_rule(indicator_.period);
    column.rule.years_back = years_back;
    // For the rare rule that is no standard column.
    column.key = "score_" + std::string(to_string(scenario)) + "_" +
                 std::to_string(static_cast<int>(column.rule.span)) + "_" +
                 std::to_string(years_back);
    return columns_.figure({.indicator = &indicator_}, {.unit = unit_, .asked = asked_}, column);
  }

  bool is_comparable(const ScorecardRow& row) {
    if (!row.outcome->value || !row.previous->value) return false;
    Figure difference;
    compare_difference(
        difference, row.outcome, row.previous,
        columns_.changed_between({.indicator = &indicator_}, *row.outcome, *row.previous));
    return difference.value.has_value() && difference.state != State::not_comparable;
  }

  /// The target's share of the year: by the budget's profile, else by months.
  Target pro_rated(const Target& target, const Figure& outcome) {
    const Period year = asked_.whole_year();
    if (!target.pro_rated || outcome.period == year || !year.contains(outcome.period)) {
      return target;
    }
    Exact share = Exact::quotient(outcome.period.months(), 12);
    const Subject subject{.indicator = &indicator_};
    const Where whole{.unit = unit_, .span = year, .scenario = Scenario::budget};
    Where part = whole;
    part.span = outcome.period;
    const FigurePtr budget_year = columns_.over(subject, whole);
    const FigurePtr budget_part = columns_.over(subject, part);
    if (budget_year->value && budget_part->value && !budget_year->value->is_zero()) {
      share = *budget_part->value / *budget_year->value;
    }
    Target result = target;
    result.low = target.low * share;
    result.high = target.high * share;
    return result;
  }

  Figure blank(const std::string& column, const Figure& outcome) const {
    Figure figure;
    figure.address = columns_.store().address(indicator_.key, unit_, asked_, column);
    figure.label = indicator_.name;
    figure.unit = indicator_.unit;
    figure.format = indicator_.show;
    figure.period = outcome.period;
    figure.definition_source = indicator_.source;
    return figure;
  }

  FigurePtr target_figure(Exact bound, const Target& target, const Figure& outcome) {
    Figure figure = blank("target", outcome);
    figure.value = bound;
    figure.state = State::present;
    figure.operation = Operation::constant;
    figure.scenario = Scenario::target;
    figure.definition = target.written;
    return columns_.store().keep(std::move(figure));
  }

  FigurePtr to_target(const FigurePtr& outcome, const FigurePtr& target) {
    Figure figure = blank("to_target", *outcome);
    compare_difference(figure, outcome, target, std::nullopt);
    figure.scenario = outcome->scenario;
    figure.definition = indicator_.key + " - target";
    return columns_.store().keep(std::move(figure));
  }

  Columns& columns_;
  const Indicator& indicator_;
  int unit_;
  Period asked_;
};

}  // namespace

ScorecardRow score(Columns& columns, const Indicator& indicator, int unit, Period asked) {
  return Scoring(columns, indicator, unit, asked).row();
}

}  // namespace redthread::figures
