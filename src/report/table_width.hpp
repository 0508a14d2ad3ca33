// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "model/document.hpp"

namespace redthread::report {

/// How tables fit printed pages, estimated from their texts, so that every format with pages
/// decides alike. Lengths are millimetres on A4 paper.

/// Between the margins of an upright page, and of one that lies down.
constexpr double upright_page = 171;
constexpr double lying_page = 258;

/// How a table fits a printed page: upright, upright in small type, or on a page of its own that
/// lies down.
enum class PrintedWidth { normal, dense, wide };
PrintedWidth printed_width(const Table& table);

/// The column that each header cell begins in, line by line: cells that span lines push aside those
/// of the lines below.
std::vector<std::vector<std::size_t>> header_columns(const Table& table);
/// The most columns that any line of the table has, spans counted.
std::size_t column_count(const Table& table);
/// What each column wants in the small type, with its padding; one a column of `column_count`.
/// Long labels and texts count as wrapped.
std::vector<double> column_widths(const Table& table);
/// Characters in figures and texts together.
std::size_t text_length(const Runs& runs);

/// A table that is printed on a page that lies down takes its headings with it, and the few
/// paragraphs between: otherwise a heading would stand alone at the end of an upright page.
/// True where such headings begin, at `blocks[first]`.
bool leads_to_wide_table(const std::vector<Block>& blocks, std::size_t first);

/// The parts that a table is printed as when it is wider than `width`: groups of columns, each
/// with the row labels (the leading columns that head rows), cut between the header's groups of
/// columns where one fits. A label's figures are figures in the first part and text in the others,
/// so that each is printed once. Empty when the table fits.
std::vector<Table> column_groups(const Table& table, double width);

}  // namespace redthread::report
