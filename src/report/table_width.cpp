// SPDX-License-Identifier: Apache-2.0
#include "report/table_width.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/text.hpp"

namespace redthread::report {
namespace {

constexpr double digit = 1.5;         // of a digit in the small type
constexpr double padding = 2.2;       // of what a cell adds
constexpr double normal_type = 1.18;  // of the small type
constexpr std::size_t label = 26;     // longer labels wrap
constexpr std::size_t text = 18;      // and so do longer texts
constexpr std::size_t word = 40;      // no column is wider for a word's sake

std::size_t longest_word(const Runs& runs) {
  std::size_t longest = 0;
  for (const Run& run : runs) {
    const auto* part = std::get_if<TextRun>(&run);
    if (part == nullptr) continue;
    for (const std::string_view each : split(part->text, ' ')) {
      longest = std::max(longest, character_count(each));
    }
  }
  return longest;
}

std::size_t span_of(int columns) { return static_cast<std::size_t>(std::max(columns, 1)); }

std::size_t columns_of(const Table::Row& row) {
  std::size_t columns = 0;
  for (const Table::Cell& cell : row.cells) columns += span_of(cell.column_span);
  return columns;
}

}  // namespace

std::size_t text_length(const Runs& runs) {
  std::size_t length = 0;
  for (const Run& run : runs) {
    if (const auto* figure = std::get_if<FigureRun>(&run)) length += character_count(figure->text);
    if (const auto* part = std::get_if<TextRun>(&run)) length += character_count(part->text);
  }
  return length;
}

std::vector<std::vector<std::size_t>> header_columns(const Table& table) {
  std::vector<std::vector<std::size_t>> begins;
  std::vector<int> lines_taken;  // by column: of the coming lines, by cells that reach down
  for (const auto& line : table.header) {
    auto& columns = begins.emplace_back();
    std::size_t column = 0;
    std::vector<int> taken_after;
    const auto taken = [&](std::size_t at) {
      return at < lines_taken.size() ? lines_taken[at] : 0;
    };
    for (const Table::HeaderCell& cell : line) {
      while (taken(column) > 0) ++column;
      columns.push_back(column);
      const std::size_t end = column + span_of(cell.column_span);
      if (taken_after.size() < end) taken_after.resize(end, 0);
      for (; column < end; ++column) taken_after[column] = std::max(cell.row_span, 1);
    }
    taken_after.resize(std::max(taken_after.size(), lines_taken.size()), 0);
    for (std::size_t i = 0; i < taken_after.size(); ++i) {
      taken_after[i] = std::max({taken_after[i], taken(i)}) - 1;
    }
    lines_taken = std::move(taken_after);
  }
  return begins;
}

std::size_t column_count(const Table& table) {
  std::size_t columns = table.columns.size();
  const auto begins = header_columns(table);
  for (std::size_t line = 0; line < begins.size(); ++line) {
    if (begins[line].empty()) continue;
    columns =
        std::max(columns, begins[line].back() + span_of(table.header[line].back().column_span));
  }
  for (const Table::Row& row : table.rows) columns = std::max(columns, columns_of(row));
  return columns;
}

std::vector<double> column_widths(const Table& table) {
  std::vector<std::size_t> characters(column_count(table), 0);
  const auto widen = [&](std::size_t column, std::size_t length) {
    characters[column] = std::max(characters[column], length);
  };
  const auto begins = header_columns(table);
  for (std::size_t line = 0; line < begins.size(); ++line) {
    for (std::size_t i = 0; i < begins[line].size(); ++i) {
      const Table::HeaderCell& cell = table.header[line][i];
      if (cell.column_span == 1) {
        widen(begins[line][i], std::min(longest_word(cell.runs), word));
      }
    }
  }
  for (const Table::Row& row : table.rows) {
    std::size_t column = 0;
    for (const Table::Cell& cell : row.cells) {
      const std::size_t most = column == 0 ? label : text;
      if (cell.column_span == 1) widen(column, std::min(text_length(cell.runs), most));
      column += span_of(cell.column_span);
    }
  }
  std::vector<double> widths;
  widths.reserve(characters.size());
  for (const std::size_t length : characters) {
    widths.push_back(static_cast<double>(length) * digit + padding);
  }
  return widths;
}

PrintedWidth printed_width(const Table& table) {
  double small = 0;
  for (const double width : column_widths(table)) small += width;
  if (small * normal_type <= upright_page) return PrintedWidth::normal;
  return small <= upright_page ? PrintedWidth::dense : PrintedWidth::wide;
}

bool leads_to_wide_table(const std::vector<Block>& blocks, std::size_t first) {
  constexpr std::size_t paragraphs_at_most = 3;
  if (!std::holds_alternative<Heading>(blocks[first])) return false;
  std::size_t paragraphs = 0;
  for (std::size_t i = first; i < blocks.size(); ++i) {
    const Block& block = blocks[i];
    if (const auto* table = std::get_if<Table>(&block)) {
      return printed_width(*table) == PrintedWidth::wide;
    }
    if (const auto* paragraph = std::get_if<Paragraph>(&block)) {
      if (paragraph->comment || ++paragraphs > paragraphs_at_most) return false;
    } else if (!std::holds_alternative<Heading>(block)) {
      return false;
    }
  }
  return false;
}

}  // namespace redthread::report
