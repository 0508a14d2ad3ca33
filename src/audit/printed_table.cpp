// SPDX-License-Identifier: Apache-2.0
#include "audit/printed_table.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/text.hpp"

namespace redthread::audit {
namespace {

bool has_word(const std::string& title, const std::vector<std::string>& words) {
  std::string part;
  const std::string lower = lower_case(title) + " ";
  for (const char c : lower) {
    if (c == ' ' || c == '_' || c == '-' || c == '.' || c == '/') {
      if (std::find(words.begin(), words.end(), part) != words.end()) return true;
      part.clear();
    } else {
      part += c;
    }
  }
  return false;
}

/// What a column's cells have in common.
struct ColumnShape {
  std::size_t filled = 0;
  std::size_t figures = 0;
  std::size_t years = 0;
  std::size_t keys = 0;
  std::size_t units = 0;
  std::size_t characters = 0;
  bool distinct = true;
  bool rising = true;  ///< whole numbers, none smaller than the one above
  std::set<std::string> values;
};

bool is_unit_word(std::string_view text) {
  static const std::set<std::string> words = {"timmar",   "årsarbetare", "poäng", "dagar",
                                              "minuter",  "kronor",      "euro",  "index",
                                              "sekunder", "år",          "hours", "days"};
  return unit_in_heading(text) != PrintedUnit::none || is_count_unit(text) ||
         words.count(lower_case(text)) > 0;
}

bool is_key_text(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
  });
}

ColumnShape shape_of(const RawTable& raw, std::size_t column, DecimalSign decimal) {
  ColumnShape shape;
  Exact last;
  bool first = true;
  for (const RawTable::Row& row : raw.rows) {
    const std::string text(trim(row.cells[column]));
    if (is_printed_missing(text)) continue;
    ++shape.filled;
    shape.characters += character_count(text);
    shape.distinct = shape.values.insert(text).second && shape.distinct;
    const auto figure = read_printed_figure(text, decimal);
    if (!figure) {
      if (is_unit_word(text)) ++shape.units;
      if (is_key_text(text)) ++shape.keys;
      shape.rising = false;
      continue;
    }
    ++shape.figures;
    const bool plain = text.find_first_not_of("0123456789") == std::string::npos;
    if (plain && text.size() == 4 && Exact(1900) <= figure->value && figure->value <= Exact(2099)) {
      ++shape.years;
    }
    shape.rising = shape.rising && plain && (first || last <= figure->value);
    last = figure->value;
    first = false;
  }
  return shape;
}

ColumnKind kind_of(const std::string& title, const ColumnShape& shape) {
  if (shape.filled == 0) return ColumnKind::text;
  if (shape.figures * 2 >= shape.filled && shape.figures > 0) {
    const bool counted = has_word(title, {"line", "rad", "radnr", "nr", "no", "#", "id", "page",
                                          "sida", "löpnr", "rank", "rownum", "source"});
    if (counted && shape.rising) return ColumnKind::line_number;
    if (shape.years * 2 > shape.filled) return ColumnKind::text;
    return ColumnKind::figures;
  }
  if (has_word(title, {"unit", "enhet", "måttenhet", "sort"}) && shape.values.size() <= 12) {
    return ColumnKind::unit;
  }
  if (shape.units * 2 > shape.filled) return ColumnKind::unit;
  if (shape.keys == shape.filled && shape.distinct && shape.filled > 1) return ColumnKind::key;
  return ColumnKind::text;
}

std::size_t indent_of(std::string_view text) {
  std::size_t blanks = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Character c = character_at(text, at);
    if (c.code_point != ' ' && c.code_point != '\t' && c.code_point != 0xA0) break;
    blanks += c.code_point == '\t' ? 4 : 1;
    at += c.bytes;
  }
  return blanks;
}

bool starts_with_some_of(const std::string& label) {
  const std::string lower = lower_case(label);
  constexpr std::array words = {"varav", "därav", "- varav", "of which", "av vilka"};
  return std::any_of(words.begin(), words.end(),
                     [&](const char* word) { return lower.rfind(word, 0) == 0; });
}

/// Tells the columns that hold words: which is the label, the key, the parent.
class TextColumns {
 public:
  TextColumns(const std::vector<ColumnShape>& shapes, std::size_t rows)
      : shapes_(shapes), rows_(rows) {}

  void tell(std::vector<PrintedColumn>& columns, const ColumnNames& names) const {
    const auto named = [&](const std::string& name) -> std::optional<std::size_t> {
      for (std::size_t i = 0; i < columns.size(); ++i) {
        if (!name.empty() && columns[i].title == name) return i;
      }
      return std::nullopt;
    };
    if (const auto at = named(names.parent)) columns[*at].kind = ColumnKind::parent;
    if (const auto at = named(names.label)) columns[*at].kind = ColumnKind::label;
    if (!named(names.parent)) tell_parent(columns);
    if (!named(names.label)) tell_label(columns);
  }

