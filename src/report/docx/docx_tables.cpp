// SPDX-License-Identifier: Apache-2.0
#include "report/docx/docx_tables.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "report/docx/word_xml.hpp"

namespace redthread::report {
namespace {

/// Beyond this Word would take its time to fit columns to their content.
constexpr std::size_t most_fitted_rows = 300;
constexpr int indent_step = 170;   // in twentieths of a point: 3 mm
constexpr int deepest_indent = 6;  // steps

std::string_view fill_colour(Table::Fill fill) {
  switch (fill) {
    case Table::Fill::none:
      break;
    case Table::Fill::pale_green:
      return "EEF7E4";
    case Table::Fill::green:
      return "DDF0E1";
    case Table::Fill::yellow:
      return "FDF1C7";
    case Table::Fill::orange:
      return "FCDDC0";
    case Table::Fill::red:
      return "FADEDB";
    case Table::Fill::shaded:
      return "ECEEF0";
  }
  return {};
}

/// What stands between `<w:tcPr>` and its end, beside width and span.
struct CellLook {
  std::string_view merge = {};    ///< `restart`, `continue`
  std::string_view borders = {};  ///< content of `<w:tcBorders>`
  Table::Fill fill = Table::Fill::none;
  bool bottom = false;  ///< text at the bottom
};

class TableWriter {
 public:
  TableWriter(DocxText& text, const Table& table, const TableLayout& layout, const TablePart& part,
              const TableLook& look)
      : text_(text),
        xml_(text.xml()),
        table_(table),
        layout_(layout),
        part_(part),
        look_(look),
        places_(layout.columns, part.columns.size()) {
    for (std::size_t i = 0; i < part.columns.size(); ++i) places_[part.columns[i]] = i;
  }

  void write() {
    write_properties();
    write_header();
    for (std::size_t i = 0; i < table_.rows.size(); ++i) write_row(i);
    xml_ += "</w:tbl>";
  }

 private:
  void write_properties() {
    const bool row_headers = std::any_of(
        table_.rows.begin(), table_.rows.end(),
        [](const Table::Row& row) { return !row.cells.empty() && row.cells.front().row_header; });
    int width = 0;
    for (const int each : part_.widths) width += each;
    xml_ += "<w:tbl><w:tblPr><w:tblStyle";
    append_attribute(xml_, "w:val", text_.look().id(Style::table));
    xml_ += "/><w:tblW w:w=\"" + std::to_string(width) + "\" w:type=\"dxa\"/>";
    const bool fixed = table_.rows.size() > most_fitted_rows;
    xml_ += fixed ? "<w:tblLayout w:type=\"fixed\"/>" : "<w:tblLayout w:type=\"autofit\"/>";
    const bool heads = !table_.header.empty();
    const int flags = 0x600 | (heads ? 0x20 : 0) | (row_headers ? 0x80 : 0);
    static constexpr char digits[] = "0123456789ABCDEF";
    xml_ += "<w:tblLook w:val=\"0";
    for (int shift = 8; shift >= 0; shift -= 4) xml_ += digits[flags >> shift & 15];
    xml_ += heads ? "\" w:firstRow=\"1" : "\" w:firstRow=\"0";
    xml_ += row_headers ? "\" w:lastRow=\"0\" w:firstColumn=\"1"
                        : "\" w:lastRow=\"0\" w:firstColumn=\"0";
    xml_ += "\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>";
    write_title("w:tblCaption", table_.caption);
    write_title("w:tblDescription", table_.summary.empty() ? table_.measure_unit : table_.summary);
    xml_ += "</w:tblPr><w:tblGrid>";
    for (const int each : part_.widths) {
      xml_ += "<w:gridCol w:w=\"" + std::to_string(each) + "\"/>";
    }
    xml_ += "</w:tblGrid>";
  }

  /// Read aloud before the table; shown nowhere.
  void write_title(std::string_view element, const std::string& text) {
    if (text.empty()) return;
    xml_ += '<';
    xml_ += element;
    append_attribute(xml_, "w:val", text);
    xml_ += "/>";
  }

  /// How many of the part's columns lie in a span, and the first of them.
  struct Shown {
    std::size_t place = 0;
    std::size_t columns = 0;
  };
  Shown shown(std::size_t column, std::size_t span) const {
    Shown found;
    for (std::size_t i = column; i < std::min(column + span, layout_.columns); ++i) {
      if (places_[i] == part_.columns.size()) continue;
      if (found.columns++ == 0) found.place = places_[i];
    }
    return found;
  }

  /// Whether what begins at `column` stood in an earlier part already.
  bool stood_before(std::size_t column) const {
    return look_.repeated && (column == 0 || part_.columns.size() < 2 || column < part_.columns[1]);
  }

  void begin_cell(const Shown& at, const CellLook& cell) {
    int width = 0;
    for (std::size_t i = 0; i < at.columns; ++i) width += part_.widths[at.place + i];
    xml_ += "<w:tc><w:tcPr><w:tcW w:w=\"" + std::to_string(width) + "\" w:type=\"dxa\"/>";
    if (at.columns > 1) xml_ += "<w:gridSpan w:val=\"" + std::to_string(at.columns) + "\"/>";
    if (!cell.merge.empty()) {
      xml_ += "<w:vMerge";
      append_attribute(xml_, "w:val", cell.merge);
      xml_ += "/>";
    }
    if (!cell.borders.empty()) {
      xml_ += "<w:tcBorders>";
      xml_ += cell.borders;
      xml_ += "</w:tcBorders>";
    }
    if (const std::string_view fill = fill_colour(cell.fill); !fill.empty()) {
      xml_ += "<w:shd w:val=\"clear\" w:color=\"auto\"";
      append_attribute(xml_, "w:fill", fill);
      xml_ += "/>";
    }
    if (cell.bottom) xml_ += "<w:vAlign w:val=\"bottom\"/>";
    xml_ += "</w:tcPr>";
  }

