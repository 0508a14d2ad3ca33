// SPDX-License-Identifier: Apache-2.0
#include "warehouse/row_block.hpp"

#include <algorithm>

namespace redthread::warehouse {

RowBlock::RowBlock(const FactTable& table) {
  for (const int index : table.stored()) {
    const FactColumn& column = table.fact().columns[static_cast<std::size_t>(index)];
    if (index == table.fact().unit_column) unit_ = columns_.size();
    columns_.push_back({.index = static_cast<std::size_t>(index),
                        .is_text = column.type == FactColumn::Type::key ||
                                   column.type == FactColumn::Type::text,
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
    if (column.is_text) {
      if (!value.is_missing) column.texts += value.text;
      column.values.push_back(static_cast<std::int64_t>(column.texts.size()));
    } else {
      column.values.push_back(value.number);
    }
  }
}

void RowBlock::sort() {
  // One number a row, which is quick to sort: month, unit, and the row's place.
  constexpr unsigned place_bits = 20;
  constexpr unsigned unit_bits = 24;
  static_assert(capacity <= 1u << place_bits);
  std::vector<std::uint64_t> keys(lines_.size());
  for (std::size_t row = 0; row < keys.size(); ++row) {
    const auto month = static_cast<std::uint64_t>(months_[row]);
    const auto unit = static_cast<std::uint64_t>(columns_[unit_].values[row]);
    keys[row] = (((month << unit_bits) | unit) << place_bits) | row;
  }
  std::sort(keys.begin(), keys.end());
  order_.resize(keys.size());
  std::transform(keys.begin(), keys.end(), order_.begin(), [](std::uint64_t key) {
    return static_cast<std::size_t>(key & ((1u << place_bits) - 1));
  });
}

void RowBlock::append_to(ChunkAppender& chunk, int delivery) const {
  for (std::size_t first = 0; first < order_.size(); first += ChunkAppender::capacity()) {
    const std::size_t count = std::min(ChunkAppender::capacity(), order_.size() - first);
    const std::size_t* const rows = order_.data() + first;
    for (std::size_t i = 0; i < count; ++i) {
      chunk.set(0, i, std::int64_t{delivery});
      chunk.set(1, i, lines_[rows[i]]);
      chunk.set(2, i, months_[rows[i]]);
    }
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      fill(chunk, column, rows, count);
    }
    chunk.append(count);
  }
}

void RowBlock::fill(ChunkAppender& chunk, std::size_t column, const std::size_t* rows,
                    std::size_t count) const {
  const Column& from = columns_[column];
  const std::size_t to = FactTable::leading_columns + column;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t row = rows[i];
    if (from.missing[row] != 0) {
      chunk.set_null(to, i);
    } else if (from.is_text) {
      chunk.set(to, i, from.text(row));
    } else {
      chunk.set(to, i, from.values[row]);
    }
  }
}

std::string_view RowBlock::Column::text(std::size_t row) const {
  const auto start = static_cast<std::size_t>(row == 0 ? 0 : values[row - 1]);
  return std::string_view(texts).substr(start, static_cast<std::size_t>(values[row]) - start);
}

}  // namespace redthread::warehouse
