// SPDX-License-Identifier: Apache-2.0
#include "catalog/row_facts.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"

namespace redthread::catalog {
namespace {

using Kind = TomlValue::Kind;

const Words<DeliveryRhythm> rhythm_words = {{"monthly", DeliveryRhythm::monthly},
                                            {"quarterly", DeliveryRhythm::quarterly},
                                            {"yearly", DeliveryRhythm::yearly},
                                            {"irregular", DeliveryRhythm::irregular}};
constexpr int last_expected_day = 28;  // every month has it

/// The delivered or looked up column that a key of the fact names; -1 when there is none, which is
/// told.
int column_for(TableReader& reader, std::string_view key, FactColumn::Type type,
               std::string_view type_word, const Fact& fact, const RowScope& scope) {
  const TomlValue* name = reader.require(key, Kind::string);
  if (name == nullptr) return -1;
  const int index = fact.column(name->text);
  if (index < 0) {
    if (scope.all_known) {
      reader.error(*name, "catalog.unknown_column",
                   fmt::format("{} has no column `{}`", reader.what(), name->text),
                   name_hint(name->text, keys_of(fact.columns)));
    }
    return -1;
  }
  const FactColumn& column = fact.columns[static_cast<std::size_t>(index)];
  if (!scope.known[static_cast<std::size_t>(index)]) return index;
  if (column.type != type) {
    reader.error(*name, "catalog.row_type",
                 fmt::format("column `{}` is not of type `{}`", column.key, type_word),
                 fmt::format("every row has one column that is its {}", type_word));
  } else if (column.optional || column.is_computed()) {
    reader.error(*name, "catalog.column_rule",
                 fmt::format("column `{}` cannot be the {} of the rows", column.key, type_word),
                 "it must be delivered or looked up, and never missing");
  }
  return index;
}

void read_owed_by(TableReader& reader, Fact& fact, const Loading& loading, const Catalog& catalog) {
  for (const TomlValue* code : reader.texts("owed_by")) {
    if (std::find(fact.owed_by.begin(), fact.owed_by.end(), code->text) != fact.owed_by.end()) {
      reader.error(*code, "catalog.duplicate_key", fmt::format("`{}` is listed twice", code->text),
                   "keep one of them");
    }
    if (loading.known.units && !catalog.organisation.index_of(code->text)) {
      reader.error(*code, "catalog.unknown_unit", fmt::format("there is no unit `{}`", code->text),
                   name_hint(code->text, catalog.organisation.codes()));
    }
    fact.owed_by.push_back(code->text);
  }
}

void read_breakdowns_of_columns(TableReader& reader, Fact& fact, Diagnostics& diagnostics) {
  for (const FactColumn& column : fact.columns) {
    if (!column.breakdown.empty()) fact.breakdowns.push_back(column.breakdown);
  }
  if (const TomlValue* written = reader.take("breakdowns")) {
    written->key_mark.error(diagnostics, "catalog.reported_only",
                            "`breakdowns` is for reported values, not for rows",
                            "give a column of type `category` the key `breakdown`");
  }
}

std::string unknown_name(std::string_view what, std::string_view written,
                         const std::vector<std::string>& known) {
  return fmt::format("there is no {} `{}`; {}", what, written, name_hint(written, known));
}

bool is_truth(std::string_view text) {
  constexpr std::string_view words[] = {"1", "0", "true", "false", "ja", "nej", "yes", "no"};
  return std::find(std::begin(words), std::end(words), text) != std::end(words);
}

std::optional<std::string> unfit_number(std::string_view text, const FactColumn& column) {
  const auto number = Decimal::parse(text);
  if (!number) return "a number is written 1725 or 431.25";
  const auto steps = number->as_integer_at(column.scale);
  if (!steps) return fmt::format("decimals that the column keeps: {}", column.scale);
  if (column.min && *steps < *column.min) return "it is less than the column's `min`";
  if (column.max && *steps > *column.max) return "it is more than the column's `max`";
  return std::nullopt;
}

}  // namespace

std::optional<RowExpression> read_row_expression(const TomlValue& text, const RowScope& scope,
                                                 const RowResult* result,
                                                 Diagnostics& diagnostics) {
  const FormulaOrigin origin = origin_of(text);
  auto expression = parse_row_expression(text.text, origin, diagnostics);
  if (!expression || !check_row_expression(*expression, origin, scope, result, diagnostics)) {
    return std::nullopt;
  }
  return expression;
}

std::optional<std::string> unfit_value(std::string_view text, const FactColumn& column,
                                       const Loading& loading, const Catalog& catalog) {
  switch (column.type) {
    case FactColumn::Type::category: {
      const auto& known = column.categories;
      if (std::find(known.begin(), known.end(), text) != known.end()) return std::nullopt;
      return unknown_name("category", text, known);
    }
    case FactColumn::Type::integer:
    case FactColumn::Type::decimal:
      return unfit_number(text, column);
    case FactColumn::Type::date:
      return Date::parse(text) ? std::nullopt : std::optional("days are written 2024-01-31");
    case FactColumn::Type::boolean:
      return is_truth(text) ? std::nullopt : std::optional("write true or false");
    case FactColumn::Type::unit:
      if (!loading.known.units || catalog.organisation.index_of(text)) return std::nullopt;
      return unknown_name("unit", text, catalog.organisation.codes());
    case FactColumn::Type::key:
    case FactColumn::Type::person:
    case FactColumn::Type::text:
      break;
  }
  return std::nullopt;
}

void read_row_fact(TableReader& reader, Fact& fact, RowScope& scope, Loading& loading,
                   const Catalog& catalog) {
  scope.organisation = loading.known.units ? &catalog.organisation : nullptr;
  if (const TomlValue* columns = reader.require("columns", Kind::table)) {
    read_fact_columns(*columns, fact, scope, loading, catalog);
  } else {
    scope.all_known = false;
  }
  if (reader.table().damaged) scope.all_known = false;
  scope.fact = &fact;
  read_breakdowns_of_columns(reader, fact, loading.diagnostics);
  fact.date_column = column_for(reader, "date", FactColumn::Type::date, "date", fact, scope);
  fact.unit_column = column_for(reader, "unit", FactColumn::Type::unit, "unit", fact, scope);
  read_rules(reader, fact, scope, loading);
  fact.delivered =
      reader.word<DeliveryRhythm>("delivered", rhythm_words, DeliveryRhythm::irregular);
  fact.expected_day =
      static_cast<int>(reader.integer("expected_day", 1, last_expected_day).value_or(0));
  read_owed_by(reader, fact, loading, catalog);
}

}  // namespace redthread::catalog
