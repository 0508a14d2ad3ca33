// SPDX-License-Identifier: Apache-2.0
#include "documents/grid.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace redthread::documents {

void GridBuilder::start_row(int line, bool header, int page) {
  if (!rows_.empty() && !dropped_) fill_from_above();
  dropped_ = rows_.size() >= limits_.rows || cells_ >= limits_.cells;
  too_large_ = too_large_ || dropped_;
  if (!dropped_) rows_.push_back({.page = page, .line = line, .header = header, .cells = {}});
}

bool GridBuilder::put(ReadCell cell) {
  if (rows_.back().cells.size() >= limits_.columns || cells_ >= limits_.cells) {
    too_large_ = true;
    return false;
  }
  ++cells_;
  rows_.back().cells.push_back(std::move(cell));
  return true;
}

/// Cells of rows above that reach down to here.
void GridBuilder::fill_from_above() {
  auto& cells = rows_.back().cells;
  while (cells.size() < below_.size() && below_[cells.size()] > 0) {
    const std::size_t column = cells.size();
    --below_[column];
    const auto& above = rows_[rows_.size() - 2].cells;
    std::string text = column < above.size() ? above[column].text : std::string();
    if (!put({std::move(text), ReadCell::Merged::above})) return;
  }
}

void GridBuilder::add(const std::string& text, std::size_t column_span, std::size_t row_span) {
  if (rows_.empty() || dropped_) return;
  fill_from_above();
  const std::size_t columns = std::clamp<std::size_t>(column_span, 1, limits_.columns);
  for (std::size_t i = 0; i < columns; ++i) {
    const std::size_t column = rows_.back().cells.size();
    // A cell that reaches down from above is in the way of a malformed span.
    if (i > 0 && column < below_.size() && below_[column] > 0) break;
    if (!put({text, i == 0 ? ReadCell::Merged::no : ReadCell::Merged::left})) return;
    if (below_.size() <= column) below_.resize(column + 1);
    below_[column] = row_span > 1 ? row_span - 1 : 0;
  }
}

void GridBuilder::skip(std::size_t columns) {
  for (std::size_t i = 0; i < std::min(columns, limits_.columns); ++i) add({});
}

void GridBuilder::add_continued(std::size_t column_span) {
  if (rows_.empty() || dropped_) return;
  const std::size_t columns = std::clamp<std::size_t>(column_span, 1, limits_.columns);
  for (std::size_t i = 0; i < columns; ++i) {
    const std::size_t column = rows_.back().cells.size();
    const bool has_above = rows_.size() > 1 && column < rows_[rows_.size() - 2].cells.size();
    std::string text = has_above ? rows_[rows_.size() - 2].cells[column].text : std::string();
    if (!put({std::move(text), ReadCell::Merged::above})) return;
  }
}

std::vector<ReadRow> GridBuilder::finish() {
  if (!rows_.empty() && !dropped_) fill_from_above();
  std::size_t columns = 0;
  for (const ReadRow& row : rows_) columns = std::max(columns, row.cells.size());
  for (ReadRow& row : rows_) row.cells.resize(columns);
  below_.clear();
  cells_ = 0;
  return std::exchange(rows_, {});
}

std::string collapsed(std::string_view text) {
  std::string result;
  bool blank = false;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
      blank = true;
      continue;
    }
    if (blank && !result.empty()) result += ' ';
    blank = false;
    result += c;
  }
  return result;
}

std::string clean(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const Character c = character_at(text, at);
    const bool control = c.code_point < ' ' || c.code_point == 0x7F;
    if (control) {
      result += ' ';
    } else if (c.valid) {
      result += text.substr(at, c.bytes);
    } else {
      result += "\xEF\xBF\xBD";
    }
    at += c.bytes;
  }
  return result;
}

}  // namespace redthread::documents
