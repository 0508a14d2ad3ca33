// SPDX-License-Identifier: Apache-2.0
#include "figures/delivered.hpp"

#include <algorithm>
#include <set>

namespace redthread::figures {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

/// For each unit: itself and every unit that was ever above it or carries it on.
std::vector<std::vector<int>> ever_above(const Organisation& organisation) {
  std::vector<std::set<int>> parents(organisation.size());
  for (const UnitValidity& validity : organisation.validities()) {
    const auto parent = organisation.index_of(validity.parent);
    if (parent) parents[at(*organisation.index_of(validity.code))].insert(*parent);
  }
  for (std::size_t unit = 0; unit < parents.size(); ++unit) {
    for (const TakenOver& part : organisation.taken_over(static_cast<int>(unit))) {
      parents[at(part.unit)].insert(static_cast<int>(unit));
    }
  }
  std::vector<std::vector<int>> above(organisation.size());
  for (std::size_t unit = 0; unit < above.size(); ++unit) {
    std::set<int> seen;
    std::vector<int> waiting = {static_cast<int>(unit)};
    while (!waiting.empty()) {
      const int next = waiting.back();
      waiting.pop_back();
      if (!seen.insert(next).second) continue;
      waiting.insert(waiting.end(), parents[at(next)].begin(), parents[at(next)].end());
    }
    above[unit].assign(seen.begin(), seen.end());
  }
  return above;
}

bool is_within(const Cell& inner, const Cell& outer) {
  return std::all_of(outer.begin(), outer.end(), [&](const auto& part) {
    const auto found = inner.find(part.first);
    return found != inner.end() && found->second == part.second;
  });
}

bool any_value(const std::vector<Cube::Value>& values) {
  return std::any_of(values.begin(), values.end(),
                     [](const Cube::Value& value) { return has_value(value.state); });
}

}  // namespace

Delivered::Delivered(const Catalog& catalog, const Organisation& organisation, const Cube& cube)
    : cube_(cube),
      series_of_(catalog.measures.size()),
      ever_above_(ever_above(organisation)),
      indexed_(catalog.measures.size()) {
  for (std::size_t series = 0; series < cube.series_count(); ++series) {
    series_of_[at(cube.key(series).measure)].push_back(series);
  }
}

bool Delivered::by_unit(int measure, Scenario scenario, int unit, const Cell& cell,
                        std::optional<Month> known) {
  const Cells* cells = cells_of(measure, scenario, unit);
  return cells != nullptr && any_within(cells->own, cell, known);
}

bool Delivered::by_branch(int measure, Scenario scenario, int unit, const Cell& cell,
                          std::optional<Month> known) {
  const Cells* cells = cells_of(measure, scenario, unit);
  return cells != nullptr && any_within(cells->branch, cell, known);
}

void Delivered::add(std::vector<KnownCell>& cells, const KnownCell& known) {
  const auto place =
      std::lower_bound(cells.begin(), cells.end(), known.cell,
                       [](const KnownCell& left, int right) { return left.cell < right; });
  if (place == cells.end() || place->cell != known.cell) {
    cells.insert(place, known);
  } else {
    place->since = std::min(place->since, known.since);
  }
}

std::optional<Month> Delivered::latest_version(int measure, int unit, const Cell& cell,
                                               Month until) {
  std::optional<Month> latest;
  const Cells* cells = cells_of(measure, Scenario::forecast, unit);
  if (cells == nullptr) return latest;
  for (const auto& [made, known] : cells->versions) {
    if (until < made || (latest && made <= *latest)) continue;
    if (is_within(cube_.cells()[at(known)], cell)) latest = made;
  }
  return latest;
}

const Delivered::Cells* Delivered::cells_of(int measure, Scenario scenario, int unit) {
  if (!indexed_[at(measure)]) index(measure);
  const auto& by_unit = *indexed_[at(measure)];
  const auto found = by_unit.find({scenario, unit});
  return found == by_unit.end() ? nullptr : &found->second;
}

void Delivered::index(int measure) {
  auto& by_unit = indexed_[at(measure)].emplace();
  for (const std::size_t series : series_of_[at(measure)]) {
    const std::optional<KnownCell> known = known_cell(series);
    if (!known) continue;
    const Cube::Key& key = cube_.key(series);
    add(by_unit[{key.scenario, key.unit}].own, *known);
    for (const int unit : ever_above_[at(key.unit)]) {
      Cells& above = by_unit[{key.scenario, unit}];
      add(above.branch, *known);
      for (const Cube::Version& version : cube_.versions(series)) {
        above.versions.emplace_back(version.made, key.cell);
      }
    }
  }
}

bool Delivered::any_within(const std::vector<KnownCell>& cells, const Cell& cell,
                           std::optional<Month> known) const {
  return std::any_of(cells.begin(), cells.end(), [&](const KnownCell& each) {
    return each.since <= known && is_within(cube_.cells()[at(each.cell)], cell);
  });
}

std::optional<Delivered::KnownCell> Delivered::known_cell(std::size_t series) const {
  KnownCell known{.cell = cube_.key(series).cell};
  const State* states = cube_.month_states(series);
  const bool always = std::any_of(states, states + cube_.month_count(), has_value) ||
                      any_value(cube_.spans(series));
  if (always) return known;
  for (const Cube::Version& version : cube_.versions(series)) {  // oldest first
    if (!any_value(version.values)) continue;
    known.since = version.made;
    return known;
  }
  return std::nullopt;
}

}  // namespace redthread::figures
