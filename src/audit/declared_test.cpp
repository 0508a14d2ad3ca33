// SPDX-License-Identifier: Apache-2.0
#include "audit/declared.hpp"

#include <gtest/gtest.h>

#include "audit/findings.hpp"

namespace redthread::audit {
namespace {

PrintedTable table_of(const std::string& result) {
  RawTable raw{.file = "a.csv", .header = {"Post", "Utfall", "Budget", "Diff"}};
  raw.rows = {{2, {"Intäkter", "120", "100", "20"}},
              {3, {"Kostnader", "90", "80", "10"}},
              {4, {"Resultat", result, "20", "10"}}};
  return arrange(raw, {}, DecimalSign::comma);
}

std::vector<std::string> told(const PrintedTable& table,
                              const std::vector<DeclaredRelation>& declared) {
  std::vector<std::size_t> unused;
  std::vector<std::string> result;
  const RuleBook book = declared_rules({table}, declared, unused);
  for (const TableFinding& each : audit_tables({table}, book).findings) {
    if (each.severity != FindingSeverity::error) continue;
    result.push_back(table.rows[each.cell.row].label + " " + table.columns[each.cell.column].title +
                     ": " + each.expected + ", " + each.rule);
  }
  for (const std::size_t each : unused) result.push_back("unused " + declared[each].target);
  return result;
}

const DeclaredRelation difference{.target = "diff", .plus = {"Utfall"}, .minus = {" budget"}};
const DeclaredRelation result{
    .between_rows = true, .target = "Resultat", .plus = {"Intäkter"}, .minus = {"Kostnader"}};

TEST(Declared, RelationNeedsNoSupport) {
  EXPECT_EQ(told(table_of("30"), {}), std::vector<std::string>{});
  EXPECT_EQ(told(table_of("30"), {difference, result}), std::vector<std::string>{});
  EXPECT_EQ(told(table_of("33"), {difference, result}),
            std::vector<std::string>{"Resultat Utfall: 30, Resultat = Intäkter - Kostnader"});
}

TEST(Declared, WhatNoTableHasIsUnused) {
  DeclaredRelation other = difference;
  other.minus = {"Prognos"};
  EXPECT_EQ(told(table_of("30"), {other}), std::vector<std::string>{"unused diff"});
  other = difference;
  other.where.number = 7;
  EXPECT_EQ(told(table_of("30"), {other}), std::vector<std::string>{"unused diff"});
}

TEST(Declared, TakesPrecedenceOverWhatWasFound) {
  // Three rows show that c = a + b; the declaration says c = a - b.
  RawTable raw{.file = "a.csv", .header = {"Post", "a", "b", "c"}};
  raw.rows = {{2, {"w", "1201", "317", "1518"}},
              {3, {"x", "2333", "918", "3251"}},
              {4, {"y", "4127", "733", "4860"}},
              {5, {"z", "5519", "111", "5630"}}};
  const PrintedTable table = arrange(raw, {}, DecimalSign::comma);
  EXPECT_EQ(audit_tables({table}).findings.size(), 0u);
  std::vector<std::size_t> unused;
  const RuleBook book =
      declared_rules({table}, {{.target = "c", .plus = {"a"}, .minus = {"b"}}}, unused);
  for (const Rule& each : audit_tables({table}, book).rules) {
    if (each.declared) continue;
    EXPECT_EQ(each.followed + each.broken, 0) << each.text;
  }
}

}  // namespace
}  // namespace redthread::audit
