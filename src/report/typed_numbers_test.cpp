// SPDX-License-Identifier: Apache-2.0
// Numbers that were typed in a comment: each case fires or is silent.
#include "report/typed_numbers.hpp"

#include <gtest/gtest.h>

#include "report/sample_test.hpp"

namespace redthread::report {
namespace {

FigureRun printed(const std::string& label, const std::string& column, const std::string& value,
                  const std::string& format) {
  const FigurePtr figure =
      sample_figure("key." + label, label, column, value, *parse_number_format(format));
  return {.figure = figure, .text = figure->text(Language::swedish)};
}

/// What is found in a comment of a report that prints a result, its budget, sick leave and staff
/// costs.
std::string found(const std::string& comment, Runs more = {}) {
  Document document;
  document.blocks.emplace_back(Paragraph{{printed("Resultat", "ytd", "-475.03", "mnkr 1"),
                                          printed("Resultat", "ytd_budget", "-49.3", "mnkr 1"),
                                          printed("Personalkostnader", "ytd", "-3246", "mnkr 0"),
                                          printed("Sjukfrånvaro", "ytd", "0.0789", "percent 1")}});
  Paragraph paragraph{.runs = std::move(more), .byline = "Anna, 2024-05-20", .comment = true};
  paragraph.runs.emplace_back(TextRun{comment});
  document.blocks.emplace_back(std::move(paragraph));
  std::string all;
  for (const TypedNumber& each : contradicting_numbers(document)) {
    all += each.label + ": " + each.written + " mot " + each.printed + " (" + each.comment + ")\n";
  }
  return all;
}

TEST(TypedNumbers, another_number_of_the_same_name_is_found) {
  EXPECT_EQ(found("Resultatet är -480,0 mnkr."),
            "Resultat: 480,0 mnkr mot −475,0\u00A0mnkr (Anna, 2024-05-20)\n");
  EXPECT_EQ(found("Personalkostnaderna uppgår till 3 300 mnkr och stiger."),
            "Personalkostnader: 3 300 mnkr mot −3\u202F246\u00A0mnkr (Anna, 2024-05-20)\n");
  EXPECT_EQ(found("Vår sjukfrånvaro är 8,1 procent."),
            "Sjukfrånvaro: 8,1 procent mot 7,9\u00A0% (Anna, 2024-05-20)\n");
}

TEST(TypedNumbers, the_same_number_is_silent_however_it_is_rounded_or_signed) {
  EXPECT_EQ(found("Resultatet är −475,0 mnkr."), "");
  EXPECT_EQ(found("Resultatet är minus 475 mnkr."), "");
  EXPECT_EQ(found("Resultatet är 475 030 tkr."), "");
  EXPECT_EQ(found("Resultatet skulle vara 49,3 mnkr enligt budget."), "") << "its budget";
  EXPECT_EQ(found("Sjukfrånvaron är 7,89 %."), "");
}

TEST(TypedNumbers, numbers_of_something_else_are_silent) {
  EXPECT_EQ(found("Resultatet väntas vända 2025."), "") << "no measure unit";
  EXPECT_EQ(found("Resultatet försämras med 12 %."), "") << "of another unit";
  EXPECT_EQ(found("Resultatet är bra. Hyran är 12,0 mnkr."), "") << "another sentence";
  EXPECT_EQ(found("Hyran på 12,0 mnkr tynger resultatet."), "") << "the name comes after";
  EXPECT_EQ(found("Resultatutjämningsreserven är 12,0 mnkr."), "") << "another word";
}

TEST(TypedNumbers, the_last_name_before_a_number_is_what_it_is_of) {
  EXPECT_EQ(found("Resultatet tyngs av personalkostnader på 3 246 mnkr."), "");
  EXPECT_EQ(found("Personalkostnader gör att resultatet blev 3 246 mnkr."),
            "Resultat: 3 246 mnkr mot −475,0\u00A0mnkr (Anna, 2024-05-20)\n");
}

TEST(TypedNumbers, bound_figures_cannot_contradict) {
  EXPECT_EQ(found(" är resultatet.", {printed("Resultat", "ytd_previous", "-512", "mnkr 1")}), "");
}

TEST(TypedNumbers, they_are_told_with_what_to_do) {
  Diagnostics diagnostics;
  tell_contradictions({{"Anna, 2024-05-20", "480,0 mnkr", "Resultat", "−475,0 mnkr", "r/a/b"}},
                      Severity::warning, diagnostics);
  EXPECT_EQ(to_text(diagnostics),
            "Anna, 2024-05-20: warning: the text says 480,0 mnkr of `Resultat`, and the report "
            "says −475,0 mnkr [report.text_differs]\n"
            "  hint: bind the figure into the text: {figure KEY}; this one is r/a/b\n"
            "1 warning\n");
}

}  // namespace
}  // namespace redthread::report
