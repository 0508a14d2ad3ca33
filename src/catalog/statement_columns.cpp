// SPDX-License-Identifier: Apache-2.0
#include "catalog/statement_columns.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/cycles.hpp"
#include "catalog/definitions.hpp"
#include "catalog/formats.hpp"

namespace redthread::catalog {
namespace {

using Kind = TomlValue::Kind;
using Function = Expression::Function;
using Rule = ColumnRule::Kind;

const Words<Scenario> scenario_words = {{"actual", Scenario::actual},
                                        {"budget", Scenario::budget},
                                        {"forecast", Scenario::forecast},
                                        {"target", Scenario::target}};
const Words<ColumnRule::SpanRule> span_words = {{"period", ColumnRule::SpanRule::period},
                                                {"month", ColumnRule::SpanRule::month},
                                                {"ytd", ColumnRule::SpanRule::ytd},
                                                {"year", ColumnRule::SpanRule::year},
                                                {"r12", ColumnRule::SpanRule::r12}};
/// What says what a column's own value is; a column computed from others has none of them.
constexpr std::string_view value_keys[] = {"scenario", "span", "years_back", "cell", "unit"};
constexpr std::string_view computed_keys[] = {"difference", "change", "formula"};

/// The columns that a rule names.
std::vector<std::string> operands_of(const ColumnRule& rule) {
  if (rule.kind == Rule::difference || rule.kind == Rule::change) return {rule.left, rule.right};
  std::vector<std::string> keys;
  if (rule.formula) {
    for (const Expression* key : keys_in(*rule.formula)) keys.push_back(key->key);
  }
  return keys;
}

class ColumnsReader {
 public:
  ColumnsReader(TableReader& reader, Loading& loading, const Catalog& catalog)
      : reader_(reader), loading_(loading), catalog_(catalog) {}

  std::vector<StatementColumn> read() {
    const std::size_t errors = loading_.diagnostics.error_count();
    if (const TomlValue* own = reader_.take("column", Kind::table)) {
      for (const TomlValue& table : own->items) read_own(table);
    }
    check_cycles();
    read_listed();
    add_hidden();
    if (loading_.diagnostics.error_count() == errors) warn_of_unused();
    return std::move(columns_);
  }

 private:
  void read_own(const TomlValue& table) {
    if (!table.is(Kind::table)) {
      reader_.error(table, "catalog.wrong_type",
                    fmt::format("a column must be a table, not {}", kind_name(table.kind)),
                    "write [column.name] and its keys below");
      return;
    }
    if (!is_key(table.key) || table.key.find('.') != std::string::npos) {
      table.key_mark.error(loading_.diagnostics, "catalog.bad_key",
                           fmt::format("`{}` is not a column key", table.key),
                           "a column key is one word of a-z, 0-9 and _");
    }
    if (standard_column(table.key) != nullptr) {
      table.key_mark.error(loading_.diagnostics, "catalog.duplicate_key",
                           fmt::format("`{}` is a standard column", table.key),
                           "choose another key, or list it in `columns` as it is");
    }
    TableReader fields(table, fmt::format("column `{}`", table.key), loading_.diagnostics);
    StatementColumn column{.key = table.key};
    column.title = fields.local_text("title");
    column.show = read_format(fields);
    column.hidden = fields.flag("hidden", false);
    read_value(fields, column.rule);
    read_computed(fields, column.rule);
    if (column.title.sv.empty() && !column.hidden && !table.damaged) {
      fields.error("catalog.missing_key", fmt::format("{} has no `title`", fields.what()),
                   "add title = \"...\", or hidden = true when it is only a base for others");
    }
    fields.finish();
    own_index_.emplace(column.key, own_.size());
    own_.push_back(std::move(column));
    marks_.push_back(table.key_mark);
  }

