// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/row_facts.hpp"

namespace redthread::catalog {
namespace {

using Kind = TomlValue::Kind;
using Type = FactColumn::Type;

const Words<Type> type_words = {
    {"key", Type::key},         {"date", Type::date},         {"unit", Type::unit},
    {"person", Type::person},   {"category", Type::category}, {"integer", Type::integer},
    {"decimal", Type::decimal}, {"boolean", Type::boolean},   {"text", Type::text},
};
/// Columns that the warehouse gives every row.
const std::vector<std::string> warehouse_columns = {"delivery_id", "line", "month"};

constexpr int most_decimals = 9;

bool is_number(Type type) { return type == Type::integer || type == Type::decimal; }

/// One column of a fact.
class ColumnReader {
 public:
  ColumnReader(const TomlValue& table, const Fact& fact, const RowScope& scope, Loading& loading,
               const Catalog& catalog)
      : fact_(fact),
        scope_(scope),
        loading_(loading),
        catalog_(catalog),
        reader_(table, fmt::format("column `{}`", table.key), loading.diagnostics) {
    column_.key = table.key;
    column_.place = table.key_mark.span();
  }

  FactColumn read() {
    check_key();
    if (reader_.require("type", Kind::string) == nullptr) return std::move(column_);
    const std::size_t errors = loading_.diagnostics.error_count();
    column_.type = reader_.word<Type>("type", type_words, Type::text);
    // What the other keys mean rests on the type.
    if (loading_.diagnostics.error_count() > errors) return std::move(column_);
    column_.name = reader_.local_text("name");
    column_.optional = reader_.flag("optional", false);
    read_number();
    read_categories();
    read_range();
    column_.header = reader_.text("header");
    read_look_up();
    read_formula();
    column_.neighbour = read_neighbour(reader_, column_, scope_, loading_);
    check_made();
    reader_.finish();
    return std::move(column_);
  }

  /// Whether the formula is wrong, here or in what it rests on.
  bool formula_failed() const { return formula_failed_; }

 private:
  void check_key() {
    const TomlValue& table = reader_.table();
    const auto complain = [&](const std::string& message, const std::string& hint) {
      table.key_mark.error(loading_.diagnostics, "catalog.bad_key", message, hint);
    };
    const auto listed = [&](const std::vector<std::string>& words) {
      return std::find(words.begin(), words.end(), column_.key) != words.end();
    };
    if (!is_key(column_.key) || column_.key.find('.') != std::string::npos) {
      complain(fmt::format("`{}` cannot be a column's key", column_.key),
               "write a word of a-z, 0-9 and _ that starts with a letter; what it is called in the "
               "files is `header`");
    } else if (listed(row_keywords())) {
      complain(fmt::format("`{}` cannot be a column's key", column_.key),
               "it is a word of the row language; what the column is called in the files is "
               "`header`");
    } else if (listed(warehouse_columns)) {
      complain(fmt::format("`{}` cannot be a column's key", column_.key),
               "every row has a column with that name; what it is called in the files is `header`");
    }
  }

  /// An error at a key that this column cannot have.
  void refuse(std::string_view key, const std::string& why) {
    const TomlValue* value = reader_.take(key);
    if (value == nullptr) return;
    value->key_mark.error(loading_.diagnostics, "catalog.column_rule",
                          fmt::format("{} cannot have `{}`", reader_.what(), key), why);
  }

  void read_number() {
    if (column_.type == Type::decimal) {
      reader_.require("scale", Kind::integer);
      column_.scale = static_cast<int>(reader_.integer("scale", 0, most_decimals).value_or(0));
    } else {
      refuse("scale", "decimals are for columns of type `decimal`");
    }
    if (!is_number(column_.type)) {
      refuse("unit", "a measure unit is for columns of type `integer` or `decimal`");
      return;
    }
    column_.unit = reader_.text("unit");
    if (column_.unit.empty() || catalog_.measure_units.find(column_.unit) ||
        !loading_.known.measure_units) {
      return;
    }
    reader_.error(*reader_.take("unit"), "catalog.unknown_measure_unit",
                  fmt::format("`{}` is not a measure unit", column_.unit),
                  name_hint(column_.unit, catalog_.measure_units.names()));
  }

