// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/read_document.hpp"

namespace redthread::documents {

/// A word on a page, in points from the upper left corner.
struct PdfWord {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
  std::string text;
};
struct PdfPage {
  int number = 0;  ///< from 1
  std::vector<PdfWord> words;
};

/// Reads what `pdftotext -tsv` writes. Lines that are not as they should be are left out.
std::vector<PdfPage> pages_of_tsv(std::string_view tsv);

/// Finds tables by how words stand. Words of a line that are closer than half their height are one
/// cell; lines with figures after a first cell, one under another, are the rows of a table; where
/// nearly all rows are empty from top to bottom, columns part. Lines above that are aligned with
/// the columns are the header, and a header's text over several columns is a merged cell. Labels
/// over several lines are put together by the distance of the lines; their left ends tell indents.
/// A table that goes on on the next page, with the same header, is one. What is left is text.
void find_page_tables(const std::vector<PdfPage>& pages, ReadDocument& document);

}  // namespace redthread::documents
