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
