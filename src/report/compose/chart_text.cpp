// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "report/compose/compose_chart.hpp"
#include "report/words.hpp"

// A chart in words, for those who cannot see it: what kind, of what, and its own extremes.

namespace redthread::report {
namespace {

const FigureRun* figure_in(const Table::Row& row, std::size_t column) {
  if (column >= row.cells.size()) return nullptr;
  for (const Run& run : row.cells[column].runs) {
    if (const auto* figure = std::get_if<FigureRun>(&run)) return figure;
  }
  return nullptr;
}

std::string text_of(const Runs& runs) {
  std::string text;
  for (const Run& run : runs) {
    if (const auto* plain = std::get_if<TextRun>(&run)) text += plain->text;
    if (const auto* figure = std::get_if<FigureRun>(&run)) text += figure->text;
  }
  return text;
}

std::string label_of(const Table::Row& row) { return text_of(row.cells.front().runs); }

/// A category and its value.
struct Place {
  const Table::Row* row = nullptr;
  const FigureRun* figure = nullptr;
  std::string text() const { return label_of(*row) + " " + figure->text; }
};

struct Extremes {
  Place highest;
  Place lowest;
  int missing = 0;
};

Extremes extremes_of(const Chart& chart, std::size_t column) {
  Extremes found;
  for (const Table::Row& row : chart.data.rows) {
    const FigureRun* figure = figure_in(row, column);
    if (figure == nullptr || !figure->figure->value) {
      ++found.missing;
      continue;
    }
    const Exact value = *figure->figure->value;
    if (!found.highest.row || value > *found.highest.figure->figure->value) {
      found.highest = {&row, figure};
    }
    if (!found.lowest.row || value < *found.lowest.figure->figure->value) {
      found.lowest = {&row, figure};
    }
  }
  return found;
}

std::string bridge_text(const Chart& chart, const Words& say) {
  const Table::Row& first = chart.data.rows.front();
  const Table::Row& last = chart.data.rows.back();
  std::string text = fmt::format(
      fmt::runtime(say.chart_from_to),
      fmt::arg("from", text_of(first.cells[0].runs) + " " + text_of(first.cells[1].runs)),
      fmt::arg("to", text_of(last.cells[0].runs) + " " + text_of(last.cells[1].runs)));
  for (std::size_t i = 1; i + 1 < chart.data.rows.size(); ++i) {
    const Table::Row& step = chart.data.rows[i];
    text +=
        fmt::format("{}{} {}", i == 1 ? " " : ", ", label_of(step), text_of(step.cells[1].runs));
  }
  return chart.data.rows.size() > 2 ? text + "." : text;
}

/// `Första besök 78,7 % (mål ≥ 95 %), …`
std::string bullet_text(const Chart& chart, const Words& say) {
  std::string text;
  for (const Table::Row& row : chart.data.rows) {
    if (row.cells.size() < 3) continue;
    text += fmt::format("{}{} {} ({} {})", text.empty() ? "" : ", ", label_of(row),
                        text_of(row.cells[1].runs), say.chart_target, text_of(row.cells[2].runs));
  }
  return text + ".";
}

std::string series_text(const Chart& chart, const Words& say) {
  std::string text;
  for (const Chart::Series& series : chart.series) {
    const Extremes found = extremes_of(chart, series.column);
    const std::string name = text_of(chart.data.header.back()[series.column].runs);
    if (!text.empty()) text += ' ';
    if (!found.highest.row) {
      text += fmt::format(fmt::runtime(say.chart_all_missing), fmt::arg("series", name));
      continue;
    }
    text += fmt::format(fmt::runtime(say.chart_extremes), fmt::arg("series", name),
                        fmt::arg("highest", found.highest.text()),
                        fmt::arg("lowest", found.lowest.text()));
    if (found.missing > 0) {
      text += ' ' + fmt::format(fmt::runtime(say.chart_missing), fmt::arg("count", found.missing));
    }
  }
  return text;
}

}  // namespace

std::string chart_description(const Chart& chart, Language language) {
  const Words& say = words(language);
  std::string text = std::string(chart_name(chart.kind, language)) + ": " + chart.data.caption;
  text += ". ";
  if (!chart.data.measure_unit.empty()) text += chart.data.measure_unit + ". ";
  if (chart.kind == Chart::Kind::bridge) return text + bridge_text(chart, say);
  if (chart.kind == Chart::Kind::bullet) return text + bullet_text(chart, say);
  return text + series_text(chart, say);
}

}  // namespace redthread::report
