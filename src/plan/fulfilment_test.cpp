// SPDX-License-Identifier: Apache-2.0
// Targets judged, goals rolled up; and what a region printed of its goals is what the rule says.
#include "plan/fulfilment.hpp"

#include <gtest/gtest.h>

#include "base/csv.hpp"
#include "plan/files.hpp"
#include "plan/target.hpp"
#include "plan/test_plan.hpp"

namespace redthread::plan {
namespace {

std::string judged(const char* target, const char* outcome, const char* previous = "",
                   const char* tolerance = "") {
  const auto value = value_of(outcome);
  return value ? word_of(judge(*target_of(target), *value, value_of(previous),
                               tolerance_of(tolerance).value_or(Tolerance())))
               : "unreadable";
}

TEST(Target, OfEveryTypeIsJudged) {
  EXPECT_EQ(judged(">= 95 %", "95"), "green");
  EXPECT_EQ(judged(">= 95 %", "94.9"), "red");
  EXPECT_EQ(judged("<= 8", "8"), "green");
  EXPECT_EQ(judged("< 6 %", "6"), "red");
  EXPECT_EQ(judged("> 1.5", "1.51"), "green");
  EXPECT_EQ(judged("77..80", "77"), "green");
  EXPECT_EQ(judged("77..80", "80.1"), "red");
  EXPECT_EQ(judged("increase", "75", "74"), "green");
  EXPECT_EQ(judged("increase", "74", "74"), "red");
  EXPECT_EQ(judged("decrease", "216", "210"), "red");
  EXPECT_EQ(judged("increase", "75"), "none") << "nothing to increase from";
  EXPECT_EQ(judged("change >= 1 %", "101", "100"), "green");
  EXPECT_EQ(judged("change >= 1 %", "100.9", "100"), "red");
  EXPECT_EQ(judged("change <= -100", "900", "1000"), "green");
  EXPECT_EQ(judged("change <= -5 %", "-105", "-100"), "green") << "of magnitudes";
  EXPECT_EQ(judged("yes", "yes"), "green");
  EXPECT_EQ(judged("yes", "no"), "red");
  EXPECT_EQ(judged("yes", "81"), "none") << "another sort of outcome";
  EXPECT_EQ(judged("done by 2024-06-30", "2024-06-30"), "green");
  EXPECT_EQ(judged("done by 2024-06-30", "2024-07-01"), "red");
  EXPECT_EQ(judged("<= 08:00", "07:59"), "green");
  EXPECT_EQ(judged("<= 08:00", "08:01"), "red");
  EXPECT_EQ(judged(">= 95 %", "nästan"), "unreadable");
}

TEST(Target, IsYellowWithinTheTolerance) {
  EXPECT_EQ(judged(">= 95 %", "93", "", "2"), "yellow");
  EXPECT_EQ(judged(">= 95 %", "92.9", "", "2"), "red");
  EXPECT_EQ(judged(">= 95 %", "93", "", "2 %"), "yellow") << "percentage points of a percentage";
  EXPECT_EQ(judged("<= 200", "210", "", "5 %"), "yellow") << "5 % of 200";
  EXPECT_EQ(judged("<= 200", "210.1", "", "5 %"), "red");
  EXPECT_EQ(judged("< 6", "6", "", "0"), "red") << "no tolerance, no yellow";
  EXPECT_EQ(judged("increase", "74", "74", "1"), "yellow");
  EXPECT_EQ(judged("<= 08:00", "08:30", "", "00:30"), "yellow");
  EXPECT_EQ(judged("done by 2024-06-30", "2024-07-10", "", "10"), "yellow");
  EXPECT_EQ(judged("77..80", "76", "", "1"), "yellow");
  EXPECT_FALSE(tolerance_of("-1"));
}

/// A goal with two goals below it; three indicators: green, red, and one without an outcome.
class FulfilmentTest : public testing::Test {
 protected:
  FulfilmentTest() {
    plan_.put("goal", "top", {{"name", "Överst"}});
    plan_.put("goal", "a", {{"name", "A"}, {"parent", "top"}});
    plan_.put("goal", "b", {{"name", "B"}, {"parent", "top"}});
    indicator("met", "a", "90");
    indicator("missed", "a;b", "70");
    plan_.put("indicator", "silent", {{"name", "silent"}, {"goals", "b"}});
  }