  void read_value(TableReader& fields, ColumnRule& rule) {
    rule.scenario = fields.word<Scenario>("scenario", scenario_words, Scenario::actual);
    rule.span = fields.word<ColumnRule::SpanRule>("span", span_words, ColumnRule::SpanRule::ytd);
    rule.years_back = static_cast<int>(fields.integer("years_back", 0, 20).value_or(0));
    rule.unit = fields.text("unit");
    if (!rule.unit.empty() && loading_.known.units && !catalog_.organisation.index_of(rule.unit)) {
      fields.error(*fields.take("unit"), "catalog.unknown_unit",
                   fmt::format("there is no unit `{}`", rule.unit),
                   name_hint(rule.unit, catalog_.organisation.codes()));
    }
    const TomlValue* cell = fields.take("cell", Kind::table);
    if (cell == nullptr) return;
    for (const TomlValue& part : cell->items) read_cell(fields, part, rule.cell);
  }

  void read_cell(TableReader& fields, const TomlValue& part, Cell& cell) {
    if (!part.is(Kind::string)) {
      fields.error(part, "catalog.wrong_type",
                   fmt::format("a category must be a text, not {}", kind_name(part.kind)),
                   "write cell = {sex = \"women\"}");
      return;
    }
    cell[part.key] = part.text;
    if (!loading_.known.breakdowns) return;
    const Breakdown* breakdown = catalog_.breakdown(part.key);
    if (breakdown == nullptr) {
      part.key_mark.error(loading_.diagnostics, "catalog.unknown_breakdown",
                          fmt::format("there is no breakdown `{}`", part.key),
                          name_hint(part.key, keys_of(catalog_.breakdowns)));
    } else if (breakdown->find(part.text) == nullptr) {
      fields.error(part, "catalog.unknown_category",
                   fmt::format("`{}` has no category `{}`", part.key, part.text),
                   name_hint(part.text, keys_of(breakdown->categories)));
    }
  }

  void read_computed(TableReader& fields, ColumnRule& rule) {
    const TomlValue* computed = nullptr;
    for (const std::string_view key : computed_keys) {
      const TomlValue* value = fields.take(key);
      if (value == nullptr) continue;
      if (computed != nullptr) {
        fields.error(*value, "catalog.column_rule",
                     fmt::format("{} has both `{}` and `{}`", fields.what(), computed->key, key),
                     "a column has one of difference, change and formula");
        return;
      }
      computed = value;
    }
    if (computed == nullptr) return;
    for (const std::string_view key : value_keys) {
      const TomlValue* value = fields.table().find(key);
      if (value == nullptr) continue;
      value->key_mark.error(loading_.diagnostics, "catalog.column_rule",
                            fmt::format("`{}` and `{}` do not go together", computed->key, key),
                            "a computed column takes its values from the columns that it names");
    }
    if (computed->key == "formula") {
      read_formula(fields, *computed, rule);
    } else {
      rule.kind = computed->key == "difference" ? Rule::difference : Rule::change;
      read_pair(fields, *computed, rule);
    }
  }

  void read_pair(TableReader& fields, const TomlValue& value, ColumnRule& rule) {
    const auto names = fields.texts(value.key);
    if (names.size() != 2) {
      fields.error(value, "catalog.column_rule", fmt::format("`{}` takes two columns", value.key),
                   fmt::format("write {} = [\"left\", \"right\"]", value.key));
      return;
    }
    rule.left = names[0]->text;
    rule.right = names[1]->text;
    for (const TomlValue* name : names) references_.push_back({name->text, name->text_mark()});
  }

  void read_formula(TableReader& fields, const TomlValue& value, ColumnRule& rule) {
    rule.kind = Rule::formula;
    if (!value.is(Kind::string)) {
      fields.take("formula", Kind::string);  // tells the wrong kind
      return;
    }
    const FormulaOrigin origin = origin_of(value);
    rule.formula = parse_formula(value.text, origin, catalog_.measure_units, loading_.diagnostics);
    if (rule.formula) check_formula_of_columns(*rule.formula, value, origin);
  }

  /// Rows differ in measure unit, so units are not judged here; names, cells and functions are.
  void check_formula_of_columns(const Expression& expression, const TomlValue& value,
                                const FormulaOrigin& origin) {
    const auto complain = [&](const char* code, const std::string& message,
                              const std::string& hint) {
      add_at(loading_.diagnostics, Severity::error, code, expression.span, origin.excerpt, message,
             hint);
    };
    if (expression.kind == Expression::Kind::key) {
      if (!expression.cell.empty()) {
        complain("catalog.column_rule", "a column in a formula has no {...}",
                 "write the category in `cell` of a column of its own");
      }
      references_.push_back({expression.key, value.mark.source->mark(expression.span)});
    }
    const Function function = expression.function;
    if (function != Function::none && function != Function::share &&
        function != Function::if_missing) {
      complain("catalog.column_rule",
               fmt::format("`{}` is for measures, not for columns", to_string(function)),
               "write a column of its own with `span` or `years_back`");
    }
    for (const Expression& operand : expression.operands) {
      check_formula_of_columns(operand, value, origin);
    }
  }

