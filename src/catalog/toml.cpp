// SPDX-License-Identifier: Apache-2.0
#include "catalog/toml.hpp"

#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/date.hpp"
#include "base/text.hpp"
#include "catalog/toml_scanner.hpp"

namespace redthread::catalog {
namespace {

using Kind = TomlValue::Kind;
using Origin = TomlValue::Origin;

constexpr int deepest = 64;  ///< arrays and inline tables within one another
constexpr std::size_t most_errors = 20;

/// One part of a dotted key.
struct KeyPart {
  std::string name;
  Mark mark;
};

class Parser {
 public:
  Parser(const Source& source, Diagnostics& diagnostics)
      : source_(source), diagnostics_(diagnostics), scan_(source, diagnostics) {}

  TomlValue parse() {
    TomlValue root;
    root.origin = Origin::header;
    root.mark = source_.mark(0, 0);
    current_ = &root;
    while (true) {
      scan_.skip_blank_lines();
      if (scan_.at_end()) break;
      if (statement(root)) continue;
      root.damaged = true;
      if (current_ != nullptr) current_->damaged = true;
      if (++errors_ >= most_errors) break;
      scan_.skip_to_next_statement();
    }
    return root;
  }

 private:
  /// A `[table]` line or a `key = value` line with its end. False after an error.
  bool statement(TomlValue& root) {
    if (scan_.peek() == '[') {
      current_ = header(root);
      if (current_ == nullptr) return false;
    } else if (current_ == nullptr) {
      // Below a header that could not be read: checked for syntax, kept nowhere.
      TomlValue nowhere;
      if (!key_value(nowhere, 0)) return false;
    } else if (!key_value(*current_, 0)) {
      return false;
    }
    return scan_.expect_line_end();
  }

  TomlValue* header(TomlValue& root) {
    const std::size_t begin = scan_.offset();
    const bool is_element = scan_.rest().starts_with("[[");
    scan_.advance(is_element ? 2 : 1);
    const auto path = dotted_key();
    if (!path) return nullptr;
    scan_.skip_spaces();
    const std::string_view closing = is_element ? "]]" : "]";
    if (!scan_.rest().starts_with(closing)) {
      scan_.error_here(fmt::format("expected `{}` after the table's name", closing),
                       "a name with other characters than letters, digits, `_` and `-` needs "
                       "quotes: [\"name\"]");
      return nullptr;
    }
    scan_.advance(closing.size());
    const Mark mark = source_.mark(begin, scan_.offset());
    TomlValue* parent = &root;
    for (std::size_t i = 0; i + 1 < path->size(); ++i) {
      parent = step_into(*parent, (*path)[i], Origin::implied);
      if (parent == nullptr) return nullptr;
    }
    return is_element ? new_element(*parent, path->back(), mark)
                      : new_table(*parent, path->back(), mark);
  }

  TomlValue* new_table(TomlValue& parent, const KeyPart& part, const Mark& mark) {
    TomlValue* existing = entry(parent, part.name);
    if (existing == nullptr) return &add_table(parent, part, mark, Origin::header);
    if (existing->kind != Kind::table || existing->origin != Origin::implied) {
      duplicate(part, *existing);
      return nullptr;
    }
    existing->origin = Origin::header;
    existing->mark = mark;
    existing->key_mark = part.mark;
    return existing;
  }

  TomlValue* new_element(TomlValue& parent, const KeyPart& part, const Mark& mark) {
    TomlValue* array = entry(parent, part.name);
    if (array == nullptr) {
      TomlValue value;
      value.kind = Kind::array;
      value.origin = Origin::element;
      value.mark = mark;
      array = &add(parent, part, std::move(value));
    } else if (array->kind != Kind::array || array->origin != Origin::element) {
      duplicate(part, *array);
      return nullptr;
    }
    TomlValue element;
    element.origin = Origin::header;
    element.mark = mark;
    array->items.push_back(std::move(element));
    return &array->items.back();
  }

