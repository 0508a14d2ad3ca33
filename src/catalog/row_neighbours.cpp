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

class NeighbourReader {
 public:
  NeighbourReader(TableReader& reader, const FactColumn& column, const RowScope& scope,
                  Loading& loading)
      : reader_(reader), column_(column), fact_(*scope.fact), scope_(scope), loading_(loading) {
    scope_.own_row_only = true;
  }

  std::optional<Neighbour> read() {
    const TomlValue* previous = reader_.take("previous", Kind::string);
    const TomlValue* next = reader_.take("next", Kind::string);
    const bool has_previous = reader_.take("previous") != nullptr;
    const bool has_next = reader_.take("next") != nullptr;
    if (!has_previous && !has_next) {
      for (const char* key : {"same", "order", "where"}) {
        refuse(key, "it is for columns of another row: add `previous` or `next`");
      }
      return std::nullopt;
    }
    if (has_previous && has_next) {
      refuse("next", "the neighbour is the row before or the row after; make two columns");
    }
    neighbour_.is_next = has_next;
    const TomlValue* value = has_previous ? previous : next;
    read_same();
    read_order();
    read_where();
    if (value != nullptr) read_value(*value);
    check_key();
    return std::move(neighbour_);
  }

 private:
  void read_same() {
    if (reader_.table().find("same") == nullptr && !reader_.table().damaged) {
      reader_.error("catalog.missing_key", fmt::format("{} has no `same`", reader_.what()),
                    "add the columns that neighbours have in common, same = [\"person\"]");
    }
    for (const TomlValue* key : reader_.texts("same")) {
      if (const int index = stored(*key); index >= 0) neighbour_.same.push_back(index);
    }
    const TomlValue* list = reader_.take("same");
    if (list == nullptr || !list->is(Kind::array) || !list->items.empty()) return;
    reader_.error(*list, "catalog.empty_list", fmt::format("{} has no columns", reader_.what()),
                  "write same = [\"person\"]");
  }

  void read_order() {
    const TomlValue* order = reader_.require("order", Kind::string);
    if (order == nullptr) return;
    neighbour_.order = stored(*order);
    if (neighbour_.order < 0) return;
    const FactColumn& column = at(neighbour_.order);
    const bool has_order =
        column.type == Type::date || column.type == Type::integer || column.type == Type::decimal;
    if (!has_order) {
      reader_.error(*order, "catalog.row_type",
                    fmt::format("rows cannot be put in order by column `{}`", column.key),
                    "rows are in order by a date or a number");
    } else if (column.optional) {
      reader_.error(*order, "catalog.column_rule",
                    fmt::format("column `{}` may be missing", column.key),
                    "what puts rows in order is never missing");
    }
  }

  void read_where() {
    const TomlValue* where = reader_.take("where", Kind::string);
    if (where == nullptr) return;
    const RowResult condition{.type = RowExpression::Type::boolean, .what = "`where`"};
    neighbour_.where = read_row_expression(*where, scope_, &condition, loading_.diagnostics);
  }

  void read_value(const TomlValue& key) {
    neighbour_.value = stored(key);
    if (neighbour_.value < 0) return;
    if (column_.type == Type::key || column_.type == Type::person) {
      reader_.error(key, "catalog.column_rule", "keys and persons are not taken from another row",
                    "compare rows that have them in common: `same`");
      return;
    }
    const FactColumn& value = at(neighbour_.value);
    if (value.type != column_.type || value.scale != column_.scale || value.unit != column_.unit ||
        value.categories != column_.categories) {
      reader_.error(key, "catalog.row_type",
                    fmt::format("{} is not declared as column `{}` is", reader_.what(), value.key),
                    "give it the same type, scale, unit and categories");
    } else if (neighbour_.where && value.optional) {
      reader_.error(key, "catalog.column_rule",
                    fmt::format("column `{}` may be missing", value.key),
                    "with `where`, the neighbour's value is one that is never missing");
    }
  }

  /// Rows with the same order follow one another by key.
  void check_key() {
    const auto is_key = [](const FactColumn& column) { return column.type == Type::key; };
    if (!scope_.all_known || std::any_of(fact_.columns.begin(), fact_.columns.end(), is_key)) {
      return;
    }
    reader_.error("catalog.column_rule",
                  fmt::format("{} wants a column of type `key` above it", reader_.what()),
                  "it puts rows in order that have the same order otherwise");
  }

  /// Index of a column that is kept with the row; -1 with an error, or when it is not known.
  int stored(const TomlValue& key) {
    const FactColumn* found = stored_column(reader_, key, scope_);
    return found == nullptr ? -1 : static_cast<int>(found - fact_.columns.data());
  }

  const FactColumn& at(int index) const { return fact_.columns[static_cast<std::size_t>(index)]; }

  void refuse(std::string_view key, const std::string& why) {
    const TomlValue* value = reader_.take(key);
    if (value == nullptr) return;
    value->key_mark.error(loading_.diagnostics, "catalog.column_rule",
                          fmt::format("{} cannot have `{}`", reader_.what(), key), why);
  }

  TableReader& reader_;
  const FactColumn& column_;
  const Fact& fact_;
  RowScope scope_;
  Loading& loading_;
  Neighbour neighbour_;
};

}  // namespace

const FactColumn* stored_column(TableReader& reader, const TomlValue& key, const RowScope& scope) {
  const Fact& fact = *scope.fact;
  const int index = fact.column(key.text);
  const auto& later = scope.later;
  if (index < 0 && std::find(later.begin(), later.end(), key.text) != later.end()) {
    reader.error(key, "catalog.column_order",
                 fmt::format("column `{}` does not stand above this one", key.text),
                 "a column is made from columns above it");
    return nullptr;
  }
  if (index < 0) {
    if (!scope.all_known) return nullptr;
    reader.error(key, "catalog.unknown_column",
                 fmt::format("no column `{}` stands above this one", key.text),
                 name_hint(key.text, keys_of(fact.columns)));
    return nullptr;
  }
  const auto at = static_cast<std::size_t>(index);
  if (!scope.known[at]) return nullptr;
  const FactColumn& column = fact.columns[at];
  if (!column.is_computed()) return &column;
  reader.error(key, "catalog.column_rule",
               column.formula ? fmt::format("column `{}` is computed by a formula", key.text)
                              : fmt::format("column `{}` is another row's", key.text),
               "columns are looked up, and neighbours chosen, by what is delivered or looked up");
  return nullptr;
}

std::optional<Neighbour> read_neighbour(TableReader& reader, const FactColumn& column,
                                        const RowScope& scope, Loading& loading) {
  return NeighbourReader(reader, column, scope, loading).read();
}

}  // namespace redthread::catalog
