// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/quantity.hpp"
#include "catalog/readers.hpp"
#include "catalog/row_facts.hpp"
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

const Words<Fact::Grain> grain_words = {{"reported", Fact::Grain::reported},
                                        {"event", Fact::Grain::event},
                                        {"snapshot", Fact::Grain::snapshot},
                                        {"ledger", Fact::Grain::ledger}};
/// What only facts of rows have.
constexpr std::string_view of_rows[] = {"columns",   "date",         "unit",   "rules",
                                        "delivered", "expected_day", "owed_by"};

void read_breakdown_columns(TableReader& reader, Fact& fact, const Loading& loading,
                            const Catalog& catalog) {
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
}

void read_reported_fact(TableReader& reader, Fact& fact, Loading& loading, const Catalog& catalog) {
  read_breakdown_columns(reader, fact, loading, catalog);
  for (const std::string_view key : of_rows) {
    const TomlValue* value = reader.take(key);
    if (value == nullptr) continue;
    value->key_mark.error(loading.diagnostics, "catalog.rows_only",
                          fmt::format("`{}` is for facts of rows, not for reported values", key),
                          "say so with grain = \"event\", \"snapshot\" or \"ledger\"");
  }
}

Fact read_fact(const TomlValue& table, RowScope& scope, Loading& loading, const Catalog& catalog) {
  Fact fact{.key = table.key};
  fact.place = table.key_mark.span();
  if (fact.key.find('.') != std::string::npos) {
    table.key_mark.error(loading.diagnostics, "catalog.bad_key",
                         fmt::format("a fact's key has no dots: `{}`", fact.key),
                         "it is the name of a folder in data/");
  }
  TableReader reader(table, fmt::format("fact `{}`", fact.key), loading.diagnostics);
  fact.name = reader.required_text("name");
  const std::size_t errors = loading.diagnostics.error_count();
  fact.grain = reader.word<Fact::Grain>("grain", grain_words, fact.grain);
  fact.max_bad_rows = read_share(reader, catalog.measure_units);
  fact.source = reader.local_text("source");
  if (loading.diagnostics.error_count() > errors && !fact.has_rows()) {
    scope.grain_known = false;  // nor what the other keys mean
    return fact;
  }
  if (fact.has_rows()) {
    read_row_fact(reader, fact, scope, loading, catalog);
  } else {
    read_reported_fact(reader, fact, loading, catalog);
  }
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
    RowScope scope;
    catalog.facts.push_back(read_fact(*table, scope, loading, catalog));
    loading.row_scopes.push_back(std::move(scope));
  }
  for (std::size_t i = 0; i < catalog.facts.size(); ++i) {
    loading.row_scopes[i].fact = &catalog.facts[i];
  }
}

}  // namespace redthread::catalog
