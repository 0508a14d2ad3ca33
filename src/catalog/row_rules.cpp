// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/row_facts.hpp"

namespace redthread::catalog {
namespace {

using Kind = TomlValue::Kind;

class RuleReader {
 public:
  RuleReader(const TomlValue& table, const RowScope& scope, Loading& loading)
      : scope_(scope),
        loading_(loading),
        reader_(table, fmt::format("rule `{}`", table.key), loading.diagnostics) {
    rule_.key = table.key;
    rule_.place = table.key_mark.span();
  }

  RowRule read() {
    rule_.name = reader_.required_text("name");
    const bool has_check = reader_.take("check") != nullptr;
    const bool has_sum = reader_.take("sum") != nullptr;
    if (has_check == has_sum && !reader_.table().damaged) {
      reader_.error("catalog.column_rule",
                    fmt::format("{} has {} `check` {} `sum`", reader_.what(),
                                has_check ? "both" : "neither", has_check ? "and" : "nor"),
                    "a rule is a condition on each row, check = \"...\", or says what a sum must "
                    "be, sum = \"...\"");
    }
    read_check();
    read_sum(has_sum);
    reader_.finish();
    return std::move(rule_);
  }

 private:
  void read_check() {
    const TomlValue* check = reader_.take("check", Kind::string);
    if (check == nullptr) return;
    const RowResult condition{.type = RowExpression::Type::boolean, .what = "`check`"};
    rule_.check = read_row_expression(*check, scope_, &condition, loading_.diagnostics);
  }

  void read_sum(bool has_sum) {
    const TomlValue* sum = reader_.take("sum", Kind::string);
    read_groups(has_sum);
    const TomlValue* equals =
        has_sum ? reader_.require("equals", Kind::string) : reader_.take("equals", Kind::string);
    if (!has_sum && equals != nullptr) refuse("equals");
    if (sum == nullptr) return;
    rule_.sum = read_row_expression(*sum, scope_, nullptr, loading_.diagnostics);
    if (!rule_.sum) return;
    const auto type = rule_.sum->type;
    if (type != RowExpression::Type::integer && type != RowExpression::Type::decimal) {
      reader_.error(*sum, "catalog.row_type", fmt::format("{} cannot be summed", type_name(type)),
                    "sum a number");
    } else if (equals != nullptr) {
      read_equals(*equals);
    }
  }

  void read_equals(const TomlValue& equals) {
    const auto number = Decimal::parse(trim(equals.text));
    const auto steps = number ? number->as_integer_at(rule_.sum->scale) : std::nullopt;
    if (steps) {
      rule_.equals = *steps;
    } else {
      reader_.error(
          equals, "catalog.number_range", fmt::format("`equals` cannot be `{}`", equals.text),
          fmt::format("write a number with at most {} decimals, as the sum has", rule_.sum->scale));
    }
  }

  void read_groups(bool has_sum) {
    if (has_sum && reader_.table().find("by") == nullptr && !reader_.table().damaged) {
      reader_.error("catalog.missing_key", fmt::format("{} has no `by`", reader_.what()),
                    "add the columns that the rows of a group have in common");
    }
    for (const TomlValue* key : reader_.texts("by")) {
      const int index = scope_.fact->column(key->text);
      if (index >= 0) {
        rule_.by.push_back(index);
        check_by(*key, scope_.fact->columns[static_cast<std::size_t>(index)]);
      } else if (scope_.all_known) {
        reader_.error(*key, "catalog.unknown_column",
                      fmt::format("there is no column `{}`", key->text),
                      name_hint(key->text, keys_of(scope_.fact->columns)));
      }
    }
    if (!has_sum && reader_.table().find("by") != nullptr) refuse("by");
  }

  void check_by(const TomlValue& key, const FactColumn& column) {
    if (!column.is_computed()) return;
    reader_.error(key, "catalog.column_rule",
                  fmt::format("column `{}` is not kept with the row", column.key),
                  "the rows of a group have delivered or looked up columns in common");
  }

  void refuse(std::string_view key) {
    reader_.table().find(key)->key_mark.error(
        loading_.diagnostics, "catalog.column_rule",
        fmt::format("{} cannot have `{}`", reader_.what(), key), "it belongs to a `sum`");
  }

  const RowScope& scope_;
  Loading& loading_;
  TableReader reader_;
  RowRule rule_;
};

}  // namespace

void read_rules(TableReader& reader, Fact& fact, RowScope& scope, Loading& loading) {
  const TomlValue* rules = reader.take("rules", Kind::table);
  if (rules == nullptr) return;
  RowScope own_row = scope;
  own_row.own_row_only = true;
  for (const TomlValue& item : rules->items) {
    if (item.is(Kind::table)) {
      fact.rules.push_back(RuleReader(item, own_row, loading).read());
    } else {
      reader.error(item, "catalog.wrong_type",
                   fmt::format("a rule must be a table, not {}", kind_name(item.kind)),
                   fmt::format("write rules.{} = {{check = \"...\", name = \"...\"}}", item.key));
    }
  }
}

}  // namespace redthread::catalog
