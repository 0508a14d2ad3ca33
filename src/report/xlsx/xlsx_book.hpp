// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include <xlsxwriter.h>

#include "model/document.hpp"
#include "report/thread_text.hpp"

namespace redthread::report {

/// The red of the thread: text in this colour is a figure, which is how the gate finds figures
/// inside text. In cells the number format tells: figures have formats of their own (with a true
/// minus sign), or `@` where there is no number; other numbers have a built-in format.
inline constexpr lxw_color_t figure_colour = 0x9F1B32;

inline constexpr const char* text_format = "@";
inline constexpr const char* count_format = "#,##0";

/// How a cell looks. Equal styles are one format in the file.
struct CellStyle {
  std::string number;  ///< number format; empty = general
  bool bold = false;
  bool italic = false;
  bool end = false;  ///< aligned to the end
  bool wrap = false;
  bool top = false;     ///< a line above
  bool bottom = false;  ///< a line below
  bool figure = false;  ///< in the figures' colour
  bool soft = false;    ///< grey
  int indent = 0;
  int size = 11;
  std::uint32_t fill = 0;  ///< RGB; 0 = none
  auto operator<=>(const CellStyle&) const = default;
};

/// One workbook being written. Not copyable: libxlsxwriter owns what it points to.
class XlsxBook {
 public:
  XlsxBook(const Document& document, const std::string& path, const std::string& folder);
  ~XlsxBook();
  XlsxBook(const XlsxBook&) = delete;
  XlsxBook& operator=(const XlsxBook&) = delete;

  const Document& document() const { return document_; }
  const ThreadText& threads() const { return threads_; }
  lxw_format* format(const CellStyle& style);
  /// A new sheet named as near to `wished` as Excel allows: at most 31 characters, none of
  /// `[]:*?/\`, unique. `name` receives what it is called.
  lxw_worksheet* add_sheet(std::string_view wished, bool landscape, std::string* name = nullptr);
  /// A table's cell: one figure as a number, otherwise as a paragraph.
  void write_cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Runs& runs,
                  const CellStyle& style);
  /// Text in which figures have their colour. Both put the figures' threads into a comment.
  void write_paragraph(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Runs& runs,
                       const CellStyle& style);
  void write_text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, std::string_view text,
                  const CellStyle& style);
  void write_comment(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column,
                     const std::string& text);
  /// Writes the file. Throws Error `report.workbook`.
  void close();

 private:
  /// False when there is no figure in the runs.
  bool write_threads(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Runs& runs);
  void write_fragments(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Runs& runs,
                       const CellStyle& style);

  const Document& document_;
  ThreadText threads_;
  lxw_workbook* book_ = nullptr;
  std::map<CellStyle, lxw_format*> formats_;
  std::set<std::string> sheet_names_;
};

/// Sheets.
void write_table_sheet(XlsxBook& book, lxw_worksheet* sheet, const Table& table);
void write_text_sheet(XlsxBook& book, lxw_worksheet* sheet,
                      const std::map<const Table*, std::string>& sheets);
void write_definitions_sheet(XlsxBook& book, lxw_worksheet* sheet);
void write_deliveries_sheet(XlsxBook& book, lxw_worksheet* sheet);

/// The number format and the number of a cell that holds one figure, with short text around.
struct NumberCell {
  double value = 0;
  std::string format;
};
/// nullopt when it must be text: no number, too many digits, a negative duration (which
/// spreadsheets cannot show), or too much text around.
std::optional<NumberCell> number_cell(const Runs& runs);
/// A name that Excel accepts for a sheet, not in `taken` (which it joins).
std::string sheet_name(std::string_view wished, std::set<std::string>& taken);
std::string plain_text(const Runs& runs);

}  // namespace redthread::report
