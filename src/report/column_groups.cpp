// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "report/table_width.hpp"

namespace redthread::report {
namespace {

/// Columns [from, to) of the table.
struct Group {
  std::size_t from = 0;
  std::size_t to = 0;
};

std::size_t end_of(std::size_t column, int span) {
  return column + static_cast<std::size_t>(std::max(span, 1));
}

std::size_t label_columns(const Table& table) {
  std::size_t labels = 1;
  for (const Table::Row& row : table.rows) {
    std::size_t column = 0;
    for (const Table::Cell& cell : row.cells) {
      if (!cell.row_header || cell.column_span != 1) break;
      ++column;
    }
    labels = std::max(labels, column);
  }
  return labels;
}

/// May a group end before `column`? Not inside a header cell that spans columns.
bool is_boundary(const Table& table, std::size_t column) {
  const auto begins = header_columns(table);
  for (std::size_t line = 0; line < begins.size(); ++line) {
    for (std::size_t i = 0; i < begins[line].size(); ++i) {
      const std::size_t end = end_of(begins[line][i], table.header[line][i].column_span);
      if (begins[line][i] < column && column < end) return false;
    }
  }
  return true;
}

std::vector<Group> groups_of(const Table& table, const std::vector<double>& widths,
                             std::size_t labels, double room) {
  std::vector<Group> groups;
  for (std::size_t from = labels; from < widths.size();) {
    std::size_t to = from + 1;  // one column at least, however wide it is
    double used = widths[from];
    while (to < widths.size() && used + widths[to] <= room) used += widths[to++];
    std::size_t cut = to;
    while (cut > from && cut < widths.size() && !is_boundary(table, cut)) --cut;
    groups.push_back({from, cut > from ? cut : to});
    from = groups.back().to;
  }
  return groups;
}

Runs as_text(const Runs& runs) {
  Runs texts;
  for (const Run& run : runs) {
    const auto* figure = std::get_if<FigureRun>(&run);
    texts.push_back(figure == nullptr ? run : Run(TextRun{figure->text, figure->style}));
  }
  return texts;
}

/// The cells that stand in the labels or in the group, with what is left of their spans; `begins`
/// are the columns that they begin in.
template <typename Cell>
std::vector<Cell> cells_in(const std::vector<Cell>& line, const std::vector<std::size_t>& begins,
                           std::size_t labels, Group group, bool first_group) {
  std::vector<Cell> kept;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const Cell& cell = line[i];
    const std::size_t at = begins[i];
    const std::size_t end = end_of(at, cell.column_span);
    const std::size_t in_labels = at < labels ? std::min(end, labels) - at : 0;
    const std::size_t from = std::max(at, group.from);
    const std::size_t to = std::min(end, group.to);
    const std::size_t span = in_labels + (to > from ? to - from : 0);
    if (span > 0) {
      Cell made = cell;
      made.column_span = static_cast<int>(span);
      const bool printed_before = !first_group && at < group.from;
      if (printed_before) made.runs = as_text(made.runs);
      kept.push_back(std::move(made));
    }
  }
  return kept;
}

std::vector<std::size_t> begins_of(const Table::Row& row) {
  std::vector<std::size_t> begins;
  std::size_t at = 0;
  for (const Table::Cell& cell : row.cells) {
    begins.push_back(at);
    at = end_of(at, cell.column_span);
  }
  return begins;
}

Table part_of(const Table& table, std::size_t labels, Group group, bool first_group) {
  Table part;
  part.id = table.id;
  part.sheet = table.sheet;
  part.caption = table.caption;
  part.summary = table.summary;
  part.measure_unit = table.measure_unit;
  part.notes = table.notes;
  part.source = table.source;
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    if (column < labels || (column >= group.from && column < group.to)) {
      part.columns.push_back(table.columns[column]);
    }
  }
  const auto begins = header_columns(table);
  for (std::size_t line = 0; line < begins.size(); ++line) {
    part.header.push_back(cells_in(table.header[line], begins[line], labels, group, first_group));
  }
  for (const Table::Row& row : table.rows) {
    part.rows.push_back(
        {row.style, row.indent, cells_in(row.cells, begins_of(row), labels, group, first_group)});
  }
  return part;
}

}  // namespace

std::vector<Table> column_groups(const Table& table, double width) {
  const std::vector<double> widths = column_widths(table);
  double all = 0;
  for (const double each : widths) all += each;
  if (all <= width || widths.size() < 3) return {};
  const std::size_t labels = std::min(label_columns(table), widths.size() - 1);
  double room = width;
  for (std::size_t column = 0; column < labels; ++column) room -= widths[column];
  std::vector<Table> parts;
  for (const Group group : groups_of(table, widths, labels, room)) {
    parts.push_back(part_of(table, labels, group, parts.empty()));
  }
  return parts;
}

}  // namespace redthread::report