  void indicator(const std::string& id, const std::string& goals, const std::string& value) {
    plan_.put("indicator", id, {{"name", id}, {"goals", goals}});
    plan_.put("target", id + "2024",
              {{"indicator", id}, {"year", "2024"}, {"target", ">= 80 %"}, {"tolerance", "5"}});
    outcome(id, "2024-T1", value);
  }
  void outcome(const std::string& id, const std::string& period, const std::string& value,
               const std::string& scenario = "actual", const std::string& made = "",
               const std::string& unit = "") {
    Fields fields{{"indicator", id}, {"period", period}, {"scenario", scenario}, {"value", value}};
    if (!made.empty()) fields["made"] = made;
    if (!unit.empty()) fields["unit"] = unit;
    plan_.put("outcome", id + period + scenario + made + unit, fields);
  }
  void assess(const std::string& subject, const Fields& fields) {
    Fields all{
        {"subject", subject}, {"period", "2024-T1"}, {"who", "Anna"}, {"date", "2024-05-20"}};
    all.insert(fields.begin(), fields.end());
    plan_.put("assessment", subject.substr(subject.find(':') + 1), all);
  }
  /// `top red 1/2; ...`: status of goals with green of judged, then of indicators.
  std::string rows(const char* period = "2024-T1", const std::string& unit = "") const {
    std::string text;
    for (const FulfilmentRow& row : fulfilment(plan_.state(), *Period::parse(period), unit)) {
      text += (text.empty() ? "" : "; ") + std::string(static_cast<std::size_t>(row.depth), '>') +
              row.subject.id + " " + word_of(row.status);
      if (row.status != row.computed) text += " (" + word_of(row.computed) + ")";
      if (row.prognosis != Status::none) text += " -> " + word_of(row.prognosis);
      if (row.total > 0) {
        text += " " + std::to_string(row.green) + "/" + std::to_string(row.judged) + "/" +
                std::to_string(row.total);
      }
    }
    return text;
  }

