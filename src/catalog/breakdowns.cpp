// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/readers.hpp"
#include "catalog/table_reader.hpp"

namespace redthread::catalog {
namespace {

using Kind = TomlValue::Kind;

/// Columns that every delivery has; a breakdown's column must be another one.
const std::vector<std::string> delivery_columns = {"measure", "unit", "period", "scenario", "value",
                                                   "state",   "note", "made",   "low",      "high"};

void check_key(const TomlValue& table, Diagnostics& diagnostics) {
  if (table.key.find('.') != std::string::npos) {
    table.key_mark.error(diagnostics, "catalog.bad_key",
                         fmt::format("a breakdown's key has no dots: `{}`", table.key),
                         "it is the name of a column in deliveries");
  }
  for (const std::string& column : delivery_columns) {
    if (table.key != column) continue;
    table.key_mark.error(diagnostics, "catalog.bad_key",
                         fmt::format("`{}` cannot be a breakdown", table.key),
                         "every delivery has a column with that name");
  }
  if (table.key == "units") {
    table.key_mark.error(diagnostics, "catalog.bad_key", "`units` cannot be a breakdown",
                         "in statements it means the organisational units");
  }
}

Breakdown read_breakdown(const TomlValue& table, Diagnostics& diagnostics) {
  Breakdown breakdown{.key = table.key};
  check_key(table, diagnostics);
  TableReader reader(table, fmt::format("breakdown `{}`", table.key), diagnostics);
  breakdown.name = reader.required_text("name");
  if (const TomlValue* categories = reader.require("categories", Kind::table)) {
    TableReader names(*categories, fmt::format("`categories` of `{}`", table.key), diagnostics);
    for (const TomlValue& category : categories->items) {
      if (!is_key(category.key)) {
        category.key_mark.error(
            diagnostics, "catalog.bad_key", fmt::format("`{}` is not a key", category.key),
            "a key is words of a-z, 0-9 and _ joined by dots, each starting with a letter");
      }
      breakdown.categories.push_back({category.key, names.local_text(category.key)});
    }
    if (categories->items.empty()) {
      reader.error(*categories, "catalog.empty_list",
                   fmt::format("breakdown `{}` has no categories", table.key),
                   "write categories.women = \"Kvinnor\"");
    }
  }
  reader.finish();
  return breakdown;
}

}  // namespace

void read_breakdowns(Loading& loading, Catalog& catalog) {
  const std::string file = "catalog/breakdowns.toml";
  const auto document = read_toml(loading, file, /*required=*/false);
  if (!document) {
    loading.known.breakdowns = !loading.exists(file);
    return;
  }
  for (const TomlValue* table :
       named_tables(*document, "breakdown", loading.diagnostics, loading.known.breakdowns)) {
    catalog.breakdowns.push_back(read_breakdown(*table, loading.diagnostics));
  }
}

}  // namespace redthread::catalog
