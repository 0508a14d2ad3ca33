// SPDX-License-Identifier: Apache-2.0
#include "report/xlsx/text_workbook.hpp"

#include <xlsxwriter.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace redthread::report {
namespace {

constexpr double column_width = 24;
constexpr char32_t first_of_two_units = 0x10000;

bool is_hex(char c) {
  return ('0' <= c && c <= '9') || ('a' <= c && c <= 'f') || ('A' <= c && c <= 'F');
}

/// `_x0041_` in a text would be read as `A`: its first `_` is written as `_x005F_`.
std::string escaped(const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_code = text.compare(i, 2, "_x") == 0 && i + 6 < text.size() &&
                         text[i + 6] == '_' && is_hex(text[i + 2]) && is_hex(text[i + 3]) &&
                         is_hex(text[i + 4]) && is_hex(text[i + 5]);
    if (is_code) {
      result += "_x005F_";
    } else {
      result += text[i];
    }
  }
  return result;
}

void check(lxw_error error, const std::string& path) {
  if (error == LXW_NO_ERROR) return;
  throw Error("report.workbook",
              "the workbook " + path + " cannot be written: " + std::string(lxw_strerror(error)));
}

}  // namespace

std::size_t cell_length(const std::string& text) {
  const std::string written = escaped(text);
  std::size_t length = 0;
  for (std::size_t at = 0; at < written.size();) {
    const Character character = character_at(written, at);
    length += character.code_point >= first_of_two_units ? 2 : 1;
    at += character.bytes;
  }
  return length;
}

void write_text_workbook(const std::string& path, const std::string& sheet,
                         const std::vector<std::vector<std::string>>& rows) {
  lxw_workbook* book = workbook_new(path.c_str());
  if (book == nullptr) throw Error("report.workbook", "no workbook can be made at " + path);
  lxw_doc_properties properties{};
  properties.created = 86'400;  // the same bytes whenever it is written
  workbook_set_properties(book, &properties);
  lxw_worksheet* worksheet = workbook_add_worksheet(book, sheet.c_str());
  lxw_format* text = workbook_add_format(book);
  format_set_num_format(text, "@");
  format_set_text_wrap(text);
  lxw_format* head = workbook_add_format(book);
  format_set_bold(head);
  worksheet_freeze_panes(worksheet, 1, 1);
  lxw_error failed = LXW_NO_ERROR;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t column = 0; column < rows[row].size(); ++column) {
      const std::string& cell = rows[row][column];
      if (cell.empty()) continue;
      const lxw_error error = worksheet_write_string(worksheet, static_cast<lxw_row_t>(row),
                                                     static_cast<lxw_col_t>(column),
                                                     escaped(cell).c_str(), row == 0 ? head : text);
      if (error != LXW_NO_ERROR) failed = error;
    }
  }
  if (!rows.empty() && !rows.front().empty()) {
    worksheet_set_column(worksheet, 0, static_cast<lxw_col_t>(rows.front().size() - 1),
                         column_width, nullptr);
  }
  check(workbook_close(book), path);
  check(failed, path);
}

}  // namespace redthread::report
