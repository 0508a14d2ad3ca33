// SPDX-License-Identifier: Apache-2.0
#include "audit/proof.hpp"

#include <gtest/gtest.h>

#include "model/test_figures.hpp"

namespace redthread::audit {
namespace {

FigurePtr missing() {
  auto figure = std::make_shared<Figure>();
  figure->state = State::missing;
  return figure;
}

PublishedCell cell(const std::string& printed, Exact unit = 1) {
  PublishedCell result;
  result.table = "bilaga_produktion_egen";
  result.row = "lakarbesok";
  result.column = "ack_avv_bud_pct";
  result.line = 2365;
  result.printed = printed;
  result.printed_unit = unit;
  return result;
}

const Exact percent = Exact::quotient(1, 100);

KnownFinding error_at(const std::string& where, const std::string& published,
                      const std::string& how) {
  return {where, "percent", published, "", how, "error", "fel bas"};
}

TEST(Judge, EqualAfterOneRounding) {
  // (108293 - 105371) / 105371 = 2.773 %
  const auto verdict = judge(cell("2.8", percent), change_figure("108293", "105371"), {});
  EXPECT_EQ(verdict.verdict, Verdict::equal);
  EXPECT_EQ(verdict.computed_text, "2.8");
}

TEST(Judge, WithinTheRoundingOfTheInputs) {
  // 250458 + 25448 + 29102 = 305008, printed 305007: three parts and a total may each be half off.
  auto sum = computed_figure(
      Operation::sum_cells,
      {delivered_figure("250458"), delivered_figure("25448"), delivered_figure("29102")}, 305008);
  EXPECT_EQ(judge(cell("305007"), sum, {}).verdict, Verdict::rounding);
  EXPECT_EQ(judge(cell("305003"), sum, {}).verdict, Verdict::unexplained);
}

TEST(Judge, RoundedTwiceInPrint) {
  // 59567 / 59067 = +0.8465 %: 0.85, and then 0.9.
  const auto verdict = judge(cell("0.9", percent), change_figure("59567", "59067"), {});
  EXPECT_EQ(verdict.verdict, Verdict::rounding);
  EXPECT_EQ(verdict.reason, "printed after rounding twice");
}

TEST(Judge, AKnownErrorOfThePublicationIsNamed) {
  const std::vector<KnownFinding> findings = {
      error_at("2365", "-25", "x [bilaga_produktion_egen:lakarbesok.ack_avv_bud_pct]")};
  const auto verdict = judge(cell("-25", percent), change_figure("70076", "87826"), findings);
  EXPECT_EQ(verdict.verdict, Verdict::published_error);
  EXPECT_EQ(verdict.reason, "fel bas");
}

TEST(Judge, AFindingOfAnotherLineOrColumnDoesNotExcuse) {
  const auto wrong = change_figure("70076", "87826");
  EXPECT_EQ(judge(cell("-25", percent), wrong,
                  {error_at("9999", "-25", "[bilaga_produktion_egen:lakarbesok.ack_avv_bud_pct]")})
                .verdict,
            Verdict::unexplained);
  EXPECT_EQ(judge(cell("-25", percent), wrong,
                  {error_at("2365", "4", "[bilaga_produktion_egen:lakarbesok.ack_avv_bud_pct_2]")})
                .verdict,
            Verdict::unexplained);
}

TEST(Judge, AnExplainableFindingDoesNotExcuseAWrongNumber) {
  auto finding = error_at("2365", "-25", "[bilaga_produktion_egen:lakarbesok.ack_avv_bud_pct]");
  finding.severity = "explainable";
  EXPECT_EQ(judge(cell("-25", percent), change_figure("70076", "87826"), {finding}).verdict,
            Verdict::unexplained);
}

TEST(Judge, AZeroPrintedForAMissingValueNeedsItsFinding) {
  EXPECT_EQ(judge(cell("0.0", percent), missing(), {}).verdict, Verdict::unexplained);
  KnownFinding finding{"2365",
                       "missing_as_zero",
                       "budget 0; avvikelse 0.0 %",
                       "",
                       "101123/0 [bilaga_produktion_egen:lakarbesok]",
                       "error",
                       "saknad budget"};
  EXPECT_EQ(judge(cell("0.0", percent), missing(), {finding}).verdict, Verdict::published_error);
}

TEST(Count, AddsUp) {
  const auto counted = count({judge(cell("2.8", percent), change_figure("108293", "105371"), {}),
                              judge(cell("0.9", percent), change_figure("59567", "59067"), {}),
                              judge(cell("7", percent), change_figure("59567", "59067"), {})});
  EXPECT_EQ(counted.derived, 3);
  EXPECT_EQ(counted.equal, 1);
  EXPECT_EQ(counted.rounding, 1);
  EXPECT_EQ(counted.published_errors, 0);
  EXPECT_EQ(counted.unexplained, 1);
}

}  // namespace
}  // namespace redthread::audit