  /// The table that a part of a dotted key or header leads into; made when it is not there.
  TomlValue* step_into(TomlValue& parent, const KeyPart& part, Origin origin) {
    TomlValue* next = entry(parent, part.name);
    if (next == nullptr) return &add_table(parent, part, part.mark, origin);
    if (next->kind == Kind::array && next->origin == Origin::element && origin == Origin::implied) {
      return &next->items.back();
    }
    const bool closed = next->origin == Origin::braces ||
                        (origin == Origin::dotted && next->origin != Origin::dotted);
    if (next->kind != Kind::table || closed) {
      duplicate(part, *next);
      return nullptr;
    }
    return next;
  }

  bool key_value(TomlValue& table, int depth) {
    const auto path = dotted_key();
    if (!path) return false;
    scan_.skip_spaces();
    if (static_cast<unsigned char>(scan_.peek()) >= 0x80) {
      scan_.error_here("only a-z, A-Z, 0-9, `_` and `-` may stand in a key without quotes",
                       "the keys that files have are in English: docs/region-folder.md");
      return false;
    }
    if (scan_.peek() != '=') {
      scan_.error_here(fmt::format("expected `=` after the key `{}`", path->back().name),
                       "a line is `key = value`, a table is `[name]`, a comment starts with `#`");
      return false;
    }
    scan_.advance(1);
    scan_.skip_spaces();
    auto read = value(depth);
    if (!read) return false;
    TomlValue* target = &table;
    for (std::size_t i = 0; i + 1 < path->size(); ++i) {
      target = step_into(*target, (*path)[i], Origin::dotted);
      if (target == nullptr) return false;
    }
    if (const TomlValue* existing = entry(*target, path->back().name)) {
      duplicate(path->back(), *existing);
      return false;
    }
    add(*target, path->back(), std::move(*read));
    return true;
  }

  std::optional<std::vector<KeyPart>> dotted_key() {
    std::vector<KeyPart> path;
    while (true) {
      scan_.skip_spaces();
      const std::size_t begin = scan_.offset();
      KeyPart part;
      if (scan_.peek() == '"' || scan_.peek() == '\'') {
        auto quoted = scan_.quoted_text(/*allow_lines=*/false);
        if (!quoted) return std::nullopt;
        part.name = std::move(quoted->text);
      } else {
        const std::string_view word = scan_.bare_word();
        if (word.empty()) {
          scan_.error_here("expected a key",
                           "keys with other characters than letters, digits, `_` and `-` need "
                           "quotes: \"å\" = ...");
          return std::nullopt;
        }
        part.name = word;
      }
      part.mark = source_.mark(begin, scan_.offset());
      path.push_back(std::move(part));
      scan_.skip_spaces();
      if (scan_.peek() != '.') return path;
      if (path.size() >= static_cast<std::size_t>(deepest)) {
        scan_.error_here("the key has too many parts", {});
        return std::nullopt;
      }
      scan_.advance(1);
    }
  }

  std::optional<TomlValue> value(int depth) {
    if (depth > deepest) {
      scan_.error_here(fmt::format("arrays and tables lie more than {} deep", deepest), {});
      return std::nullopt;
    }
    const std::size_t begin = scan_.offset();
    std::optional<TomlValue> result;
    switch (scan_.peek()) {
      case '"':
      case '\'':
        result = string_value();
        break;
      case '[':
        result = array_value(depth);
        break;
      case '{':
        result = braces_value(depth);
        break;
      default:
        result = scan_.plain_value();
        break;
    }
    if (result) result->mark = source_.mark(begin, scan_.offset());
    return result;
  }

  std::optional<TomlValue> string_value() {
    auto quoted = scan_.quoted_text(/*allow_lines=*/true);
    if (!quoted) return std::nullopt;
    TomlValue result;
    result.kind = Kind::string;
    result.text = std::move(quoted->text);
    result.verbatim = quoted->verbatim;
    result.text_begin = quoted->begin;
    return result;
  }

  std::optional<TomlValue> array_value(int depth) {
    const std::size_t begin = scan_.offset();
    TomlValue result;
    result.kind = Kind::array;
    scan_.advance(1);
    while (true) {
      scan_.skip_blank_lines();
      if (scan_.peek() == ']') break;
      if (scan_.at_end()) return unclosed(begin, "[", "]");
      auto item = value(depth + 1);
      if (!item) return std::nullopt;
      result.items.push_back(std::move(*item));
      scan_.skip_blank_lines();
      if (scan_.peek() == ',') {
        scan_.advance(1);
      } else if (scan_.at_end()) {
        return unclosed(begin, "[", "]");
      } else if (scan_.peek() != ']' && scan_.at_statement()) {
        scan_.unread_line();
        return unclosed(begin, "[", "]");
      } else if (scan_.peek() != ']') {
        scan_.error_here("expected `,` or `]` in the array", {});
        return std::nullopt;
      }
    }
    scan_.advance(1);
    return result;
  }

