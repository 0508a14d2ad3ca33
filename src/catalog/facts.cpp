// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/quantity.hpp"
#include "catalog/readers.hpp"
#include "catalog/table_reader.hpp"

namespace redthread::catalog {
namespace {

using Kind = TomlValue::Kind;

/// `"1 %"` as a share, 0..1.
Decimal read_share(TableReader& reader, const MeasureUnits& units) {
  const TomlValue* value = reader.take("max_bad_rows", Kind::string);
  if (value == nullptr) return Decimal(0);
  const auto quantity = parse_quantity(value->text, units);
  const bool share = quantity && quantity->unit && quantity->unit->dimensionless();
  if (!share || quantity->number.is_negative()) {
    reader.error(*value, "catalog.bad_quantity",
                 fmt::format("`max_bad_rows` cannot be `{}`", value->text),
                 "write a share of the rows, such as \"1 %\"");
    return Decimal(0);
  }
  const Exact exact = Exact(quantity->number) * quantity->unit->factor;
  if (exact > Exact(1)) {
    reader.error(*value, "catalog.number_range", "`max_bad_rows` must be from 0 % to 100 %");
  }
  return exact.rounded(6);
}

Fact read_fact(const TomlValue& table, Loading& loading, const Catalog& catalog) {
  Fact fact{.key = table.key};
  fact.place = table.key_mark.span();
  if (fact.key.find('.') != std::string::npos) {
    table.key_mark.error(loading.diagnostics, "catalog.bad_key",
                         fmt::format("a fact's key has no dots: `{}`", fact.key),
                         "it is the name of a folder in data/");
  }
  TableReader reader(table, fmt::format("fact `{}`", fact.key), loading.diagnostics);
  fact.name = reader.required_text("name");
  fact.grain = reader.word<Fact::Grain>("grain", {{"reported", Fact::Grain::reported}}, fact.grain);
  for (const TomlValue* key : reader.texts("breakdowns")) {
    if (std::find(fact.breakdowns.begin(), fact.breakdowns.end(), key->text) !=
        fact.breakdowns.end()) {
      reader.error(*key, "catalog.duplicate_key", fmt::format("`{}` is listed twice", key->text),
                   "keep one of them");
    } else {
      fact.breakdowns.push_back(key->text);
    }
    if (loading.known.breakdowns && catalog.breakdown(key->text) == nullptr) {
      reader.error(*key, "catalog.unknown_breakdown",
                   fmt::format("there is no breakdown `{}`", key->text),
                   name_hint(key->text, keys_of(catalog.breakdowns)));
    }
  }
  fact.max_bad_rows = read_share(reader, catalog.measure_units);
  fact.source = reader.local_text("source");
  reader.finish();
  return fact;
}

}  // namespace

void read_facts(Loading& loading, Catalog& catalog) {
  const auto document = read_toml(loading, "catalog/facts.toml", /*required=*/true);
  if (!document) {
    loading.known.facts = false;
    return;
  }
  for (const TomlValue* table :
       named_tables(*document, "fact", loading.diagnostics, loading.known.facts)) {
    catalog.facts.push_back(read_fact(*table, loading, catalog));
  }
}

}  // namespace redthread::catalog
