// SPDX-License-Identifier: Apache-2.0
#include "report/docx/table_layout.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "base/text.hpp"

namespace redthread::report {
namespace {

constexpr int normal_size = 170;       // of the type, in twentieths of a point: 8.5 points
constexpr int dense_size = 150;        // 7.5
constexpr int padding = 175;           // of a cell, left and right, with room for its border
constexpr int narrowest = 340;         // 6 mm
constexpr int longest_word = 2'600;    // 46 mm; longer ones are broken
constexpr int longest_label = 15'500;  // wrapped beyond this, in thousandths of the type's size
constexpr int longest_text = 10'500;
constexpr int longest_whole = 60'000;
constexpr std::size_t most_columns = 60;  // Word's limit is 63

/// Arial, from the space to the tilde.
constexpr std::array<short, 95> arial = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584};

int character_width(char32_t code_point) {
  if (code_point >= 0x20 && code_point < 0x7F) return arial[code_point - 0x20];
  if (code_point == 0xA0 || code_point == 0x202F) return 278;
  if (code_point < 0x20 || code_point == 0xAD) return 0;
  if (code_point < 0x2010) return 600;
  return code_point < 0x2190 ? 584 : 1'000;
}

/// What a cell wants: no less than its longest word, at best all on one line.
struct Want {
  int least = 0;
  int best = 0;
  int head = 0;  ///< of a head, all on one line: only where there is room
  void widen(const Want& other) {
    least = std::max(least, other.least);
    best = std::max(best, other.best);
    head = std::max(head, other.head);
  }
};

/// In thousandths of the type's size. A line break ends a line; figures are never broken.
Want want_of(const Runs& runs) {
  Want want;
  int line = 0;
  int word = 0;
  const auto end_word = [&] {
    want.least = std::max(want.least, word);
    word = 0;
  };
  for (const Run& run : runs) {
    if (const auto* text = std::get_if<TextRun>(&run)) {
      for (std::size_t i = 0; i < text->text.size();) {
        const Character character = character_at(text->text, i);
        const int width = character_width(character.code_point);
        if (character.code_point == U' ') {
          end_word();
        } else {
          word += width;
        }
        if (character.code_point == U'-') end_word();
        line += width;
        i += character.bytes;
      }
    } else if (const auto* figure = std::get_if<FigureRun>(&run)) {
      const int width = text_width(figure->text);
      word += width;
      line += width;
    } else {
      end_word();
      want.best = std::max(want.best, line);
      line = 0;
    }
  }
  end_word();
  want.best = std::max(want.best, line);
  return want;
}

std::size_t span_of(int span) { return static_cast<std::size_t>(std::max(span, 1)); }

std::size_t column_count(const Table& table) {
  std::size_t columns = table.columns.size();
  std::vector<std::size_t> from_above(table.header.size() + 1, 0);
  for (std::size_t line = 0; line < table.header.size(); ++line) {
    std::size_t width = from_above[line];
    for (const Table::HeaderCell& cell : table.header[line]) {
      width += span_of(cell.column_span);
      const std::size_t end = std::min(line + span_of(cell.row_span), table.header.size());
      for (std::size_t below = line + 1; below < end; ++below) {
        from_above[below] += span_of(cell.column_span);
      }
    }
    columns = std::max(columns, width);
  }
  for (const Table::Row& row : table.rows) {
    std::size_t width = 0;
    for (const Table::Cell& cell : row.cells) width += span_of(cell.column_span);
    columns = std::max(columns, width);
  }
  return columns;
}

std::vector<Want> wants_of(const Table& table, std::size_t columns) {
  constexpr int bold = 107;  // per cent, and a little air
  std::vector<Want> wants(columns);
  for (const auto& line : header_slots(table, columns)) {
    for (const HeaderSlot& slot : line) {
      if (slot.cell == nullptr || !slot.begins || slot.columns > 1) continue;
      Want want = want_of(slot.cell->runs);
      want.least = want.least * bold / 100;
      want.head = want.best * bold / 100;
      want.best = want.least;  // heads wrap at every word
      wants[slot.column].widen(want);
    }
  }
  for (const Table::Row& row : table.rows) {
    std::size_t column = 0;
    for (const Table::Cell& cell : row.cells) {
      if (span_of(cell.column_span) == 1) {
        Want want = want_of(cell.runs);
        want.least = want.least * bold / 100;
        want.best = want.best * bold / 100;
        wants[column].widen(want);
      }
      column += span_of(cell.column_span);
    }
  }
  return wants;
}

struct Widths {
  std::vector<int> wanted;  ///< texts wrapped where they are long
  std::vector<int> full;    ///< nothing wrapped
  int total() const { return std::accumulate(wanted.begin(), wanted.end(), 0); }
};

Widths widths_at(const std::vector<Want>& wants, int size) {
  Widths widths;
  for (std::size_t i = 0; i < wants.size(); ++i) {
    const int limit = i == 0 ? longest_label : longest_text;
    const auto paper = [size](int thousandths) {
      return static_cast<int>(static_cast<long long>(thousandths) * size / 1000) + padding;
    };
    const int least = std::min(paper(wants[i].least), longest_word);
    const int best = paper(std::min(wants[i].best, limit));
    widths.wanted.push_back(std::max({least, best, narrowest}));
    const int whole = std::min(std::max(wants[i].best, wants[i].head), longest_whole);
    widths.full.push_back(std::max(widths.wanted.back(), paper(whole)));
  }
  return widths;
}

/// The columns' share of `room`: first so that labels do not wrap, then other texts, then all
/// alike.
std::vector<int> filled(const Widths& widths, const std::vector<std::size_t>& columns, int room) {
  std::vector<int> result;
  int used = 0;
  int lacking = 0;
  for (const std::size_t column : columns) {
    result.push_back(widths.wanted[column]);
    used += widths.wanted[column];
    lacking += widths.full[column] - widths.wanted[column];
  }
  const auto share = [](int part, int whole, int of) {
    return static_cast<int>(static_cast<long long>(part) * of / std::max(whole, 1));
  };
  if (used > room) {  // one column that is too wide for the page
    for (int& width : result) width = share(width, used, room);
    return result;
  }
  const auto lacks = [&](std::size_t i) {
    return widths.full[columns[i]] - widths.wanted[columns[i]];
  };
  const int for_label = std::min(room - used, lacks(0));
  const int for_text = std::min(room - used - for_label, lacking - lacks(0));
  result[0] += for_label;
  for (std::size_t i = 1; i < columns.size(); ++i) {
    result[i] += share(lacks(i), lacking - lacks(0), for_text);
  }
  used = std::accumulate(result.begin(), result.end(), 0);
  const int spare = room - used;
  for (int& width : result) width += share(width, used, spare);
  return result;
}

/// Groups of columns that a head spans stay together where they can.
std::vector<std::vector<std::size_t>> column_groups(const Table& table, std::size_t columns) {
  std::vector<std::vector<std::size_t>> groups;
  const auto slots = header_slots(table, columns);
  if (slots.empty()) {
    for (std::size_t i = 1; i < columns; ++i) groups.push_back({i});
    return groups;
  }
  for (const HeaderSlot& slot : slots.front()) {
    std::vector<std::size_t> group;
    for (std::size_t i = 0; i < slot.columns; ++i) {
      if (slot.column + i > 0) group.push_back(slot.column + i);
    }
    if (!group.empty()) groups.push_back(std::move(group));
  }
  return groups;
}

std::vector<std::vector<std::size_t>> divided(const Table& table, const Widths& widths, int room) {
  std::vector<std::vector<std::size_t>> parts;
  std::vector<std::size_t> part = {0};
  int used = widths.wanted[0];
  const auto close = [&] {
    if (part.size() > 1) parts.push_back(part);
    part = {0};
    used = widths.wanted[0];
  };
  const auto fits = [&](const std::vector<std::size_t>& more) {
    int width = used;
    for (const std::size_t column : more) width += widths.wanted[column];
    return width <= room && part.size() + more.size() <= most_columns;
  };
  for (const auto& group : column_groups(table, widths.wanted.size())) {
    if (!fits(group)) close();
    for (const std::size_t column : group) {
      if (!fits({column})) close();
      part.push_back(column);
      used += widths.wanted[column];
    }
  }
  close();
  if (parts.empty()) parts.push_back({0});
  return parts;
}

}  // namespace

