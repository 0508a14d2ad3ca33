// SPDX-License-Identifier: Apache-2.0
#include "audit/findings.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "base/text.hpp"

namespace redthread::audit {
namespace {

/// A table from lines of cells between `;`.
PrintedTable table_of(const std::string& text, const std::string& file = "t.csv") {
  RawTable raw;
  raw.file = file;
  int line = 0;
  for (const std::string_view each : split(text, '\n')) {
    if (each.empty()) continue;
    std::vector<std::string> cells;
    for (const std::string_view cell : split(each, ';')) cells.emplace_back(cell);
    ++line;
    if (line == 1) {
      raw.header = cells;
    } else {
      raw.rows.push_back({.line = line, .cells = cells});
    }
  }
  return arrange(raw, {}, DecimalSign::comma);
}

/// `line column: expected (note)` of the findings of one severity.
std::vector<std::string> told(const std::vector<PrintedTable>& tables,
                              FindingSeverity severity = FindingSeverity::error) {
  std::vector<std::string> result;
  for (const TableFinding& each : audit_tables(tables).findings) {
    if (each.severity != severity) continue;
    const PrintedTable& table = tables[each.cell.table];
    result.push_back(std::to_string(table.rows[each.cell.row].line) + " " +
                     table.columns[each.cell.column].title + ": " + each.expected + " (" +
                     each.note + ")");
  }
  return result;
}

using Told = std::vector<std::string>;

const std::string changes =
    "post;nu;då;ändring %\n"
    "a;1210;1100;10,0\n"
    "b;3450;3600;-4,2\n"
    "c;820;799;2,6\n"
    "d;5104;5900;-13,5\n"
    "e;7713;6420;20,1\n"
    "f;640;655;-2,3\n";

std::string with(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

TEST(Findings, ConsistentTableHasNone) {
  EXPECT_EQ(told({table_of(changes)}), Told{});
  EXPECT_EQ(told({table_of(changes)}, FindingSeverity::explainable), Told{});
}

TEST(Findings, SayWhatItProbablyIs) {
  EXPECT_EQ(told({table_of(with(changes, ";20,1", ";16,8"))}),
            Told{"6 ändring %: 20.1 (fel bas: räknat på det nya värdet)"});
  EXPECT_EQ(told({table_of(with(changes, ";20,1", ";-20,1"))}),
            Told{"6 ändring %: 20.1 (fel tecken)"});
  EXPECT_EQ(told({table_of(with(changes, ";20,1", ";1293"))}),
            Told{"6 ändring %: 20 (skillnaden i enheter i stället för i procent)"});
  EXPECT_EQ(told({table_of(with(changes, ";20,1", ";120,1"))}),
            Told{"6 ändring %: 20.1 (andel i stället för förändring)"});
  EXPECT_EQ(told({table_of(with(changes, ";-13,5", ";-13,4"))}),
            Told{"5 ändring %: -13.5 (avhugget i stället för avrundat)"});
  EXPECT_EQ(told({table_of(with(changes, ";20,1", ";-2,3"))}),
            Told{"6 ändring %: 20.1 (värdet hör till raden bredvid: förskjutna rader?)"});
}

TEST(Findings, PercentOfNothing) {
  EXPECT_EQ(told({table_of(changes + "g;17;0;0,0\n")}),
            Told{"8 ändring %:  (förändring från noll: odefinierat, ska vara tomt)"});
  EXPECT_EQ(told({table_of(changes + "g;-;655;-100,0\n")}),
            Told{"8 ändring %:  (värde saknas, visas som -100 %)"});
  EXPECT_EQ(told({table_of(changes + "g;655;-;0,0\n")}),
            Told{"8 ändring %:  (värde saknas, visas som 0 %)"});
  EXPECT_EQ(told({table_of(changes + "g;0;0;0,0\n")}), Told{});
}

TEST(Findings, RoundedTwiceIsExplained) {
  // (100846 - 100000) / 100000 = 0.846 %, 0.85 and then 0.9.
  const auto twice = table_of(changes + "g;100846;100000;0,9\n");
  EXPECT_EQ(told({twice}), Told{});
  EXPECT_EQ(told({twice}, FindingSeverity::explainable),
            Told{"8 ändring %: 0.8 (avrundat två gånger)"});
}

const std::string totals =
    "post;utfall;budget;fg år\n"
    "Läkare;120,4;118,0;117,2\n"
    "varav hyrda;20,1;15,0;22,2\n"
    "Sjuksköterskor;410,7;400,5;399,9\n"
    "Övriga;88,8;90,0;91,3\n"
    "Summa;619,9;608,5;608,4\n";

TEST(Findings, TotalsLeaveOfWhichRowsOut) {
  EXPECT_EQ(told({table_of(totals)}), Told{});
  EXPECT_EQ(told({table_of(with(totals, "608,5", "680,5"))}), Told{"6 budget: 608.5 ()"});
}

TEST(Findings, TotalsAreFoundByIndents) {
  std::string text = "post;utfall;budget;fg år\nSumma;500,0;508,5;517,1\n";
  text += "  Läkare;89,3;108,0;117,2\n  Sjuksköterskor;410,7;400,5;399,9\n";
  EXPECT_EQ(told({table_of(text)}), Told{});
  EXPECT_EQ(told({table_of(with(text, "508,5", "580,5"))}), Told{"2 budget: 508.5 ()"});
}

TEST(Findings, RoundingOfThePartsIsNoError) {
  EXPECT_EQ(told({table_of(with(totals, "619,9", "620,0"))}), Told{});
  EXPECT_EQ(told({table_of(with(totals, "619,9", "620,0"))}, FindingSeverity::rounding),
            Told{"6 utfall: 619.9 (kan bero på hur talen har avrundats)"});
  EXPECT_EQ(told({table_of(with(totals, "619,9", "620,2"))}).size(), 1u);
}

TEST(Findings, OneWrongPartIsBlamedForAllThatItBreaks) {
  const std::string both =
      "post;utfall;budget;avvikelse\n"
      "a;1210;1100;110\nb;3450;3600;-150\nc;820;799;21\nd;5104;5900;-796\nSumma;10584;11399;-815\n";
  EXPECT_EQ(told({table_of(both)}), Told{});
  EXPECT_EQ(told({table_of(with(both, "c;820", "c;280"))}),
            Told{"4 utfall: 820 (bryter mot 2 samband)"});
}

TEST(Findings, SameQuantityInTwoTables) {
  const auto a = table_of(
      "post;enhet;2024;budget\nb1;antal;11778;9\nb2;antal;2316;8\n"
      "b3;antal;7072;7\nb4;antal;55000;5\nb5;antal;61234;4\n");
  const auto b = table_of(
      "post;enhet;utfall\nb1;antal;11778\nb2;antal;2316\n"
      "b3;antal;7073\nb4;antal;55000\nb5;antal;61234\n",
      "b.csv");
  EXPECT_EQ(told({a, b}), Told{"4 2024: 7073 (antal är hela tal: en av uppgifterna är fel)"});
}

TEST(Findings, ZeroWhereMuchIsExpectedIsMissing) {
  std::string text = "post;utfall;prognos\n";
  for (int i = 1; i <= 9; ++i) {
    text += "r" + std::to_string(i) + ";" + std::to_string(1000 + 137 * i) + ";" +
            std::to_string(3100 + 391 * i) + "\n";
  }
  EXPECT_EQ(told({table_of(text)}), Told{});
  EXPECT_EQ(told({table_of(text + "r10;5396;0\n")}),
            Told{"11 prognos:  (saknat värde visat som noll)"});
  EXPECT_EQ(told({table_of(text + "r10;3;0\n")}), Told{}) << "small numbers may be zero";
}

TEST(PrintedTable, ColumnsAreToldApart) {
  const auto table = table_of(
      "source_line;row_key;label;parent_key;unit;år;utfall\n"
      "10;summa;Summa;;antal;2023;14\n"
      "12;a;Del a;summa;antal;2024;9\n"
      "12;b;Del b;summa;antal;2024;5\n");
  const ColumnKind expected[] = {ColumnKind::line_number, ColumnKind::key,  ColumnKind::label,
                                 ColumnKind::parent,      ColumnKind::unit, ColumnKind::text,
                                 ColumnKind::figures};
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    EXPECT_EQ(table.columns[i].kind, expected[i]) << table.columns[i].title;
  }
  EXPECT_EQ(table.rows[2].parent, 0u);
  EXPECT_EQ(table.rows[2].label, "Del b");
}

}  // namespace
}  // namespace redthread::audit