  void read_categories() {
    if (column_.type != Type::category) {
      refuse("values", "they are for columns of type `category`");
      refuse("breakdown", "it is for columns of type `category`");
      return;
    }
    const TomlValue* breakdown = reader_.take("breakdown", Kind::string);
    const bool has_values = reader_.take("values") != nullptr;
    const bool has_breakdown = reader_.take("breakdown") != nullptr;
    if (has_values && has_breakdown) {
      refuse("values", "the breakdown has its categories; delete one of the two keys");
    } else if (has_values) {
      read_values();
    } else if (breakdown != nullptr) {
      read_breakdown(*breakdown);
    } else if (!has_breakdown && !reader_.table().damaged) {
      reader_.error("catalog.missing_key",
                    fmt::format("{} has neither `values` nor `breakdown`", reader_.what()),
                    "add values = [\"a\", \"b\"], or the breakdown that its categories are of");
    }
  }

  void read_values() {
    for (const TomlValue* value : reader_.texts("values")) {
      const auto& own = column_.categories;
      if (trim(value->text) != value->text || value->text.empty()) {
        reader_.error(*value, "catalog.empty_text",
                      "a category is a text without blanks around it");
      } else if (std::find(own.begin(), own.end(), value->text) != own.end()) {
        reader_.error(*value, "catalog.duplicate_key",
                      fmt::format("`{}` is listed twice", value->text), "keep one of them");
      } else {
        column_.categories.push_back(value->text);
      }
    }
    const TomlValue& list = *reader_.take("values");
    if (!list.is(Kind::array) || !list.items.empty()) return;
    reader_.error(list, "catalog.empty_list", fmt::format("{} has no values", reader_.what()),
                  "write values = [\"a\", \"b\"]");
  }

  void read_breakdown(const TomlValue& key) {
    column_.breakdown = key.text;
    const auto twice =
        std::find_if(fact_.columns.begin(), fact_.columns.end(),
                     [&](const FactColumn& other) { return other.breakdown == column_.breakdown; });
    if (twice != fact_.columns.end()) {
      reader_.error(key, "catalog.duplicate_key",
                    fmt::format("column `{}` has the breakdown `{}` already", twice->key, key.text),
                    "give one of them `values` of its own, or a breakdown of its own");
    }
    const Breakdown* breakdown = catalog_.breakdown(key.text);
    if (breakdown != nullptr) {
      column_.categories = keys_of(breakdown->categories);
    } else if (loading_.known.breakdowns) {
      reader_.error(key, "catalog.unknown_breakdown",
                    fmt::format("there is no breakdown `{}`", key.text),
                    name_hint(key.text, keys_of(catalog_.breakdowns)));
    }
  }

  void read_range() {
    if (!is_number(column_.type) && column_.type != Type::date) {
      refuse("min", "it is for numbers and dates");
      refuse("max", "it is for numbers and dates");
      return;
    }
    column_.min = bound("min");
    column_.max = bound("max");
    if (!column_.min || !column_.max || *column_.min <= *column_.max) return;
    reader_.error(*reader_.take("max"), "catalog.number_range", "`max` is less than `min`");
  }

  std::optional<std::int64_t> bound(std::string_view key) {
    if (column_.type == Type::date) {
      const TomlValue* value = reader_.take(key);
      if (value == nullptr) return std::nullopt;
      if (const auto day = Date::parse(value->text)) return day->days();
      reader_.error(*value, "catalog.bad_date", fmt::format("`{}` is not a day", value->text),
                    "days are written 2024-01-31");
      return std::nullopt;
    }
    const auto number = reader_.decimal(key);
    if (!number) return std::nullopt;
    const auto steps = number->as_integer_at(column_.scale);
    if (steps) return steps;
    reader_.error(*reader_.take(key), "catalog.number_range",
                  fmt::format("`{}` has more decimals than {} keeps", key, reader_.what()));
    return std::nullopt;
  }

