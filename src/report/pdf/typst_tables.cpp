// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "report/pdf/typst_columns.hpp"
#include "report/pdf/typst_parts.hpp"
#include "report/pdf/typst_text.hpp"
#include "report/table_width.hpp"
#include "report/words.hpp"

namespace redthread::report {
namespace {

constexpr std::size_t unbroken_rows = 10;    ///< so many rows are not divided between pages
constexpr std::size_t unbroken_text = 1200;  ///< characters in a cell that may not be divided
constexpr double normal_size = 8.7;          ///< points
constexpr double small_size = 7.4;
constexpr double normal_type = normal_size / small_size;

void write_texts(TypstWriter& writer, const Longest& texts) {
  for (const Longest::Kept& kept : texts.kept()) {
    if (kept.length == 0) continue;
    writer.text(kept.text);
    writer.raw(",");
  }
}

/// Columns of figures and short words hold them unbroken; what is left is shared by the texts. A
/// table of few columns is not stretched over the page.
void write_columns(TypstWriter& writer, const std::vector<PrintedColumn>& columns, bool stretched) {
  writer.raw("(");
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const PrintedColumn& column = columns[i];
    if (i == 0 && !stretched) {
      writer.raw(fmt::format("{:.1f}mm,", ColumnWidths::label(column)));
    } else if (i == 0 || column.wraps()) {
      writer.raw(std::to_string(ColumnWidths::share(column)) + "fr,");
    } else {
      writer.raw("(");
      write_texts(writer, column.cells);
      write_texts(writer, column.words);
      writer.raw("\"\",),");
    }
  }
  writer.raw("),");
}

/// One printed table: Typst's cells, and which of them head their row.
class TableWriter {
 public:
  TableWriter(TypstWriter& writer, const Table& table)
      : writer_(writer), table_(table), columns_(printed_columns(table)) {}

  RowHeaders write(const ColumnWidths& widths) {
    writer_.raw(fmt::format("grid-of({}pt,(", widths.size));
    for (const std::size_t rows : one_line_rows(table_, columns_, widths)) {
      writer_.raw(fmt::format("{},", rows));
    }
    writer_.raw("),");
    write_columns(writer_, columns_, widths.stretched);
    writer_.raw("(");
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const bool end = i < table_.columns.size() && table_.columns[i] == Table::Align::end;
      writer_.raw(end ? "end," : "start,");
    }
    writer_.raw("),(");
    write_head();
    writer_.raw("),\n");
    for (const Table::Row& row : table_.rows) write_row(row);
    writer_.raw(")");
    return std::move(row_headers_);
  }

  bool is_empty() const {
    return columns_.empty() || (table_.header.empty() && table_.rows.empty());
  }
  bool all_short() const {
    return std::none_of(columns_.begin() + 1, columns_.end(),
                        [](const PrintedColumn& column) { return column.wraps(); });
  }

 private:
  void write_head() {
    for (const auto& line : table_.header) {
      row_headers_.emplace_back(line.size(), false);
      for (const Table::HeaderCell& cell : line) {
        writer_.raw("c(align: bottom");
        if (cell.column_span > 1) {
          writer_.raw(fmt::format("+ center,colspan:{}", cell.column_span));
        }
        if (cell.row_span > 1) writer_.raw(fmt::format(",rowspan:{}", cell.row_span));
        writer_.raw(",t(");
        write_head_runs(cell.runs);
        writer_.raw(")),");
      }
    }
  }

  /// Words that could be divided at their dashes stay whole (`jan–apr`).
  void write_head_runs(const Runs& runs) {
    const auto* text = runs.size() == 1 ? std::get_if<TextRun>(&runs[0]) : nullptr;
    const bool divisible = text != nullptr && text->link.empty() && !has_direction(text->text) &&
                           text->text.size() < 200 &&
                           text->text.find("\u2013") != std::string::npos;
    if (!divisible) {
      writer_.runs(runs);
      return;
    }
    writer_.raw("{");
    bool first = true;
    for (const std::string_view word : split(text->text, ' ')) {
      if (!std::exchange(first, false)) writer_.raw("\" \";");
      const bool whole = word.find("\u2013") != std::string::npos;
      if (whole) writer_.raw("k(");
      writer_.text(word);
      writer_.raw(whole ? ");" : ";");
    }
    writer_.raw("}");
  }

