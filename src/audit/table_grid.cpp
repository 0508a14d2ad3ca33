// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "audit/printed_table.hpp"
#include "base/text.hpp"

namespace redthread::audit {
namespace {

constexpr std::size_t most_header_rows = 6;

bool is_year(std::string_view text) {
  return text.size() == 4 && (text.starts_with("19") || text.starts_with("20")) &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_amount(std::string_view text) {
  const std::string_view bare = trim(text);
  return !is_year(bare) && read_printed_figure(bare, DecimalSign::comma).has_value();
}

/// How many rows at the top are the header.
std::size_t header_rows(const ReadTable& read) {
  std::size_t said = 0;
  while (said < read.rows.size() && read.rows[said].header) ++said;
  if (said > 0) return said;
  const auto has_amount = [](const ReadRow& row) {
    return std::any_of(row.cells.begin(), row.cells.end(),
                       [](const ReadCell& cell) { return is_amount(cell.text); });
  };
  std::size_t rows = 0;
  while (rows < read.rows.size() && rows < most_header_rows && !has_amount(read.rows[rows])) {
    ++rows;
  }
  // A row with a label alone, right above the figures, is a heading among the rows.
  const auto filled = [](const ReadRow& row) {
    return std::count_if(row.cells.begin(), row.cells.end(), [](const ReadCell& cell) {
      return cell.merged == ReadCell::Merged::no && !trim(cell.text).empty();
    });
  };
  while (rows > 1 && filled(read.rows[rows - 1]) < 2) --rows;
  return rows == read.rows.size() ? std::min<std::size_t>(1, rows) : rows;
}

std::string heading(const ReadTable& read, std::size_t rows, std::size_t column) {
  std::string result;
  std::string last;
  for (std::size_t i = 0; i < rows; ++i) {
    const std::string text(trim(read.rows[i].cells[column].text));
    // A cell that is merged over rows is said once.
    if (text.empty() || text == last) continue;
    result += (result.empty() ? "" : " ") + text;
    last = text;
  }
  return result;
}

bool repeats_header(const ReadTable& read, std::size_t header, const ReadRow& row) {
  for (std::size_t i = 0; i < header; ++i) {
    const auto& cells = read.rows[i].cells;
    const bool same = std::equal(
        cells.begin(), cells.end(), row.cells.begin(), row.cells.end(),
        [](const ReadCell& a, const ReadCell& b) { return trim(a.text) == trim(b.text); });
    if (same) return true;
  }
  return false;
}

/// What a body cell adds: a merged figure stands once, a merged label in each of its rows.
std::string body_text(const ReadCell& cell) {
  if (cell.merged == ReadCell::Merged::no) return cell.text;
  if (cell.merged == ReadCell::Merged::left || is_amount(cell.text)) return {};
  return cell.text;
}

}  // namespace

std::optional<RawTable> raw_table(const ReadTable& read, const std::string& file) {
  if (read.rows.empty()) return std::nullopt;
  RawTable table{.file = file, .sheet = read.sheet, .number = read.number, .title = read.title};
  const std::size_t header = header_rows(read);
  for (std::size_t i = 0; i < read.rows.front().cells.size(); ++i) {
    table.header.push_back(heading(read, header, i));
  }
  for (std::size_t i = header; i < read.rows.size(); ++i) {
    const ReadRow& row = read.rows[i];
    if (repeats_header(read, header, row)) continue;
    RawTable::Row raw{.line = row.line, .cells = {}, .page = row.page};
    bool any = false;
    for (const ReadCell& cell : row.cells) {
      raw.cells.push_back(body_text(cell));
      any = any || !trim(raw.cells.back()).empty();
    }
    if (any) table.rows.push_back(std::move(raw));
  }
  if (table.rows.empty()) return std::nullopt;
  return table;
}

DecimalSign decimal_sign_of(const std::vector<RawTable>& tables) {
  int commas = 0;
  int points = 0;
  for (const RawTable& table : tables) {
    for (const RawTable::Row& row : table.rows) {
      for (const std::string& cell : row.cells) {
        const auto sign = cell.find_last_of(".,");
        if (sign == std::string::npos) continue;
        // Three digits may be thousands.
        std::size_t digits = sign + 1;
        while (digits < cell.size() && cell[digits] >= '0' && cell[digits] <= '9') ++digits;
        const std::size_t count = digits - sign - 1;
        if (count == 0 || count == 3 || !is_amount(cell)) continue;
        ++(cell[sign] == ',' ? commas : points);
      }
    }
  }
  return points > commas ? DecimalSign::point : DecimalSign::comma;
}

std::string place_of(const PrintedTable& table, const PrintedRow& row) {
  std::string place = table.file;
  if (row.page > 0) place += ", sid. " + std::to_string(row.page);
  if (!table.sheet.empty()) place += ", " + table.sheet;
  if (table.sheet.empty() && table.number > 0) place += ", tabell " + std::to_string(table.number);
  return place;
}

}  // namespace redthread::audit