  void read_look_up() {
    const TomlValue* map = reader_.take("map", Kind::string);
    if (reader_.take("map") == nullptr) {
      refuse("from", "it is for columns that are looked up: add `map`");
      refuse("on", "it is for columns that are looked up: add `map`");
      return;
    }
    if (column_.type == Type::key || column_.type == Type::person) {
      refuse("map", "keys and persons are delivered, not looked up");
    }
    reader_.take("from");
    if (reader_.table().find("from") == nullptr && !reader_.table().damaged) {
      reader_.error("catalog.missing_key", fmt::format("{} has no `from`", reader_.what()),
                    "add the columns whose values are looked up");
    }
    for (const TomlValue* from : reader_.texts("from")) {
      const FactColumn* found = stored_column(reader_, *from, scope_);
      if (found != nullptr) check_from(*from, *found);
      column_.from.push_back(from->text);
    }
    if (const TomlValue* on = reader_.take("on", Kind::string)) {
      column_.on = on->text;
      const FactColumn* found = stored_column(reader_, *on, scope_);
      if (found != nullptr && found->type != Type::date) {
        reader_.error(*on, "catalog.row_type", fmt::format("column `{}` is no date", on->text),
                      "`on` is the day on which an entry must be valid");
      }
    }
    if (map != nullptr) check_map(*map);
  }

  void check_from(const TomlValue& from, const FactColumn& found) {
    switch (found.type) {
      case Type::key:
      case Type::text:
      case Type::category:
      case Type::unit:
      case Type::integer:
        return;
      case Type::date:
      case Type::person:
      case Type::decimal:
      case Type::boolean:
        break;
    }
    reader_.error(from, "catalog.row_type",
                  fmt::format("column `{}` cannot be looked up by", found.key),
                  "a look-up is by keys, texts, categories, units or whole numbers");
  }

  void check_map(const TomlValue& key) {
    column_.map = key.text;
    const LookupMap* map = catalog_.map(key.text);
    if (map == nullptr) {
      if (!loading_.known.maps) return;
      reader_.error(
          key, "catalog.unknown_map", fmt::format("there is no look-up list `{}`", key.text),
          catalog_.maps.empty() ? fmt::format("it is the file catalog/maps/{}.csv", key.text)
                                : name_hint(key.text, keys_of(catalog_.maps)));
      return;
    }
    if (column_.from.size() != map->columns.size() && !column_.from.empty()) {
      reader_.error(
          *reader_.take("from"), "catalog.column_rule",
          fmt::format("`{}` is looked up by {} column{}, not {}", map->key, map->columns.size(),
                      map->columns.size() == 1 ? "" : "s", column_.from.size()),
          "its key columns: " + join(map->columns, ", "));
    }
    const bool changes =
        std::any_of(map->entries.begin(), map->entries.end(),
                    [](const LookupMap::Entry& e) { return e.valid_from || e.valid_to; });
    if (changes && reader_.take("on") == nullptr && !reader_.table().damaged) {
      reader_.error(
          key, "catalog.missing_key",
          fmt::format("`{}` changes with time, and {} has no `on`", map->key, reader_.what()),
          "add the date column that says which entry is valid");
    }
    check_values(*map);
  }

  /// At the entries, so that they can be mended; a few are enough.
  void check_values(const LookupMap& map) {
    constexpr int most_told = 5;
    const bool typed = column_.type != Type::category || !column_.categories.empty();
    const auto marks = loading_.map_values.find(map.key);
    int told = 0;
    for (std::size_t i = 0; typed && i < map.entries.size() && told < most_told; ++i) {
      const auto why = unfit_value(map.entries[i].value, column_, loading_, catalog_);
      if (!why) continue;
      ++told;
      marks->second[i].error(
          loading_.diagnostics, "catalog.map_value",
          fmt::format("`{}` cannot be a value of column `{}`", map.entries[i].value, column_.key),
          *why);
    }
  }

