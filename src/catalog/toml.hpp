// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"
#include "catalog/source.hpp"

namespace redthread::catalog {

/// A TOML 1.0 document as a tree in file order, with the place of every key and every value.
///
/// Our own reader, because messages need the places of keys (an unknown key is underlined), all
/// syntax errors of a file in one run, and lines found without counting from the top for each
/// value; toml11 has none of the three. toml11 is the oracle in its tests.
struct TomlValue {
  enum class Kind { string, integer, floating, boolean, date, array, table };

  Kind kind = Kind::table;
  std::string key;  ///< unquoted; empty in arrays and for the document
  Mark key_mark;    ///< the last part of a dotted key, quotes included
  Mark mark;        ///< the value as written, quotes included; for a table its header or braces
  /// string: its characters. integer, floating: digits without `_`, decimal base. date: as written.
  std::string text;
  bool truth = false;  ///< boolean
  /// string: stands in the file character by character as in `text`, from `text_begin` on.
  bool verbatim = false;
  std::size_t text_begin = 0;
  std::vector<TomlValue> items;  ///< array: elements; table: entries, in file order
  bool damaged = false;          ///< table: a line in it could not be read

  bool is(Kind wanted) const { return kind == wanted; }
  /// The entry of a table; nullptr when there is none.
  const TomlValue* find(std::string_view name) const;
  /// Where the text of a string is, without its quotes.
  Mark text_mark() const;

  /// How a table came to be: TOML allows each to be continued in its own way.
  enum class Origin { implied, header, dotted, braces, element };
  Origin origin = Origin::implied;
  std::map<std::string, std::size_t, std::less<>> index;  ///< table: key -> items
};

/// What the kind is called in messages: `a text`, `a whole number`, ...
std::string_view kind_name(TomlValue::Kind kind);

/// Reads a document. Syntax errors and duplicate keys are diagnostics; reading goes on at the next
/// line that looks like a key or a table, and what could be read is returned (`damaged` in the
/// document tells that something is missing).
TomlValue parse_toml(const Source& source, Diagnostics& diagnostics);

}  // namespace redthread::catalog