  void write_row(const Table::Row& row) {
    using enum Table::Row::Style;
    const bool sum = row.style == total;
    // A heading that spans the table never stands alone at a page's end.
    const bool grouped = row.style == heading && row.cells.size() == 1 && !table_.header.empty();
    if (sum) writer_.raw("rule,");
    if (grouped) writer_.raw("table.header(level:2,repeat:false,");
    auto& headers = row_headers_.emplace_back();
    std::size_t column = 0;
    for (const Table::Cell& cell : row.cells) {
      headers.push_back(cell.row_header && !grouped);
      write_cell(row, cell, column);
      column += static_cast<std::size_t>(std::max(cell.column_span, 1));
    }
    for (; column < columns_.size(); ++column) {
      headers.push_back(false);
      writer_.raw("[],");
    }
    if (grouped) writer_.raw("),");
    if (sum) writer_.raw("rule,");
    writer_.raw("\n");
  }

  void write_cell(const Table::Row& row, const Table::Cell& cell, std::size_t column) {
    using enum Table::Row::Style;
    std::string options;
    if (cell.column_span > 1) options += fmt::format("colspan:{},align:start,", cell.column_span);
    if (cell.fill != Table::Fill::none)
      options += fmt::format("fill:fills.{},", to_string(cell.fill));
    const double indent = column == 0 ? indent_of(row) : 0;
    if (row.style == heading) {
      options += fmt::format("inset:(top:3.2mm,left:{}mm),", cell_inset + indent);
    } else if (indent > 0) {
      options += fmt::format("inset:(left:{}mm),", cell_inset + indent);
    }
    if (text_length(cell.runs) > unbroken_text) options += "breakable:true,";
    if (!options.empty()) writer_.raw("c(" + options);
    const bool bold = row.style == total || row.style == heading;
    if (bold) writer_.raw("b(");
    if (row.style == of_which) writer_.raw("o(");
    writer_.runs(cell.runs);
    if (bold || row.style == of_which) writer_.raw(")");
    writer_.raw(options.empty() ? "," : "),");
  }

  TypstWriter& writer_;
  const Table& table_;
  std::vector<PrintedColumn> columns_;
  RowHeaders row_headers_;
};

void write_part(TypstWriter& writer, const Table& table, Language language, bool lying,
                std::size_t part, std::size_t parts, std::vector<RowHeaders>& printed) {
  double small = 0;
  for (const double width : column_widths(table)) small += width;
  const double page = lying ? lying_page : upright_page;
  const double size = small * normal_type <= page ? normal_size : small_size;
  TableWriter cells(writer, table);
  const bool stretched =
      cells.is_empty() || !cells.all_short() || small * normal_type > 0.55 * page;
  const bool long_text = std::any_of(table.rows.begin(), table.rows.end(), [](const auto& row) {
    return std::any_of(row.cells.begin(), row.cells.end(), [](const Table::Cell& cell) {
      return text_length(cell.runs) > unbroken_text / unbroken_rows;
    });
  });
  writer.raw("tabular(");
  writer.mark(part == 1 ? table.id : "");
  writer.raw(table.rows.size() <= unbroken_rows && !long_text ? ",true," : ",false,");
  write_caption(writer, table, language, part, parts);
  writer.raw(",");
  write_notes(writer, table, language);
  writer.raw(",");
  if (cells.is_empty()) {
    writer.raw("none");
  } else {
    printed.push_back(cells.write({size, page, stretched}));
  }
  writer.raw(")\n");
}

}  // namespace

void write_notes(TypstWriter& writer, const Table& table, Language language) {
  writer.raw("(");
  for (const std::string& note : table.notes) {
    writer.text(note);
    writer.raw(",");
  }
  if (!table.source.empty()) {
    writer.text(words(language).source + table.source);
    writer.raw(",");
  }
  writer.raw(")");
}

void write_caption(TypstWriter& writer, const Table& table, Language language, std::size_t part,
                   std::size_t parts) {
  std::string caption = table.caption;
  if (parts > 1) {
    if (!caption.empty()) caption += ' ';
    caption += fmt::format("({}{}{})", part, words(language).of, parts);
  }
  writer.raw("told(");
  writer.text(caption);
  writer.raw(",");
  writer.text(table.summary);
  writer.raw(",");
  writer.text(table.measure_unit);
  writer.raw(")");
}

void write_table(TypstWriter& writer, const Table& table, Language language, bool lying,
                 std::vector<RowHeaders>& printed) {
  constexpr double room = 0.94;  // widths are estimates
  const auto parts = column_groups(table, lying ? room * lying_page : upright_page);
  if (parts.empty()) write_part(writer, table, language, lying, 1, 1, printed);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    write_part(writer, parts[i], language, lying, i + 1, parts.size(), printed);
  }
}

}  // namespace redthread::report