  void read_formula() {
    const TomlValue* formula = reader_.take("formula", Kind::string);
    if (formula == nullptr) return;
    if (column_.type == Type::key || column_.type == Type::unit || column_.type == Type::person) {
      refuse("formula", "keys, units and persons are not computed");
      return;
    }
    if (column_.type == Type::category && column_.categories.empty()) return;  // told already
    const RowResult result{.type = type_in_expressions(column_.type),
                           .scale = column_.scale,
                           .categories = &column_.categories,
                           .what = reader_.what()};
    column_.formula = read_row_expression(*formula, scope_, &result, loading_.diagnostics);
    formula_failed_ = !column_.formula;
  }

  void check_made() {
    const bool has_map = reader_.take("map") != nullptr;
    const bool has_formula = reader_.take("formula") != nullptr;
    const bool has_neighbour =
        reader_.take("previous") != nullptr || reader_.take("next") != nullptr;
    if (has_map && has_formula) refuse("formula", "a column is looked up, or computed");
    if (has_neighbour) {
      refuse("map", "a column is looked up, or another row's");
      refuse("formula", "a column is computed from its own row, or another row's");
      refuse("optional", "it is missing where there is no such row");
    }
    if (has_map || has_formula || has_neighbour) {
      refuse("header", "only what is delivered has a name in the files");
    }
    if (has_formula && !has_neighbour)
      refuse("optional", "what is computed from a missing value is missing");
    if (has_formula || has_neighbour) {
      refuse("min", "only what is delivered or looked up is checked");
      refuse("max", "only what is delivered or looked up is checked");
    }
  }

  const Fact& fact_;
  const RowScope& scope_;
  Loading& loading_;
  const Catalog& catalog_;
  TableReader reader_;
  FactColumn column_;
  bool formula_failed_ = false;
};

/// Two columns with the same name in the files.
void check_header(const FactColumn& column, const Fact& fact, const TomlValue& table,
                  Diagnostics& diagnostics) {
  const auto in_files = [](const FactColumn& each) -> const std::string& {
    return each.header.empty() ? each.key : each.header;
  };
  if (!column.is_delivered()) return;
  for (const FactColumn& other : fact.columns) {
    if (!other.is_delivered() || in_files(other) != in_files(column)) continue;
    table.key_mark.error(diagnostics, "catalog.duplicate_key",
                         fmt::format("columns `{}` and `{}` are both `{}` in the files", other.key,
                                     column.key, in_files(column)),
                         "give them different `header`s");
  }
}

}  // namespace

void read_fact_columns(const TomlValue& table, Fact& fact, RowScope& scope, Loading& loading,
                       const Catalog& catalog) {
  if (table.damaged) scope.all_known = false;
  scope.fact = &fact;
  scope.later = keys_of(table.items);
  for (const TomlValue& item : table.items) {
    if (!item.is(Kind::table)) {
      item.mark.error(loading.diagnostics, "catalog.wrong_type",
                      fmt::format("a column must be a table, not {}", kind_name(item.kind)),
                      fmt::format("write columns.{} = {{type = \"text\"}}", item.key));
      scope.all_known = false;
      scope.later.erase(scope.later.begin());
      continue;
    }
    const std::size_t errors = loading.diagnostics.error_count();
    ColumnReader reader(item, fact, scope, loading, catalog);
    FactColumn column = reader.read();
    if (!reader.formula_failed()) check_header(column, fact, item, loading.diagnostics);
    const bool is_good = loading.diagnostics.error_count() == errors && !reader.formula_failed();
    scope.known.push_back(is_good && !item.damaged);
    scope.sizes.push_back(is_good && column.formula ? written_out(*column.formula, scope)
                                                    : RowScope::Size{});
    scope.beyond_row.push_back(column.neighbour || (is_good && column.formula &&
                                                    rests_beyond_row(*column.formula, scope)));
    fact.columns.push_back(std::move(column));
    scope.later.erase(scope.later.begin());
  }
}

}  // namespace redthread::catalog
