// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "warehouse/rows/batch_builder.hpp"
#include "warehouse/rows/formats.hpp"
#include "warehouse/rows/input_file.hpp"
#include "warehouse/rows/workbook.hpp"

namespace redthread::warehouse {
namespace {

using Event = XmlReader::Event;

/// A cell with something in it.
struct Cell {
  int column = 0;  ///< from 1
  std::string text;
  std::string fault;  ///< why it has no text
  std::string hint;
};

/// A row of a sheet.
struct SheetRow {
  int number = 0;
  std::vector<Cell> cells;
};

/// Reads a sheet's XML row by row.
class SheetReader {
 public:
  SheetReader(const Workbook& workbook, ZipArchive::Part part, const RowLimits& limits)
      : workbook_(workbook),
        limits_(limits),
        part_(std::move(part)),
        xml_([this](char* to, std::size_t count) { return part_.read(to, count); }, limits.row) {}
  SheetReader(const SheetReader&) = delete;
  SheetReader& operator=(const SheetReader&) = delete;

  /// The next row that has cells. False at the end of the sheet and where it is damaged.
  bool next(SheetRow& row);
  bool is_damaged() const { return is_damaged_; }
  /// The last row of the merged cells that reaches furthest down, with their name; known at the
  /// end.
  int merged_to() const { return merged_to_; }
  const std::string& merged_name() const { return merged_name_; }

 private:
  bool start_element(SheetRow& row);
  bool start_cell(const SheetRow& row);
  void end_cell(SheetRow& row);
  Cell value() const;
  Cell number() const;
  void note_merged(std::string_view cells);

  const Workbook& workbook_;
  RowLimits limits_;
  ZipArchive::Part part_;
  XmlReader xml_;
  bool is_damaged_ = false;
  int merged_to_ = 0;
  std::string merged_name_;
  // The cell that is read:
  int row_ = 0;
  int column_ = 0;
  std::string type_;
  std::size_t style_ = 0;
  bool has_formula_ = false;
  bool has_value_ = false;
  bool takes_text_ = false;
  bool is_phonetic_ = false;
  std::string stored_;
};

bool SheetReader::next(SheetRow& row) {
  row.cells.clear();
  while (!is_damaged_) {
    const Event event = xml_.next();
    if (event == Event::finished) return false;
    if (event == Event::start) {
      is_damaged_ = !start_element(row);
    } else if (event == Event::text) {
      if (takes_text_ && !is_phonetic_) stored_ += xml_.text();
      is_damaged_ = stored_.size() > 2 * limits_.row;
    } else if (event == Event::end) {
      const std::string_view name = xml_.name();
      if (name == "v" || name == "t") takes_text_ = false;
      if (name == "rPh") is_phonetic_ = false;
      if (name == "c") end_cell(row);
      if (name == "row" && !row.cells.empty()) return true;
    } else {
      is_damaged_ = true;
    }
  }
  return false;
}

/// False when the sheet is damaged.
bool SheetReader::start_element(SheetRow& row) {
  const std::string_view name = xml_.name();
  if (name == "row") {
    int number = row_ + 1;
    const std::string_view written = xml_.attribute("r");
    if (!written.empty()) {
      std::from_chars(written.data(), written.data() + written.size(), number);
    }
    // Rows come in order, so that none is there twice.
    if (number <= row_ || number > 1'048'576) return false;
    row_ = row.number = number;
    column_ = 0;
    row.cells.clear();
  } else if (name == "c") {
    return start_cell(row);
  } else if (name == "v" || name == "t") {
    has_value_ = true;
    takes_text_ = true;
  } else if (name == "f") {
    has_formula_ = true;
  } else if (name == "rPh") {
    is_phonetic_ = true;
  } else if (name == "mergeCell") {
    note_merged(xml_.attribute("ref"));
  }
  return true;
}

bool SheetReader::start_cell(const SheetRow& row) {
  int column = column_ + 1;
  const std::string_view written = xml_.attribute("r");
  if (!written.empty()) {
    const auto place = cell_place(written);
    if (!place || place->row != row.number) return false;
    column = place->column;
  }
  if (column <= column_ || row.number == 0) return false;
  column_ = column;
  type_ = xml_.attribute("t");
  style_ = 0;
  const std::string_view style = xml_.attribute("s");
  std::from_chars(style.data(), style.data() + style.size(), style_);
  has_formula_ = has_value_ = takes_text_ = is_phonetic_ = false;
  stored_.clear();
  return true;
}

void SheetReader::end_cell(SheetRow& row) {
  Cell cell = value();
  cell.column = column_;
  if (cell.fault.empty()) cell.fault = fault_of_text(cell.text, limits_);
  if (cell.fault.empty() && !is_valid_utf8(cell.text)) cell.fault = "the text is not sound UTF-8";
  if (!cell.text.empty() || !cell.fault.empty()) row.cells.push_back(std::move(cell));
}

/// The cell as CSV would have it.
Cell SheetReader::value() const {
  if (type_ == "e") {
    return {.fault = "the cell has an error in place of a value",
            .hint = "correct its formula, or empty it"};
  }
  if (has_formula_ && !has_value_) {
    return {.fault = "the cell has a formula that was never computed",
            .hint = "open the file in Excel and save it, so that the formulas' values are in it"};
  }
  if (!has_value_) return {};
  if (type_ == "s") {
    std::size_t index = 0;
    const auto end = std::from_chars(stored_.data(), stored_.data() + stored_.size(), index);
    const auto text = workbook_.shared_text(index);
    if (end.ec != std::errc() || !text) return {.fault = "the cell's text is not in the file"};
    return {.text = std::string(*text)};
  }
  if (type_ == "inlineStr" || type_ == "str") return {.text = sheet_text(stored_)};
  if (type_ == "b") return {.text = stored_ == "1" ? "true" : "false"};
  if (type_ == "d") {
    const std::string_view midnight = "T00:00:00";
    const bool day = stored_.ends_with(midnight);
    return {.text = stored_.substr(0, stored_.size() - (day ? midnight.size() : 0))};
  }
  return number();
}

Cell SheetReader::number() const {
  if (stored_.empty()) return {};
  const SheetNumber kind = workbook_.style(style_);
  const auto text = kind == SheetNumber::date   ? sheet_date(stored_, workbook_.counts_from_1904())
                    : kind == SheetNumber::time ? sheet_time(stored_)
                                                : sheet_number(stored_);
  if (text) return {.text = *text};
  if (kind == SheetNumber::plain) return {.fault = "the cell's number is not a number"};
  return {.fault = "the cell is shown as a day or time, and its number is none"};
}

void SheetReader::note_merged(std::string_view cells) {
  const auto last = cell_place(cells.substr(cells.find(':') + 1));
  if (!last || last->row <= merged_to_) return;
  merged_to_ = last->row;
  merged_name_ = printable(cells);
}

class XlsxRows final : public RowSource {
 public:
  XlsxRows(const std::string& shown_as, ZipArchive archive, const RowLimits& limits)
      : RowSource(shown_as), limits_(limits), workbook_(std::move(archive), shown_as, limits) {}