  std::optional<TomlValue> braces_value(int depth) {
    const std::size_t begin = scan_.offset();
    TomlValue result;
    scan_.advance(1);
    scan_.skip_spaces();
    while (scan_.peek() != '}') {
      if (scan_.at_end()) return unclosed(begin, "{", "}");
      if (scan_.peek() == '\n' || scan_.peek() == '\r' || scan_.peek() == '#') {
        scan_.error_at(begin, scan_.offset(), "an inline table stands on one line",
                       "join the lines, or write [table] and its keys below");
        scan_.skip_past('}');
        return std::nullopt;
      }
      if (!key_value(result, depth + 1)) return std::nullopt;
      scan_.skip_spaces();
      if (scan_.peek() == '}') break;
      if (scan_.peek() != ',') {
        scan_.error_here("expected `,` or `}` in the inline table",
                         "an inline table stands on one line");
        return std::nullopt;
      }
      scan_.advance(1);
      scan_.skip_spaces();
      if (scan_.peek() == '}') {
        scan_.error_here("an inline table cannot end with a comma", "delete the comma");
        return std::nullopt;
      }
    }
    scan_.advance(1);
    close(result);
    return result;
  }

  /// Nothing may be added to an inline table, nor to the tables its dotted keys made.
  static void close(TomlValue& table) {
    table.origin = Origin::braces;
    for (TomlValue& item : table.items) {
      if (item.kind == Kind::table && item.origin != Origin::braces) close(item);
    }
  }

  std::optional<TomlValue> unclosed(std::size_t begin, std::string_view opening,
                                    std::string_view closing) {
    scan_.error_at(begin, begin + 1, fmt::format("`{}` is never closed", opening),
                   fmt::format("write `{}` where it ends", closing));
    return std::nullopt;
  }

  static TomlValue* entry(TomlValue& table, std::string_view name) {
    const auto found = table.index.find(name);
    return found == table.index.end() ? nullptr : &table.items[found->second];
  }

  static TomlValue& add(TomlValue& table, const KeyPart& part, TomlValue value) {
    value.key = part.name;
    value.key_mark = part.mark;
    table.index.emplace(part.name, table.items.size());
    table.items.push_back(std::move(value));
    return table.items.back();
  }

  static TomlValue& add_table(TomlValue& parent, const KeyPart& part, const Mark& mark,
                              Origin origin) {
    TomlValue table;
    table.origin = origin;
    table.mark = mark;
    return add(parent, part, std::move(table));
  }

  void duplicate(const KeyPart& part, const TomlValue& existing) {
    part.mark.error(diagnostics_, "catalog.duplicate_key",
                    fmt::format("`{}` is given twice; first on line {}", part.name,
                                existing.key_mark.span().line),
                    "keep one of them");
  }

  const Source& source_;
  Diagnostics& diagnostics_;
  TomlScanner scan_;
  TomlValue* current_ = nullptr;
  std::size_t errors_ = 0;
};

}  // namespace

const TomlValue* TomlValue::find(std::string_view name) const {
  const auto found = index.find(name);
  return found == index.end() ? nullptr : &items[found->second];
}

Mark TomlValue::text_mark() const {
  if (!verbatim) return mark;
  return {mark.source, text_begin, text_begin + text.size()};
}

std::string_view kind_name(TomlValue::Kind kind) {
  switch (kind) {
    case Kind::string:
      return "a text";
    case Kind::integer:
      return "a whole number";
    case Kind::floating:
      return "a number";
    case Kind::boolean:
      return "true or false";
    case Kind::date:
      return "a date";
    case Kind::array:
      return "a list";
    case Kind::table:
      return "a table";
  }
  return "a value";
}

TomlValue parse_toml(const Source& source, Diagnostics& diagnostics) {
  return Parser(source, diagnostics).parse();
}

}  // namespace redthread::catalog
