// SPDX-License-Identifier: Apache-2.0
#include "model/catalog.hpp"

#include <algorithm>
#include <cstddef>

namespace redthread {
namespace {

template <class Item>
const Item* by_key(const std::vector<Item>& items, std::string_view key) {
  for (const Item& item : items) {
    if (item.key == key) return &item;
  }
  return nullptr;
}

int index_in(const std::map<std::string, int, std::less<>>& index, std::string_view key) {
  const auto entry = index.find(key);
  return entry == index.end() ? -1 : entry->second;
}

}  // namespace

const Breakdown::Category* Breakdown::find(std::string_view category) const {
  return by_key(categories, category);
}

const Breakdown* Catalog::breakdown(std::string_view key) const { return by_key(breakdowns, key); }

int Fact::column(std::string_view wanted) const {
  const auto found = std::find_if(columns.begin(), columns.end(),
                                  [&](const FactColumn& each) { return each.key == wanted; });
  return found == columns.end() ? -1 : static_cast<int>(found - columns.begin());
}

const Fact* Catalog::fact(std::string_view key) const { return by_key(facts, key); }
const LookupMap* Catalog::map(std::string_view key) const { return by_key(maps, key); }
const Statement* Catalog::statement(std::string_view key) const { return by_key(statements, key); }
const ReportTemplate* Catalog::report(std::string_view key) const { return by_key(reports, key); }
const Closing* Catalog::closing(std::string_view fact) const {
  const auto found = std::find_if(closings.begin(), closings.end(),
                                  [fact](const Closing& each) { return each.fact == fact; });
  return found == closings.end() ? nullptr : &*found;
}

int Catalog::measure_index(std::string_view key) const { return index_in(measure_index_, key); }

const Measure* Catalog::measure(std::string_view key) const {
  const int index = measure_index(key);
  return index < 0 ? nullptr : &measures[static_cast<std::size_t>(index)];
}

const Indicator* Catalog::indicator(std::string_view key) const {
  const int index = index_in(indicator_index_, key);
  return index < 0 ? nullptr : &indicators[static_cast<std::size_t>(index)];
}

void Catalog::index_names() {
  const auto index = [](const auto& items, auto& names) {
    names.clear();
    for (std::size_t i = 0; i < items.size(); ++i) {
      names.emplace(items[i].key, static_cast<int>(i));
    }
  };
  index(measures, measure_index_);
  index(indicators, indicator_index_);
}

}  // namespace redthread
