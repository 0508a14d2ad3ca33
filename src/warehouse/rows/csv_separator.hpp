// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace redthread::warehouse {

/// What separates the fields of a CSV file.
struct CsvSeparator {
  char character = ',';
  const char* name = "";     ///< `semicolon`; `one column` when nothing separates
  std::size_t preamble = 0;  ///< bytes of a first line `sep=;`, which is not a row
};

/// Tells it from the first lines: of comma, semicolon, tab and vertical bar, the one that is in the
/// header and gives most rows as many fields; of equals, the one with most columns. nullopt when
/// that leaves two. `text` is whole lines.
std::optional<CsvSeparator> csv_separator(std::string_view text, std::size_t row_limit);

}  // namespace redthread::warehouse
