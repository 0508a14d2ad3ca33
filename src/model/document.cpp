// SPDX-License-Identifier: Apache-2.0
#include "model/document.hpp"

#include <cstddef>
#include <string_view>
#include <unordered_set>

namespace redthread {
namespace {

void collect(const Runs& runs, std::vector<const FigureRun*>& found) {
  for (const Run& run : runs) {
    if (const auto* figure = std::get_if<FigureRun>(&run)) found.push_back(figure);
  }
}

void collect(const Table& table, std::vector<const FigureRun*>& found) {
  for (const auto& line : table.header) {
    for (const Table::HeaderCell& cell : line) collect(cell.runs, found);
  }
  for (const Table::Row& row : table.rows) {
    for (const Table::Cell& cell : row.cells) collect(cell.runs, found);
  }
}

}  // namespace

std::string_view to_string(Table::Fill fill) {
  switch (fill) {
    case Table::Fill::none:
      break;
    case Table::Fill::pale_green:
      return "pale_green";
    case Table::Fill::green:
      return "green";
    case Table::Fill::yellow:
      return "yellow";
    case Table::Fill::orange:
      return "orange";
    case Table::Fill::red:
      return "red";
    case Table::Fill::shaded:
      return "shaded";
  }
  return "none";
}

std::optional<Table::Fill> parse_fill(std::string_view word) {
  using enum Table::Fill;
  for (const Table::Fill fill : {none, pale_green, green, yellow, orange, red, shaded}) {
    if (to_string(fill) == word) return fill;
  }
  return std::nullopt;
}

std::string_view to_string(Chart::Kind kind) {
  switch (kind) {
    case Chart::Kind::line:
      return "line";
    case Chart::Kind::bars:
      return "bars";
    case Chart::Kind::shares:
      return "shares";
    case Chart::Kind::bullet:
      return "bullet";
    case Chart::Kind::bridge:
      return "bridge";
    case Chart::Kind::spark:
      return "spark";
    case Chart::Kind::heat:
      return "heat";
  }
  return "bars";
}

const std::vector<std::string>& chart_kind_words() {
  static const std::vector<std::string> words = {"bars", "bridge", "bullet", "heat",
                                                 "line", "shares", "spark"};
  return words;
}

std::optional<Chart::Kind> parse_chart_kind(std::string_view word) {
  using enum Chart::Kind;
  for (const Chart::Kind kind : {line, bars, shares, bullet, bridge, spark, heat}) {
    if (to_string(kind) == word) return kind;
  }
  return std::nullopt;
}

std::string_view to_string(Chart::Series::Role role) {
  switch (role) {
    case Chart::Series::Role::outcome:
      return "outcome";
    case Chart::Series::Role::budget:
      return "budget";
    case Chart::Series::Role::previous:
      return "previous";
    case Chart::Series::Role::forecast:
      return "forecast";
    case Chart::Series::Role::forecast_low:
      return "forecast_low";
    case Chart::Series::Role::forecast_high:
      return "forecast_high";
    case Chart::Series::Role::rolling:
      return "rolling";
    case Chart::Series::Role::target:
      return "target";
    case Chart::Series::Role::tolerance:
      return "tolerance";
    case Chart::Series::Role::part:
      return "part";
  }
  return "outcome";
}

std::optional<Chart::Series::Role> parse_series_role(std::string_view word) {
  using enum Chart::Series::Role;
  for (const Chart::Series::Role role : {outcome, budget, previous, forecast, forecast_low,
                                         forecast_high, rolling, target, tolerance, part}) {
    if (to_string(role) == word) return role;
  }
  return std::nullopt;
}

const Table* table_of(const Block& block) {
  if (const auto* chart = std::get_if<Chart>(&block)) return &chart->data;
  return std::get_if<Table>(&block);
}

std::vector<const FigureRun*> printed_figures(const Document& document) {
  std::vector<const FigureRun*> found;
  for (const Block& block : document.blocks) {
    if (const auto* paragraph = std::get_if<Paragraph>(&block)) {
      collect(paragraph->runs, found);
    } else if (const auto* list = std::get_if<BulletList>(&block)) {
      for (const Runs& item : list->items) collect(item, found);
    } else if (const Table* table = table_of(block)) {
      collect(*table, found);
    }
  }
  return found;
}

std::vector<FigurePtr> all_figures(const Document& document) {
  // One walk for the whole document: threads share most of their operands.
  std::vector<FigurePtr> figures;
  std::unordered_set<const Figure*> seen;
  std::unordered_set<std::string_view> ids;
  std::vector<const FigurePtr*> waiting;
  for (const FigureRun* run : printed_figures(document)) {
    waiting.push_back(&run->figure);
    while (!waiting.empty()) {
      const FigurePtr& figure = *waiting.back();
      waiting.pop_back();
      if (!figure || !seen.insert(figure.get()).second) continue;
      if (ids.insert(figure->id).second) figures.push_back(figure);
      // A stack: the first operand comes out first when it goes in last.
      for (std::size_t i = figure->operands.size(); i-- > 0;) {
        waiting.push_back(&figure->operands[i]);
      }
    }
  }
  return figures;
}

}  // namespace redthread
