// SPDX-License-Identifier: Apache-2.0
#include "report/xlsx/xlsx_book.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "report/words.hpp"

namespace redthread::report {
namespace {

constexpr std::size_t longest_cell = 32'000;  // Excel's own limit is 32 767 characters

void check(lxw_error error) {
  if (error != LXW_NO_ERROR) throw Error("report.workbook", lxw_strerror(error));
}

/// The text, or its beginning with `…` when it is over the limit (which for cells is more than any
/// text of the model).
std::string cut(std::string_view text, std::size_t limit = longest_cell) {
  if (text.size() <= limit) return std::string(text);
  std::size_t end = limit - 3;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "\u2026";
}

/// libxlsxwriter wants what it only reads to be `char*`.
char* writable(std::string& text) { return text.data(); }

}  // namespace

XlsxBook::XlsxBook(const Document& document, const std::string& path, const std::string& folder)
    : document_(document), threads_(document) {
  std::string temporary = folder;
  lxw_workbook_options options{};
  options.tmpdir = writable(temporary);
  book_ = workbook_new_opt(path.c_str(), &options);
  if (book_ == nullptr) throw Error("report.workbook", "no workbook can be made in " + folder);

  std::string title = cut(document.title, 255);
  std::string subject = cut(document.subtitle, 255);
  std::string author = cut(document.publisher, 255);
  std::string status = cut(document.status, 255);
  lxw_doc_properties properties{};
  properties.title = writable(title);
  properties.subject = writable(subject);
  properties.author = writable(author);
  properties.status = writable(status);
  // Noon of the period's last day: the same bytes whenever the file is written.
  properties.created =
      static_cast<time_t>(document.period.last().last_day().days()) * 86'400 + 43'200;
  workbook_set_properties(book_, &properties);
  workbook_set_custom_property_string(book_, "language", words(document.language).code);
}

XlsxBook::~XlsxBook() {
  if (book_ != nullptr) lxw_workbook_free(book_);
}

lxw_format* XlsxBook::format(const CellStyle& style) {
  lxw_format*& made = formats_[style];
  if (made != nullptr) return made;
  made = workbook_add_format(book_);
  if (style.number == text_format) {
    format_set_num_format_index(made, 49);
  } else if (style.number == count_format) {
    format_set_num_format_index(made, 3);
  } else if (!style.number.empty()) {
    format_set_num_format(made, style.number.c_str());
  }
  if (style.bold) format_set_bold(made);
  if (style.italic) format_set_italic(made);
  if (style.end) format_set_align(made, LXW_ALIGN_RIGHT);
  if (style.wrap) format_set_text_wrap(made);
  format_set_align(made, LXW_ALIGN_VERTICAL_TOP);
  if (style.top) format_set_top(made, LXW_BORDER_THIN);
  if (style.bottom) format_set_bottom(made, LXW_BORDER_THIN);
  if (style.figure) format_set_font_color(made, figure_colour);
  if (style.soft) format_set_font_color(made, 0x545D64);
  if (style.indent > 0)
    format_set_indent(made, static_cast<std::uint8_t>(std::min(style.indent, 15)));
  if (style.size != 11) format_set_font_size(made, style.size);
  if (style.fill != 0) format_set_bg_color(made, style.fill);
  return made;
}

lxw_worksheet* XlsxBook::add_sheet(std::string_view wished, bool landscape, std::string* name) {
  const std::string chosen = sheet_name(wished, sheet_names_);
  lxw_worksheet* sheet = workbook_add_worksheet(book_, chosen.c_str());
  if (sheet == nullptr) throw Error("report.workbook", "no sheet can be added");
  if (name != nullptr) *name = chosen;
  worksheet_set_paper(sheet, 9);  // A4
  if (landscape) worksheet_set_landscape(sheet);
  worksheet_fit_to_pages(sheet, 1, 0);
  worksheet_set_margins(sheet, 0.6, 0.6, 0.75, 0.75);
  worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
  std::string footer = "&L&8";
  for (const char c : cut(document_.title, 100)) footer += c == '&' ? "&&" : std::string(1, c);
  footer += "&R&8" + std::string(words(document_.language).page) + "&P (&N)";
  worksheet_set_footer(sheet, footer.c_str());
  return sheet;
}

void XlsxBook::write_text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column,
                          std::string_view text, const CellStyle& style) {
  if (text.empty()) {
    worksheet_write_blank(sheet, row, column, format(style));
    return;
  }
  check(worksheet_write_string(sheet, row, column, cut(text).c_str(), format(style)));
}

