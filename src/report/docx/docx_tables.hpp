// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "report/docx/docx_text.hpp"
#include "report/docx/table_layout.hpp"

namespace redthread::report {

/// How a part of a table is written.
struct TableLook {
  bool short_table = false;  ///< all of it on one page
  bool followed_by_notes = false;
  bool repeated = false;  ///< the label column stood in an earlier part
};

/// One `<w:tbl>`: the columns of `part` with heads that repeat on every page, rows that are not
/// cut, row headers, spans and fills.
void write_table_part(DocxText& text, const Table& table, const TableLayout& layout,
                      const TablePart& part, const TableLook& look);

}  // namespace redthread::report