  TestPlan plan_;
};

TEST_F(FulfilmentTest, TheWorstIndicatorDecidesUnlessAnotherRuleIsStated) {
  EXPECT_EQ(plan_.found(), "");
  EXPECT_EQ(rows(),
            "top red 1/2/3; >a red 1/2/2; >>met green; >>missed red; "
            ">b red 0/1/2; >>missed red; >>silent none");
  plan_.set("goal", "top", {{"rollup", "share"}});
  EXPECT_EQ(plan_.found(), "plan.missing_value top.attained_percent");
  plan_.set("goal", "top", {{"attained_percent", "50"}});
  EXPECT_EQ(plan_.found(), "");
  EXPECT_EQ(rows(),
            "top green 1/2/3; >a green 1/2/2; >>met green; >>missed red; "
            ">b red 0/1/2; >>missed red; >>silent none")
      << "goals below have the rule of the goal above";
  plan_.set("goal", "a", {{"rollup", "worst"}});
  EXPECT_EQ(rows().substr(0, 33), "top green 1/2/3; >a red 1/2/2; >>");
}

TEST_F(FulfilmentTest, YellowCountsWhereTheShareIsReachedWithIt) {
  plan_.set("goal", "top", {{"rollup", "share"}, {"attained_percent", "100"}});
  outcome("missed", "2024-T1", "76");
  EXPECT_EQ(rows().substr(0, 17), "top yellow 1/2/3;");
}

TEST_F(FulfilmentTest, APersonsJudgementStandsInForTheComputedOne) {
  assess(
      "indicator:missed",
      {{"status", "yellow"}, {"computed", "red"}, {"reason", "Få svar"}, {"prognosis", "green"}});
  assess("goal:b", {{"status", "green"}, {"computed", "yellow"}, {"reason", "Vänder"}});
  EXPECT_EQ(plan_.found(), "");
  EXPECT_EQ(rows(),
            "top yellow -> green 1/2/3; >a yellow -> green 1/2/2; >>met green; "
            ">>missed yellow (red) -> green; "
            ">b green (yellow) -> green 0/1/2; >>missed yellow (red) -> green; >>silent none")
      << "a goal's own judgement is its own";
}

TEST_F(FulfilmentTest, AnAssessmentIsComputedUnlessAPersonSaysOtherwise) {
  const auto derived = [&](Fields fields) {
    fields.emplace("period", "2024-T1");
    Object assessment{{"assessment", "x"}, 0, std::move(fields)};
    derive_status(assessment, plan_.state());
    return assessment.get("status") + "/" + assessment.get("computed");
  };
  EXPECT_EQ(derived({{"subject", "indicator:missed"}}), "red/red");
  EXPECT_EQ(derived({{"subject", "goal:top"}, {"status", "yellow"}}), "yellow/red");
  EXPECT_EQ(derived({{"subject", "goal:top"}, {"status", "red"}, {"computed", "green"}}),
            "red/green")
      << "what was computed then is kept";
  EXPECT_EQ(derived({{"subject", "indicator:silent"}}), "/") << "nothing to compute from";
  EXPECT_EQ(derived({{"subject", "activity:a"}, {"status", "done"}}), "done/");
}

TEST_F(FulfilmentTest, ThePrognosisIsOfTheLastForecastOfTheYear) {
  outcome("met", "2024", "70", "forecast", "2024-03-01");
  outcome("met", "2024", "78", "forecast", "2024-05-01");
  EXPECT_EQ(rows().substr(0, 33), "top red -> yellow 1/2/3; >a red -");
}

TEST_F(FulfilmentTest, AUnitHasItsOwnOutcomesAndTargets) {
  outcome("met", "2024-T1", "85", "actual", "", "U1");
  EXPECT_EQ(rows("2024-T1", "U1").substr(0, 16), "top green 1/1/3;");
  plan_.put("target", "own",
            {{"indicator", "met"}, {"year", "2024"}, {"target", ">= 99 %"}, {"unit", "U1"}});
  EXPECT_EQ(rows("2024-T1", "U1").substr(0, 14), "top red 0/1/3;");
  EXPECT_EQ(rows("2024-T2").substr(0, 15), "top none 0/0/3;") << "no outcomes of that period";
}

TEST_F(FulfilmentTest, FiguresStandInWhereThePlanHasNoOutcome) {
  OtherOutcomes others;
  others.now = {{"silent", Exact::quotient(241, 3)}, {"met", 0}};
  plan_.put("target", "s", {{"indicator", "silent"}, {"year", "2024"}, {"target", ">= 80 %"}});
  const auto all = fulfilment(plan_.state(), *Period::parse("2024-T1"), "", others);
  EXPECT_EQ(word_of(all.back().status), "green");
  EXPECT_EQ(all.back().outcome, "80.333");
  EXPECT_EQ(word_of(all[2].status), "green") << "the plan's own outcome counts";
}

TEST_F(FulfilmentTest, AnOutcomeCanBeReadOrSaysWhyThereIsNone) {
  outcome("met", "2024-T2", "många");
  outcome("met", "2024-T3", "");
  EXPECT_EQ(plan_.found(),
            "plan.outcome_value met2024-T2actual.value; plan.outcome_value met2024-T3actual.value");
  plan_.set("outcome", "met2024-T2actual", {{"value", "81 %"}});
  plan_.set("outcome", "met2024-T3actual", {{"state", "not_measured"}, {"value", ""}});
  EXPECT_EQ(plan_.found(), "");
  plan_.set("outcome", "met2024-T3actual", {{"value", "3"}});
  EXPECT_EQ(plan_.found(), "plan.outcome_value met2024-T3actual.value");
  plan_.set("outcome", "met2024-T3actual", {{"value", ""}});
  plan_.set("target", "met2024", {{"tolerance", "lite"}});
  EXPECT_EQ(plan_.found(), "plan.bad_value met2024.tolerance");
}

/// What the annual report of 2024 said of eight indicators, in words, is what the rule says, for
/// each that has a target with a sign.
TEST(PublishedFulfilment, OfSlsoIsWhatTheRuleSays) {
  Diagnostics diagnostics;
  const ReadFiles files("regions/slso/plan", "plan", diagnostics);
  TestPlan plan;
  for (const Object& object : files.objects()) {
    plan.put(object.key.kind, object.key.id, object.fields);
  }
  std::map<std::string, Status> status;
  std::map<std::string, int> count;
  for (const FulfilmentRow& row : fulfilment(plan.state(), Period::year(2024), "")) {
    status[row.subject.id] = row.status;
    if (row.subject.kind == "indicator") ++count[word_of(row.status)];
  }
  const std::string path = "regions/slso/published/maluppfyllelse.csv";
  const auto table = read_csv_file(path, path, {{"indicator", "attained"}, {}}, diagnostics);
  ASSERT_EQ(to_text(diagnostics), "");
  ASSERT_EQ(table->rows.size(), 8u);
  int compared = 0;
  for (const CsvRow& row : table->rows) {
    const std::string& indicator = row.fields[0];
    if (status.at(indicator) == Status::none) {
      EXPECT_EQ(indicator, "egen_personal_andel") << "its target is printed without a sign";
      continue;
    }
    EXPECT_EQ(status.at(indicator), row.fields[1] == "yes" ? Status::green : Status::red)
        << indicator;
    ++compared;
  }
  EXPECT_EQ(compared, 7);
  EXPECT_EQ(status.at("mal_ekonomi"), Status::red);
  EXPECT_EQ(status.at("mal_tillvaxt"), Status::green);
  EXPECT_EQ(count, (std::map<std::string, int>{{"green", 18}, {"red", 5}, {"none", 10}}));
}

}  // namespace
}  // namespace redthread::plan
