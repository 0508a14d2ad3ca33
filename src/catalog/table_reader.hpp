// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.hpp"
#include "base/decimal.hpp"
#include "base/diagnostics.hpp"
#include "base/language.hpp"
#include "catalog/toml.hpp"

namespace redthread::catalog {

/// A word and what it means, for keys that take one of a few words.
template <class Meaning>
using Words = std::vector<std::pair<std::string_view, Meaning>>;

/// Reads a TOML table key by key. What is asked for becomes known; `finish` reports every key that
/// nobody asked for. A value of the wrong kind is an error and reads as absent.
class TableReader {
 public:
  using Kind = TomlValue::Kind;

  /// `what` is how messages call the table: "measure `visits.physician`".
  TableReader(const TomlValue& table, std::string what, Diagnostics& diagnostics)
      : table_(table), what_(std::move(what)), diagnostics_(diagnostics) {}

  /// nullptr when it is absent.
  const TomlValue* take(std::string_view key);
  const TomlValue* take(std::string_view key, Kind kind);
  /// An error when it is absent.
  const TomlValue* require(std::string_view key, Kind kind);

  /// Empty when absent; an empty text is an error.
  std::string text(std::string_view key);
  /// A text, or {sv = "...", en = "..."}.
  LocalText local_text(std::string_view key);
  LocalText required_text(std::string_view key);
  std::optional<std::int64_t> integer(std::string_view key, std::int64_t least, std::int64_t most);
  /// A whole number or a decimal one.
  std::optional<Decimal> decimal(std::string_view key);
  bool flag(std::string_view key, bool otherwise);
  /// The texts of a list; a single text counts as a list of one.
  std::vector<const TomlValue*> texts(std::string_view key);
  template <class Meaning>
  Meaning word(std::string_view key, const Words<Meaning>& words, Meaning otherwise);

  /// An error for each key that was not asked for.
  void finish();

  /// At a key's value.
  void error(const TomlValue& at, const char* code, const std::string& message,
             const std::string& hint = {}) const {
    at.mark.error(diagnostics_, code, message, hint);
  }
  /// At the table's header.
  void error(const char* code, const std::string& message, const std::string& hint = {}) const;
  const std::string& what() const { return what_; }
  const TomlValue& table() const { return table_; }

 private:
  void wrong_kind(const TomlValue& value, std::string_view expected) const;
  void bad_word(const TomlValue& value, const std::vector<std::string>& known) const;
  LocalText read_text(const TomlValue& value) const;

  const TomlValue& table_;
  std::string what_;
  Diagnostics& diagnostics_;
  std::vector<std::string> known_;
};

template <class Meaning>
Meaning TableReader::word(std::string_view key, const Words<Meaning>& words, Meaning otherwise) {
  const TomlValue* value = take(key, Kind::string);
  if (value == nullptr) return otherwise;
  std::vector<std::string> known;
  for (const auto& [name, meaning] : words) {
    if (name == value->text) return meaning;
    known.emplace_back(name);
  }
  bad_word(*value, known);
  return otherwise;
}

/// The tables of a document that is a list of named things (`["visits.physician"]`). A name that
/// is no key, or an entry that is no table, is an error and left out (and `complete` false).
std::vector<const TomlValue*> named_tables(const TomlValue& document, std::string_view what,
                                           Diagnostics& diagnostics, bool& complete);

}  // namespace redthread::catalog
