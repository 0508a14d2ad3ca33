// SPDX-License-Identifier: Apache-2.0
#include "catalog/targets.hpp"

#include <charconv>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/quantity.hpp"

namespace redthread::catalog {
namespace {

using Kind = TomlValue::Kind;
using Type = Target::Type;

const char* const shapes =
    "write >= 95 %, <= 5, > 0, < 08:00, 77..80, increase, decrease, change >= 1 %, "
    "change <= -100, yes, or done by 2024-12-31";

std::string unit_text(const MeasureUnit& unit) {
  return unit.symbol.empty() ? "a plain number" : "in " + unit.symbol;
}

TargetError bad(std::string_view written, std::string hint) {
  return {"catalog.bad_target", fmt::format("`{}` is not a target", written), std::move(hint)};
}

/// `yes` and dates say something about indicators of that unit only.
std::optional<TargetError> needs_unit(const TargetContext& context, const char* base,
                                      std::string_view written) {
  if (!context.unit || context.unit->dimensions.contains(base)) return std::nullopt;
  return TargetError{
      "catalog.measure_unit_mismatch",
      fmt::format("the target `{}` is for the measure unit {}, but the indicator is {}", written,
                  base, unit_text(*context.unit)),
      "write a target in the indicator's own measure unit"};
}

/// The comparison at the front of a text, taken away from it.
std::optional<std::string_view> take_comparison(std::string_view& text) {
  for (const std::string_view sign : {">=", "<=", "≥", "≤", ">", "<"}) {
    if (!text.starts_with(sign)) continue;
    text = trim(text.substr(sign.size()));
    return sign == "≥" ? ">=" : sign == "≤" ? "<=" : sign;
  }
  return std::nullopt;
}

std::optional<TargetError> parse_interval(std::string_view text, const TargetContext& context,
                                          Target& target) {
  const std::size_t dots = text.find("..");
  const std::string high(trim(text.substr(dots + 2)));
  std::string low(trim(text.substr(0, dots)));
  const auto low_quantity = parse_quantity(low, context.units);
  const auto high_quantity = parse_quantity(high, context.units);
  // In `77..80 %` the measure unit is meant for both.
  if (low_quantity && !low_quantity->unit && high_quantity && high_quantity->unit) {
    low += " " + high_quantity->unit->symbol;
  }
  target.type = Type::interval;
  if (auto error = parse_bound(low, context, target.low)) return error;
  if (auto error = parse_bound(high, context, target.high)) return error;
  if (target.low <= target.high) return std::nullopt;
  return bad(text, "the smaller number stands first");
}

std::optional<TargetError> parse_change(std::string_view text, const TargetContext& context,
                                        Target& target) {
  const std::string written = fmt::format("change {}", text);
  const auto sign = take_comparison(text);
  if (!sign || (*sign != ">=" && *sign != "<=")) return bad(written, shapes);
  target.type = *sign == ">=" ? Type::change_at_least : Type::change_at_most;
  const auto quantity = parse_quantity(text, context.units);
  target.relative = quantity && quantity->unit && quantity->unit->symbol == "%";
  if (!target.relative) return parse_bound(text, context, target.low);
  target.low = Exact(quantity->number) * quantity->unit->factor;
  return std::nullopt;
}

}  // namespace

std::optional<TargetError> parse_bound(std::string_view text, const TargetContext& context,
                                       Exact& bound) {
  const auto quantity = parse_quantity(text, context.units);
  if (!quantity) {
    return TargetError{"catalog.bad_quantity", fmt::format("`{}` is not a number", text),
                       quantity_hint(text, context.units)};
  }
  if (!context.unit) return std::nullopt;
  if (quantity->unit) {
    bound = Exact(quantity->number) * quantity->unit->factor;
    if (quantity->unit->same_dimension(*context.unit)) return std::nullopt;
    return TargetError{"catalog.measure_unit_mismatch",
                       fmt::format("`{}` is in {}, but the indicator is {}", text,
                                   quantity->unit->symbol, unit_text(*context.unit)),
                       "write it in the indicator's measure unit"};
  }
  bound = Exact(quantity->number) * context.unit->factor;
  const bool in_percent = context.show.style == NumberFormat::Style::percent ||
                          context.show.style == NumberFormat::Style::points;
  if (!in_percent || quantity->number.is_zero()) return std::nullopt;
  return TargetError{
      "catalog.bad_quantity",
      fmt::format("`{}` has no measure unit, but the indicator is shown in percent", text),
      fmt::format("write `{} %` or `{} pp`", trim(text), trim(text))};
}

std::optional<TargetError> parse_target(std::string_view text, const TargetContext& context,
                                        Target& target) {
  text = trim(text);
  target.written = text;
  const std::string_view whole = text;
  if (text == "increase" || text == "decrease") {
    target.type = text == "increase" ? Type::increase : Type::decrease;
    return std::nullopt;
  }
  if (text == "yes") {
    target.type = Type::yes;
    return needs_unit(context, "ja/nej", whole);
  }
  if (text.starts_with("done by ")) {
    target.type = Type::done_by;
    target.date = Date::parse(trim(text.substr(8)));
    if (!target.date) return bad(whole, "days are written 2024-12-31");
    return needs_unit(context, "datum", whole);
  }
  if (text.starts_with("change ")) return parse_change(trim(text.substr(7)), context, target);
  if (const auto sign = take_comparison(text)) {
    target.type = *sign == ">="   ? Type::at_least
                  : *sign == "<=" ? Type::at_most
                  : *sign == ">"  ? Type::greater
                                  : Type::less;
    return parse_bound(text, context, target.low);
  }
  if (text.find("..") != std::string_view::npos) return parse_interval(text, context, target);
  return bad(whole, shapes);
}

namespace {

class TargetReader {
 public:
  TargetReader(TableReader& reader, Loading& loading, const Catalog& catalog,
               const TargetContext& context)
      : reader_(reader), loading_(loading), catalog_(catalog), context_(context) {}

