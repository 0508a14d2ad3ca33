// SPDX-License-Identifier: Apache-2.0
#include "documents/sheet_tables.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "documents/grid.hpp"

namespace redthread::documents {
namespace {

constexpr int widest = 500;

/// A block of rows and columns, both ends included.
struct Block {
  int top = 0, bottom = 0, left = 0, right = 0;
};

class SheetTables {
 public:
  SheetTables(const Sheet& sheet, ReadDocument& document) : sheet_(sheet), document_(document) {}

  void run() {
    const auto& rows = sheet_.rows;
    auto first = rows.begin();
    while (first != rows.end()) {
      auto last = first;
      auto next = std::next(first);
      // Titles belong to the table that follows.
      bool has_row = first->second.size() > 1;
      while (next != rows.end() && (!has_row || next->first == last->first + 1 || !begins(next))) {
        has_row = has_row || next->second.size() > 1;
        last = next;
        ++next;
      }
      split(first->first, last->first);
      first = next;
    }
  }

 private:
  using Row = std::map<int, std::map<int, std::string>>::const_iterator;

  const std::string* at(int row, int column) const {
    const auto line = sheet_.rows.find(row);
    if (line == sheet_.rows.end()) return nullptr;
    const auto cell = line->second.find(column);
    return cell == line->second.end() ? nullptr : &cell->second;
  }

  static int amounts(const Row& row) {
    return static_cast<int>(
        std::count_if(row->second.begin(), row->second.end(),
                      [](const auto& cell) { return looks_like_amount(cell.second); }));
  }

  /// Whether a table begins at a row that follows an empty one: titles of one cell, then a header.
  bool begins(Row row) const {
    constexpr int most_titles = 5;
    for (int i = 0; i < most_titles && row != sheet_.rows.end() && row->second.size() == 1; ++i) {
      if (amounts(row) > 0) return false;
      const int number = row->first;
      if (++row == sheet_.rows.end()) return true;
      // What stands alone between empty rows is a text.
      if (row->first > number + 2) return true;
    }
    return row == sheet_.rows.end() || (row->second.size() >= 2 && amounts(row) == 0);
  }

  /// Parts the rows at empty columns that have labels on their right.
  void split(int top, int bottom) {
    std::map<int, std::array<int, 2>> columns;  // words, amounts
    for (auto row = sheet_.rows.lower_bound(top); row != sheet_.rows.upper_bound(bottom); ++row) {
      for (const auto& [column, text] : row->second) ++columns[column][looks_like_amount(text)];
    }
    int left = columns.begin()->first;
    int last = left;
    for (const auto& [column, counts] : columns) {
      const bool labels = counts[0] > 2 && counts[0] > counts[1];
      if (column > last + 1 && labels) {
        block({top, bottom, left, last});
        left = column;
      }
      last = column;
    }
    block({top, bottom, left, last});
  }

  /// One table with its titles, or texts.
  void block(Block block) {
    std::string title;
    std::string last_title;
    while (block.top <= block.bottom) {
      std::vector<const std::string*> filled;
      for (int column = block.left; column <= block.right; ++column) {
        if (const std::string* text = at(block.top, column)) filled.push_back(text);
      }
      // What stands alone over other columns than the first is a heading over them.
      const bool first = at(block.top, block.left) != nullptr;
      if (filled.size() > 1 || (filled.size() == 1 && (!first || looks_like_amount(*filled[0])))) {
        break;
      }
      if (!filled.empty()) {
        document_.texts.push_back(
            {.sheet = sheet_.name, .line = block.top, .text = collapsed(*filled[0])});
        // The last two: a caption, and perhaps `Belopp i mnkr`.
        const std::string text = collapsed(*filled[0]);
        title = last_title;
        if (!title.empty()) title += ". ";
        title += text;
        last_title = text;
      }
      ++block.top;
    }
    if (block.top >= block.bottom) return;
    ReadTable table{.title = title, .sheet = sheet_.name};
    const int right = std::min(block.right, block.left + widest);
    for (int number = block.top; number <= block.bottom; ++number) {
      ReadRow row{.line = number};
      bool any = false;
      for (int column = block.left; column <= right; ++column) {
        const std::string* text = at(number, column);
        any = any || text != nullptr;
        row.cells.push_back({text == nullptr ? std::string() : *text});
      }
      if (any) table.rows.push_back(std::move(row));
    }
    apply_merges(block, table);
    document_.tables.push_back(std::move(table));
  }

  void apply_merges(const Block& block, ReadTable& table) const {
    const auto width = static_cast<int>(table.rows.front().cells.size());
    for (const Sheet::Merge& merge : sheet_.merges) {
      if (merge.top > block.bottom || merge.bottom < block.top) continue;
      if (merge.left < block.left || merge.left >= block.left + width) continue;
      const std::string* text = at(merge.top, merge.left);
      if (text == nullptr) continue;
      for (ReadRow& row : table.rows) {
        if (row.line < merge.top || row.line > merge.bottom) continue;
        const int right = std::min(merge.right, block.left + width - 1);
        for (int column = merge.left; column <= right; ++column) {
          ReadCell& cell = row.cells[static_cast<std::size_t>(column - block.left)];
          if (row.line == merge.top && column == merge.left) continue;
          cell.text = *text;
          cell.merged = column > merge.left ? ReadCell::Merged::left : ReadCell::Merged::above;
        }
      }
    }
  }

  const Sheet& sheet_;
  ReadDocument& document_;
};

}  // namespace

bool looks_like_figure(std::string_view text) {
  bool digit = false;
  int letters = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Character c = character_at(text, at);
    at += c.bytes;
    if (c.code_point >= '0' && c.code_point <= '9') {
      if (letters > 0) return false;
      digit = true;
    } else if (c.code_point < 0x80 &&
               std::string_view(" .,:+-%()*'<>").find(static_cast<char>(c.code_point)) !=
                   std::string_view::npos) {
      continue;
    } else if (c.code_point == 0xA0 || c.code_point == 0x2212 || c.code_point == 0x2264 ||
               c.code_point == 0x2265 || (c.code_point >= 0x2000 && c.code_point <= 0x207F)) {
      continue;
    } else {
      // Units stand after the digits: `90 mnkr`, `4 290 timmar`.
      if (!digit || ++letters > 11) return false;
    }
  }
  return digit;
}

bool looks_like_amount(std::string_view text) {
  if (!looks_like_figure(text)) return false;
  const std::string_view bare = trim(text);
  const bool year = bare.size() == 4 && (bare.starts_with("19") || bare.starts_with("20")) &&
                    bare.find_first_not_of("0123456789") == std::string_view::npos;
  // A day or a span of years: 2024-03-01, 2023-2024.
  const bool date =
      bare.size() >= 7 && bare[4] == '-' && bare.find_first_of(",. %") == std::string_view::npos;
  return !year && !date;
}

void find_sheet_tables(const Sheet& sheet, ReadDocument& document) {
  if (!sheet.rows.empty()) SheetTables(sheet, document).run();
}

}  // namespace redthread::documents
