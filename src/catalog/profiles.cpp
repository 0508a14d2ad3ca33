// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "catalog/readers.hpp"
#include "catalog/table_reader.hpp"

namespace redthread::catalog {
namespace {

using Kind = TomlValue::Kind;

/// Shares of a year are exact fractions of these; larger or finer ones would not fit when they are
/// multiplied with amounts in öre.
constexpr int largest_weight = 1'000'000;
constexpr int most_decimals = 3;

const char* const example = "write months = [9, 8, 9, 8, 8, 8, 6, 7, 9, 10, 9, 9]";

std::optional<Decimal> read_weight(const TomlValue& item, const TableReader& reader) {
  if (!item.is(Kind::integer) && !item.is(Kind::floating)) {
    reader.error(item, "catalog.wrong_type",
                 fmt::format("`months` is a list of numbers, here is {}", kind_name(item.kind)),
                 example);
    return std::nullopt;
  }
  const auto weight = Decimal::parse(item.text);
  const bool fits = weight && weight->normalized().scale() <= most_decimals &&
                    !(Decimal(largest_weight) < *weight);
  if (!fits) {
    reader.error(item, "catalog.number_range",
                 fmt::format("a month's weight is at most {}, with at most {} decimals",
                             largest_weight, most_decimals),
                 "only the proportions matter: divide all of them by the same number");
  } else if (weight->is_negative()) {
    reader.error(item, "catalog.bad_profile", "a month's weight cannot be negative",
                 "a month that has no part of the year has the weight 0");
  } else {
    return weight;
  }
  return std::nullopt;
}

void read_weights(const TableReader& reader, const TomlValue& months, Profile& profile) {
  if (months.items.size() != profile.weights.size()) {
    reader.error(months, "catalog.bad_profile",
                 fmt::format("a profile has twelve weights, here are {}", months.items.size()),
                 example);
    return;
  }
  bool all_read = true;
  bool all_zero = true;
  for (std::size_t i = 0; i < profile.weights.size(); ++i) {
    const auto weight = read_weight(months.items[i], reader);
    all_read = all_read && weight.has_value();
    all_zero = all_zero && weight && weight->is_zero();
    if (weight) profile.weights[i] = *weight;
  }
  if (!all_read || !all_zero) return;
  reader.error(months, "catalog.bad_profile", "all twelve weights are zero",
               "a month's part of the year is its weight divided by their sum");
}

Profile read_profile(const TomlValue& table, Diagnostics& diagnostics) {
  Profile profile{.key = table.key, .place = table.key_mark.span()};
  TableReader reader(table, fmt::format("profile `{}`", table.key), diagnostics);
  profile.name = reader.required_text("name");
  if (const TomlValue* months = reader.require("months", Kind::array)) {
    read_weights(reader, *months, profile);
  }
  reader.finish();
  return profile;
}

}  // namespace

void read_profiles(Loading& loading, Catalog& catalog) {
  const std::string file = "catalog/profiles.toml";
  const auto document = read_toml(loading, file, /*required=*/false);
  if (!document) {
    loading.known.profiles = !loading.exists(file);
    return;
  }
  for (const TomlValue* table :
       named_tables(*document, "profile", loading.diagnostics, loading.known.profiles)) {
    catalog.profiles.push_back(read_profile(*table, loading.diagnostics));
  }
}

}  // namespace redthread::catalog
