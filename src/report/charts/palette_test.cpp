// SPDX-License-Identifier: Apache-2.0
#include "report/charts/palette.hpp"

#include <set>
#include <vector>

#include <gtest/gtest.h>

namespace redthread::report {
namespace {

constexpr double shape = 3;
constexpr double text = 4.5;

TEST(Palette, contrast_is_what_wcag_says) {
  EXPECT_DOUBLE_EQ(contrast("#000000", "#ffffff"), 21);
  EXPECT_DOUBLE_EQ(contrast("#ffffff", "#ffffff"), 1);
  EXPECT_NEAR(contrast("#767676", "#ffffff"), 4.54, 0.01);  // the lightest grey for text
  EXPECT_NEAR(contrast("#777777", "#ffffff"), 4.48, 0.01);
}

std::vector<Look> all_looks() {
  std::vector<Look> looks = {outcome_look, budget_look, previous_look, forecast_look,
                             up_look,      down_look,   {thread_red},  {soft_ink}};
  looks.insert(looks.end(), part_looks.begin(), part_looks.end());
  return looks;
}

TEST(Palette, shapes_stand_out_from_paper_and_texts_more) {
  for (const Look& look : all_looks()) {
    EXPECT_GE(contrast(look.colour, paper), shape) << look.colour;
  }
  EXPECT_GE(contrast(ink, paper), text);
  EXPECT_GE(contrast(soft_ink, paper), text);
  EXPECT_GE(contrast(soft_ink, band), shape);  // the band's border
}

TEST(Palette, what_stands_side_by_side_differs_in_grey_and_in_pattern) {
  const std::vector<std::vector<Look>> neighbours = {
      {outcome_look, budget_look, previous_look, forecast_look},
      {outcome_look, previous_look},
      {outcome_look, up_look, down_look},
      {up_look, down_look},
      {part_looks.begin(), part_looks.end()}};
  for (const auto& looks : neighbours) {
    for (std::size_t i = 1; i < looks.size(); ++i) {
      EXPECT_GE(contrast(looks[i - 1].colour, looks[i].colour), 1.3)
          << looks[i - 1].colour << ' ' << looks[i].colour;
    }
  }
  EXPECT_NE(up_look.pattern, down_look.pattern);
  std::set<Pattern> compared;
  for (const Look& look : neighbours[0]) compared.insert(look.pattern);
  EXPECT_EQ(compared.size(), neighbours[0].size());
}

TEST(Palette, parts_differ_all_in_grey_and_all_in_pattern) {
  std::set<Pattern> patterns;
  for (std::size_t i = 0; i < part_looks.size(); ++i) {
    patterns.insert(part_looks.at(i).pattern);
    for (std::size_t j = 0; j < i; ++j) {
      EXPECT_GE(contrast(part_looks.at(i).colour, part_looks.at(j).colour), 1.2) << i << ' ' << j;
    }
  }
  EXPECT_EQ(patterns.size(), part_looks.size());
}

TEST(Palette, heat_goes_from_light_to_dark_and_its_texts_can_be_read) {
  for (std::size_t i = 0; i < heat_colours.size(); ++i) {
    const char* colour = heat_colours.at(i);
    EXPECT_GE(contrast(is_dark(colour) ? paper : ink, colour), text) << colour;
    if (i == 0) continue;
    EXPECT_GT(contrast(colour, paper), contrast(heat_colours.at(i - 1), paper) * 1.15) << colour;
  }
  using Fill = Table::Fill;
  for (const Fill fill : {Fill::none, Fill::green, Fill::yellow, Fill::red, Fill::shaded}) {
    EXPECT_GE(contrast(ink, fill_colour(fill)), text);
    EXPECT_FALSE(is_dark(fill_colour(fill)));
  }
}

}  // namespace
}  // namespace redthread::report
