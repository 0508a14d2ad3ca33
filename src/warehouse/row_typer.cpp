// SPDX-License-Identifier: Apache-2.0
#include "warehouse/row_typer.hpp"

#include <algorithm>
#include <climits>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "warehouse/typed_value.hpp"

namespace redthread::warehouse {
namespace {

using Type = FactColumn::Type;

const std::string& header_of(const FactColumn& column) {
  return column.header.empty() ? column.key : column.header;
}

std::string written_number(std::int64_t stored, int scale) {
  return Decimal::of(stored, scale).normalized().to_string();
}

std::string written_limit(std::int64_t stored, const FactColumn& column) {
  return column.type == Type::date ? Date::from_days(static_cast<int>(stored)).to_string()
                                   : written_number(stored, column.scale);
}

}  // namespace

/// A stored column, with what makes reading it fast: what was read last, since rows beside each
/// other are often alike, and all categories by their text.
struct RowTyper::Column {
  int index = 0;
  const FactColumn* declared = nullptr;
  std::size_t field = 0;  ///< of the file's header; of a looked-up column its first key's
  std::unordered_map<std::string_view, std::int64_t> categories;
  std::string last_text;
  std::int64_t last_number = 0;
  bool has_last = false;
  std::optional<MapIndex> map;
  std::vector<int> from;  ///< columns
  int on = -1;