  std::vector<Target> read() {
    const TomlValue* value = reader_.take("target");
    if (value == nullptr) return {};
    if (value->is(Kind::table)) {
      for (const TomlValue& item : value->items) read_short(item);
    } else if (value->is(Kind::array)) {
      for (const TomlValue& item : value->items) read_long(item);
    } else {
      reader_.error(*value, "catalog.wrong_type", "`target` must be a table of years",
                    "write {2024 = \">= 95 %\"}");
    }
    return std::move(targets_);
  }

 private:
  /// 2024 = ">= 95 %"
  void read_short(const TomlValue& item) {
    Target target;
    const std::string& key = item.key;
    const auto [stop, failure] = std::from_chars(key.data(), key.data() + key.size(), target.year);
    const bool is_year = failure == std::errc() && stop == key.data() + key.size() &&
                         target.year >= 1900 && target.year < 3000;
    if (!is_year) {
      item.key_mark.error(loading_.diagnostics, "catalog.bad_year",
                          fmt::format("`{}` is not a year", key), "write {2024 = \">= 95 %\"}");
    } else if (!item.is(Kind::string)) {
      reader_.error(item, "catalog.wrong_type",
                    fmt::format("a target must be a text, not {}", kind_name(item.kind)),
                    "write it in quotes: \">= 95 %\"");
    } else {
      finish(item, item.text_mark(), target);
    }
  }

  /// {year = 2024, value = ">= 95 %", level = "board", unit = "HSF", pro_rated = false}
  void read_long(const TomlValue& item) {
    if (!item.is(Kind::table)) {
      reader_.error(item, "catalog.wrong_type",
                    fmt::format("a target must be a table, not {}", kind_name(item.kind)),
                    "write {year = 2024, value = \">= 95 %\"}");
      return;
    }
    TableReader fields(item, "a target", loading_.diagnostics);
    Target target;
    const TomlValue* year = fields.require("year", Kind::integer);
    target.year = static_cast<int>(fields.integer("year", 1900, 2999).value_or(0));
    const TomlValue* value = fields.require("value", Kind::string);
    target.level = fields.text("level");
    target.unit_code = fields.text("unit");
    if (!target.unit_code.empty() && loading_.known.units &&
        !catalog_.organisation.index_of(target.unit_code)) {
      fields.error(*fields.take("unit"), "catalog.unknown_unit",
                   fmt::format("there is no unit `{}`", target.unit_code),
                   name_hint(target.unit_code, catalog_.organisation.codes()));
    }
    target.pro_rated = fields.flag("pro_rated", false);
    fields.finish();
    if (value != nullptr && year != nullptr) finish(item, value->text_mark(), target);
  }

  void finish(const TomlValue& item, const Mark& mark, Target target) {
    const TomlValue* value = item.is(Kind::table) ? item.find("value") : &item;
    target.place = mark.span();
    if (const auto error = parse_target(value->text, context_, target)) {
      mark.error(loading_.diagnostics, error->code, error->message, error->hint);
    }
    const auto [first, is_new] =
        seen_.emplace(std::tuple(target.year, target.unit_code, target.level), mark.span().line);
    if (!is_new) {
      mark.error(
          loading_.diagnostics, "catalog.duplicate_target",
          fmt::format("there is already a target for {}{} on line {}", target.year,
                      target.unit_code.empty() ? "" : " and " + target.unit_code, first->second),
          "targets of one year differ in `level` or `unit`");
    }
    targets_.push_back(std::move(target));
  }

  TableReader& reader_;
  Loading& loading_;
  const Catalog& catalog_;
  const TargetContext& context_;
  std::vector<Target> targets_;
  std::map<std::tuple<int, std::string, std::string>, int> seen_;
};

}  // namespace

std::vector<Target> read_targets(TableReader& reader, Loading& loading, const Catalog& catalog,
                                 const TargetContext& context) {
  return TargetReader(reader, loading, catalog, context).read();
}

}  // namespace redthread::catalog
