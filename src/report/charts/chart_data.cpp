// SPDX-License-Identifier: Apache-2.0
#include "report/charts/chart_data.hpp"

#include <algorithm>
#include <string_view>
#include <variant>

#include "base/text.hpp"

namespace redthread::report {
namespace {

constexpr std::size_t longest_text = 40;  // of a figure; anything longer is no number

std::string plain_text(const Runs& runs) {
  std::string text;
  for (const Run& run : runs) {
    if (const auto* figure = std::get_if<FigureRun>(&run)) text += figure->text;
    if (const auto* words = std::get_if<TextRun>(&run)) text += words->text;
    if (std::holds_alternative<LineBreak>(run)) text += ' ';
  }
  return text;
}

/// The texts of the header's last line by column; a cell that reaches down to it counts as its.
std::vector<std::string> column_names(const Table& table) {
  std::vector<std::string> names(table.columns.size());
  std::vector<int> taken(table.columns.size(), 0);  // lines that a cell above still reaches into
  for (std::size_t line = 0; line < table.header.size(); ++line) {
    const int left = static_cast<int>(table.header.size() - line);
    std::size_t column = 0;
    for (const Table::HeaderCell& cell : table.header[line]) {
      while (column < taken.size() && taken[column] > 0) ++column;
      for (int i = 0; i < std::max(cell.column_span, 1) && column < taken.size(); ++i, ++column) {
        taken[column] = std::max(cell.row_span, 1);
        if (taken[column] >= left) names[column] = plain_text(cell.runs);
      }
    }
    for (int& lines : taken) lines = std::max(lines - 1, 0);
  }
  return names;
}

const Table::Cell* cell_at(const Table::Row& row, std::size_t wanted) {
  std::size_t column = 0;
  for (const Table::Cell& cell : row.cells) {
    if (column == wanted) return &cell;
    column += static_cast<std::size_t>(std::max(cell.column_span, 1));
  }
  return nullptr;
}

ChartPoint point_of(const Table::Cell* cell, Language language) {
  ChartPoint point;
  point.text = missing_mark;
  if (cell == nullptr) return point;
  point.fill = cell->fill;
  if (const std::string text = plain_text(cell->runs); !trim(text).empty()) {
    point.text = label_text(text, longest_text);
  }
  const auto run = std::find_if(cell->runs.begin(), cell->runs.end(), [](const Run& each) {
    return std::holds_alternative<FigureRun>(each);
  });
  if (run == cell->runs.end()) return point;
  const auto& figure = std::get<FigureRun>(*run);
  point.format = figure.show ? *figure.show : figure.figure->format;
  point.value = figure.figure->value;
  if (point.value) {
    point.with_suffix = figure.text.ends_with('%') ||
                        figure.text == format_number(*point.value, point.format, language);
  }
  return point;
}

}  // namespace

const ChartSeries* ChartData::find(Chart::Series::Role role) const {
  const auto found = std::find_if(series.begin(), series.end(),
                                  [&](const ChartSeries& each) { return each.role == role; });
  return found == series.end() ? nullptr : &*found;
}

const ChartPoint* ChartData::first_value() const {
  for (const ChartSeries& each : series) {
    for (const ChartPoint& point : each.points) {
      if (point.value) return &point;
    }
  }
  return nullptr;
}

std::size_t last_value(const ChartSeries& series) {
  for (std::size_t i = series.points.size(); i > 0; --i) {
    if (series.points[i - 1].value) return i - 1;
  }
  return std::string::npos;
}

ChartData chart_data(const Chart& chart, Language language) {
  constexpr std::size_t longest_name = 60;
  ChartData data;
  const std::vector<std::string> names = column_names(chart.data);
  for (const Table::Row& row : chart.data.rows) {
    const Table::Cell* head = cell_at(row, 0);
    data.categories.push_back(head == nullptr ? std::string()
                                              : label_text(plain_text(head->runs), longest_name));
  }
  for (const Chart::Series& each : chart.series) {
    ChartSeries series;
    series.role = each.role;
    series.nth = static_cast<std::size_t>(
        std::count_if(data.series.begin(), data.series.end(),
                      [&](const ChartSeries& other) { return other.role == each.role; }));
    if (each.column < names.size()) series.name = label_text(names[each.column], longest_name);
    for (const Table::Row& row : chart.data.rows) {
      series.points.push_back(point_of(cell_at(row, each.column), language));
    }
    data.series.push_back(std::move(series));
  }
  return data;
}

double shown_value(Exact value, const NumberFormat& format) {
  const double number = value.to_double() / format.divisor.to_double();
  switch (format.style) {
    case NumberFormat::Style::percent:
    case NumberFormat::Style::points:
      return number * 100;
    case NumberFormat::Style::number:
    case NumberFormat::Style::duration:
      break;
  }
  return number;
}

bool same_scale(const NumberFormat& a, const NumberFormat& b) {
  const auto axis = [](NumberFormat::Style style) {
    return style == NumberFormat::Style::points ? NumberFormat::Style::percent : style;
  };
  return axis(a.style) == axis(b.style) && a.divisor == b.divisor && a.suffix == b.suffix;
}

std::string label_text(std::string_view text, std::size_t most) {
  std::string label;
  std::size_t characters = 0;
  std::size_t before_last = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    if (characters == most) return label.substr(0, before_last) + "\u2026";
    before_last = label.size();
    const char32_t code = character.code_point;
    if (!character.valid) {
      label += "\uFFFD";
    } else if (code == '\t' || code == '\n' || code == '\r') {
      label += ' ';
    } else if (code < 0x20 || (code >= 0x7F && code < 0xA0)) {
      label += "\uFFFD";
    } else {
      label += text.substr(at, character.bytes);
    }
    at += character.bytes;
    ++characters;
  }
  return label;
}

}  // namespace redthread::report
