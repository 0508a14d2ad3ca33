// SPDX-License-Identifier: Apache-2.0
#include "catalog/table_reader.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/text.hpp"

namespace redthread::catalog {

const TomlValue* TableReader::take(std::string_view key) {
  known_.emplace_back(key);
  return table_.find(key);
}

const TomlValue* TableReader::take(std::string_view key, Kind kind) {
  const TomlValue* value = take(key);
  if (value == nullptr || value->is(kind)) return value;
  wrong_kind(*value, kind_name(kind));
  return nullptr;
}

const TomlValue* TableReader::require(std::string_view key, Kind kind) {
  const TomlValue* value = take(key, kind);
  // A damaged table may have it in the line that could not be read.
  if (table_.find(key) == nullptr && !table_.damaged) {
    error("catalog.missing_key", fmt::format("{} has no `{}`", what_, key),
          fmt::format("add the key `{}`, {}", key, kind_name(kind)));
  }
  return value;
}

std::string TableReader::text(std::string_view key) {
  const TomlValue* value = take(key, Kind::string);
  if (value == nullptr) return {};
  if (trim(value->text).empty()) {
    error(*value, "catalog.empty_text", fmt::format("`{}` is empty", key), "write it or delete it");
  }
  return value->text;
}

LocalText TableReader::local_text(std::string_view key) {
  const TomlValue* value = take(key);
  return value == nullptr ? LocalText{} : read_text(*value);
}

LocalText TableReader::required_text(std::string_view key) {
  const TomlValue* value = take(key);
  if (value != nullptr) return read_text(*value);
  if (!table_.damaged) {
    error("catalog.missing_key", fmt::format("{} has no `{}`", what_, key),
          fmt::format("add {} = \"...\" or {} = {{sv = \"...\", en = \"...\"}}", key, key));
  }
  return {};
}

LocalText TableReader::read_text(const TomlValue& value) const {
  LocalText text;
  if (value.is(Kind::string)) {
    text.sv = value.text;
  } else if (value.is(Kind::table)) {
    TableReader languages(value, fmt::format("`{}`", value.key), diagnostics_);
    if (const TomlValue* sv = languages.require("sv", Kind::string)) text.sv = sv->text;
    text.en = languages.text("en");
    languages.finish();
    if (text.sv.empty()) return text;
  } else {
    wrong_kind(value, "a text, or a table {sv = \"...\", en = \"...\"}");
    return text;
  }
  if (trim(text.sv).empty()) {
    error(value, "catalog.empty_text", fmt::format("`{}` is empty", value.key),
          "write it or delete it");
  }
  return text;
}

std::optional<std::int64_t> TableReader::integer(std::string_view key, std::int64_t least,
                                                 std::int64_t most) {
  const TomlValue* value = take(key, Kind::integer);
  if (value == nullptr) return std::nullopt;
  std::int64_t number = 0;
  std::from_chars(value->text.data(), value->text.data() + value->text.size(), number);
  if (least <= number && number <= most) return number;
  error(*value, "catalog.number_range",
        fmt::format("`{}` must be from {} to {}", key, least, most));
  return std::nullopt;
}

std::optional<Decimal> TableReader::decimal(std::string_view key) {
  const TomlValue* value = take(key);
  if (value == nullptr) return std::nullopt;
  if (!value->is(Kind::integer) && !value->is(Kind::floating)) {
    wrong_kind(*value, "a number");
    return std::nullopt;
  }
  const auto number = Decimal::parse(value->text);
  if (!number) {
    error(*value, "catalog.number_range", fmt::format("`{}` cannot be read as a number", key),
          "write it without exponent, with at most 18 decimals");
  }
  return number;
}

bool TableReader::flag(std::string_view key, bool otherwise) {
  const TomlValue* value = take(key, Kind::boolean);
  return value == nullptr ? otherwise : value->truth;
}

std::vector<const TomlValue*> TableReader::texts(std::string_view key) {
  std::vector<const TomlValue*> result;
  const TomlValue* value = take(key);
  if (value == nullptr) return result;
  if (value->is(Kind::string)) return {value};
  if (!value->is(Kind::array)) {
    wrong_kind(*value, "a list of texts");
    return result;
  }
  for (const TomlValue& item : value->items) {
    if (item.is(Kind::string)) {
      result.push_back(&item);
    } else {
      item.mark.error(diagnostics_, "catalog.wrong_type",
                      fmt::format("`{}` is a list of texts, here is {}", key, kind_name(item.kind)),
                      "write it in quotes");
    }
  }
  return result;
}

void TableReader::finish() {
  for (const TomlValue& item : table_.items) {
    if (std::find(known_.begin(), known_.end(), item.key) != known_.end()) continue;
    item.key_mark.error(diagnostics_, "catalog.unknown_key",
                        fmt::format("{} has no key `{}`", what_, item.key),
                        name_hint(item.key, known_));
  }
}

void TableReader::error(const char* code, const std::string& message,
                        const std::string& hint) const {
  if (table_.mark.begin == table_.mark.end && table_.mark.source != nullptr) {
    diagnostics_.error(code, table_.mark.source->whole(), message, hint);
  } else {
    table_.mark.error(diagnostics_, code, message, hint);
  }
}

void TableReader::wrong_kind(const TomlValue& value, std::string_view expected) const {
  const std::string hint =
      expected == kind_name(Kind::string) && !value.is(Kind::table) && !value.is(Kind::array)
          ? "write it in quotes"
          : std::string();
  error(value, "catalog.wrong_type",
        fmt::format("`{}` must be {}, not {}", value.key, expected, kind_name(value.kind)), hint);
}

void TableReader::bad_word(const TomlValue& value, const std::vector<std::string>& known) const {
  error(value, "catalog.unknown_word", fmt::format("`{}` cannot be `{}`", value.key, value.text),
        "write " + join(known, ", "));
}

std::vector<const TomlValue*> named_tables(const TomlValue& document, std::string_view what,
                                           Diagnostics& diagnostics, bool& complete) {
  std::vector<const TomlValue*> tables;
  complete = complete && !document.damaged;
  for (const TomlValue& item : document.items) {
    if (!item.is(TomlValue::Kind::table)) {
      item.key_mark.error(diagnostics, "catalog.not_in_table",
                          fmt::format("`{}` stands before the first {}", item.key, what),
                          fmt::format("every key belongs to a {} that begins with [key]", what));
    } else if (item.origin == TomlValue::Origin::implied) {
      const std::string below = item.items.empty() ? "..." : item.items.front().key;
      item.key_mark.error(diagnostics, "catalog.key_without_quotes",
                          "a key with dots needs quotes here",
                          fmt::format("write [\"{}.{}\"]", item.key, below));
    } else if (!is_key(item.key)) {
      item.key_mark.error(
          diagnostics, "catalog.bad_key", fmt::format("`{}` is not a key", item.key),
          "a key is words of a-z, 0-9 and _ joined by dots, each starting with a letter");
    } else {
      tables.push_back(&item);
      continue;
    }
    complete = false;
  }
  return tables;
}

}  // namespace redthread::catalog
