// SPDX-License-Identifier: Apache-2.0
#include "figures/dense_table.hpp"

#include <algorithm>

#include "figures/states.hpp"
#include "figures/subject.hpp"

namespace redthread::figures {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

/// What a sum over children has met so far in one month.
struct Tally {
  std::int64_t sum = 0;
  State worst = State::present;
  State lacking = State::present;  ///< common state of those without a value; present = none yet
  int in = 0;
  bool incomplete = false;
  bool nothing_owed = false;

  void add(std::int64_t value, State state, bool part_is_incomplete) {
    if (state == State::not_applicable) {
      nothing_owed = true;
      return;
    }
    if (has_value(state)) {
      sum += value;
      worst = worse(worst, state);
      incomplete = incomplete || part_is_incomplete || state == State::partial;
      ++in;
      return;
    }
    incomplete = true;
    lacking = lacking == State::present ? state : dense::combined(lacking, state);
  }
};

}  // namespace

void DenseTable::Rows::resize(std::size_t size) {
  values.resize(size);
  states.resize(size);
}

dense::Row DenseTable::row(Column column, int unit) const {
  const Rows& rows = rows_[static_cast<std::size_t>(column)];
  return {rows.values.data() + at(unit) * months_, rows.states.data() + at(unit) * months_};
}

DenseMaker::DenseMaker(const Catalog& catalog, const Cube& cube)
    : catalog_(catalog),
      cube_(cube),
      months_(at(cube.month_count())),
      first_month_(cube.range().first().month()),
      series_of_(catalog.measures.size()) {
  const Organisation& organisation = catalog.organisation;
  const std::size_t units = organisation.size();
  children_.resize(units);
  // Fixed: each unit has one validity, and it holds for all months of the cube.
  fixed_organisation_ = organisation.validities().size() == units && units <= dense::most_units;
  for (const UnitValidity& validity : organisation.validities()) {
    fixed_organisation_ = fixed_organisation_ &&
                          validity.valid_on(cube.range().first().first_day()) &&
                          validity.valid_on(cube.range().last().last_day());
  }
  for (std::size_t unit = 0; unit < units; ++unit) {
    children_[unit] = organisation.children(static_cast<int>(unit), cube.range());
  }
  if (fixed_organisation_ && organisation.root() >= 0) {
    upwards_.push_back(organisation.root());
    for (std::size_t i = 0; i < upwards_.size(); ++i) {
      const std::vector<int>& below = children_[at(upwards_[i])];
      upwards_.insert(upwards_.end(), below.begin(), below.end());
    }
    std::reverse(upwards_.begin(), upwards_.end());
  }
  for (std::size_t series = 0; series < cube.series_count(); ++series) {
    series_of_[at(cube.key(series).measure)].push_back(series);
  }
}

bool DenseMaker::is_plain(int index, const Cell& cell) const {
  const Measure& measure = catalog_.measures[at(index)];
  const bool adds = measure.fact >= 0 && measure.time == TimeBehaviour::flow &&
                    measure.aggregate == Aggregation::sum && measure.lag_months == 0;
  if (!adds || !fixed_organisation_ || upwards_.size() != catalog_.organisation.size())
    return false;
  if (unbridged_change(measure.versions, cube_.range().first(), cube_.range().last())) return false;
  return std::all_of(series_of_[at(index)].begin(), series_of_[at(index)].end(),
                     [&](std::size_t series) {
                       if (!cube_.spans(series).empty()) return false;
                       // A finer cell could make up for what is lacking here.
                       const Cube::Key& key = cube_.key(series);
                       const Cell& own = cube_.cells()[at(key.cell)];
                       return own == cell || own.size() <= cell.size() || lacks_nothing(key, cell);
                     });
}

/// Whether the unit of a finer cell's series has all months of the cell itself.
bool DenseMaker::lacks_nothing(Cube::Key key, const Cell& cell) const {
  const std::optional<int> index = cube_.cell_index(cell);
  if (!index) return false;
  key.cell = *index;
  const std::optional<std::size_t> series = cube_.find(key);
  return series &&
         dense::all_present({cube_.months(*series), cube_.month_states(*series)}, months_);
}

void DenseMaker::find_owners(int measure, int cell, Scenario scenario) {
  own_.assign(catalog_.organisation.size(), -1);
  owes_.assign(catalog_.organisation.size(), 0);
  for (const std::size_t series : series_of_[at(measure)]) {
    const Cube::Key& key = cube_.key(series);
    if (key.cell == cell && key.scenario == scenario) {
      own_[at(key.unit)] = static_cast<std::ptrdiff_t>(series);
    }
  }
  for (const int unit : upwards_) {
    bool owes = false;
    if (own_[at(unit)] >= 0) {
      const State* states = cube_.month_states(static_cast<std::size_t>(own_[at(unit)]));
      owes = std::any_of(states, states + months_, has_value);
    }
    for (const int child : children_[at(unit)]) owes = owes || owes_[at(child)] != 0;
    owes_[at(unit)] = owes ? 1 : 0;
  }
}

bool DenseMaker::has_rows_above_others() const {
  for (const int unit : upwards_) {
    const auto& below = children_[at(unit)];
    const bool owes_below =
        std::any_of(below.begin(), below.end(), [&](int child) { return owes_[at(child)] != 0; });
    if (own_[at(unit)] >= 0 && owes_below) return true;
  }
  return false;
}