bool XlsxBook::write_threads(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column,
                             const Runs& runs) {
  std::string comment;
  for (const Run& run : runs) {
    if (const auto* figure = std::get_if<FigureRun>(&run)) {
      if (!comment.empty()) comment += "\n\n";
      comment += threads_.of(*figure->figure);
    }
  }
  if (!comment.empty()) write_comment(sheet, row, column, comment);
  return !comment.empty();
}

void XlsxBook::write_cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Runs& runs,
                          const CellStyle& style) {
  const auto* only = runs.size() == 1 ? std::get_if<FigureRun>(&runs[0]) : nullptr;
  CellStyle with_format = style;
  if (const auto cell = number_cell(runs)) {
    with_format.number = cell->format;
    check(worksheet_write_number(sheet, row, column, cell->value, format(with_format)));
  } else if (only != nullptr) {
    with_format.number = text_format;
    write_text(sheet, row, column, only->text, with_format);
  } else {
    return write_paragraph(sheet, row, column, runs, style);
  }
  write_threads(sheet, row, column, runs);
}

void XlsxBook::write_paragraph(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column,
                               const Runs& runs, const CellStyle& style) {
  const bool has_figures = write_threads(sheet, row, column, runs);
  const bool has_styles = std::any_of(runs.begin(), runs.end(), [](const Run& run) {
    const auto* text = std::get_if<TextRun>(&run);
    return text != nullptr && text->style != TextRun::Style::plain;
  });
  if (has_figures || has_styles) {
    write_fragments(sheet, row, column, runs, style);
  } else {
    write_text(sheet, row, column, plain_text(runs), style);
  }
}

void XlsxBook::write_fragments(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column,
                               const Runs& runs, const CellStyle& style) {
  std::vector<std::pair<std::string, lxw_format*>> fragments;
  for (const Run& run : runs) {
    const auto* figure = std::get_if<FigureRun>(&run);
    const auto* text = std::get_if<TextRun>(&run);
    CellStyle look;
    look.figure = figure != nullptr;
    look.bold = style.bold || (text != nullptr && text->style == TextRun::Style::strong) ||
                (figure != nullptr && figure->style == TextRun::Style::strong);
    look.italic = style.italic || (text != nullptr && text->style == TextRun::Style::emphasis);
    look.size = style.size;
    const std::string part = plain_text({run});
    if (!part.empty()) fragments.emplace_back(part, look == CellStyle{} ? nullptr : format(look));
  }
  // libxlsxwriter wants two fragments at least: an invisible one does no harm.
  if (fragments.size() == 1) fragments.emplace_back("\u200B", nullptr);
  if (fragments.empty()) return write_text(sheet, row, column, {}, style);
  std::vector<lxw_rich_string_tuple> tuples;
  tuples.reserve(fragments.size());
  for (auto& [part, look] : fragments) tuples.push_back({look, writable(part)});
  std::vector<lxw_rich_string_tuple*> pointers;
  pointers.reserve(tuples.size() + 1);
  for (lxw_rich_string_tuple& tuple : tuples) pointers.push_back(&tuple);
  pointers.push_back(nullptr);
  check(worksheet_write_rich_string(sheet, row, column, pointers.data(), format(style)));
}

void XlsxBook::write_comment(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column,
                             const std::string& text) {
  std::string author = words(document_.language).thread;
  lxw_comment_options options{};
  options.author = writable(author);
  const auto lines = static_cast<int>(std::count(text.begin(), text.end(), '\n')) +
                     static_cast<int>(text.size() / 60) + 2;
  options.width = 360;
  options.height = static_cast<std::uint16_t>(std::clamp(lines * 15, 45, 420));
  check(worksheet_write_comment_opt(sheet, row, column, cut(text).c_str(), &options));
}

void XlsxBook::close() {
  lxw_workbook* book = std::exchange(book_, nullptr);
  check(workbook_close(book));
}

}  // namespace redthread::report
