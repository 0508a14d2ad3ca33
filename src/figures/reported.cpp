// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "figures/lookup.hpp"
#include "figures/spans.hpp"
#include "figures/states.hpp"
#include "figures/subject.hpp"

// What was reported at one unit for one cell: rows, and rows put together over time.

namespace redthread::figures {
namespace {

/// Percentages and the like, which cannot be added: only a value for the very months will do.
bool only_exact(const Measure& measure) {
  return measure.time == TimeBehaviour::flow && measure.aggregate == Aggregation::none;
}

bool shorter(const Cube::Value& a, const Cube::Value& b) {
  return a.span.months() < b.span.months();
}

}  // namespace

std::optional<std::size_t> Lookup::series(const Point& point) const {
  const auto cell = cube_.cell_index(point.cell);
  if (!cell) return std::nullopt;
  return cube_.find(
      {.measure = point.measure, .cell = *cell, .unit = point.unit, .scenario = point.scenario});
}

template <typename Read>
auto Lookup::newest(const Point& point, Read read) const
    -> decltype(read(point, std::declval<const Said&>())) {
  const auto found = series(point);
  if (!found) return std::nullopt;
  Point at = point;
  if (point.made) {
    const std::vector<Cube::Version>& versions = cube_.versions(*found);
    for (std::size_t latest = versions.size(); latest > 0; --latest) {
      const Cube::Version& version = versions[latest - 1];
      if (*point.made < version.made) continue;
      at.made = version.made;
      if (auto answer = read(at, Said{.series = *found, .version = &version})) return answer;
    }
  }
  at.made.reset();
  return read(at, Said{.series = *found});
}

std::vector<Cube::Value> Lookup::values_within(const Point& point, const Said& said) const {
  std::vector<Cube::Value> values;
  const auto add = [&](const Cube::Value& value) {
    if (point.span.contains(value.span) && has_value(value.state)) values.push_back(value);
  };
  if (said.version != nullptr) {
    for (const Cube::Value& value : said.version->values) add(value);
    return values;
  }
  for (const Month month : point.span.each_month()) add(cube_.at(said.series, month));
  for (const Cube::Value& value : cube_.spans(said.series)) add(value);
  return values;
}

Cube::Value Lookup::entry(Period span, const Said& said) const {
  const bool is_dense = said.version == nullptr && span.months() == 1;
  if (is_dense) return cube_.at(said.series, span.first());
  const auto& values = said.version != nullptr ? said.version->values : cube_.spans(said.series);
  for (const Cube::Value& value : values) {
    if (value.span == span) return value;
  }
  return {.span = span};
}

Figure Lookup::row(const Point& point, const Cube::Value& value) const {
  Point own = point;
  own.span = value.span;
  const std::optional<RowAggregate>& rows =
      version_at(measure_of(point).versions, own.span.last()).rows;
  const bool is_counted = rows && point.scenario == Scenario::actual;
  Figure figure = blank(own, is_counted ? Operation::counted : Operation::reported);
  if (is_counted) figure.definition += " = " + rows->written;
  figure.value = Exact(Decimal::of(value.value, measure_of(point).scale));
  figure.state = value.state;
  if (value.source != Cube::no_source) {
    figure.sources.push_back(cube_.sources()[value.source]);
    if (const auto ends = cube_.ends(value.source)) {
      const int scale = measure_of(point).scale;
      figure.interval = {.low = Exact(Decimal::of(ends->low, scale)),
                         .high = Exact(Decimal::of(ends->high, scale))};
    }
    const std::string& note = figure.sources.back().note;
    if (value.state != State::present) figure.state_note = {note, note};
  }
  mark_changed_method(figure, own);
  return figure;
}

FigurePtr Lookup::keep_own(const Point& point, Figure figure) {
  const Organisation& organisation = store_.organisation();
  const bool stands_for_more = is_counted_below(point) ||
                               !organisation.taken_over(point.unit).empty() ||
                               organisation.is_rearranged(point.unit, point.span);
  if (stands_for_more) figure.address.column += ":own";
  return store_.keep(std::move(figure));
}

FigurePtr Lookup::kept_row(const Point& point, const Cube::Value& value) {
  Point own = point;
  own.span = value.span;
  return keep_own(own, row(own, value));
}

std::optional<Figure> Lookup::sum_of_tiles(const Point& point,
                                           const std::vector<Cube::Value>& values) {
  const auto tiles = finest_tiling(point.span, values);
  if (!tiles) return std::nullopt;
  if (tiles->size() == 1) return row(point, tiles->front());
  Figure figure = blank(point, Operation::sum_months);
  Exact total;
  for (const Cube::Value& tile : *tiles) {
    figure.operands.push_back(kept_row(point, tile));
    total = total + *figure.operands.back()->value;
  }
  figure.value = total;
  take_state(figure, figure.operands);
  mark_changed_method(figure, point);
  return figure;
}

std::optional<Figure> Lookup::last_value(const Point& point,
                                         const std::vector<Cube::Value>& values) {
  const Cube::Value* last = nullptr;
  for (const Cube::Value& value : values) {
    if (value.span.last() != point.span.last()) continue;
    if (last == nullptr || shorter(value, *last)) last = &value;
  }
  if (last == nullptr) return std::nullopt;
  Figure figure = blank(point, Operation::last_month);
  figure.operands.push_back(kept_row(point, *last));
  figure.value = figure.operands.front()->value;
  figure.interval = figure.operands.front()->interval;
  take_state(figure, figure.operands);
  return figure;
}

std::optional<Figure> Lookup::mean_value(const Point& point,
                                         const std::vector<Cube::Value>& values) {
  const auto tiles = finest_tiling(point.span, values);
  if (!tiles) return std::nullopt;
  const int length = tiles->front().span.months();
  Figure figure = blank(point, Operation::mean_months);
  Exact total;
  for (const Cube::Value& tile : *tiles) {
    if (tile.span.months() != length) return std::nullopt;  // a plain mean would weigh wrongly
    figure.operands.push_back(kept_row(point, tile));
    total = total + *figure.operands.back()->value;
  }
  figure.value = total / Exact(static_cast<std::int64_t>(tiles->size()));
  take_state(figure, figure.operands);
  mark_changed_method(figure, point);
  return figure;
}

std::optional<Figure> Lookup::reported_exactly(const Point& point) const {
  return newest(point, [this](const Point& at, const Said& said) -> std::optional<Figure> {
    const Cube::Value value = entry(at.span, said);
    if (!has_value(value.state)) return std::nullopt;
    return row(at, value);
  });
}

std::optional<Figure> Lookup::reported_in_parts(const Point& point) {
  const Measure& measure = measure_of(point);
  if (only_exact(measure) || measure.time != TimeBehaviour::flow) return std::nullopt;
  return newest(point, [this](const Point& at, const Said& said) -> std::optional<Figure> {
    std::vector<Cube::Value> values = values_within(at, said);
    std::erase_if(values, [&](const Cube::Value& value) { return value.span == at.span; });
    return sum_of_tiles(at, values);
  });
}

std::optional<Figure> Lookup::reported(const Point& point) {
  if (only_exact(measure_of(point))) return reported_exactly(point);
  return newest(point, [this](const Point& at, const Said& said) { return reported_by(at, said); });
}

std::optional<Figure> Lookup::reported_by(const Point& point, const Said& said) {
  const Measure& measure = measure_of(point);
  const std::vector<Cube::Value> values = values_within(point, said);
  if (measure.time == TimeBehaviour::flow) return sum_of_tiles(point, values);
  if (const Cube::Value exact = entry(point.span, said); has_value(exact.state)) {
    return row(point, exact);
  }
  return measure.time == TimeBehaviour::last ? last_value(point, values)
                                             : mean_value(point, values);
}

std::optional<State> Lookup::stated(const Point& point) const {
  const auto says = [](State state) { return !has_value(state) && state != State::missing; };
  return newest(point, [&](const Point& at, const Said& said) -> std::optional<State> {
    if (const State exact = entry(at.span, said).state; says(exact)) return exact;
    const auto month_state = [&](Month month) { return entry(Period::month(month), said).state; };
    if (measure_of(at).time == TimeBehaviour::last) {
      const State last = month_state(at.span.last());
      return says(last) ? std::optional(last) : std::nullopt;
    }
    // Every month says the same.
    const State first = month_state(at.span.first());
    if (!says(first)) return std::nullopt;
    for (const Month month : at.span.each_month()) {
      if (month_state(month) != first) return std::nullopt;
    }
    return first;
  });
}

LocalText Lookup::months_in(const Point& point) const {
  if (measure_of(point).time == TimeBehaviour::last || point.span.months() == 1) return {};
  const auto months = newest(point, [&](const Point& at, const Said& said) -> std::optional<int> {
    int known = 0;
    for (const Month month : at.span.each_month()) {
      if (has_value(entry(Period::month(month), said).state)) ++known;
    }
    return known > 0 ? std::optional(known) : std::nullopt;
  });
  if (!months) return {};
  return {fmt::format("{} av {} månader", *months, point.span.months()),
          fmt::format("{} of {} months", *months, point.span.months())};
}

}  // namespace redthread::figures
