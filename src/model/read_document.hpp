// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace redthread {

/// A document that somebody published, as a reader of files gives it: its tables as grids of texts
/// with their places, and the text between them. Nothing in it is understood yet.

struct ReadCell {
  /// As shown, without blanks at the end; two blanks at the start for each step of indent.
  std::string text;
  /// A part of a merged cell: of the one to the left or above, whose text it repeats.
  enum class Merged { no, left, above };
  Merged merged = Merged::no;
};

struct ReadRow {
  int page = 0;         ///< from 1; 0 = the format has none
  int line = 0;         ///< the sheet's row, the file's line, or the row of the table, from 1
  bool header = false;  ///< the document says so
  std::vector<ReadCell> cells;  ///< as many in every row of a table
};

struct ReadTable {
  std::string title;  ///< the caption, or what stands above; may be empty
  std::string sheet;  ///< of a workbook; else empty
  int number = 0;     ///< of the tables in the file, from 1
  std::vector<ReadRow> rows;
};

/// A paragraph, or a cell that belongs to no table.
struct ReadText {
  std::string sheet;
  int page = 0;
  int line = 0;  ///< the sheet's row, the file's line, or the paragraph, from 1
  bool heading = false;
  std::string text;
};

struct ReadDocument {
  std::vector<ReadTable> tables;
  std::vector<ReadText> texts;
};

}  // namespace redthread