 private:
  /// All that it says is said in one other column, where each says it once.
  void tell_parent(std::vector<PrintedColumn>& columns) const {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const ColumnShape& shape = shapes_[i];
      const bool words = columns[i].kind == ColumnKind::text || columns[i].kind == ColumnKind::key;
      if (!words || shape.filled == 0 || shape.filled == rows_) continue;
      for (std::size_t other = 0; other < columns.size(); ++other) {
        const auto kind = columns[other].kind;
        if (other == i || shapes_[other].filled != rows_ || kind == ColumnKind::figures ||
            kind == ColumnKind::line_number || kind == ColumnKind::unit) {
          continue;
        }
        const auto& known = shapes_[other].values;
        if (std::includes(known.begin(), known.end(), shape.values.begin(), shape.values.end())) {
          columns[i].kind = ColumnKind::parent;
          return;
        }
      }
    }
  }

  void tell_label(std::vector<PrintedColumn>& columns) const {
    std::optional<std::size_t> best;
    const auto score = [&](std::size_t i) {
      const ColumnShape& shape = shapes_[i];
      const double length =
          static_cast<double>(shape.characters) / static_cast<double>(shape.filled);
      const double named =
          has_word(columns[i].title, {"label", "rubrik", "namn", "name", "benämning", "post"});
      const double key = columns[i].kind == ColumnKind::key ? 0.5 : 1;
      return static_cast<double>(shape.filled) * key * (named > 0 ? 1000 : 1) *
             (length > 3 ? 1 : 0.5) * static_cast<double>(shape.values.size());
    };
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto kind = columns[i].kind;
      if ((kind != ColumnKind::text && kind != ColumnKind::key) || shapes_[i].filled == 0) continue;
      if (shapes_[i].years > 0) continue;
      if (!best || score(i) > score(*best)) best = i;
    }
    if (best) columns[*best].kind = ColumnKind::label;
  }

  const std::vector<ColumnShape>& shapes_;
  std::size_t rows_;
};

void find_parents(PrintedTable& table, const RawTable& raw) {
  std::optional<std::size_t> parent_column;
  std::optional<std::size_t> label_column;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].kind == ColumnKind::parent) parent_column = i;
    if (table.columns[i].kind == ColumnKind::label) label_column = i;
  }
  if (parent_column) {
    table.has_parents = true;
    std::map<std::string, std::size_t> by_name;
    for (std::size_t i = 0; i < table.rows.size(); ++i) by_name.emplace(table.rows[i].label, i);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      if (!table.rows[i].key.empty()) by_name[table.rows[i].key] = i;
    }
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      const std::string name(trim(raw.rows[i].cells[*parent_column]));
      const auto found = by_name.find(name);
      if (!name.empty() && found != by_name.end() && found->second != i) {
        table.rows[i].parent = found->second;
      }
    }
    return;
  }
  if (!label_column) return;
  std::vector<std::pair<std::size_t, std::size_t>> above;  // indent, row
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    PrintedRow& row = table.rows[i];
    std::size_t indent = indent_of(raw.rows[i].cells[*label_column]) * 2;
    if (indent == 0 && row.is_some_of_it) indent = 1;
    while (!above.empty() && above.back().first >= indent) above.pop_back();
    if (indent > 0 && !above.empty()) row.parent = above.back().second;
    above.emplace_back(indent, i);
  }
}

}  // namespace

std::vector<std::size_t> PrintedTable::figure_columns() const {
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].kind == ColumnKind::figures) result.push_back(i);
  }
  return result;
}

PrintedTable arrange(const RawTable& raw, const ColumnNames& names, DecimalSign decimal) {
  PrintedTable table{
      .file = raw.file, .sheet = raw.sheet, .number = raw.number, .title = raw.title};
  table.unit = unit_in_heading(raw.title);
  std::vector<ColumnShape> shapes;
  for (std::size_t i = 0; i < raw.header.size(); ++i) {
    shapes.push_back(shape_of(raw, i, decimal));
    const std::string title(trim(raw.header[i]));
    table.columns.push_back({title, kind_of(title, shapes.back()), unit_in_heading(title)});
  }
  if (table.unit == PrintedUnit::none && !table.columns.empty()) {
    table.unit = table.columns.front().unit;
  }
  TextColumns(shapes, raw.rows.size()).tell(table.columns, names);
  for (const RawTable::Row& from : raw.rows) {
    PrintedRow row{.line = from.line, .page = from.page};
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      PrintedCell cell{.text = std::string(trim(from.cells[i]))};
      cell.missing = is_printed_missing(cell.text);
      if (table.columns[i].kind == ColumnKind::figures) {
        cell.figure = read_printed_figure(cell.text, decimal);
        if (cell.figure) {
          cell.approx = cell.figure->value.to_double();
          const Interval interval = cell.figure->interval();
          cell.width = (interval.high - interval.low).to_double();
        }
      }
      if (table.columns[i].kind == ColumnKind::label) row.label = cell.text;
      if (table.columns[i].kind == ColumnKind::key && row.key.empty()) row.key = cell.text;
      if (table.columns[i].kind == ColumnKind::unit) row.unit = cell.text;
      row.cells.push_back(std::move(cell));
    }
    row.is_some_of_it = starts_with_some_of(row.label);
    table.rows.push_back(std::move(row));
  }
  find_parents(table, raw);
  return table;
}

}  // namespace redthread::audit
