// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "audit/printed_figure.hpp"
#include "model/read_document.hpp"

namespace redthread::audit {

/// A table as a reader of files gives it: texts with their lines.
struct RawTable {
  std::string file;
  std::string sheet;  ///< a workbook's sheet; empty = none
  int number = 0;     ///< of the tables in the file, from 1; 0 = the file is the table
  std::string title;
  std::vector<std::string> header;
  struct Row {
    int line = 0;
    std::vector<std::string> cells;  ///< as many as the header
    int page = 0;                    ///< 0 = none
  };
  std::vector<Row> rows;
};

enum class ColumnKind {
  figures,
  line_number,  ///< rows counted, or the lines of another document
  key,          ///< a name that no other row has
  label,
  parent,  ///< names the row that this one is part of
  unit,
  text,  ///< words, dates, years, codes
};

struct PrintedColumn {
  std::string title;
  ColumnKind kind = ColumnKind::text;
  PrintedUnit unit = PrintedUnit::none;  ///< by its heading
};

struct PrintedCell {
  std::string text;
  std::optional<PrintedFigure> figure;
  double approx = 0;    ///< the figure's value, for searching; judging is exact
  double width = 0;     ///< one unit of the last digit
  bool missing = true;  ///< nothing printed, or a mark that says so
};

struct PrintedRow {
  int line = 0;
  int page = 0;
  std::string label;
  std::string key;
  std::string unit;
  std::optional<std::size_t> parent;  ///< the row that this one is part of
  bool is_some_of_it = false;         ///< `varav`: perhaps not all of the parts are shown
  std::vector<PrintedCell> cells;     ///< one a column
};

/// A printed table: what its columns are, and how its rows hang together.
struct PrintedTable {
  std::string file;
  std::string sheet;
  int number = 0;
  std::string title;
  PrintedUnit unit = PrintedUnit::none;  ///< by its title, or its first heading: `Belopp i mnkr`
  std::vector<PrintedColumn> columns;
  std::vector<PrintedRow> rows;
  bool has_parents = false;  ///< by a column, not by indents or words

  std::vector<std::size_t> figure_columns() const;
};

/// A cell of the tables that are audited together.
struct CellRef {
  std::size_t table = 0;
  std::size_t row = 0;
  std::size_t column = 0;
  friend auto operator<=>(const CellRef&, const CellRef&) = default;
};

inline const PrintedCell& cell_at(const std::vector<PrintedTable>& tables, const CellRef& at) {
  return tables[at.table].rows[at.row].cells[at.column];
}

/// What a person says of the columns; empty = found out.
struct ColumnNames {
  std::string label;
  std::string parent;
};

/// A table as it was read from a document: the header's rows as one, of which each merged part
/// stands over each of its columns; labels that are merged over rows in each of them; nothing of
/// rows that repeat the header. Which rows are the header is found out when the document does not
/// say it: those at the top without figures, but for years. nullopt when no row is left.
std::optional<RawTable> raw_table(const ReadTable& read, const std::string& file);

/// How a document writes decimals, by the figures that leave no doubt; comma when there are none.
DecimalSign decimal_sign_of(const std::vector<RawTable>& tables);

/// `rapport.pdf, sid. 3`, `bok.xlsx, Blad1`, `sida.html, tabell 2`, `a.csv`: where a table is.
std::string place_of(const PrintedTable& table, const PrintedRow& row);

/// Reads the figures, tells what each column is, and finds the rows' parents: by a column that
/// names keys or labels, else by indents of the labels, else by `varav`. in: `names` that the
/// header lacks are ignored.
PrintedTable arrange(const RawTable& raw, const ColumnNames& names, DecimalSign decimal);

}  // namespace redthread::audit
