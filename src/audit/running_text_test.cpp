// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "audit/findings.hpp"

namespace redthread::audit {
namespace {

using Told = std::vector<std::string>;

Told told(const std::string& text, const std::string& more = "Läkarbesök") {
  RawTable raw{.file = "a.docx", .title = "Belopp i mnkr"};
  raw.header = {"Post", "Utfall", "Budget", "Förändring %"};
  raw.rows = {{1, {"Resultat", "-475,0", "-49,4", "-7,6 %"}},
              {2, {"Personalkostnader", "1 723,1", "1 303,1", "5,9 %"}},
              {3, {more, "108,2", "105,3", "1,7 %"}}};
  Told result;
  for (const TextFinding& each : compare_running_text({arrange(raw, {}, DecimalSign::comma)},
                                                      {{.file = "a.docx", .text = text}})) {
    result.push_back(each.label + ": " + each.printed + " mot " + each.expected + ", " + each.note +
                     (each.severity == FindingSeverity::error ? "" : " (kanske)"));
  }
  return result;
}

TEST(RunningText, NumberThatIsInTheTableIsNotTold) {
  EXPECT_EQ(told("Resultatet är −475 mnkr, mot budgeterade -49,4 mnkr."), Told{});
  EXPECT_EQ(told("Personalkostnaderna blev 1,7 miljarder kronor, 1 723 mnkr."), Told{});
  EXPECT_EQ(told("Läkarbesöken ökade med 1,7 procent, och 2024 blev ett bra år."), Told{});
}

TEST(RunningText, SlipOfADigitIsTold) {
  EXPECT_EQ(told("Personalkostnaderna blev 1 732,1 mnkr."),
            Told{"Personalkostnader: 1 732,1 mnkr mot 1 723,1, texten och tabellen skiljer en "
                 "siffra"});
  EXPECT_EQ(told("Resultatet blev -457,0 mnkr."),
            Told{"Resultat: -457,0 mnkr mot -475,0, texten och tabellen skiljer en siffra"});
}

TEST(RunningText, WrongUnitIsTold) {
  EXPECT_EQ(told("Resultatet blev −475,0 tkr."),
            Told{"Resultat: −475,0 tkr mot -475,0, fel enhet i texten"});
}

TEST(RunningText, WhatIsSomethingElseIsNotTold) {
  EXPECT_EQ(told("Resultatet väntas bli -1 235 mnkr."), Told{});
  EXPECT_EQ(told("Resultatenheten kostade 457,0 mnkr."), Told{});
  EXPECT_EQ(told("Resultatet år 2024, se bilaga 475 och SFS 2017:725."), Told{});
}

TEST(RunningText, RowsOfOneNameAreNotCertain) {
  EXPECT_EQ(
      told("Resultatet blev -457,0 mnkr.", "Resultat"),
      Told{"Resultat: -457,0 mnkr mot -475,0, texten och tabellen skiljer en siffra (kanske)"});
}

PrintedTable year(const std::string& file, const std::vector<std::string>& header,
                  const std::vector<std::vector<std::string>>& rows) {
  RawTable raw{.file = file, .header = header};
  int line = 1;
  for (const auto& row : rows) raw.rows.push_back({++line, row});
  return arrange(raw, {}, DecimalSign::comma);
}

TEST(PreviousReport, SameYearIsComparedAndCoverageStated) {
  const PrintedTable now = year("2024.csv", {"Post", "Utfall 2024", "Utfall 2023"},
                                {{"a", "1201", "1333"},
                                 {"b", "2107", "2404"},
                                 {"c", "3313", "3550"},
                                 {"d", "4719", "4801"},
                                 {"e", "5517", "5099"}});
  const PrintedTable before = year(
      "2023.csv", {"Post", "Utfall jan-dec 2023", "Utfall 2022"},
      {{"a", "1333", "900"}, {"b", "2404", "901"}, {"c", "3505", "902"}, {"d", "4801", "903"}});
  const AuditResult result = audit_tables({now}, {}, {.previous = {before}, .texts = {}});
  ASSERT_EQ(result.findings.size(), 1u);
  const TableFinding& finding = result.findings[0];
  EXPECT_EQ(finding.cell, (CellRef{0, 2, 2}));
  EXPECT_EQ(finding.other, (CellRef{1, 2, 1}));
  EXPECT_EQ(finding.expected, "3505");
  EXPECT_EQ(finding.note,
            "samma uppgift, olika tal; omfattning: 4 rader gemensamma av 5 nu och 4 förra gången; "
            "tid: ”Utfall 2023” mot ”Utfall jan-dec 2023”");
}

TEST(PreviousReport, ThisYearIsNotComparedWithLastYears) {
  const std::vector<std::string> header = {"Post", "Utfall"};
  const PrintedTable now = year("2024.csv", header, {{"a", "1201"}, {"b", "2107"}, {"c", "3313"}});
  const PrintedTable before =
      year("2023.csv", header, {{"a", "1333"}, {"b", "2404"}, {"c", "3505"}});
  EXPECT_EQ(audit_tables({now}, {}, {.previous = {before}, .texts = {}}).findings.size(), 0u);
}

}  // namespace
}  // namespace redthread::audit
