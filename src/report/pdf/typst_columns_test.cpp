// SPDX-License-Identifier: Apache-2.0
#include "report/pdf/typst_columns.hpp"

#include <gtest/gtest.h>

#include "report/pdf/text_width.hpp"
#include "report/table_width.hpp"

namespace redthread::report {
namespace {

constexpr ColumnWidths stretched = {8.7, upright_page, true};

Table::Row row(const std::string& label, const std::string& value) {
  Table::Row made;
  made.cells.push_back({.runs = {TextRun{label}}, .row_header = true});
  made.cells.push_back({.runs = {TextRun{value}}});
  return made;
}

Table table_of(std::vector<Table::Row> rows) {
  Table table;
  table.columns = {Table::Align::start, Table::Align::end};
  table.header = {{{.runs = {TextRun{"Post"}}}, {.runs = {TextRun{"Utfall"}}}}};
  table.rows = std::move(rows);
  return table;
}

std::vector<std::size_t> lines_of(const Table& table, const ColumnWidths& widths = stretched) {
  return one_line_rows(table, printed_columns(table), widths);
}

using Lines = std::vector<std::size_t>;

TEST(OneLineRows, rows_that_surely_fit_are_told_from_those_that_may_not) {
  const std::string long_label(200, 'x');
  EXPECT_EQ(lines_of(table_of({row("Personal", "1\u202F234,5"), row("Material", "12,0"),
                               row(long_label, "1,0"), row("Övrigt", "\u2212475,0")})),
            (Lines{1, 2, 1, 1}));
}

TEST(OneLineRows, a_label_that_its_column_of_fixed_width_may_not_hold_is_left_to_typst) {
  Table table = table_of({row("Verksamhetens personalkostnader", "1"), row("Personal", "1")});
  EXPECT_EQ(lines_of(table, {8.7, upright_page, false}), (Lines{1, 2}));
  table.rows[1].indent = 6;
  EXPECT_EQ(lines_of(table, {8.7, upright_page, false}), (Lines{1, 2}));
  table.rows[0].indent = 6;
  EXPECT_EQ(lines_of(table, {8.7, upright_page, false}), (Lines{2, 1}));
}

TEST(OneLineRows, nothing_is_promised_for_what_may_be_higher_or_lower_than_a_line) {
  Table::Row strong = row("Summa", "1,0");
  std::get<TextRun>(strong.cells[1].runs[0]).style = TextRun::Style::strong;
  Table::Row broken = row("Två", "1,0");
  broken.cells[0].runs.emplace_back(LineBreak{});
  Table::Row heading = row("Intäkter", "");
  heading.style = Table::Row::Style::heading;
  Table::Row spanning = row("Kommentar", "");
  spanning.cells[0].column_span = 2;
  for (const Table::Row& each : {strong, broken, heading, spanning, row("", " "),
                                 row("Läget \U0001F600", "1,0"), row("\u05D0", "1,0")}) {
    EXPECT_EQ(lines_of(table_of({each})), (Lines{2}));
  }
}

TEST(OneLineRows, a_header_that_does_not_fill_its_lines_moves_the_rows) {
  Table table = table_of({row("Personal", "1,0")});
  table.header[0].pop_back();
  EXPECT_EQ(lines_of(table), (Lines{2}));
  table.header[0][0].column_span = 2;
  EXPECT_EQ(lines_of(table), (Lines{1, 1}));
}

TEST(OneLineRows, a_text_wider_than_the_longest_ones_is_not_promised_a_line) {
  // Seven narrow letters are the longest, six wide ones the widest.
  std::vector<Table::Row> rows = {row("a", "WWWWWW")};
  for (const char* narrow : {"iiiiiii", "iiiiiil", "iiiiili", "iiiilii"}) {
    rows.push_back(row("a", narrow));
  }
  EXPECT_EQ(lines_of(table_of(rows)), (Lines{2, 4}));
}

TEST(TextWidth, lies_between_its_bounds) {
  const auto figure = text_width("\u22121\u202F234,5", 10);
  ASSERT_TRUE(figure);
  EXPECT_NEAR(figure->most, 13.5, 0.1);  // as pdftotext -bbox measures it
  EXPECT_LT(figure->most - figure->least, 0.1);
  EXPECT_FALSE(text_width("\u05D0", 10));
  EXPECT_FALSE(text_width("\xFF", 10));
  EXPECT_EQ(text_width("", 10)->most, 0);
}

}  // namespace
}  // namespace redthread::report
