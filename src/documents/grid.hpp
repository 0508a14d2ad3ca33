// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "model/read_document.hpp"

namespace redthread::documents {

/// What a table may have at most: a document may say `colspan="1000000000"`.
struct GridLimits {
  std::size_t columns = 500;
  std::size_t rows = 200'000;
  std::size_t cells = 4'000'000;
};

/// Lays cells with spans out as a grid, row by row, as HTML and Word number them.
class GridBuilder {
 public:
  explicit GridBuilder(const GridLimits& limits = {}) : limits_(limits) {}

  void start_row(int line, bool header, int page = 0);
  /// The next cell of the row, at the first column that is free. Spans below 1 count as 1.
  void add(const std::string& text, std::size_t column_span = 1, std::size_t row_span = 1);
  /// Columns that the row leaves out at its start.
  void skip(std::size_t columns);
  /// Word's way: the cell continues the one above.
  void add_continued(std::size_t column_span);
  /// The rows, all as wide as the widest; the builder is empty then.
  std::vector<ReadRow> finish();
  /// Whether a limit was passed: what was beyond is left out.
  bool is_too_large() const { return too_large_; }

 private:
  void fill_from_above();
  bool put(ReadCell cell);

  GridLimits limits_;
  std::vector<ReadRow> rows_;
  std::vector<std::size_t> below_;  ///< for each column, how many more rows its cell spans
  std::size_t cells_ = 0;
  bool too_large_ = false;
  bool dropped_ = false;  ///< the row that is being added is beyond the limit
};

/// Without blanks at both ends, runs of blanks and line ends as one blank.
std::string collapsed(std::string_view text);
/// Valid UTF-8 without control characters.
std::string clean(std::string_view text);

}  // namespace redthread::documents
