// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "report/words.hpp"
#include "report/xlsx/xlsx_book.hpp"

namespace redthread::report {
namespace {

std::uint32_t fill_colour(Table::Fill fill) {
  switch (fill) {
    case Table::Fill::none:
      break;
    case Table::Fill::pale_green:
      return 0xEEF7E4;
    case Table::Fill::green:
      return 0xDDF0E1;
    case Table::Fill::yellow:
      return 0xFDF1C7;
    case Table::Fill::orange:
      return 0xFCDDC0;
    case Table::Fill::red:
      return 0xFADEDB;
    case Table::Fill::shaded:
      return 0xECEEF0;
  }
  return 0;
}

lxw_col_t column_number(std::size_t column) { return static_cast<lxw_col_t>(column); }

/// Wide enough for what stands in the column, within reason: long text wraps.
void set_widths(lxw_worksheet* sheet, const Table& table) {
  std::vector<std::size_t> widths(table.columns.size(), 8);
  for (const auto& line : table.header) {
    std::size_t column = 0;
    for (const Table::HeaderCell& cell : line) {
      if (cell.column_span == 1 && column < widths.size()) {
        // A head wraps at words: two lines of it are enough.
        widths[column] =
            std::max(widths[column], character_count(plain_text(cell.runs)) * 5 / 8 + 2);
      }
      column += static_cast<std::size_t>(std::max(cell.column_span, 1));
    }
  }
  for (const Table::Row& row : table.rows) {
    std::size_t column = 0;
    for (const Table::Cell& cell : row.cells) {
      if (cell.column_span == 1 && column < widths.size()) {
        const std::size_t indent =
            column == 0 ? static_cast<std::size_t>(std::max(row.indent, 0)) * 2 : 0;
        widths[column] =
            std::max(widths[column], character_count(plain_text(cell.runs)) + 2 + indent);
      }
      column += static_cast<std::size_t>(std::max(cell.column_span, 1));
    }
  }
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const std::size_t most = i == 0 ? 48 : table.columns[i] == Table::Align::end ? 24 : 40;
    worksheet_set_column(sheet, column_number(i), column_number(i),
                         static_cast<double>(std::min(widths[i], most)), nullptr);
  }
}

/// Merges when the cell spans more than itself; the merged cells' content is the first one's.
void merge(XlsxBook& book, lxw_worksheet* sheet, lxw_row_t row, std::size_t column, int rows,
           int columns, const CellStyle& style) {
  if (rows <= 1 && columns <= 1) return;
  worksheet_merge_range(sheet, row, column_number(column),
                        row + static_cast<lxw_row_t>(std::max(rows, 1)) - 1,
                        column_number(column + static_cast<std::size_t>(std::max(columns, 1)) - 1),
                        "", book.format(style));
}

/// Returns the first row after the head.
lxw_row_t write_head(XlsxBook& book, lxw_worksheet* sheet, const Table& table, lxw_row_t first) {
  // Cells of later lines move past those that reach down from above.
  std::vector<std::vector<bool>> taken(table.header.size(),
                                       std::vector<bool>(table.columns.size() + 1, false));
  for (std::size_t line = 0; line < table.header.size(); ++line) {
    std::size_t column = 0;
    const auto row = static_cast<lxw_row_t>(first + line);
    for (const Table::HeaderCell& cell : table.header[line]) {
      while (column < table.columns.size() && taken[line][column]) ++column;
      const bool end = column < table.columns.size() && table.columns[column] == Table::Align::end;
      const CellStyle style{.bold = true,
                            .end = end,
                            .wrap = true,
                            .top = line == 0,
                            .bottom = line + 1 == table.header.size() || cell.row_span > 1};
      merge(book, sheet, row, column, cell.row_span, cell.column_span, style);
      book.write_cell(sheet, row, column_number(column), cell.runs, style);
      for (std::size_t down = line;
           down <
           std::min(line + static_cast<std::size_t>(std::max(cell.row_span, 1)), taken.size());
           ++down) {
        for (std::size_t right = column;
             right < std::min(column + static_cast<std::size_t>(std::max(cell.column_span, 1)),
                              table.columns.size());
             ++right) {
          taken[down][right] = true;
        }
      }
      column += static_cast<std::size_t>(std::max(cell.column_span, 1));
    }
  }
  return static_cast<lxw_row_t>(first + table.header.size());
}

void write_row(XlsxBook& book, lxw_worksheet* sheet, const Table& table, const Table::Row& row,
               lxw_row_t at) {
  const bool total = row.style == Table::Row::Style::total;
  const bool heading = row.style == Table::Row::Style::heading;
  std::size_t column = 0;
  for (const Table::Cell& cell : row.cells) {
    const bool end = cell.column_span == 1 && column < table.columns.size() &&
                     table.columns[column] == Table::Align::end;
    CellStyle style{.bold = total || heading,
                    .end = end,
                    .wrap = !end,
                    .top = total,
                    .bottom = true,
                    .indent = column == 0 ? std::max(row.indent, 0) : 0,
                    .fill = fill_colour(cell.fill)};
    if (heading) style.wrap = false;
    merge(book, sheet, at, column, 1, cell.column_span, style);
    book.write_cell(sheet, at, column_number(column), cell.runs, style);
    column += static_cast<std::size_t>(std::max(cell.column_span, 1));
  }
}

}  // namespace

void write_table_sheet(XlsxBook& book, lxw_worksheet* sheet, const Table& table) {
  set_widths(sheet, table);
  lxw_row_t row = 0;
  if (!table.caption.empty())
    book.write_text(sheet, row++, 0, table.caption, {.bold = true, .size = 14});
  if (!table.summary.empty()) book.write_text(sheet, row++, 0, table.summary, {});
  if (!table.measure_unit.empty())
    book.write_text(sheet, row++, 0, table.measure_unit, {.soft = true});
  if (row > 0) ++row;
  const lxw_row_t head = row;
  row = write_head(book, sheet, table, row);
  if (row > head) {
    worksheet_freeze_panes(sheet, row, 1);
    worksheet_repeat_rows(sheet, head, row - 1);
  }
  for (const Table::Row& each : table.rows) write_row(book, sheet, table, each, row++);
  ++row;
  for (const std::string& note : table.notes)
    book.write_text(sheet, row++, 0, note, {.soft = true, .size = 9});
  if (!table.source.empty()) {
    book.write_text(sheet, row, 0, words(book.document().language).source + table.source,
                    {.soft = true, .size = 9});
  }
}

}  // namespace redthread::report
