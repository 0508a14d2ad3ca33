// SPDX-License-Identifier: Apache-2.0
#include "report/changes.hpp"

#include <gtest/gtest.h>

#include "report/sample_test.hpp"

namespace redthread::report {
namespace {

const NumberFormat mnkr = *parse_number_format("mnkr 1");

Runs text(const std::string& words) { return {TextRun{words}}; }
Runs with_figure(const std::string& words, const std::string& subject, const std::string& value) {
  const FigurePtr figure = sample_figure(subject, "Resultat", "ytd", value, mnkr);
  return {TextRun{words}, FigureRun{.figure = figure, .text = figure->text(Language::swedish)}};
}
Document document_of(std::vector<Runs> paragraphs) {
  Document document;
  document.title = "Rapport";
  for (Runs& runs : paragraphs) document.blocks.emplace_back(Paragraph{std::move(runs)});
  return document;
}

TEST(Changes, nothing_changed) {
  const Document document = document_of({text("Ett"), with_figure("Det är ", "a", "-10")});
  const Changes changes = changes_between(document, document);
  EXPECT_TRUE(changes.empty());
  EXPECT_EQ(to_text(changes, "Since", Language::english),
            "Since\nnothing: 1 figures and all texts are the same\n");
}

TEST(Changes, a_figure_changes_without_its_text) {
  const Changes changes = changes_between(document_of({with_figure("Det är ", "a", "-10")}),
                                          document_of({with_figure("Det är ", "a", "-12.04")}));
  ASSERT_EQ(changes.figures.size(), 1U);
  EXPECT_EQ(changes.figures[0].before, "−10,0\u00A0mnkr");
  EXPECT_EQ(changes.figures[0].after, "−12,0\u00A0mnkr");
  EXPECT_TRUE(changes.texts.empty());
}

TEST(Changes, what_prints_the_same_is_the_same) {
  EXPECT_TRUE(changes_between(document_of({with_figure("", "a", "-10.01")}),
                              document_of({with_figure("", "a", "-10.04")}))
                  .empty());
}

TEST(Changes, a_text_changes_without_its_figure) {
  const Changes changes = changes_between(document_of({with_figure("Det är ", "a", "-10")}),
                                          document_of({with_figure("Det blev ", "a", "-10")}));
  EXPECT_TRUE(changes.figures.empty());
  ASSERT_EQ(changes.texts.size(), 2U);
  EXPECT_FALSE(changes.texts[0].is_new);
  EXPECT_EQ(changes.texts[0].text, "Det är −10,0\u00A0mnkr");
  EXPECT_TRUE(changes.texts[1].is_new);
}

TEST(Changes, figures_come_and_go) {
  const Changes changes = changes_between(document_of({with_figure("", "a", "1")}),
                                          document_of({with_figure("", "b", "2")}));
  EXPECT_EQ(changes.figures_compared, 2U);
  ASSERT_EQ(changes.figures.size(), 2U);
  EXPECT_EQ(changes.figures[0].before, "");
  EXPECT_EQ(changes.figures[1].after, "");
}

TEST(Changes, lines_that_stay_are_left_out_wherever_others_were_put_in) {
  const Changes changes =
      changes_between(document_of({text("a"), text("b"), text("c"), text("d")}),
                      document_of({text("a"), text("x"), text("c"), text("y"), text("d")}));
  std::string told;
  for (const TextChange& each : changes.texts) told += (each.is_new ? "+" : "-") + each.text;
  EXPECT_EQ(told, "-b+x+y");
}

}  // namespace
}  // namespace redthread::report
