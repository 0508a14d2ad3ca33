// SPDX-License-Identifier: Apache-2.0
#include "report/docx/table_layout.hpp"

#include <numeric>
#include <set>
#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "report/docx/docx_sample_test.hpp"

namespace redthread::report {
namespace {

constexpr int upright = 9'525;
constexpr int lying = 14'457;

int total(const TablePart& part) {
  return std::accumulate(part.widths.begin(), part.widths.end(), 0);
}

TEST(TableLayout, narrow_tables_fill_the_page_in_normal_type) {
  const TableLayout layout = lay_out(wide_table(1, 3, 4), upright, lying);
  EXPECT_FALSE(layout.dense);
  EXPECT_FALSE(layout.lying);
  ASSERT_EQ(layout.parts.size(), 1u);
  EXPECT_NEAR(total(layout.parts[0]), upright, 10);
}

TEST(TableLayout, wider_ones_go_to_small_type_then_lie_down_then_are_divided) {
  EXPECT_TRUE(lay_out(wide_table(3, 4, 60), upright, lying).dense);
  EXPECT_FALSE(lay_out(wide_table(3, 4, 60), upright, lying).lying);
  EXPECT_TRUE(lay_out(wide_table(4, 4, 4), upright, lying).lying);
  EXPECT_EQ(lay_out(wide_table(4, 4, 4), upright, lying).parts.size(), 1u);
  EXPECT_GT(lay_out(wide_table(10, 4, 4), upright, lying).parts.size(), 1u);
}

TEST(TableLayout, parts_begin_with_the_label_and_keep_groups_together) {
  const TableLayout layout = lay_out(wide_table(10, 4, 4), upright, lying);
  std::set<std::size_t> seen;
  for (const TablePart& part : layout.parts) {
    EXPECT_EQ(part.columns.front(), 0u);
    EXPECT_EQ((part.columns.size() - 1) % 4, 0u);
    EXPECT_LE(total(part), lying);
    seen.insert(part.columns.begin(), part.columns.end());
  }
  EXPECT_EQ(seen.size(), 41u);
}

TEST(TableLayout, a_group_that_fits_no_page_is_divided) {
  const TableLayout layout = lay_out(wide_table(1, 40, 2), upright, lying);
  EXPECT_GT(layout.parts.size(), 1u);
  for (const TablePart& part : layout.parts) EXPECT_LE(total(part), lying);
}

TEST(TableLayout, figures_are_never_narrower_than_their_digits) {
  const Table table = wide_table(3, 4, 60);
  const TableLayout layout = lay_out(table, upright, lying);
  const int digits = text_width("720,5") * 150 / 1000;
  for (const TablePart& part : layout.parts) {
    for (const int width : part.widths) EXPECT_GT(width, digits + 160);
  }
}

TEST(TableLayout, heads_cover_every_column_once) {
  rc::check([] {
    Table table;
    const auto lines = *rc::gen::inRange(0, 5);
    for (int i = 0; i < lines; ++i) {
      table.header.emplace_back();
      const auto cells = *rc::gen::inRange(0, 6);
      for (int k = 0; k < cells; ++k) {
        table.header.back().push_back({.runs = {TextRun{"x"}},
                                       .column_span = *rc::gen::inRange(-1, 5),
                                       .row_span = *rc::gen::inRange(-1, 5)});
      }
    }
    const TableLayout layout = lay_out(table, upright, lying);
    std::set<const Table::HeaderCell*> begun;
    for (const auto& line : header_slots(table, layout.columns)) {
      std::size_t column = 0;
      for (const HeaderSlot& slot : line) {
        RC_ASSERT(slot.column == column);
        column += slot.columns;
        if (slot.begins && slot.cell != nullptr) RC_ASSERT(begun.insert(slot.cell).second);
      }
      RC_ASSERT(column == layout.columns);
    }
    std::size_t written = 0;
    for (const auto& line : table.header) written += line.size();
    RC_ASSERT(begun.size() == written);
  });
}

}  // namespace
}  // namespace redthread::report
