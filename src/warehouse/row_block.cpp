// SPDX-License-Identifier: Apache-2.0
#include "warehouse/row_block.hpp"

#include <algorithm>
#include <numeric>

namespace redthread::warehouse {

RowBlock::RowBlock(const FactTable& table) {
  for (const int index : table.stored()) {
    const FactColumn& column = table.fact().columns[static_cast<std::size_t>(index)];
    if (index == table.fact().unit_column) unit_ = columns_.size();
    columns_.push_back(
        {.index = static_cast<std::size_t>(index),
         .is_text = column.type == FactColumn::Type::key || column.type == FactColumn::Type::text,
         .values = {},
         .missing = {},
         .texts = {}});
  }
}

void RowBlock::add(int line, Month month, const std::vector<TypedValue>& values) {
  lines_.push_back(line);
  months_.push_back(month.index());
  for (Column& column : columns_) {
    const TypedValue& value = values[column.index];
    column.missing.push_back(value.is_missing ? 1 : 0);
    column.has_missing = column.has_missing || value.is_missing;
    if (column.is_text) {
      if (!value.is_missing) column.texts += value.text;
      column.values.push_back(static_cast<std::int64_t>(column.texts.size()));
    } else {
      column.values.push_back(value.number);
    }
  }
}

void RowBlock::sort() {
  order_.resize(size());
  if (order_.empty()) return;
  // Counting, as months and units are few: where the rows of each begin, then each to its place.
  const std::vector<std::int64_t>& units = columns_[unit_].values;
  const auto [first, last] = std::minmax_element(months_.begin(), months_.end());
  const std::int64_t unit_count = *std::max_element(units.begin(), units.end()) + 1;
  const auto group = [&, first_month = *first](std::size_t row) {
    return static_cast<std::size_t>((months_[row] - first_month) * unit_count + units[row]);
  };
  std::vector<std::uint32_t> places(static_cast<std::size_t>((*last - *first + 1) * unit_count) +
                                    1);
  for (std::size_t row = 0; row < size(); ++row) ++places[group(row) + 1];
  std::partial_sum(places.begin(), places.end(), places.begin());
  for (std::size_t row = 0; row < size(); ++row) {
    order_[places[group(row)]++] = static_cast<std::uint32_t>(row);
  }
}

void RowBlock::fill(Chunk& chunk, int delivery, std::size_t first) const {
  const std::size_t count = std::min(Chunk::capacity(), order_.size() - first);
  const std::uint32_t* const rows = order_.data() + first;
  chunk.set_all(0, delivery, count);
  chunk.set_some(1, lines_.data(), rows, count);
  chunk.set_some(2, months_.data(), rows, count);
  std::size_t at = FactTable::leading_columns;
  for (const Column& column : columns_) fill_column(chunk, at++, column, rows, count);
  chunk.set_size(count);
}

void RowBlock::fill_column(Chunk& chunk, std::size_t at, const Column& column,
                           const std::uint32_t* rows, std::size_t count) {
  if (column.is_text) {
    for (std::size_t i = 0; i < count; ++i) chunk.set(at, i, column.text(rows[i]));
  } else {
    chunk.set_some(at, column.values.data(), rows, count);
  }
  if (!column.has_missing) return;
  for (std::size_t i = 0; i < count; ++i) {
    if (column.missing[rows[i]] != 0) chunk.set_null(at, i);
  }
}

void RowBlock::clear() {
  lines_.clear();
  months_.clear();
  for (Column& column : columns_) {
    column.values.clear();
    column.missing.clear();
    column.texts.clear();
    column.has_missing = false;
  }
}

std::string_view RowBlock::Column::text(std::size_t row) const {
  const auto start = static_cast<std::size_t>(row == 0 ? 0 : values[row - 1]);
  return std::string_view(texts).substr(start, static_cast<std::size_t>(values[row]) - start);
}

}  // namespace redthread::warehouse
