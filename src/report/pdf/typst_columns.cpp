// SPDX-License-Identifier: Apache-2.0
#include "report/pdf/typst_columns.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "report/pdf/text_width.hpp"
#include "report/table_width.hpp"

namespace redthread::report {
namespace {

constexpr std::size_t short_text = 18;  ///< characters in a cell that does not wrap
constexpr double held = 2.3;            ///< what a column that holds its texts adds to them

std::string plain_text(const Runs& runs) {
  std::string text;
  for (const Run& run : runs) {
    if (const auto* figure = std::get_if<FigureRun>(&run)) text += figure->text;
    if (const auto* part = std::get_if<TextRun>(&run)) text += part->text;
  }
  return text;
}

/// The texts between the line breaks of a cell.
std::vector<std::string> lines_of(const Runs& runs) {
  std::vector<std::string> lines(1);
  for (const Run& run : runs) {
    if (const auto* figure = std::get_if<FigureRun>(&run)) lines.back() += figure->text;
    if (const auto* part = std::get_if<TextRun>(&run)) lines.back() += part->text;
    if (std::holds_alternative<LineBreak>(run)) lines.emplace_back();
  }
  return lines;
}

bool has_figure(const Runs& runs) {
  return std::any_of(runs.begin(), runs.end(),
                     [](const Run& run) { return std::holds_alternative<FigureRun>(run); });
}

bool is_plain(const Runs& runs) {
  return std::all_of(runs.begin(), runs.end(), [](const Run& run) {
    if (const auto* figure = std::get_if<FigureRun>(&run)) {
      return figure->style == TextRun::Style::plain;
    }
    const auto* text = std::get_if<TextRun>(&run);
    return text != nullptr && text->style == TextRun::Style::plain;
  });
}

/// What a column has room for in one line, at least.
struct Room {
  double width = 0;
  const Longest* held = nullptr;  ///< texts that it surely holds
};

class OneLine {
 public:
  OneLine(const Table& table, const std::vector<PrintedColumn>& columns, const ColumnWidths& widths)
      : table_(table), widths_(widths), rooms_(columns.size()) {
    double left = widths.page;
    std::size_t shares = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (i == 0 && !widths.stretched) {
        rooms_[i].width = ColumnWidths::label(columns[i]) - 2 * cell_inset;
      } else if (i == 0 || columns[i].wraps()) {
        shares += ColumnWidths::share(columns[i]);
      } else {
        left -= hold(columns[i], rooms_[i]);
      }
    }
    for (std::size_t i = 0; i < columns.size() && widths.stretched; ++i) {
      if (i > 0 && !columns[i].wraps()) continue;
      const auto share = static_cast<double>(ColumnWidths::share(columns[i]));
      rooms_[i].width = left * share / static_cast<double>(shares) - 2 * cell_inset;
    }
  }

  bool holds(const Table::Row& row) const {
    if (row.style == Table::Row::Style::heading) return false;
    bool seen = false;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const Table::Cell& cell = row.cells[i];
      if (cell.column_span > 1 || i >= rooms_.size() || !is_plain(cell.runs)) return false;
      const std::string text = plain_text(cell.runs);
      const auto width = text_width(text, widths_.size);
      const double indent = i == 0 ? indent_of(row) : 0;
      if (!width || (width->most + indent > rooms_[i].width && !is_held(text, rooms_[i]))) {
        return false;
      }
      seen = seen || text.find_first_not_of(" \u00A0") != std::string::npos;
    }
    return seen;
  }

  /// Cells of header lines stand where they are written only when they fill their lines.
  bool has_whole_header() const {
    std::size_t cells = 0;
    for (const auto& line : table_.header) {
      for (const Table::HeaderCell& cell : line) {
        cells += static_cast<std::size_t>(std::max(cell.column_span, 1)) *
                 static_cast<std::size_t>(std::max(cell.row_span, 1));
      }
    }
    return cells == table_.header.size() * rooms_.size();
  }

 private:
  static bool is_held(const std::string& text, const Room& room) {
    return room.held != nullptr &&
           std::any_of(room.held->kept().begin(), room.held->kept().end(),
                       [&text](const Longest::Kept& kept) { return kept.text == text; });
  }

  /// The most that the column takes of the page.
  double hold(const PrintedColumn& column, Room& room) const {
    double most = 0;
    for (const Longest* texts : {&column.cells, &column.words}) {
      for (const Longest::Kept& kept : texts->kept()) {
        const auto width = text_width(kept.text, widths_.size);
        most = std::max(most, width ? width->most : widths_.page);
        room.width = std::max(room.width, width ? width->least : 0);
      }
    }
    room.width += held - 2 * cell_inset;
    room.held = &column.cells;
    return most + held;
  }

  const Table& table_;
  const ColumnWidths& widths_;
  std::vector<Room> rooms_;
};

}  // namespace

void Longest::see(std::string_view text) {
  const std::size_t length = character_count(text);
  for (Kept& kept : kept_) {
    if (kept.text == text) return;
    if (length <= kept.length) continue;
    for (auto* later = kept_.data() + kept_.size() - 1; later != &kept; --later) {
      *later = *(later - 1);
    }
    kept = {length, std::string(text)};
    return;
  }
}

std::size_t PrintedColumn::length() const { return std::max(cells.length(), words.length()); }
bool PrintedColumn::wraps() const { return prose > short_text || length() > 2 * short_text; }

std::vector<PrintedColumn> printed_columns(const Table& table) {
  std::vector<PrintedColumn> columns(column_count(table));
  const auto begins = header_columns(table);
  for (std::size_t line = 0; line < begins.size(); ++line) {
    for (std::size_t i = 0; i < begins[line].size(); ++i) {
      const Table::HeaderCell& cell = table.header[line][i];
      if (cell.column_span > 1) continue;
      const std::string text = plain_text(cell.runs);
      for (const std::string_view word : split(text, ' ')) columns[begins[line][i]].words.see(word);
    }
  }
  for (const Table::Row& row : table.rows) {
    std::size_t column = 0;
    for (const Table::Cell& cell : row.cells) {
      if (cell.column_span <= 1) {
        for (const std::string& line : lines_of(cell.runs)) {
          columns[column].cells.see(line);
          if (has_figure(cell.runs)) continue;
          columns[column].prose = std::max(columns[column].prose, character_count(line));
        }
      }
      column += static_cast<std::size_t>(std::max(cell.column_span, 1));
    }
  }
  return columns;
}

double indent_of(const Table::Row& row) {
  constexpr int deepest = 6;
  constexpr double step = 3.4;
  return std::min(row.indent, deepest) * step;
}

double ColumnWidths::label(const PrintedColumn& column) {
  constexpr double character = 1.9;  // millimetres
  return std::clamp(static_cast<double>(column.length()) * character, 45.0, 90.0);
}

std::size_t ColumnWidths::share(const PrintedColumn& column) {
  return std::clamp<std::size_t>(column.length(), 12, 44);
}

std::vector<std::size_t> one_line_rows(const Table& table,
                                       const std::vector<PrintedColumn>& columns,
                                       const ColumnWidths& widths) {
  std::vector<std::size_t> runs = {table.header.size()};
  const OneLine line(table, columns, widths);
  const bool whole_header = line.has_whole_header();
  for (const Table::Row& row : table.rows) {
    const bool fits = whole_header && line.holds(row);
    if (fits == (runs.size() % 2 == 0)) {
      ++runs.back();
    } else {
      runs.push_back(1);
    }
  }
  return runs;
}

}  // namespace redthread::report
