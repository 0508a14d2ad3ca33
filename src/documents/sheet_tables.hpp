// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/read_document.hpp"

namespace redthread::documents {

/// A sheet as it is stored: what its cells show, by row and column from 1.
struct Sheet {
  struct Merge {
    int top = 0, left = 0, bottom = 0, right = 0;
  };
  std::string name;
  std::map<int, std::map<int, std::string>> rows;
  std::vector<Merge> merges;
};

/// Finds a sheet's tables, and the texts around them. Rows belong together until an empty row
/// after which a header begins (words or years in two cells or more, figures below); so do
/// columns, until an empty column that has labels on its right. Rows above a header with text in
/// one cell alone are titles.
void find_sheet_tables(const Sheet& sheet, ReadDocument& document);

/// Whether a text is a figure as people print it, roughly: digits with what may stand around them.
bool looks_like_figure(std::string_view text);
/// ... and no year.
bool looks_like_amount(std::string_view text);

}  // namespace redthread::documents
