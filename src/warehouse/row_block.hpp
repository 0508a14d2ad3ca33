// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/period.hpp"
#include "warehouse/duckdb.hpp"
#include "warehouse/fact_table.hpp"
#include "warehouse/row_typer.hpp"

namespace redthread::warehouse {

/// Some hundred thousand rows on their way into a fact's table: filled in the file's order, put
/// into the table in the order of month and unit, so that what is asked for together lies
/// together, and packs well.
class RowBlock {
 public:
  explicit RowBlock(const FactTable& table);

  static constexpr std::size_t capacity = 245'760;  ///< twice what the engine packs together
  std::size_t size() const { return lines_.size(); }
  bool is_full() const { return lines_.size() == capacity; }

  /// `values`: by column of the fact, as RowTyper gives them; they are copied.
  void add(int line, Month month, const std::vector<TypedValue>& values);
  void sort();
  /// Fills a chunk with the sorted rows from `first`, as many as it has room for.
  void fill(Chunk& chunk, int delivery, std::size_t first) const;
  void clear();

 private:
  struct Column {
    std::size_t index = 0;  ///< of the fact
    bool is_text = false;
    std::vector<std::int64_t> values;    ///< of a text: where it ends in `texts`
    std::vector<unsigned char> missing;  ///< by row
    bool has_missing = false;
    std::string texts;

    std::string_view text(std::size_t row) const;
  };
  static void fill_column(Chunk& chunk, std::size_t at, const Column& column,
                          const std::uint32_t* rows, std::size_t count);

  std::vector<std::int64_t> lines_;
  std::vector<std::int64_t> months_;
  std::vector<Column> columns_;       ///< FactTable::stored
  std::size_t unit_ = 0;              ///< index into columns_
  std::vector<std::uint32_t> order_;  ///< rows
};

}  // namespace redthread::warehouse