  void check_cycles() {
    Graph graph(own_.size());
    for (std::size_t i = 0; i < own_.size(); ++i) {
      for (const std::string& key : operands_of(own_[i].rule)) {
        const auto operand = own_index_.find(key);
        if (operand != own_index_.end()) graph[i].push_back(static_cast<int>(operand->second));
      }
    }
    for (const std::vector<int>& cycle : dependency_order(graph).cycles) {
      std::vector<std::string> path;
      path.reserve(cycle.size() + 1);
      for (const int column : cycle) path.push_back(own_[static_cast<std::size_t>(column)].key);
      path.push_back(path.front());
      marks_[static_cast<std::size_t>(cycle.front())].error(
          loading_.diagnostics, "catalog.cycle",
          fmt::format("column `{}` is computed from itself: {}", path.front(), join(path, " → ")),
          "change one of these columns");
    }
    for (const Reference& reference : references_) find(reference.key, reference.mark);
  }

  void read_listed() {
    const TomlValue* list = reader_.require("columns", Kind::array);
    if (list == nullptr) return;
    for (const TomlValue* name : reader_.texts("columns")) {
      const StatementColumn* column = find(name->text, name->text_mark());
      if (column == nullptr) continue;
      if (!included_.insert(name->text).second) {
        reader_.error(*name, "catalog.duplicate_column",
                      fmt::format("column `{}` is listed twice", name->text), "keep one of them");
        continue;
      }
      columns_.push_back(*column);
    }
    if (list->items.empty()) {
      reader_.error(*list, "catalog.empty_list", "the statement has no columns",
                    "list at least one, such as \"ytd\"");
    }
  }

  /// Columns may be added while this runs; each is looked at once.
  void add_hidden() {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      for (const std::string& key : operands_of(columns_[i].rule)) {
        const StatementColumn* column = lookup(key);
        if (column == nullptr || !included_.insert(key).second) continue;
        columns_.push_back(*column);
        columns_.back().hidden = true;
      }
    }
  }

  void warn_of_unused() {
    for (std::size_t i = 0; i < own_.size(); ++i) {
      if (included_.contains(own_[i].key)) continue;
      marks_[i].warning(loading_.diagnostics, "catalog.unused_column",
                        fmt::format("column `{}` is never shown or used", own_[i].key),
                        "list it in `columns`, or delete it");
    }
  }

  const StatementColumn* lookup(const std::string& key) const {
    const auto own = own_index_.find(key);
    return own != own_index_.end() ? &own_[own->second] : standard_column(key);
  }

  const StatementColumn* find(const std::string& key, const Mark& mark) {
    const StatementColumn* column = lookup(key);
    if (column != nullptr) return column;
    std::vector<std::string> known = keys_of(own_);
    for (const StatementColumn& standard : standard_columns()) known.push_back(standard.key);
    mark.error(loading_.diagnostics, "catalog.unknown_column",
               fmt::format("there is no column `{}`", key), name_hint(key, known));
    return nullptr;
  }

  struct Reference {
    std::string key;
    Mark mark;
  };

  TableReader& reader_;
  Loading& loading_;
  const Catalog& catalog_;
  std::vector<StatementColumn> own_;
  std::vector<Mark> marks_;  ///< of own columns
  std::map<std::string, std::size_t> own_index_;
  std::vector<Reference> references_;
  std::vector<StatementColumn> columns_;
  std::set<std::string> included_;
};

}  // namespace

std::vector<StatementColumn> read_columns(TableReader& reader, Loading& loading,
                                          const Catalog& catalog) {
  return ColumnsReader(reader, loading, catalog).read();
}

}  // namespace redthread::catalog
