// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "documents/pdf_page.hpp"

namespace redthread::documents {

/// Words of a line without a wide gap between them.
struct PdfSegment {
  double left = 0;
  double right = 0;
  std::vector<const PdfWord*> words;

  std::string text() const;
};

/// What stands on one height of a page.
struct PdfLine {
  double top = 0;
  double bottom = 0;
  std::vector<PdfSegment> segments;  ///< from left to right

  double height() const { return bottom - top; }
  double middle() const { return (top + bottom) / 2; }
  std::string text() const;
  /// A first cell, and a figure or a mark for a missing one after it; or figures alone.
  bool has_figures() const;
};

/// The lines of a page from above. The words must outlive them.
std::vector<PdfLine> lines_of(const PdfPage& page);

/// A column's ends.
struct PdfColumn {
  double left = 0;
  double right = 0;
  double middle() const { return (left + right) / 2; }
};

/// Where columns stand by `rows` (indexes of lines): parted where at most a tenth of them has
/// anything.
std::vector<PdfColumn> columns_of(const std::vector<PdfLine>& lines,
                                  const std::vector<std::size_t>& rows);

}  // namespace redthread::documents
