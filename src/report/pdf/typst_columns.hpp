// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "model/document.hpp"

namespace redthread::report {

/// The longest few of the texts that it is shown.
class Longest {
 public:
  void see(std::string_view text);
  std::size_t length() const { return kept_[0].length; }
  /// The texts, longest first; empty ones where there were fewer.
  struct Kept {
    std::size_t length = 0;
    std::string text;
  };
  const std::array<Kept, 4>& kept() const { return kept_; }

 private:
  std::array<Kept, 4> kept_;
};

/// What a printed column has to hold.
struct PrintedColumn {
  Longest cells;
  Longest words;          ///< of the header
  std::size_t prose = 0;  ///< characters in the longest cell without a figure

  std::size_t length() const;
  /// Its texts are broken into lines; otherwise the column holds the longest of them unbroken.
  bool wraps() const;
};
std::vector<PrintedColumn> printed_columns(const Table& table);

/// Millimetres on either side of a cell's text, as the preamble says.
constexpr double cell_inset = 1.1;
/// Millimetres that the row's first cell is indented.
double indent_of(const Table::Row& row);

/// How a printed table's columns share the page.
struct ColumnWidths {
  double size = 0;         ///< of the type, in points
  double page = 0;         ///< between the margins, in millimetres
  bool stretched = false;  ///< over the whole page

  /// Millimetres of the first column when the table is not stretched.
  static double label(const PrintedColumn& column);
  /// A column that wraps has so many parts of what the others leave.
  static std::size_t share(const PrintedColumn& column);
};

/// Which of the table's lines, header lines included, are certain to be one line of text high: so
/// many that are not, then so many that are, and so on in turn. Typst sets such rows once, where it
/// sets others twice to find out their height.
std::vector<std::size_t> one_line_rows(const Table& table,
                                       const std::vector<PrintedColumn>& columns,
                                       const ColumnWidths& widths);

}  // namespace redthread::report