bool DenseMaker::own_row(int unit, Window window, Layer& layer, bool& any) {
  const std::size_t first = at(unit) * months_;
  const dense::MutableRow out{layer.rows.values.data() + first, layer.rows.states.data() + first};
  any = own_[at(unit)] >= 0;
  if (!any) {
    std::fill_n(out.values, months_, 0);
    std::fill_n(out.states, months_, State::missing);
    return true;
  }
  const auto series = static_cast<std::size_t>(own_[at(unit)]);
  const dense::Row in{cube_.months(series), cube_.month_states(series)};
  return window == Window::ytd ? dense::year_to_date(in, months_, first_month_, out)
                               : dense::rolling_twelve(in, months_, out);
}

bool DenseMaker::sum_plain_children(int unit, Layer& layer) const {
  for (const int child : children_[at(unit)]) {
    if (owes_[at(child)] != 0 && layer.plain[at(child)] == 0) return false;
  }
  std::int64_t* const sums = layer.rows.values.data() + at(unit) * months_;
  for (const int child : children_[at(unit)]) {
    if (owes_[at(child)] == 0) continue;
    const std::int64_t* const parts = layer.rows.values.data() + at(child) * months_;
    for (std::size_t month = 0; month < months_; ++month) sums[month] += parts[month];
  }
  std::fill_n(layer.rows.states.data() + at(unit) * months_, months_, State::present);
  return true;
}

void DenseMaker::add_children(int unit, Layer& layer) const {
  const std::size_t first = at(unit) * months_;
  for (std::size_t month = 0; month < months_; ++month) {
    const State own = layer.rows.states[first + month];
    if (has_value(own)) continue;
    Tally tally;
    for (const int child : children_[at(unit)]) {
      if (owes_[at(child)] == 0) continue;
      const std::size_t place = at(child) * months_ + month;
      tally.add(layer.rows.values[place], layer.rows.states[place], layer.incomplete[place] != 0);
    }
    const bool complete = tally.in > 0 && !tally.incomplete;
    if (own != State::missing && !complete) continue;  // delivered as not measured, or the like
    if (tally.in == 0) {
      if (tally.lacking != State::present) {
        layer.rows.states[first + month] = tally.lacking;
      } else if (tally.nothing_owed) {
        layer.rows.states[first + month] = State::not_applicable;
      }
      continue;
    }
    layer.rows.values[first + month] = tally.sum;
    layer.rows.states[first + month] = complete ? tally.worst : worse(tally.worst, State::partial);
    layer.incomplete[first + month] = complete ? 0 : 1;
  }
}

bool DenseMaker::fill_layer(Window window, Layer& layer) {
  const std::size_t units = catalog_.organisation.size();
  layer.rows.resize(units * months_);
  layer.incomplete.assign(units * months_, 0);
  layer.plain.assign(units, 0);
  for (const int unit : upwards_) {
    bool any = false;
    if (!own_row(unit, window, layer, any)) return false;
    const std::size_t first = at(unit) * months_;
    const dense::Row row{layer.rows.values.data() + first, layer.rows.states.data() + first};
    const bool has_parts = owes_[at(unit)] != 0 && !children_[at(unit)].empty();
    if (has_parts && (any || !sum_plain_children(unit, layer))) add_children(unit, layer);
    layer.plain[at(unit)] = dense::all_present(row, months_) ? 1 : 0;
  }
  return true;
}

bool DenseMaker::fill(int measure, const Cell& cell, DenseTable& table) {
  if (!is_plain(measure, cell)) return false;
  const int cell_index = cube_.cell_index(cell).value_or(-1);
  find_owners(measure, cell_index, Scenario::actual);
  if (catalog_.measures[at(measure)].versions.front().rows && has_rows_above_others()) return false;
  if (!fill_layer(Window::ytd, ytd_) || !fill_layer(Window::r12, r12_)) return false;
  find_owners(measure, cell_index, Scenario::budget);
  if (!fill_layer(Window::ytd, budget_)) return false;

  const std::size_t units = catalog_.organisation.size();
  table.months_ = months_;
  const auto column = [&](DenseTable::Column which) -> DenseTable::Rows& {
    DenseTable::Rows& rows = table.rows_[static_cast<std::size_t>(which)];
    rows.resize(units * months_);
    return rows;
  };
  std::swap(column(DenseTable::Column::ytd), ytd_.rows);
  std::swap(column(DenseTable::Column::r12), r12_.rows);
  DenseTable::Rows& previous = column(DenseTable::Column::ytd_previous);
  DenseTable::Rows& deviation = column(DenseTable::Column::ytd_budget_deviation);
  for (std::size_t unit = 0; unit < units; ++unit) {
    const std::size_t first = unit * months_;
    const auto out = [&](DenseTable::Rows& rows) {
      return dense::MutableRow{rows.values.data() + first, rows.states.data() + first};
    };
    const dense::Row ytd = table.row(DenseTable::Column::ytd, static_cast<int>(unit));
    const dense::Row budget{budget_.rows.values.data() + first, budget_.rows.states.data() + first};
    dense::previous_year(ytd, months_, out(previous));
    dense::difference(ytd, budget, months_, out(deviation));
  }
  return true;
}

std::optional<DenseTable> DenseMaker::table(int measure, const Cell& cell) {
  DenseTable table;
  if (!fill(measure, cell, table)) return std::nullopt;
  return table;
}

}  // namespace redthread::figures
