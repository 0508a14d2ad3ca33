// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "figures/lookup.hpp"

// Units that carry on others, in an organisation restated to a day.

namespace redthread::figures {

std::function<bool(Month)> Lookup::while_existing(int unit) const {
  return [&organisation = store_.organisation(), unit](Month month) {
    return organisation.during(unit, Period::month(month)) != nullptr;
  };
}
std::optional<Figure> Lookup::with_history(const Point& point) {
  const Organisation& organisation = store_.organisation();
  const auto delivers = [&](int unit) {
    return delivered_.by_branch(point.measure, point.scenario, unit, point.cell, point.made);
  };
  if (measure_of(point).aggregate != Aggregation::sum) return std::nullopt;
  Tally tally;
  bool carries_on = false;
  for (const TakenOver& before : organisation.taken_over(point.unit)) {
    const bool existed = organisation.during(before.unit, point.span) != nullptr;
    // What was below it stands elsewhere now and brings its own: a value for the whole would count
    // that twice.
    const bool in_parts = std::any_of(before.parts.begin(), before.parts.end(), delivers);
    const bool counts_twice = in_parts && !is_counted(point);
    if (!existed || counts_twice || !delivers(before.unit)) continue;
    add_part(tally, point,
             {.unit = before.unit, .share = before.share, .counts = while_existing(before.unit)});
    carries_on = true;
  }
  if (!carries_on) return std::nullopt;
  if (is_counted(point)) {
    // Units that stand below it here brought their rows before it existed, too.
    add_part(tally, point, {.unit = point.unit, .counts = [](Month) { return true; }});
  } else if (organisation.during(point.unit, point.span) != nullptr) {
    add_part(tally, point, {.unit = point.unit, .counts = while_existing(point.unit)});
  }
  if (auto sum = sum_over_units(point, tally)) return sum;
  return missing(point, std::nullopt, tally);
}

FigurePtr Lookup::own_value(const Point& point) {
  Figure own = made_without_history(point);
  own.address.column += ":own";
  return store_.keep(std::move(own));
}

}  // namespace redthread::figures
