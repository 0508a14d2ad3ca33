// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "figures/lookup.hpp"
#include "figures/spans.hpp"
#include "figures/states.hpp"

// Up from the parts: over the categories of a breakdown, and over the units below.

namespace redthread::figures {
namespace {

const LocalText units_word = {"enheter", "units"};
const LocalText categories_word = {"kategorier", "categories"};

bool is_child_in(const Organisation& organisation, int child, int parent, Month month) {
  const UnitValidity* then = organisation.during(child, Period::month(month));
  return then != nullptr && then->parent == organisation.code(parent);
}

}  // namespace

void Lookup::Tally::add(const FigurePtr& part, bool is_sum) {
  if (part->state == State::not_applicable) {  // nothing is owed
    nothing_owed = true;
    return;
  }
  const bool whole = part->value && part->state != State::partial;
  parts_expected += is_sum ? part->parts_expected : 1;
  parts_in += is_sum ? part->parts_present : (whole ? 1 : 0);
  (part->value ? in : lacking).push_back(part);
}

std::optional<Figure> Lookup::sum_of(const Point& point, Operation operation, const Tally& tally,
                                     const LocalText& word) const {
  if (tally.in.empty()) return std::nullopt;
  Figure figure = blank(point, operation);
  Exact total;
  for (const FigurePtr& part : tally.in) total = total + *part->value;
  figure.value = total;
  figure.operands = tally.in;
  take_state(figure, tally.in);
  figure.parts_present = tally.parts_in;
  figure.parts_expected = tally.parts_expected;
  if (!tally.complete()) {
    figure.state = worse(figure.state, State::partial);
    figure.operands.insert(figure.operands.end(), tally.lacking.begin(), tally.lacking.end());
    if (figure.state == State::partial) {
      const auto words = [&](const char* of, const std::string& what) {
        return fmt::format("{} {} {} {}", tally.parts_in, of, tally.parts_expected, what);
      };
      figure.state_note = {words("av", word.sv), words("of", word.en)};
    }
  }
  mark_changed_method(figure, point);
  return figure;
}

FigurePtr Lookup::at_unit(const Point& point) {
  if (const auto known = at_units_.find(point); known != at_units_.end()) return known->second;
  FigurePtr figure;
  if (delivered_.by_unit(point.measure, point.scenario, point.unit, point.cell)) {
    std::optional<Figure> made_here = reported(point);
    if (!made_here && !stated(point)) made_here = sum_of_cells(point);
    if (!made_here) made_here = missing(point, stated(point), {});
    // Whole, it is the value; otherwise the units below may still know more.
    if (!made_here->value || made_here->state == State::partial) {
      made_here->address.column += ":at_unit";
    }
    figure = store_.keep(std::move(*made_here));
  }
  return at_units_[point] = figure;
}

std::optional<Figure> Lookup::sum_of_cells(const Point& point) {
  const Measure& measure = measure_of(point);
  std::optional<Figure> best;
  if (measure.aggregate != Aggregation::sum) return best;
  for (const std::string& key : measure.breakdowns) {
    const Breakdown* breakdown = store_.catalog().breakdown(key);
    if (breakdown == nullptr || point.cell.contains(key)) continue;
    Tally tally;
    for (const Breakdown::Category& category : breakdown->categories) {
      Point finer = point;
      finer.cell[key] = category.key;
      if (const FigurePtr part = at_unit(finer)) tally.add(part, false);
    }
    std::optional<Figure> sum = sum_of(point, Operation::sum_cells, tally, categories_word);
    if (sum && tally.complete()) return sum;
    if (!best) best = std::move(sum);
  }
  return best;
}

FigurePtr Lookup::weighted(const FigurePtr& figure, Period span) {
  Figure weight;
  weight.value = Exact::quotient(figure->period.months(), span.months());
  weight.state = State::present;
  weight.operation = Operation::constant;
  weight.period = span;
  weight.format.decimals = 2;
  weight.label = {"Andel av månaderna", "Share of the months"};
  weight.address = figure->address;
  weight.address.column += ":months_of_" + std::to_string(span.months());
  Figure product = *figure;
  product.operation = Operation::multiply;
  product.sources.clear();
  product.address.column += ":weighted_to_" + std::to_string(span.months());
  if (figure->value) product.value = *figure->value * *weight.value;
  product.operands = {figure, store_.keep(std::move(weight))};
  return store_.keep(std::move(product));
}

void Lookup::add_unit(Tally& tally, const Point& point, int child) {
  const Organisation& organisation = store_.catalog().organisation;
  Point below = point;
  below.unit = child;
  const auto add = [&](const FigurePtr& part) {
    const bool counts_its_own = !part->value || part->operation == Operation::sum_units;
    tally.add(part, counts_its_own);
  };
  const auto is_child = [&](Month month) {
    return is_child_in(organisation, child, point.unit, month);
  };
  const TimeBehaviour time = measure_of(point).time;
  if (time == TimeBehaviour::last) {
    if (is_child(point.span.last())) add(value(below));
    return;
  }
  for (const Period run : runs_of_months(point.span, is_child)) {
    below.span = run;
    const FigurePtr part = value(below);
    add(time == TimeBehaviour::mean && run != point.span ? weighted(part, point.span) : part);
  }
}

Lookup::Tally Lookup::units(const Point& point) {
  Tally tally;
  if (measure_of(point).aggregate != Aggregation::sum) return tally;
  for (const int child : store_.catalog().organisation.children(point.unit, point.span)) {
    if (delivered_.by_branch(point.measure, point.scenario, child, point.cell)) {
      add_unit(tally, point, child);
    }
  }
  return tally;
}

std::optional<Figure> Lookup::sum_of_units(const Point& point) {
  return sum_of(point, Operation::sum_units, units(point), units_word);
}

std::optional<Figure> Lookup::while_the_unit_existed(const Point& point) {
  if (measure_of(point).time != TimeBehaviour::flow) return std::nullopt;
  const Organisation& organisation = store_.catalog().organisation;
  const std::vector<Period> lifetime = runs_of_months(point.span, [&](Month month) {
    return organisation.during(point.unit, Period::month(month)) != nullptr;
  });
  if (lifetime.size() != 1 || lifetime.front() == point.span) return std::nullopt;
  Point shorter = point;
  shorter.span = lifetime.front();
  const FigurePtr lived = value(shorter);
  if (!lived->value) return std::nullopt;
  Figure figure = blank(point, Operation::same);
  figure.operands = {lived};
  figure.value = lived->value;
  take_state(figure, figure.operands);
  if (figure.state == State::present) {
    figure.state_note = {"enheten fanns " + period_short_name(shorter.span, Language::swedish),
                         "the unit existed " + period_short_name(shorter.span, Language::english)};
  }
  return figure;
}

Figure Lookup::missing(const Point& point, std::optional<State> state, const Tally& units) const {
  Figure figure = blank(point, Operation::absent);
  if (state) {
    make_missing(figure, {}, *state);
  } else if (!units.lacking.empty()) {
    take_state(figure, units.lacking);
  } else if (units.nothing_owed) {
    make_missing(figure, {}, State::not_applicable);
  } else {
    make_missing(figure, months_in(point));
  }
  figure.parts_present = 0;
  figure.parts_expected = std::max(1, units.parts_expected);
  if (figure.state == State::missing && figure.state_note.sv.empty() && units.parts_expected > 0) {
    figure.state_note = {fmt::format("0 av {} enheter", units.parts_expected),
                         fmt::format("0 of {} units", units.parts_expected)};
  }
  return figure;
}

Figure Lookup::made(const Point& point) {
  if (auto own = reported(point)) return std::move(*own);
  const bool adds_up = measure_of(point).aggregate == Aggregation::sum;
  const auto complete = [](const std::optional<Figure>& figure) {
    return figure && figure->state != State::partial &&
           figure->parts_present == figure->parts_expected;
  };
  std::optional<Figure> cells;
  Tally below;
  std::optional<Figure> sum;
  if (adds_up) {
    cells = sum_of_cells(point);
    if (complete(cells)) return std::move(*cells);
    below = units(point);
    sum = sum_of(point, Operation::sum_units, below, units_word);
    if (complete(sum)) return std::move(*sum);
  }
  const std::optional<State> said = stated(point);
  if (said) return missing(point, said, below);
  if (cells) return std::move(*cells);
  if (sum) return std::move(*sum);
  if (auto lived = while_the_unit_existed(point)) return std::move(*lived);
  return missing(point, std::nullopt, below);
}

}  // namespace redthread::figures
