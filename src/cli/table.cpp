// SPDX-License-Identifier: Apache-2.0
#include "cli/table.hpp"

#include <algorithm>
#include <ostream>

#include "base/error.hpp"
#include "base/text.hpp"

namespace redthread::cli {
namespace {

constexpr const char* between_columns = "  ";

std::string padded(const std::string& text, std::size_t width, TextTable::Align align) {
  const std::size_t count = character_count(text);
  const std::string padding(width > count ? width - count : 0, ' ');
  return align == TextTable::Align::right ? padding + text : text + padding;
}

std::string without_trailing_blanks(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

}  // namespace

void TextTable::column(std::string title, Align align) {
  titles_.push_back(std::move(title));
  aligns_.push_back(align);
}

void TextTable::row(std::vector<std::string> cells) {
  REDTHREAD_ASSERT(cells.size() == titles_.size(), "a row has one cell a column");
  rows_.push_back(std::move(cells));
}

void TextTable::print(std::ostream& out) const {
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < titles_.size(); ++i) {
    std::size_t width = character_count(titles_[i]);
    for (const auto& row : rows_) width = std::max(width, character_count(row[i]));
    widths.push_back(width);
  }
  const auto line = [&](const std::vector<std::string>& cells) {
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) text += between_columns;
      text += padded(cells[i], widths[i], aligns_[i]);
    }
    out << without_trailing_blanks(std::move(text)) << '\n';
  };
  line(titles_);
  std::size_t total = 0;
  for (const std::size_t width : widths) total += width + 2;
  for (std::size_t i = 2; i < total; ++i) out << "─";
  out << '\n';
  for (const auto& row : rows_) line(row);
}

}  // namespace redthread::cli
