// SPDX-License-Identifier: Apache-2.0
#include "figures/lookup.hpp"

#include <utility>

#include "figures/states.hpp"
#include "figures/subject.hpp"

namespace redthread::figures {

Lookup::Lookup(const Cube& cube, FigureStore& store)
    : cube_(cube), store_(store), delivered_(store.catalog(), store.organisation(), cube) {}

const Measure& Lookup::measure_of(const Point& point) const {
  return store_.catalog().measures[static_cast<std::size_t>(point.measure)];
}

bool Lookup::is_counted(const Point& point) const {
  return point.scenario == Scenario::actual && measure_of(point).versions.front().rows.has_value();
}

Point Lookup::as_known(Point point) {
  const bool has_versions = point.made && point.scenario == Scenario::forecast;
  point.made = has_versions
                   ? delivered_.latest_version(point.measure, point.unit, point.cell, *point.made)
                   : std::nullopt;
  return point;
}

FigurePtr Lookup::value(const Point& asked) {
  const Point point = as_known(asked);
  if (const auto known = values_.find(point); known != values_.end()) return known->second;
  FigurePtr figure = store_.keep(made(point));
  values_.emplace(point, figure);
  return figure;
}

Figure Lookup::blank(const Point& point, Operation operation) const {
  const Measure& measure = measure_of(point);
  const auto [place, is_new] = outlines_.try_emplace({point.measure, point.cell});
  if (is_new) place->second = outline(measure, point.cell);
  Figure figure = place->second;
  figure.address = store_.span_address(std::move(figure.address.subject), point.unit, point.span,
                                       point.scenario, measure.lag_months);
  figure.operation = operation;
  figure.period = point.span;
  figure.scenario = point.scenario;
  figure.made = point.made;
  figure.definition_version = version_at(measure.versions, point.span.last()).number;
  return figure;
}

Figure Lookup::outline(const Measure& measure, const Cell& cell) const {
  const Catalog& catalog = store_.catalog();
  const Expression key{.kind = Expression::Kind::key, .key = measure.key, .cell = cell};
  Figure figure;
  figure.address.subject = to_text(key);
  figure.label = label_of(key, catalog);
  figure.unit = measure.unit;
  figure.format = measure.show;
  figure.definition = figure.address.subject;
  figure.explanation = measure.definition;
  figure.definition_source = measure.source;
  if (measure.fact >= 0) {
    const Fact& fact = catalog.facts[static_cast<std::size_t>(measure.fact)];
    figure.definition = fact.key + ": " + figure.definition;
    if (figure.definition_source.empty()) figure.definition_source = fact.source.sv;
  }
  return figure;
}

void Lookup::mark_changed_method(Figure& figure, const Point& point) const {
  const auto change =
      unbridged_change(measure_of(point).versions, point.span.first(), point.span.last());
  if (change) mark_not_comparable(figure, *change);
}

}  // namespace redthread::figures