  bool aligned_end(std::size_t column, std::size_t span) const {
    return span == 1 && column < table_.columns.size() &&
           table_.columns[column] == Table::Align::end;
  }

  void write_header() {
    static constexpr std::string_view last_line =
        R"x(<w:bottom w:val="single" w:sz="12" w:space="0" w:color="1D2327"/>)x";
    static constexpr std::string_view between =
        R"x(<w:bottom w:val="single" w:sz="4" w:space="0" w:color="545D64"/>)x";
    const Style style = layout_.dense ? Style::table_head_dense : Style::table_head;
    const auto lines = header_slots(table_, layout_.columns);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      xml_ += "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>";
      for (const HeaderSlot& slot : lines[i]) {
        const Shown at = shown(slot.column, slot.columns);
        if (at.columns == 0) continue;
        const bool merged = !slot.begins || slot.goes_on;
        const bool last = i + 1 == lines.size();
        begin_cell(at, {.merge = !merged       ? ""
                                 : slot.begins ? "restart"
                                               : "continue",
                        .borders = last                   ? last_line
                                   : slot.cell == nullptr ? ""
                                                          : between,
                        .bottom = true});
        const bool end = slot.columns == 1 && aligned_end(slot.column, 1);
        text_.begin_paragraph(
            {.style = style,
             .keep_next = true,
             .right_to_left = slot.cell != nullptr && begins_right_to_left(slot.cell->runs),
             .end = end});
        if (slot.cell != nullptr && slot.begins) {
          text_.add_runs(slot.cell->runs, {.bold = true, .repeated = stood_before(slot.column)});
        }
        text_.end_paragraph();
        xml_ += "</w:tc>";
      }
      xml_ += "</w:tr>";
    }
  }

  /// Short tables stay on one page; of long ones no row stands alone at a page's end or beginning.
  bool keeps_next(std::size_t row) const {
    const std::size_t count = table_.rows.size();
    if (row + 1 == count) return look_.followed_by_notes;
    return look_.short_table || row == 0 || row + 3 >= count ||
           table_.rows[row].style == Table::Row::Style::heading;
  }

  void write_row(std::size_t number) {
    const Table::Row& row = table_.rows[number];
    xml_ += "<w:tr><w:trPr><w:cantSplit/></w:trPr>";
    std::size_t column = 0;
    for (const Table::Cell& cell : row.cells) {
      const auto span = static_cast<std::size_t>(std::max(cell.column_span, 1));
      const Shown at = shown(column, span);
      if (at.columns > 0) write_cell(number, cell, column, span, at);
      column += span;
    }
    const Shown rest = shown(column, layout_.columns - std::min(column, layout_.columns));
    if (rest.columns > 0) {
      begin_cell(rest, {});
      text_.begin_paragraph({.style = body_style(), .keep_next = keeps_next(number)});
      text_.end_paragraph();
      xml_ += "</w:tc>";
    }
    xml_ += "</w:tr>";
  }

  Style body_style() const { return layout_.dense ? Style::table_text_dense : Style::table_text; }

  void write_cell(std::size_t number, const Table::Cell& cell, std::size_t column, std::size_t span,
                  const Shown& at) {
    static constexpr std::string_view total_line =
        R"x(<w:top w:val="single" w:sz="6" w:space="0" w:color="1D2327"/><w:bottom w:val="single" w:sz="6" w:space="0" w:color="1D2327"/>)x";
    const Table::Row& row = table_.rows[number];
    const bool total = row.style == Table::Row::Style::total;
    const bool heading = row.style == Table::Row::Style::heading;
    const bool part_of = row.style == Table::Row::Style::of_which;
    begin_cell(at, {.borders = total ? total_line : std::string_view{}, .fill = cell.fill});
    text_.begin_paragraph(
        {.style = body_style(),
         .keep_next = keeps_next(number),
         .right_to_left = begins_right_to_left(cell.runs),
         .space_before = heading ? 120 : -1,
         .indent = column == 0 ? std::clamp(row.indent, 0, deepest_indent) * indent_step : 0,
         .end = !cell.row_header && aligned_end(column, span)});
    const bool label = cell.row_header;
    text_.add_runs(cell.runs, {.bold = total || heading || (label && !part_of),
                               .not_bold = column == 0 && !(total || heading),
                               .repeated = stood_before(column)});
    text_.end_paragraph();
    xml_ += "</w:tc>";
  }

  DocxText& text_;
  std::string& xml_;
  const Table& table_;
  const TableLayout& layout_;
  const TablePart& part_;
  const TableLook& look_;
  std::vector<std::size_t> places_;  ///< column -> its place in the part, or how many it has
};

}  // namespace

void write_table_part(DocxText& text, const Table& table, const TableLayout& layout,
                      const TablePart& part, const TableLook& look) {
  TableWriter(text, table, layout, part, look).write();
}

}  // namespace redthread::report
