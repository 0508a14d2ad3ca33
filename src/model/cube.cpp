// SPDX-License-Identifier: Apache-2.0
#include "model/cube.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"

namespace redthread {
namespace {

/// Puts a value into values in order of their spans; one for the same span is replaced.
void put(std::vector<Cube::Value>& values, const Cube::Value& value) {
  const auto place =
      std::lower_bound(values.begin(), values.end(), value.span,
                       [](const Cube::Value& left, Period right) { return left.span < right; });
  if (place != values.end() && place->span == value.span) {
    *place = value;
  } else {
    values.insert(place, value);
  }
}

}  // namespace

Cube::Cube(Period range) : range_(range), cells_{Cell{}}, cell_index_{{Cell{}, 0}} {}

int Cube::intern(const Cell& cell) {
  const auto [found, added] = cell_index_.try_emplace(cell, static_cast<int>(cells_.size()));
  if (added) cells_.push_back(cell);
  return found->second;
}

std::optional<int> Cube::cell_index(const Cell& cell) const {
  const auto found = cell_index_.find(cell);
  if (found == cell_index_.end()) return std::nullopt;
  return found->second;
}

void Cube::set(const Key& key, const Value& value) {
  const bool is_month = value.span.months() == 1;
  REDTHREAD_ASSERT(!is_month || range_.contains(value.span), "a month outside the cube's range");
  const std::size_t index = series(key);
  if (!is_month) {
    put(spans_[index], value);
    return;
  }
  const std::size_t month = offset(value.span.first());
  const std::size_t at = index * static_cast<std::size_t>(month_count()) + month;
  values_[at] = value.value;
  states_[at] = value.state;
  std::vector<std::uint32_t>& sources = month_sources_[index];
  if (sources.empty()) {
    if (value.source == no_source) return;
    sources.assign(static_cast<std::size_t>(month_count()), no_source);
  }
  sources[month] = value.source;
}

void Cube::set_version(const Key& key, Month made, const Value& value) {
  std::vector<Version>& versions = versions_[series(key)];
  auto place = std::lower_bound(versions.begin(), versions.end(), made,
                                [](const Version& left, Month right) { return left.made < right; });
  if (place == versions.end() || place->made != made) {
    place = versions.insert(place, {.made = made, .values = {}});
  }
  put(place->values, value);
}

const std::vector<Cube::Version>& Cube::versions(std::size_t series) const {
  static const std::vector<Version> none;
  const auto found = versions_.find(series);
  return found == versions_.end() ? none : found->second;
}

std::optional<Cube::Ends> Cube::ends(std::uint32_t source) const {
  const auto found = ends_.find(source);
  if (found == ends_.end()) return std::nullopt;
  return found->second;
}

void Cube::reserve_series(std::size_t count) {
  const std::size_t months = count * static_cast<std::size_t>(month_count());
  keys_.reserve(count);
  values_.reserve(months);
  states_.reserve(months);
  month_sources_.reserve(count);
  spans_.reserve(count);
  index_.reserve(count);
}

std::uint32_t Cube::add_source(SourceRow row) {
  sources_.push_back(std::move(row));
  return static_cast<std::uint32_t>(sources_.size() - 1);
}

std::optional<std::size_t> Cube::find(const Key& key) const {
  const auto found = index_.find(key);
  if (found == index_.end()) return std::nullopt;
  return found->second;
}

const std::int64_t* Cube::months(std::size_t series) const {
  return values_.data() + series * static_cast<std::size_t>(month_count());
}

const State* Cube::month_states(std::size_t series) const {
  return states_.data() + series * static_cast<std::size_t>(month_count());
}

Cube::Value Cube::at(std::size_t series, Month month) const {
  Value value{.span = Period::month(month)};
  if (!range_.contains(month)) return value;
  const std::size_t place = offset(month);
  value.value = months(series)[place];
  value.state = month_states(series)[place];
  if (!month_sources_[series].empty()) value.source = month_sources_[series][place];
  return value;
}

Cube::Row Cube::month_row(const Key& key) {
  const std::size_t first = series(key) * static_cast<std::size_t>(month_count());
  return {.values = values_.data() + first, .states = states_.data() + first};
}

std::uint32_t* Cube::month_source_row(const Key& key) {
  std::vector<std::uint32_t>& sources = month_sources_[series(key)];
  if (sources.empty()) sources.assign(static_cast<std::size_t>(month_count()), no_source);
  return sources.data();
}

std::size_t Cube::KeyHash::operator()(const Key& key) const noexcept {
  // Measures, cells and units are small indices: mix them so that neighbours do not collide.
  std::uint64_t hash = static_cast<std::uint32_t>(key.measure);
  for (const std::uint64_t part : {static_cast<std::uint64_t>(static_cast<std::uint32_t>(key.cell)),
                                   static_cast<std::uint64_t>(static_cast<std::uint32_t>(key.unit)),
                                   static_cast<std::uint64_t>(key.scenario)}) {
    hash = (hash ^ (hash >> 29u)) * 0x9E3779B97F4A7C15u + part;
  }
  hash *= 0xBF58476D1CE4E5B9u;
  return static_cast<std::size_t>(hash ^ (hash >> 32u));
}

std::size_t Cube::series(const Key& key) {
  const auto [found, added] = index_.try_emplace(key, keys_.size());
  if (!added) return found->second;
  const std::size_t size = values_.size() + static_cast<std::size_t>(month_count());
  values_.resize(size);
  states_.resize(size, State::missing);
  month_sources_.emplace_back();
  spans_.emplace_back();
  keys_.push_back(key);
  return found->second;
}

std::size_t Cube::offset(Month month) const {
  return static_cast<std::size_t>(month.index() - range_.first().index());
}

}  // namespace redthread
