// SPDX-License-Identifier: Apache-2.0
#include "warehouse/delivered_months.hpp"

#include <algorithm>
#include <utility>

namespace redthread::warehouse {

DeliveredMonths::DeliveredMonths(Connection& connection, const Catalog& catalog, const Fact& fact)
    : catalog_(catalog) {
  Result rows = connection.query(
      "SELECT id, first_month, last_month, label FROM delivery "
      "WHERE ended_at IS NULL AND first_month IS NOT NULL AND fact = ? ORDER BY id",
      {fact.key});
  while (rows.next()) {
    Entry entry{.delivery = static_cast<int>(rows.integer(0))};
    if (!fact.owed_by.empty()) entry.unit = catalog.organisation.index_of(rows.text(3));
    for (std::int64_t month = rows.integer(1); month <= rows.integer(2); ++month) {
      by_month_[static_cast<int>(month)].push_back(entry);
    }
  }
}

void DeliveredMonths::add_sources(Cube& cube) {
  std::map<int, std::uint32_t> sources;
  for (auto& [month, entries] : by_month_) {
    for (Entry& entry : entries) {
      const auto [place, is_new] = sources.try_emplace(entry.delivery);
      if (is_new) place->second = cube.add_source({.delivery = entry.delivery});
      entry.source = place->second;
    }
  }
}

bool DeliveredMonths::is_of(const Entry& entry, int unit, int month) const {
  if (!entry.unit || *entry.unit == unit) return true;
  const Date last_day = Month::from_index(month).last_day();
  const std::vector<int> above = catalog_.organisation.ancestors(unit, last_day);
  return std::find(above.begin(), above.end(), *entry.unit) != above.end();
}

const DeliveredMonths::Entry* DeliveredMonths::find(int unit, int month) const {
  const auto [place, is_new] = found_.try_emplace({unit, month}, nullptr);
  if (!is_new) return place->second;
  const auto entries = by_month_.find(month);
  if (entries == by_month_.end()) return nullptr;
  for (const Entry& entry : entries->second) {
    if (!is_of(entry, unit, month)) continue;
    place->second = &entry;
    break;
  }
  return place->second;
}

std::uint32_t DeliveredMonths::source(int unit, int month) const {
  const Entry* entry = find(unit, month);
  return entry == nullptr ? Cube::no_source : entry->source;
}

std::optional<Period> months_with_deliveries(Connection& connection) {
  Result span = connection.query(
      "SELECT min(first_month), max(last_month) FROM delivery "
      "WHERE ended_at IS NULL AND first_month IS NOT NULL");
  span.next();
  if (span.is_null(0)) return std::nullopt;
  return Period(Month::from_index(static_cast<int>(span.integer(0))),
                Month::from_index(static_cast<int>(span.integer(1))));
}

}  // namespace redthread::warehouse
