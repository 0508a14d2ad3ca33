// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "model/document.hpp"

namespace redthread::report {

/// How a table lies on paper. Word does not lay out again what a file says about widths, so they
/// must be right: measured with Arial's metrics, which most fonts of offices are narrower than.

/// A header cell where it begins, or what lies below it when it spans lines.
struct HeaderSlot {
  const Table::HeaderCell* cell = nullptr;  ///< nullptr: nothing
  std::size_t column = 0;
  std::size_t columns = 1;
  bool begins = true;    ///< false: the cell above goes on
  bool goes_on = false;  ///< into the next line
};
/// The header's lines, each with slots that cover every column once.
std::vector<std::vector<HeaderSlot>> header_slots(const Table& table, std::size_t columns);

/// Columns that stand beside each other; a table that is too wide has several such parts, each
/// beginning with the label column.
struct TablePart {
  std::vector<std::size_t> columns;
  std::vector<int> widths;  ///< in twentieths of a point, one a column
};
struct TableLayout {
  std::size_t columns = 0;       ///< of the whole table, whatever its rows say
  bool dense = false;            ///< in small type
  bool lying = false;            ///< on a page that lies down
  std::vector<TablePart> parts;  ///< none when the table has no columns
};

/// For text that is `upright` wide on an upright page and `lying` wide on one that lies down,
/// in twentieths of a point.
TableLayout lay_out(const Table& table, int upright, int lying);

/// Width of a text in Arial, in thousandths of its size.
int text_width(std::string_view text);

}  // namespace redthread::report
