// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "report/pdf/typst_parts.hpp"
#include "report/pdf/typst_text.hpp"
#include "report/table_width.hpp"
#include "report/words.hpp"

namespace redthread::report {
namespace {

constexpr std::size_t unbroken_rows = 14;    ///< so many rows are not divided between pages
constexpr std::size_t unbroken_text = 1200;  ///< characters in a cell that may not be divided
constexpr std::size_t short_text = 18;       ///< characters in a cell that does not wrap
constexpr double normal_size = 8.7;          ///< points
constexpr double small_size = 7.4;
constexpr double normal_type = normal_size / small_size;

std::string plain_text(const Runs& runs) {
  std::string text;
  for (const Run& run : runs) {
    if (const auto* figure = std::get_if<FigureRun>(&run)) text += figure->text;
    if (const auto* part = std::get_if<TextRun>(&run)) text += part->text;
  }
  return text;
}

/// The longest few of the texts that it is shown.
class Longest {
 public:
  void see(std::string_view text) {
    const std::size_t length = character_count(text);
    for (Kept& kept : kept_) {
      if (kept.text == text) return;
      if (length <= kept.length) continue;
      for (auto* later = kept_.data() + kept_.size() - 1; later != &kept; --later) {
        *later = *(later - 1);
      }
      kept = {length, std::string(text)};
      return;
    }
  }
  std::size_t length() const { return kept_[0].length; }
  void write(TypstWriter& writer) const {
    for (const Kept& kept : kept_) {
      if (kept.length == 0) continue;
      writer.text(kept.text);
      writer.raw(",");
    }
  }

 private:
  struct Kept {
    std::size_t length = 0;
    std::string text;
  };
  std::array<Kept, 4> kept_;
};

struct Column {
  Longest cells;
  Longest words;          ///< of the header
  std::size_t prose = 0;  ///< characters in the longest cell without a figure
  bool wraps() const {
    return prose > short_text || std::max(cells.length(), words.length()) > 2 * short_text;
  }
};

bool has_figure(const Runs& runs) {
  return std::any_of(runs.begin(), runs.end(),
                     [](const Run& run) { return std::holds_alternative<FigureRun>(run); });
}

std::vector<Column> look_at_columns(const Table& table) {
  std::vector<Column> columns(column_count(table));
  const auto begins = header_columns(table);
  for (std::size_t line = 0; line < begins.size(); ++line) {
    for (std::size_t i = 0; i < begins[line].size(); ++i) {
      const Table::HeaderCell& cell = table.header[line][i];
      if (cell.column_span > 1) continue;
      const std::string text = plain_text(cell.runs);
      for (const std::string_view word : split(text, ' ')) columns[begins[line][i]].words.see(word);
    }
  }
  for (const Table::Row& row : table.rows) {
    std::size_t column = 0;
    for (const Table::Cell& cell : row.cells) {
      if (cell.column_span <= 1) {
        columns[column].cells.see(plain_text(cell.runs));
        if (!has_figure(cell.runs)) {
          columns[column].prose = std::max(columns[column].prose, text_length(cell.runs));
        }
      }
      column += static_cast<std::size_t>(std::max(cell.column_span, 1));
    }
  }
  return columns;
}

/// Columns of figures and short words hold them unbroken; what is left is shared by the texts. A
/// table of few columns is not stretched over the page.
void write_columns(TypstWriter& writer, const std::vector<Column>& columns, bool stretched) {
  constexpr double character = 1.9;  // millimetres, of a label
  writer.raw("(");
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const Column& column = columns[i];
    const std::size_t length = std::max(column.cells.length(), column.words.length());
    if (i == 0 && !stretched) {
      const double label = static_cast<double>(length) * character;
      writer.raw(fmt::format("{:.1f}mm,", std::clamp(label, 45.0, 90.0)));
    } else if (i == 0 || column.wraps()) {
      writer.raw(std::to_string(std::clamp<std::size_t>(length, 12, 44)) + "fr,");
    } else {
      writer.raw("(");
      column.cells.write(writer);
      column.words.write(writer);
      writer.raw("\"\",),");
    }
  }
  writer.raw("),");
}

/// One printed table: Typst's cells, and which of them head their row.
class TableWriter {
 public:
  TableWriter(TypstWriter& writer, const Table& table)
      : writer_(writer), table_(table), columns_(look_at_columns(table)) {}

  RowHeaders write(double size, bool stretched) {
    writer_.raw(fmt::format("grid-of({}pt,", size));
    write_columns(writer_, columns_, stretched);
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
                        [](const Column& column) { return column.wraps(); });
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
    const double indent = column == 0 ? std::min(row.indent, 6) * 3.4 : 0;
    if (row.style == heading) {
      options += fmt::format("inset:(top:3.2mm,left:{}mm),", 1.1 + indent);
    } else if (indent > 0) {
      options += fmt::format("inset:(left:{}mm),", 1.1 + indent);
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
  std::vector<Column> columns_;
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
    printed.push_back(cells.write(size, stretched));
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
  const auto parts = column_groups(table, room * (lying ? lying_page : upright_page));
  if (parts.empty()) write_part(writer, table, language, lying, 1, 1, printed);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    write_part(writer, parts[i], language, lying, i + 1, parts.size(), printed);
  }
}

}  // namespace redthread::report
