// SPDX-License-Identifier: Apache-2.0
#include "warehouse/map_index.hpp"

#include <algorithm>
#include <climits>

#include "base/decimal.hpp"
#include "base/error.hpp"

namespace redthread::warehouse {
namespace {

std::int64_t stored_value(const std::string& written, const FactColumn& column) {
  if (column.type == FactColumn::Type::category) {
    const auto& known = column.categories;
    const auto found = std::find(known.begin(), known.end(), written);
    REDTHREAD_ASSERT(found != known.end(), "the catalog has checked the values of look-up lists");
    return found - known.begin() + 1;
  }
  const std::optional<Decimal> number = Decimal::parse(written);
  REDTHREAD_ASSERT(number, "the catalog has checked the values of look-up lists");
  const auto stored = number->as_integer_at(column.scale);
  REDTHREAD_ASSERT(stored, "the catalog has checked the decimals of look-up lists");
  return *stored;
}

}  // namespace

MapIndex::MapIndex(const LookupMap& map, const FactColumn& column) {
  for (const LookupMap::Entry& entry : map.entries) {
    const std::vector<std::string_view> keys(entry.keys.begin(), entry.keys.end());
    Valid valid{.last_key = entry.last_key,
                .first_key = entry.keys.back(),
                .value = stored_value(entry.value, column),
                .from = entry.valid_from ? entry.valid_from->days() : INT_MIN,
                .to = entry.valid_to ? entry.valid_to->days() : INT_MAX};
    if (entry.last_key.empty()) {
      exact_[joined(keys, keys.size())].push_back(std::move(valid));
    } else {
      ranges_[joined(keys, keys.size() - 1)].push_back(std::move(valid));
    }
  }
}

std::string MapIndex::joined(const std::vector<std::string_view>& keys, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    text += keys[i];
    text += '\x1f';
  }
  return text;
}

std::optional<std::int64_t> MapIndex::find(const std::vector<std::string_view>& keys,
                                           std::optional<int> day) const {
  const auto is_valid = [&](const Valid& valid) {
    return day ? valid.from <= *day && *day <= valid.to
               : valid.from == INT_MIN && valid.to == INT_MAX;
  };
  if (const auto entries = exact_.find(joined(keys, keys.size())); entries != exact_.end()) {
    for (const Valid& valid : entries->second) {
      if (is_valid(valid)) return valid.value;
    }
  }
  const auto entries = ranges_.find(joined(keys, keys.size() - 1));
  if (entries == ranges_.end()) return std::nullopt;
  const std::string_view last = keys.back();
  for (const Valid& valid : entries->second) {
    const bool is_within =
        last.size() == valid.first_key.size() && valid.first_key <= last && last <= valid.last_key;
    if (is_within && is_valid(valid)) return valid.value;
  }
  return std::nullopt;
}

}  // namespace redthread::warehouse