  bool is_as_before(std::string_view text) const { return has_last && text == last_text; }
  void remember(std::string_view text, std::int64_t number) {
    last_text = text;
    last_number = number;
    has_last = true;
  }
};

RowTyper::RowTyper(const Catalog& catalog, const Fact& fact, const Pseudonyms& pseudonyms)
    : catalog_(catalog),
      fact_(fact),
      pseudonyms_(pseudonyms),
      values_(fact.columns.size()),
      texts_(fact.columns.size()) {
  const auto& codes = catalog.organisation.codes();
  for (std::size_t i = 0; i < codes.size(); ++i) units_.emplace(codes[i], static_cast<int>(i));
  lifetimes_.resize(codes.size());
  for (const UnitValidity& validity : catalog.organisation.validities()) {
    lifetimes_[static_cast<std::size_t>(units_.at(validity.code))].push_back(
        {.from = validity.valid_from.days(),
         .to = validity.valid_to ? validity.valid_to->days() : INT_MAX});
  }
  for (std::size_t i = 0; i < fact.columns.size(); ++i) {
    const FactColumn& declared = fact.columns[i];
    if (declared.is_computed()) continue;
    auto column = std::make_unique<Column>();
    column->index = static_cast<int>(i);
    column->declared = &declared;
    for (std::size_t c = 0; c < declared.categories.size(); ++c) {
      column->categories.emplace(declared.categories[c], static_cast<std::int64_t>(c) + 1);
    }
    if (!declared.map.empty()) {
      column->map.emplace(*catalog.map(declared.map), declared);
      for (const std::string& key : declared.from) column->from.push_back(fact.column(key));
      column->on = declared.on.empty() ? -1 : fact.column(declared.on);
    }
    columns_.push_back(std::move(column));
  }
  // What is looked up rests on what is delivered.
  std::stable_partition(columns_.begin(), columns_.end(),
                        [](const auto& column) { return !column->map; });
}

RowTyper::~RowTyper() = default;

bool RowTyper::begin(const DeliveryName& name, const std::vector<std::string>& header,
                     const Span& place, Diagnostics& diagnostics) {
  // Then it may be a first row, whose values are nobody's to read.
  if (names_none(header)) {
    std::vector<std::string> wanted;
    for (const auto& column : columns_) {
      if (!column->map) wanted.push_back(header_of(*column->declared));
    }
    diagnostics.error("warehouse.column_missing", place,
                      fmt::format("this names none of the columns of the fact `{}`", fact_.key),
                      "the first line has the columns' names: " + join(wanted, ", "));
    return false;
  }
  name_ = name;
  first_day_ = name.span.first().first_day().days();
  last_day_ = name.span.last().last_day().days();
  if (!fact_.owed_by.empty()) label_unit_ = catalog_.organisation.index_of(name.label);
  for (const auto& column : columns_) column->has_last = false;
  bool is_bound = true;
  for (const auto& column : columns_) {
    if (column->map) continue;
    const std::string& wanted = header_of(*column->declared);
    const auto found = std::find(header.begin(), header.end(), wanted);
    if (found == header.end()) {
      diagnostics.error("warehouse.column_missing", place,
                        fmt::format("the delivery has no column `{}`", wanted),
                        name_hint(wanted, header) + "; the fact `" + fact_.key + "` declares it");
      is_bound = false;
    } else if (std::find(found + 1, header.end(), wanted) != header.end()) {
      diagnostics.error("warehouse.column_twice", place,
                        fmt::format("the delivery has two columns `{}`", wanted),
                        "which of them is meant? rename the other");
      is_bound = false;
    } else {
      column->field = static_cast<std::size_t>(found - header.begin());
    }
  }
  if (!is_bound) return false;
  for (const auto& column : columns_) {
    if (!column->map) continue;
    const auto key = std::find_if(columns_.begin(), columns_.end(), [&](const auto& each) {
      return each->index == column->from.front();
    });
    column->field = (*key)->field;
  }
  return true;
}

bool RowTyper::names_none(const std::vector<std::string>& header) const {
  return std::none_of(columns_.begin(), columns_.end(), [&](const auto& column) {
    return !column->map &&
           std::find(header.begin(), header.end(), header_of(*column->declared)) != header.end();
  });
}

std::string RowTyper::shown(const Column& column, std::string_view text) const {
  if (column.declared->type == Type::person) return "…";
  constexpr std::size_t longest = 60;
  const std::string printed = printable(text.substr(0, 4 * longest));
  return character_count(printed) <= longest ? printed : excerpt_of(printed, 1, longest);
}

void RowTyper::tell(const Column& column, std::string code, std::string message, std::string hint) {
  faults_.push_back({.field = column.field,
                     .code = std::move(code),
                     .message = std::move(message),
                     .hint = std::move(hint)});
}

const std::vector<RowFault>& RowTyper::read(const std::string_view* fields) {
  faults_.clear();
  for (const auto& column : columns_) {
    if (column->map) {
      look_up(*column);
    } else {
      read_delivered(*column, fields[column->field]);
    }
  }
  if (faults_.empty()) check_span();
  if (faults_.empty()) check_units();
  return faults_;
}

void RowTyper::read_delivered(Column& column, std::string_view text) {
  const FactColumn& declared = *column.declared;
  text = trim(text);
  const auto index = static_cast<std::size_t>(column.index);
  texts_[index] = text;
  TypedValue& value = values_[index];
  value.is_missing = text.empty();
  if (text.empty()) {
    if (!declared.optional) {
      tell(column, "warehouse.value_missing", fmt::format("`{}` is empty", header_of(declared)),
           "fill it in; or the fact says `optional = true` for the column");
    }
    return;
  }
  switch (declared.type) {
    case Type::key:
    case Type::text:
      value.text = text;
      return;
    case Type::person:
      value.number = pseudonyms_.of(text);
      return;
    case Type::integer:
    case Type::decimal:
      return read_number_column(column, text, value);
    case Type::date:
      return read_date_column(column, text, value);
    case Type::category:
      return read_category(column, text, value);
    case Type::unit:
      return read_unit(column, text, value);
    case Type::boolean:
      if (const auto yes = read_boolean(text)) {
        value.number = *yes ? 1 : 0;
      } else {
        tell(column, "warehouse.value_syntax",
             fmt::format("`{}` is neither yes nor no", shown(column, text)),
             "write `1` or `0`, `ja` or `nej`");
      }
      return;
  }
}

void RowTyper::read_number_column(const Column& column, std::string_view text, TypedValue& value) {
  const FactColumn& declared = *column.declared;
  const ReadNumber number = read_number(text, declared.scale);
  switch (number.fault) {
    case NumberFault::none:
      value.number = number.value;
      return check_range(column, value);
    case NumberFault::syntax:
      return tell(column, "warehouse.value_syntax",
                  fmt::format("`{}` is not a number", shown(column, text)),
                  "write digits with a point or comma before decimals and nothing between "
                  "thousands: `-1234.5`");
    case NumberFault::decimals:
      return tell(
          column, "warehouse.value_scale",
          fmt::format("`{}` has more than {} decimals", shown(column, text), declared.scale),
          "raise `scale` of the column, if the decimals are meant");
    case NumberFault::too_large:
      return tell(column, "warehouse.value_range",
                  fmt::format("`{}` is too large to be held", shown(column, text)), {});
  }
}

void RowTyper::read_date_column(Column& column, std::string_view text, TypedValue& value) {
  if (!column.is_as_before(text)) {
    const auto day = read_date(text);
    if (!day) {
      tell(column, "warehouse.value_syntax", fmt::format("`{}` is not a date", shown(column, text)),
           "write `2024-01-31`");
      return;
    }
    column.remember(text, *day);
  }
  value.number = column.last_number;
  check_range(column, value);
}

void RowTyper::check_range(const Column& column, TypedValue& value) {
  const FactColumn& declared = *column.declared;
  const bool is_low = declared.min && value.number < *declared.min;
  const bool is_high = declared.max && value.number > *declared.max;
  if (!is_low && !is_high) return;
  tell(column, "warehouse.value_range",
       fmt::format("`{}` is {} {}", written_limit(value.number, declared),
                   is_low ? "less than" : "more than",
                   written_limit(is_low ? *declared.min : *declared.max, declared)),
       "the fact's column says what is possible");
}

void RowTyper::read_category(Column& column, std::string_view text, TypedValue& value) {
  if (!column.is_as_before(text)) {
    const auto found = column.categories.find(text);
    if (found == column.categories.end()) {
      tell(column, "warehouse.unknown_category",
           fmt::format("`{}` has no category `{}`", column.declared->key, shown(column, text)),
           name_hint(text.substr(0, 200), column.declared->categories));
      return;
    }
    column.remember(text, found->second);
  }
  value.number = column.last_number;
}

void RowTyper::read_unit(Column& column, std::string_view text, TypedValue& value) {
  if (!column.is_as_before(text)) {
    const auto found = units_.find(text);
    if (found == units_.end()) {
      tell(column, "warehouse.unknown_unit", fmt::format("unknown unit `{}`", shown(column, text)),
           name_hint(text.substr(0, 200), catalog_.organisation.codes()));
      return;
    }
    column.remember(text, found->second);
  }
  value.number = column.last_number;
}

void RowTyper::look_up(Column& column) {
  TypedValue& value = values_[static_cast<std::size_t>(column.index)];
  value.is_missing = true;
  keys_.clear();
  bool is_known = true;  // a key that is missing or wrong finds nothing, and is told by itself
  for (const int key : column.from) {
    const auto index = static_cast<std::size_t>(key);
    is_known = is_known && !values_[index].is_missing;
    keys_.push_back(texts_[index]);
  }
  std::optional<int> day;
  if (column.on >= 0) {
    const TypedValue& on = values_[static_cast<std::size_t>(column.on)];
    is_known = is_known && !on.is_missing;
    day = static_cast<int>(on.number);
  }
  const auto found = is_known ? column.map->find(keys_, day) : std::nullopt;
  if (found) {
    value.number = *found;
    value.is_missing = false;
  } else if (!column.declared->optional && is_known && faults_.empty()) {
    std::vector<std::string> written(keys_.begin(), keys_.end());
    for (std::string& key : written) key = printable(key.substr(0, 60));
    tell(column, "warehouse.not_in_map",
         fmt::format("the list `{}` has nothing for `{}`{}", column.declared->map,
                     join(written, ", "),
                     day ? " on " + Date::from_days(*day).to_string() : std::string()),
         "add it to catalog/maps/" + column.declared->map + ".csv");
  } else if (!column.declared->optional && faults_.empty()) {
    tell(column, "warehouse.not_in_map",
         fmt::format("`{}` cannot be looked up: a key is empty", column.declared->key),
         "fill it in; or the fact says `optional = true` for the column");
  }
}

void RowTyper::check_span() {
  const auto day = static_cast<int>(values_[static_cast<std::size_t>(fact_.date_column)].number);
  const Date date = Date::from_days(day);
  if (day < month_first_ || day > month_last_) {
    month_ = Month(date.year(), date.month());
    month_first_ = month_.first_day().days();
    month_last_ = month_.last_day().days();
  }
  if (first_day_ <= day && day <= last_day_) return;
  const auto column = std::find_if(columns_.begin(), columns_.end(), [&](const auto& each) {
    return each->index == fact_.date_column;
  });
  tell(**column, "warehouse.outside_span",
       fmt::format("{} is not in {}, which the delivery is for", date.to_string(),
                   name_.span.to_string()),
       "deliver the row with its own month; or name the file by all the months that it has");
}

void RowTyper::check_units() {
  const Date day = Date::from_days(
      static_cast<int>(values_[static_cast<std::size_t>(fact_.date_column)].number));
  const Organisation& organisation = catalog_.organisation;
  for (const auto& column : columns_) {
    if (column->declared->type != Type::unit) continue;
    const TypedValue& value = values_[static_cast<std::size_t>(column->index)];
    if (value.is_missing) continue;
    const auto unit = static_cast<int>(value.number);
    if (!existed(unit, day.days())) {
      tell(*column, "warehouse.unit_not_valid",
           fmt::format("the unit `{}` did not exist on {}", organisation.code(unit),
                       day.to_string()),
           "see its validity in organisation.csv");
    } else if (column->index == fact_.unit_column) {
      check_label(*column, unit);
    }
  }
}

bool RowTyper::existed(int unit, int day) const {
  const auto& lifetimes = lifetimes_[static_cast<std::size_t>(unit)];
  return std::any_of(lifetimes.begin(), lifetimes.end(),
                     [&](const Days& days) { return days.from <= day && day <= days.to; });
}

void RowTyper::check_label(const Column& column, int unit) {
  if (!label_unit_ || unit == *label_unit_) return;
  const Organisation& organisation = catalog_.organisation;
  const Date day = Date::from_days(
      static_cast<int>(values_[static_cast<std::size_t>(fact_.date_column)].number));
  const std::vector<int> above = organisation.ancestors(unit, day);
  if (std::find(above.begin(), above.end(), *label_unit_) != above.end()) return;
  tell(column, "warehouse.outside_label",
       fmt::format("the unit `{}` is not below `{}`, whose delivery this is",
                   organisation.code(unit), name_.label),
       "deliver the row with its own unit");
}

}  // namespace redthread::warehouse
