// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <variant>

#include "report/words.hpp"
#include "report/xlsx/xlsx_book.hpp"

namespace redthread::report {
namespace {

constexpr double text_width = 110;

/// The report's text down one wide column, with links to the sheets of its tables.
class TextSheet {
 public:
  TextSheet(XlsxBook& book, lxw_worksheet* sheet, const std::map<const Table*, std::string>& sheets)
      : book_(book), sheet_(sheet), sheets_(sheets) {}

  void write() {
    const Document& document = book_.document();
    worksheet_set_column(sheet_, 0, 0, text_width, nullptr);
    line(document.publisher, {.soft = true});
    line(document.title, {.bold = true, .wrap = true, .size = 20});
    line(document.subtitle, {.wrap = true, .size = 13});
    line(document.status, {.soft = true});
    for (const Block& block : document.blocks) {
      std::visit([this](const auto& each) { add(each); }, block);
    }
  }

 private:
  void line(const std::string& text, const CellStyle& style) {
    if (!text.empty()) book_.write_text(sheet_, row_++, 0, text, style);
  }

  void add(const Heading& heading) {
    ++row_;
    line(heading.text, {.bold = true,
                        .wrap = true,
                        .size = heading.level == 1   ? 16
                                : heading.level == 2 ? 13
                                                     : 11});
  }
  void add(const Paragraph& paragraph) {
    const int indent = paragraph.comment ? 1 : 0;
    if (!paragraph.runs.empty()) {
      book_.write_paragraph(sheet_, row_++, 0, paragraph.runs,
                            {.wrap = true, .indent = indent, .size = paragraph.lead ? 12 : 11});
    }
    line(paragraph.byline, {.wrap = true, .soft = true, .indent = indent});
  }
  void add(const BulletList& list) {
    int number = 0;
    for (const Runs& item : list.items) {
      Runs runs = {TextRun{list.ordered ? std::to_string(++number) + ". " : "\u2022 "}};
      runs.insert(runs.end(), item.begin(), item.end());
      book_.write_paragraph(sheet_, row_++, 0, runs,
                            {.wrap = true, .indent = list.comment ? 2 : 1});
    }
  }
  void add(const TableOfContents&) {
    ++row_;
    line(words(book_.document().language).contents, {.bold = true});
    for (const Block& block : book_.document().blocks) {
      const auto* heading = std::get_if<Heading>(&block);
      if (heading != nullptr && heading->level <= 2)
        line(heading->text, {.indent = heading->level});
    }
  }
  void add(const Chart& chart) { add(chart.data); }
  void add(const Table& table) {
    const std::string& sheet = sheets_.at(&table);
    const std::string address = "internal:'" + sheet + "'!A1";
    const std::string text = "\u2192 " + (table.caption.empty() ? sheet : table.caption);
    worksheet_write_url_opt(sheet_, row_++, 0, address.c_str(), nullptr, text.c_str(), nullptr);
  }

  XlsxBook& book_;
  lxw_worksheet* sheet_;
  const std::map<const Table*, std::string>& sheets_;
  lxw_row_t row_ = 0;
};

void write_heads(XlsxBook& book, lxw_worksheet* sheet, std::initializer_list<const char*> heads) {
  lxw_col_t column = 0;
  for (const char* head : heads) {
    book.write_text(sheet, 0, column++, head, {.bold = true, .wrap = true, .bottom = true});
  }
  worksheet_freeze_panes(sheet, 1, 0);
  worksheet_repeat_rows(sheet, 0, 0);
}

}  // namespace

void write_text_sheet(XlsxBook& book, lxw_worksheet* sheet,
                      const std::map<const Table*, std::string>& sheets) {
  TextSheet(book, sheet, sheets).write();
}

void write_definitions_sheet(XlsxBook& book, lxw_worksheet* sheet) {
  const Words& say = words(book.document().language);
  write_heads(book, sheet,
              {say.indicator, say.key, say.version, say.definition, say.formula, say.sources});
  const double widths[] = {34, 28, 8, 60, 44, 34};
  for (lxw_col_t i = 0; i < 6; ++i) worksheet_set_column(sheet, i, i, widths[i], nullptr);
  lxw_row_t row = 1;
  const CellStyle cell{.wrap = true, .bottom = true};
  for (const Definition& definition : book.document().definitions) {
    book.write_text(sheet, row, 0, definition.name, cell);
    book.write_text(sheet, row, 1, definition.key, cell);
    book.write_text(sheet, row, 2, std::to_string(definition.version), cell);
    book.write_text(sheet, row, 3, definition.text, cell);
    book.write_text(sheet, row, 4, definition.formula, cell);
    book.write_text(sheet, row, 5, definition.source, cell);
    ++row;
  }
}

void write_deliveries_sheet(XlsxBook& book, lxw_worksheet* sheet) {
  const Words& say = words(book.document().language);
  write_heads(book, sheet, {say.file, say.rows, say.fingerprint});
  worksheet_set_column(sheet, 0, 0, 60, nullptr);
  worksheet_set_column(sheet, 1, 1, 12, nullptr);
  worksheet_set_column(sheet, 2, 2, 70, nullptr);
  lxw_row_t row = 1;
  for (const Delivery& delivery : book.document().deliveries) {
    book.write_text(sheet, row, 0, delivery.file, {.bottom = true});
    worksheet_write_number(sheet, row, 1, static_cast<double>(delivery.rows),
                           book.format({.number = count_format, .bottom = true}));
    book.write_text(sheet, row, 2, delivery.sha256, {.bottom = true});
    ++row;
  }
}

}  // namespace redthread::report
