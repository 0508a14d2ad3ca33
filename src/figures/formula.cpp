// SPDX-License-Identifier: Apache-2.0
#include "figures/formula.hpp"

#include <utility>

#include "base/error.hpp"
#include "figures/states.hpp"
#include "figures/subject.hpp"

namespace redthread::figures {
namespace {

/// What a change of definition cuts a span into: the part by the old one, the part by the new one.
std::optional<Month> change_inside(const std::vector<DefinitionVersion>& versions, Period span) {
  const DefinitionVersion& last = version_at(versions, span.last());
  if (!last.from || *last.from <= span.first()) return std::nullopt;
  return last.from;
}

const Expression& formula_of(const DefinitionVersion& version) {
  REDTHREAD_ASSERT(version.formula.has_value(), "a computed definition has a formula");
  return *version.formula;
}

}  // namespace

Formulas::Formulas(Lookup& lookup, FigureStore& store)
    : lookup_(lookup),
      store_(store),
      walk_(
          store, [this](const Expression& node, const Where& where) { return key(node, where); },
          [this](const Expression& part, const Where& where) {
            return store_.span_address(to_text(part), where.unit, where.span, where.scenario,
                                       lag_of(part, store_.catalog()));
          }) {}

FigurePtr Formulas::figure(const Expression& expression, const Where& where) {
  return walk_.figure(expression, where);
}

FigurePtr Formulas::key(const Expression& key, const Where& where) {
  if (key.key == hours_per_fte_key) return hours_per_fte(where);
  const int index = store_.catalog().measure_index(key.key);
  REDTHREAD_ASSERT(index >= 0, "names in a formula are resolved by the catalog");
  const Measure& measure = store_.catalog().measures[static_cast<std::size_t>(index)];
  if (measure.fact < 0) return computed(measure, key.cell, where);
  return lookup_.value({.measure = index,
                        .cell = key.cell,
                        .unit = where.unit,
                        .span = where.span,
                        .scenario = where.scenario,
                        .made = where.known});
}

FigurePtr Formulas::hours_per_fte(const Where& where) {
  const Region& region = store_.catalog().region;
  const Expression key{.kind = Expression::Kind::key, .key = hours_per_fte_key};
  Figure figure;
  figure.address = store_.span_address(to_text(key), where.unit, where.span, where.scenario, 0);
  figure.label = label_of(key, store_.catalog());
  figure.format = format_of(key, store_.catalog());
  figure.unit = {
      .symbol = "h/årsarbetare", .dimensions = {{"s", 1}, {"årsarbetare", -1}}, .factor = 3'600};
  figure.value =
      Exact(region.hours_per_fte) * Exact(3'600) * Exact::quotient(where.span.months(), 12);
  figure.state = State::present;
  figure.operation = Operation::constant;
  figure.period = where.span;
  figure.scenario = where.scenario;
  figure.definition =
      region.hours_per_fte.to_string() + " h * " + std::to_string(where.span.months()) + " / 12";
  figure.definition_source = "region.toml";
  return store_.keep(std::move(figure));
}

FigurePtr Formulas::computed(const Measure& measure, const Cell& cell, const Where& where) {
  const MeasureAt at{.key = measure.key, .cell = cell, .where = where};
  if (const auto known = computed_.find(at); known != computed_.end()) return known->second;

  const Expression key{.kind = Expression::Kind::key, .key = measure.key, .cell = cell};
  Figure figure = *by_version(measure.key, measure.versions, cell, where);
  figure.address = store_.span_address(to_text(key), where.unit, where.span, where.scenario,
                                       lag_of(key, store_.catalog()));
  figure.label = label_of(key, store_.catalog());
  figure.unit = measure.unit;
  figure.format = measure.show;
  figure.period = where.span;
  figure.scenario = where.scenario;
  figure.explanation = measure.definition;
  if (!measure.source.empty()) figure.definition_source = measure.source;
  figure.definition_version = version_at(measure.versions, where.span.last()).number;
  FigurePtr kept = store_.keep(std::move(figure));
  computed_.emplace(at, kept);
  return kept;
}

FigurePtr Formulas::by_version(const std::string& owner,
                               const std::vector<DefinitionVersion>& versions, const Cell& cell,
                               const Where& where) {
  if (change_inside(versions, where.span)) return across_change(owner, versions, cell, where);
  const Expression& formula = formula_of(version_at(versions, where.span.last()));
  const auto asked = with_cell(formula, cell, store_.catalog());
  if (asked && formula.kind != Expression::Kind::key) return figure(*asked, where);
  Figure result;
  result.address = store_.span_address(to_text(formula) + to_string(cell), where.unit, where.span,
                                       where.scenario, 0);
  result.address.column += ":same";
  result.unit = formula.unit;
  result.period = where.span;
  result.scenario = where.scenario;
  result.definition = to_text(formula);
  if (!asked) {
    make_missing(result, {"uppdelningen finns inte", "there is no such breakdown"},
                 State::not_applicable);
    return store_.keep(std::move(result));
  }
  result.operation = Operation::same;
  result.definition = to_text(*asked);
  result.operands = {figure(*asked, where)};
  if (take_state(result, result.operands)) {
    result.value = result.operands.front()->value;
    result.interval = result.operands.front()->interval;
  }
  return store_.keep(std::move(result));
}

FigurePtr Formulas::across_change(const std::string& owner,
                                  const std::vector<DefinitionVersion>& versions, const Cell& cell,
                                  const Where& where) {
  const Month change = *change_inside(versions, where.span);
  const DefinitionVersion& last = version_at(versions, where.span.last());
  std::vector<DefinitionVersion> only_last = {last};
  only_last.front().from.reset();
  Where before = where;
  before.span = Period(where.span.first(), change.plus(-1));
  Where after = where;
  after.span = Period(change, where.span.last());

  Figure result = *by_version(owner, only_last, cell, where);
  const DefinitionVersion& first = version_at(versions, where.span.first());
  const bool adds = adds_over_months(formula_of(last), store_.catalog()) &&
                    adds_over_months(formula_of(first), store_.catalog());
  if (adds) {
    const FigurePtr old_part = by_version(owner, versions, cell, before);
    const FigurePtr new_part = by_version(owner, only_last, cell, after);
    if (old_part->value && new_part->value) {
      result.operation = Operation::sum_months;
      result.interval.reset();
      result.operands = {old_part, new_part};
      take_state(result, result.operands);
      result.value = *old_part->value + *new_part->value;
    }
  }
  if (const auto since = unbridged_change(versions, where.span.first(), where.span.last())) {
    mark_not_comparable(result, *since);
  }
  // Not the plain figure of the newest formula: an address of its own.
  result.address.subject = owner + to_string(cell);
  result.address.column += ":by_version";
  return store_.keep(std::move(result));
}

}  // namespace redthread::figures
