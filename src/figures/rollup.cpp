// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "figures/lookup.hpp"
#include "figures/profile.hpp"
#include "figures/spans.hpp"
#include "figures/states.hpp"

// Up from the parts: over the categories of a breakdown, and over the units below.

namespace redthread::figures {
namespace {

const LocalText units_word = {"enheter", "units"};
const LocalText categories_word = {"kategorier", "categories"};
const LocalText share_of_months = {"Andel av månaderna", "Share of the months"};
const LocalText share_taken_over = {"Andel som tagits över", "Share taken over"};

/// A value for a whole whose parts have since changed.
Figure as_it_was(Figure figure) {
  figure.state = worse(figure.state, State::not_comparable);
  figure.state_note = {"avser organisationen som den var", "refers to the organisation as it was"};
  return figure;
}

bool is_complete(const std::optional<Figure>& sum) {
  return sum && sum->state != State::partial && sum->parts_present == sum->parts_expected;
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

FigurePtr Lookup::at_unit(const Point& asked) {
  const Point point = as_known(asked);
  if (const auto known = at_units_.find(point); known != at_units_.end()) return known->second;
  FigurePtr figure;
  if (delivered_.by_unit(point.measure, point.scenario, point.unit, point.cell, point.made)) {
    std::optional<Figure> made_here = reported(point);
    if (!made_here && !stated(point)) {
      made_here = sum_of_cells(point);
      std::optional<Figure> spread = by_profile(point);
      const bool cells_say_more = is_complete(made_here) && !rests_on_profile(*made_here);
      if (spread && !cells_say_more) made_here = std::move(spread);
    }
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

FigurePtr Lookup::weighted(const FigurePtr& figure, const Exact& weight, const LocalText& name,
                           const std::string& mark) {
  Figure factor;
  factor.value = weight;
  factor.state = State::present;
  factor.operation = Operation::constant;
  factor.period = figure->period;
  factor.format.decimals = 2;
  factor.label = name;
  factor.address = figure->address;
  factor.address.column += ":weight_" + mark;
  Figure product = *figure;
  product.operation = Operation::multiply;
  product.sources.clear();
  product.address.column += ":weighted_" + mark;
  if (figure->value) product.value = *figure->value * weight;
  if (figure->interval) {
    product.interval = {.low = figure->interval->low * weight,
                        .high = figure->interval->high * weight};
  }
  product.operands = {figure, store_.keep(std::move(factor))};
  return store_.keep(std::move(product));
}

void Lookup::add_part(Tally& tally, const Point& point, const Part& part) {
  Point there = point;
  there.unit = part.unit;
  const auto add = [&](const Exact& months_share) {
    FigurePtr figure = part.own_rows             ? own_rows(there)
                       : part.unit == point.unit ? own_value(there)
                                                 : value(there);
    if (figure->state == State::missing && !owes(there)) return;
    if (!(part.share == Exact(1))) {
      const std::string to = store_.organisation().code(point.unit);
      figure = weighted(figure, part.share, share_taken_over, "to_" + to);
    }
    if (!(months_share == Exact(1))) {
      figure = weighted(figure, months_share, share_of_months,
                        "months_of_" + std::to_string(point.span.months()));
    }
    const bool counts_its_own = !figure->value || figure->operation == Operation::sum_units;
    tally.add(figure, counts_its_own);
  };
  const TimeBehaviour time = measure_of(point).time;
  if (time == TimeBehaviour::last) {
    if (part.counts(point.span.last())) add(1);
    return;
  }
  for (const Period run : runs_of_months(point.span, part.counts)) {
    there.span = run;
    const bool is_mean = time == TimeBehaviour::mean;
    add(is_mean ? Exact::quotient(run.months(), point.span.months()) : Exact(1));
  }
}

bool Lookup::owes(const Point& point) {
  const Organisation& organisation = store_.organisation();
  const bool only_last = measure_of(point).time == TimeBehaviour::last;
  const Period months = only_last ? Period::month(point.span.last()) : point.span;
  const auto delivers = [&](int unit) {
    return organisation.during(unit, months) != nullptr &&
           delivered_.by_unit(point.measure, point.scenario, unit, point.cell, point.made);
  };
  if (delivers(point.unit)) return true;
  for (const TakenOver& part : organisation.taken_over(point.unit)) {
    if (delivers(part.unit)) return true;
  }
  const std::vector<int> below = organisation.children(point.unit, months);
  return std::any_of(below.begin(), below.end(), [&](int child) {
    Point there = point;
    there.unit = child;
    return owes(there);
  });
}

Lookup::Tally Lookup::units(const Point& point) {
  Tally tally;
  if (measure_of(point).aggregate != Aggregation::sum) return tally;
  const Organisation& organisation = store_.organisation();
  const bool has_own_rows =
      is_counted(point) &&
      delivered_.by_unit(point.measure, point.scenario, point.unit, point.cell, point.made);
  if (has_own_rows) {
    add_part(tally, point,
             {.unit = point.unit, .counts = while_existing(point.unit), .own_rows = true});
  }
  for (const int child : organisation.children(point.unit, point.span)) {
    if (delivered_.by_branch(point.measure, point.scenario, child, point.cell, point.made)) {
      add_part(tally, point, {.unit = child, .counts = [&organisation, child, &point](Month month) {
                                return organisation.is_child(child, point.unit, month);
                              }});
    }
  }
  return tally;
}

std::optional<Figure> Lookup::sum_over_units(const Point& point, const Tally& units) const {
  return sum_of(point, Operation::sum_units, units, units_word);
}

std::optional<Figure> Lookup::sum_of_units(const Point& point) {
  return sum_over_units(point, units(point));
}

std::optional<Figure> Lookup::while_the_unit_existed(const Point& point) {
  if (measure_of(point).time != TimeBehaviour::flow) return std::nullopt;
  const std::vector<Period> lifetime = runs_of_months(point.span, while_existing(point.unit));
  if (lifetime.size() != 1 || lifetime.front() == point.span) return std::nullopt;
  Point shorter = point;
  shorter.span = lifetime.front();
  const FigurePtr lived = value(shorter);
  if (!lived->value) return std::nullopt;
  Figure figure = blank(point, Operation::same);
  figure.operands = {lived};
  figure.value = lived->value;
  figure.interval = lived->interval;
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
  if (auto restated = with_history(point)) return std::move(*restated);
  return made_without_history(point);
}

FigurePtr Lookup::own_rows(const Point& point) {
  auto own = reported(point);
  if (!own) own = missing(point, std::nullopt, {});
  own->address.column += ":own_rows";
  return store_.keep(std::move(*own));
}

bool Lookup::is_counted_below(const Point& point) {
  if (!is_counted(point) || measure_of(point).aggregate != Aggregation::sum) return false;
  const std::vector<int> below = store_.organisation().children(point.unit, point.span);
  return std::any_of(below.begin(), below.end(), [&](int child) {
    return delivered_.by_branch(point.measure, point.scenario, child, point.cell, point.made);
  });
}

Figure Lookup::made_without_history(const Point& point) {
  if (is_counted_below(point)) {
    const Tally parts = units(point);
    if (auto sum = sum_over_units(point, parts)) return std::move(*sum);
    return missing(point, std::nullopt, parts);
  }
  auto own = reported(point);
  const bool of_others =
      !is_counted(point) && store_.organisation().is_rearranged(point.unit, point.span);
  if (own && !of_others) return std::move(*own);
  const bool adds_up = measure_of(point).aggregate == Aggregation::sum;
  std::optional<Figure> spread = by_profile(point);
  const auto says_most = [&](const std::optional<Figure>& figure) {
    return is_complete(figure) && !(spread && rests_on_profile(*figure));
  };
  std::optional<Figure> cells;
  Tally below;
  std::optional<Figure> sum;
  if (adds_up) {
    if (!of_others) cells = sum_of_cells(point);
    if (says_most(cells)) return std::move(*cells);
    below = units(point);
    sum = sum_over_units(point, below);
    if (says_most(sum)) return std::move(*sum);
  }
  if (spread && !of_others) return std::move(*spread);
  if (!own) own = std::move(spread);
  const bool nothing_below = below.in.empty() && below.lacking.empty();
  if (own && nothing_below) return as_it_was(std::move(*own));
  const std::optional<State> said = stated(point);
  if (said) return missing(point, said, below);
  if (cells) return std::move(*cells);
  if (sum) return std::move(*sum);
  if (auto lived = while_the_unit_existed(point)) return std::move(*lived);
  return missing(point, std::nullopt, below);
}

}  // namespace redthread::figures
