// SPDX-License-Identifier: Apache-2.0
#include "report/table_width.hpp"

#include <string>

#include <gtest/gtest.h>

#include "report/pdf/pdf_sample_test.hpp"

namespace redthread::report {
namespace {

Table::HeaderCell head(const char* text, int columns = 1, int lines = 1) {
  return {.runs = {TextRun{text}}, .column_span = columns, .row_span = lines};
}

/// `Post | A (2) | B (2)` over `a b c d`, the first over both lines.
Table grouped() {
  Table table = table_of_figures(2, 5);
  table.header = {{head("Post", 1, 2), head("A", 2), head("B", 2)},
                  {head("a"), head("b"), head("c"), head("d")}};
  return table;
}

TEST(TableWidth, header_cells_are_pushed_aside_by_those_above) {
  EXPECT_EQ(header_columns(grouped()),
            (std::vector<std::vector<std::size_t>>{{0, 1, 3}, {1, 2, 3, 4}}));
  EXPECT_EQ(column_count(grouped()), 5u);
  EXPECT_EQ(column_count({}), 0u);
}

TEST(TableWidth, a_table_lies_down_when_it_is_wide) {
  EXPECT_EQ(printed_width({}), PrintedWidth::normal);
  EXPECT_EQ(printed_width(table_of_figures(2, 5)), PrintedWidth::normal);
  EXPECT_EQ(printed_width(table_of_figures(2, 14)), PrintedWidth::dense);
  EXPECT_EQ(printed_width(table_of_figures(2, 20)), PrintedWidth::wide);
  EXPECT_TRUE(leads_to_wide_table({Heading{1, "a", "A"}, Paragraph{}, table_of_figures(2, 20)}, 0));
  EXPECT_FALSE(leads_to_wide_table({Heading{1, "a", "A"}, Paragraph{}, table_of_figures(2, 5)}, 0));
  EXPECT_FALSE(leads_to_wide_table({Paragraph{}, table_of_figures(2, 20)}, 0));
}

TEST(TableWidth, groups_are_cut_between_the_headers_groups) {
  const Table table = grouped();
  const auto widths = column_widths(table);
  EXPECT_TRUE(column_groups(table, 1000).empty());
  // Room for the labels and three columns: the cut falls after the first group of two.
  const auto parts = column_groups(table, widths[0] + widths[1] + widths[2] + widths[3] + 0.1);
  ASSERT_EQ(parts.size(), 2u);
  for (const Table& part : parts) {
    EXPECT_EQ(part.columns.size(), 3u);
    EXPECT_EQ(part.header[0].size(), 2u);
    EXPECT_EQ(part.header[1].size(), 2u);
    EXPECT_EQ(part.rows.size(), 2u);
    EXPECT_EQ(std::get<TextRun>(part.rows[1].cells[0].runs[0]).text, "Rad 1");
  }
  EXPECT_EQ(std::get<TextRun>(parts[1].header[0][1].runs[0]).text, "B");
}

TEST(TableWidth, a_figure_is_a_figure_in_one_part_only) {
  Table table = grouped();
  table.rows[0].cells[0].runs = table.rows[0].cells[1].runs;
  Table::Row across;
  across.cells = {{.runs = table.rows[0].cells[1].runs, .column_span = 5}};
  table.rows.push_back(across);
  std::size_t figures = 0;
  for (const Table& part : column_groups(table, 25)) {
    Document document;
    document.blocks = {part};
    figures += printed_figures(document).size();
    EXPECT_EQ(column_count(part), part.columns.size());
  }
  Document whole;
  whole.blocks = {table};
  EXPECT_EQ(figures, printed_figures(whole).size());
}

}  // namespace
}  // namespace redthread::report
