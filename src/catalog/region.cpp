// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/load.hpp"
#include "catalog/readers.hpp"
#include "catalog/table_reader.hpp"

namespace redthread::catalog {
namespace {

const char* const file = "region.toml";

void read_key(TableReader& reader, Region& region) {
  const TomlValue* key = reader.require("key", TomlValue::Kind::string);
  if (key == nullptr) return;
  region.key = key->text;
  if (!is_key(key->text)) {
    reader.error(*key, "catalog.bad_key", fmt::format("`{}` is not a key", key->text),
                 "a key is words of a-z, 0-9 and _ joined by dots, each starting with a letter");
  }
}

void read_numbers(TableReader& reader, Region& region) {
  if (const auto hours = reader.decimal("hours_per_fte")) {
    region.hours_per_fte = *hours;
    if (*hours <= Decimal(0)) {
      reader.error(*reader.take("hours_per_fte"), "catalog.number_range",
                   "`hours_per_fte` must be more than 0");
    }
  }
  if (const auto threshold = reader.integer("disclosure_threshold", 0, 1000)) {
    region.disclosure_threshold = static_cast<int>(*threshold);
  }
  if (const auto share = reader.decimal("goal_positive_share")) {
    region.goal_share_positive = *share;
    if (*share < Decimal(0) || *share > Decimal(1)) {
      reader.error(*reader.take("goal_positive_share"), "catalog.number_range",
                   "`goal_positive_share` must be from 0 to 1", "0.5 is a half");
    }
  }
}

void read_measure_units(TableReader& reader, MeasureUnits& units) {
  for (const TomlValue* name : reader.texts("measure_units")) {
    if (units.declare(name->text)) continue;
    const bool taken = units.find(name->text).has_value();
    reader.error(*name, taken ? "catalog.duplicate_key" : "catalog.bad_measure_unit",
                 taken ? fmt::format("the measure unit `{}` is there already", name->text)
                       : fmt::format("`{}` cannot be a measure unit", name->text),
                 taken ? "delete it" : "a measure unit is one word of letters");
  }
}

/// `[plan]`: where the plan's store is, by the name of an environment variable, because an address
/// may hold a password. Empty when it is not stated.
std::string read_plan_store(TableReader& reader, Diagnostics& diagnostics) {
  const TomlValue* table = reader.take("plan", TomlValue::Kind::table);
  if (table == nullptr) return {};
  TableReader plan(*table, "`[plan]`", diagnostics);
  std::string variable = plan.text("store_env");
  plan.finish();
  return variable;
}

}  // namespace

std::optional<std::string> plan_store_variable(const std::string& folder,
                                               Diagnostics& diagnostics) {
  Loading loading;
  loading.folder = folder;
  const auto document = read_toml(loading, file, /*required=*/true);
  std::string variable;
  if (document) {
    TableReader reader(*document, "the region", loading.diagnostics);
    variable = read_plan_store(reader, loading.diagnostics);
  }
  diagnostics.append(loading.diagnostics);
  return loading.diagnostics.has_errors() ? std::nullopt : std::optional(std::move(variable));
}

Mark read_region(Loading& loading, Catalog& catalog) {
  const auto document = read_toml(loading, file, /*required=*/true);
  if (!document) {
    loading.known.measure_units = false;
    return {};
  }
  loading.known.measure_units = !document->damaged;
  TableReader reader(*document, "the region", loading.diagnostics);
  read_key(reader, catalog.region);
  catalog.region.name = reader.required_text("name");
  catalog.region.language = reader.word<Language>(
      "language", {{"sv", Language::swedish}, {"en", Language::english}}, Language::swedish);
  catalog.region.root_unit = reader.text("unit");
  read_numbers(reader, catalog.region);
  read_measure_units(reader, catalog.measure_units);
  read_plan_store(reader, loading.diagnostics);
  const TomlValue* unit = document->find("unit");
  reader.finish();
  return unit == nullptr ? Mark{} : unit->mark;
}

}  // namespace redthread::catalog