  bool open(Diagnostics& diagnostics);
  std::string format() const override { return fmt::format("Excel, sheet `{}`", sheet_); }
  bool next(RowBatch& batch) override;

 private:
  bool choose_sheet(Diagnostics& diagnostics);
  bool read_header(Diagnostics& diagnostics);
  void add_row();
  void add_fault(int row, int column, const char* code, std::string message, std::string hint);
  void end();

  RowLimits limits_;
  Workbook workbook_;
  std::string sheet_;
  std::unique_ptr<SheetReader> reader_;
  int header_row_ = 0;
  int first_column_ = 1;
  int last_row_ = 0;
  SheetRow row_;
  BatchBuilder builder_;
};

bool XlsxRows::open(Diagnostics& diagnostics) {
  return workbook_.open(diagnostics) && choose_sheet(diagnostics) && read_header(diagnostics);
}

bool XlsxRows::choose_sheet(Diagnostics& diagnostics) {
  const Workbook::Sheet* chosen = nullptr;
  std::size_t visible = 0;
  for (const Workbook::Sheet& sheet : workbook_.sheets()) {
    if (!sheet.is_visible) continue;
    ++visible;
    if (chosen == nullptr) chosen = &sheet;
  }
  if (chosen == nullptr) {
    diagnostics.error("rows.sheets", {.file = shown_as()}, "the Excel file has no visible sheet",
                      "show the sheet that has the rows");
    return false;
  }
  sheet_ = printable(chosen->name);
  auto part = workbook_.sheet(*chosen, diagnostics);
  if (!part) return false;
  reader_ = std::make_unique<SheetReader>(workbook_, std::move(*part), limits_);
  if (visible > 1) {
    told_.warning(
        "rows.sheets", {.file = shown_as()},
        fmt::format("there are {} visible sheets; only the first, `{}`, is read", visible, sheet_),
        "put all rows in one sheet, or hide the others");
  }
  return true;
}

/// The first row that is not empty.
bool XlsxRows::read_header(Diagnostics& diagnostics) {
  if (!reader_->next(row_)) {
    if (reader_->is_damaged()) {
      workbook_.tell_damage(diagnostics);
    } else {
      diagnostics.error("csv.empty", {.file = shown_as()},
                        fmt::format("the sheet `{}` is empty", sheet_));
    }
    return false;
  }
  header_row_ = last_row_ = row_.number;
  first_column_ = row_.cells.front().column;
  const auto place = [&](std::size_t column) {
    return Span{.file = shown_as(),
                .line = header_row_,
                .column = first_column_ + static_cast<int>(column)};
  };
  header_.resize(static_cast<std::size_t>(row_.cells.back().column - first_column_) + 1);
  for (const Cell& cell : row_.cells) {
    const auto column = static_cast<std::size_t>(cell.column - first_column_);
    header_[column] = cell.text;
    if (cell.fault.empty()) continue;
    diagnostics.error("rows.cell", place(column),
                      cell_name(header_row_, cell.column) + ": " + cell.fault, cell.hint);
  }
  if (diagnostics.has_errors()) return false;
  for (const HeaderFault& fault : header_faults(header_, limits_)) {
    diagnostics.error("rows.header", place(fault.column), fault.message, fault.hint);
  }
  return !diagnostics.has_errors();
}

bool XlsxRows::next(RowBatch& batch) {
  builder_.start(header_.size());
  while (reader_ && !builder_.is_full()) {
    if (reader_->next(row_)) {
      add_row();
    } else {
      end();
    }
  }
  if (told_.has_errors()) builder_.start(header_.size());
  builder_.finish(batch);
  return batch.rows > 0 || !batch.faults.empty();
}

void XlsxRows::add_row() {
  if (row_.number > last_row_ + 1) {
    add_fault(last_row_ + 1, first_column_, "csv.blank_line", "there is an empty row between rows",
              "remove it");
  }
  last_row_ = row_.number;
  const int last_column = first_column_ + static_cast<int>(header_.size()) - 1;
  int column = first_column_;
  for (const Cell& cell : row_.cells) {
    std::string fault = cell.fault;
    std::string hint = cell.hint;
    if (cell.column < first_column_ || cell.column > last_column) {
      fault = "the cell has a value, and its column has no name";
      hint = "remove it, or name its column in the header";
    }
    if (!fault.empty()) {
      builder_.drop_row();
      add_fault(row_.number, cell.column, "rows.cell",
                cell_name(row_.number, cell.column) + ": " + fault, std::move(hint));
      return;
    }
    for (; column < cell.column; ++column) builder_.add({});
    builder_.add(cell.text);
    ++column;
  }
  for (; column <= last_column; ++column) builder_.add({});
  builder_.end_row(row_.number);
}

void XlsxRows::add_fault(int row, int column, const char* code, std::string message,
                         std::string hint) {
  builder_.add_fault({.severity = Severity::error,
                      .code = code,
                      .span = {.file = shown_as(), .line = row, .column = column},
                      .message = std::move(message),
                      .hint = std::move(hint),
                      .excerpt = {}});
}

/// After the last row: what only the end of the sheet tells.
void XlsxRows::end() {
  if (reader_->is_damaged()) workbook_.tell_damage(told_);
  if (reader_->merged_to() >= header_row_) {
    tell("rows.merged_cells",
         fmt::format("the cells {} are merged, so that rows lack values that they seem to have",
                     reader_->merged_name()),
         "unmerge the cells and write the value in each");
  }
  reader_.reset();
}

}  // namespace

std::unique_ptr<RowSource> open_xlsx(const std::string& path, const std::string& shown_as,
                                     Diagnostics& diagnostics, const RowLimits& limits) {
  auto file = InputFile::open(path, shown_as, diagnostics);
  if (!file) return nullptr;
  std::array<char, 4> start{};
  const auto got = file->read(start.data(), start.size(), diagnostics);
  if (!got) return nullptr;
  if (*got == 0) {
    diagnostics.error("csv.empty", {.file = shown_as}, "the file is empty");
    return nullptr;
  }
  const std::string_view first(start.data(), *got);
  if (first != "PK\x03\x04") {
    const bool old = first == "\xD0\xCF\x11\xE0";
    diagnostics.error(
        "rows.format", {.file = shown_as},
        old ? "this is an old Excel file (xls), or one with a password"
            : "this is not an Excel file",
        old ? "save it as .xlsx without a password" : "give the file the extension of what it is");
    return nullptr;
  }
  auto archive = ZipArchive::open(path);
  if (!archive) {
    diagnostics.error("rows.xlsx", {.file = shown_as},
                      "the Excel file cannot be read: it is damaged, cut short, or not all there",
                      "open it in Excel, save it again as .xlsx and deliver that");
    return nullptr;
  }
  Diagnostics trouble;
  auto rows = std::make_unique<XlsxRows>(shown_as, std::move(*archive), limits);
  if (rows->open(trouble)) return rows;
  diagnostics.append(trouble);
  return nullptr;
}

}  // namespace redthread::warehouse