int text_width(std::string_view text) {
  int width = 0;
  for (std::size_t i = 0; i < text.size();) {
    const Character character = character_at(text, i);
    width += character_width(character.code_point);
    i += character.bytes;
  }
  return width;
}

std::vector<std::vector<HeaderSlot>> header_slots(const Table& table, std::size_t columns) {
  struct Above {
    const Table::HeaderCell* cell = nullptr;
    std::size_t column = 0;
    std::size_t columns = 1;
    int lines = 0;  ///< that it still covers
  };
  std::vector<Above> above(columns);
  std::vector<std::vector<HeaderSlot>> lines;
  for (std::size_t number = 0; number < table.header.size(); ++number) {
    const int left = static_cast<int>(table.header.size() - number);
    auto next = table.header[number].begin();
    std::vector<HeaderSlot> slots;
    for (std::size_t column = 0; column < columns;) {
      HeaderSlot slot{.column = column};
      if (above[column].lines > 0) {
        slot.cell = above[column].cell;
        slot.columns = above[column].columns;
        slot.begins = false;
        slot.goes_on = --above[column].lines > 0;
      } else if (next != table.header[number].end()) {
        slot.cell = &*next++;
        // No wider than to the next cell that comes down from above.
        const std::size_t wanted = std::min(span_of(slot.cell->column_span), columns - column);
        while (slot.columns < wanted && above[column + slot.columns].lines == 0) ++slot.columns;
        const int lines_left = std::min(std::max(slot.cell->row_span, 1), left) - 1;
        slot.goes_on = lines_left > 0;
        above[column] = {slot.cell, column, slot.columns, lines_left};
      }
      column += slot.columns;
      slots.push_back(slot);
    }
    lines.push_back(std::move(slots));
  }
  return lines;
}

TableLayout lay_out(const Table& table, int upright, int lying) {
  TableLayout layout{.columns = column_count(table)};
  if (layout.columns == 0) return layout;
  const std::vector<Want> wants = wants_of(table, layout.columns);
  const Widths normal = widths_at(wants, normal_size);
  const Widths dense = widths_at(wants, dense_size);
  const bool few = layout.columns <= most_columns;
  layout.dense = normal.total() > upright || !few;
  layout.lying = (dense.total() > upright || !few) && lying > upright;
  const int room = layout.lying ? lying : upright;
  const Widths& widths = layout.dense ? dense : normal;
  for (auto& columns : divided(table, widths, room)) {
    layout.parts.push_back({columns, filled(widths, columns, room)});
  }
  return layout;
}

}  // namespace redthread::report
