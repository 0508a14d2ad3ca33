// SPDX-License-Identifier: Apache-2.0
// Each rule with a case that it fires on and one that it is silent on.
#include "plan/checks.hpp"

#include <set>

#include <gtest/gtest.h>

#include "plan/consistency.hpp"
#include "plan/occurrences.hpp"
#include "plan/recurrence.hpp"
#include "plan/scale.hpp"
#include "plan/values.hpp"

namespace redthread::plan {
namespace {

/// A small plan that keeps every rule: two goals, a 2 x 3 scale, a risk with assessment and
/// control.
class ChecksTest : public testing::Test {
 protected:
  ChecksTest() {
    put("level", "council", {{"name", "RF"}, {"rank", "1"}});
    put("level", "unit", {{"name", "Enhet"}, {"rank", "5"}});
    put("goal", "top", {{"name", "Mål"}, {"level", "council"}});
    put("goal", "below", {{"name", "Delmål"}, {"level", "unit"}, {"parent", "top"}});
    put("indicator", "wait", {{"name", "Väntan"}, {"goals", "below"}});
    put("target", "wait2024", {{"indicator", "wait"}, {"year", "2024"}, {"target", ">= 95 %"}});
    put("activity", "more", {{"name", "Mer"}, {"goals", "top;below"}});
    put("scale", "s1",
        {{"name", "Skala"}, {"series", "s"}, {"edition", "1"}, {"value", "product"}});
    for (const char* step : {"1", "2"}) put_step("likelihood", step);
    for (const char* step : {"1", "2", "3"}) put_step("consequence", step);
    put_level("low", "1");
    put_level("high", "2");
    put_cell("1", "1", "low");
    put_cell("2", "3", "high");
    put("risk", "r", {{"name", "Risk"}, {"goals", "top"}});
    put("risk_assessment", "ra",
        {{"risk", "r"},
         {"scale", "s1"},
         {"date", "2024-01-10"},
         {"state", "assessed"},
         {"likelihood", "2"},
         {"consequence", "3"},
         {"value", "6"},
         {"level", "high"}});
    put("control", "c",
        {{"name", "Kontroll"},
         {"risks", "r"},
         {"anchor", "2024-01-31"},
         {"interval", "1"},
         {"interval_unit", "month"},
         {"instruction", "Gör så"},
         {"performer", "Controller"},
         {"approver", "Chef"}});
    put("occurrence", "o",
        {{"control", "c"},
         {"due", "2024-02-29"},
         {"result", "without_deviation"},
         {"performed_by", "Anna"},
         {"performed_on", "2024-03-01"},
         {"approved_by", "Bo"},
         {"approved_on", "2024-03-02"},
         {"instruction", "Gör så"}});
    before_ = after_;
  }

  void put(const std::string& kind, const std::string& id, Fields fields) {
    after_.put(std::make_shared<Object>(Object{{kind, id}, 1, std::move(fields)}));
    changed_.insert({kind, id});
  }
  void put_step(const std::string& axis, const std::string& step) {
    put("scale_step", "s1." + axis + step,
        {{"scale", "s1"}, {"axis", axis}, {"step", step}, {"name", step}});
  }
  void put_level(const std::string& id, const std::string& rank) {
    put("scale_level", id,
        {{"scale", "s1"}, {"rank", rank}, {"name", id}, {"colour", "#d64545"}, {"symbol", "▲"}});
  }
  void put_cell(const std::string& likelihood, const std::string& consequence,
                const std::string& level) {
    put("scale_cell", "s1." + likelihood + consequence,
        {{"scale", "s1"},
         {"likelihood", likelihood},
         {"consequence", consequence},
         {"level", level}});
  }
  /// Sets fields of an object; an empty text takes the field out.
  void set(const std::string& kind, const std::string& id, const Fields& fields) {
    const Object* object = after_.find(kind, id);
    Fields all = object ? object->fields : Fields();
    for (const auto& [name, value] : fields) {
      all[name] = value;
      if (value.empty()) all.erase(name);
    }
    put(kind, id, all);
  }
  /// `code object.field` of every finding, from a state without assessments so that scales may
  /// change.
  std::string found(const State& from = {}) {
    Findings findings;
    check(from, after_, {changed_.begin(), changed_.end()}, findings);
    std::string text;
    for (const Finding& each : findings) {
      text += (text.empty() ? "" : "; ") + each.code + " " + each.object.id + "." + each.field;
    }
    return text;
  }

  State before_;
  State after_;
  std::set<ObjectKey> changed_;
};

TEST_F(ChecksTest, APlanThatKeepsEveryRuleIsSilent) {
  EXPECT_EQ(found(), "");
  EXPECT_EQ(found(before_), "");
}

TEST_F(ChecksTest, FieldsAreKnownAndOfTheirTypes) {
  put("goal", "bad key", {{"name", "x"}, {"colour", "red"}, {"valid_from", "2024-02-30"}});
  put("goal", "nameless", {});
  put("target", "t", {{"indicator", "wait"}, {"year", "24"}, {"target", "95"}});
  EXPECT_EQ(found(),
            "plan.bad_key bad key.key; plan.unknown_field bad key.colour; plan.bad_value bad "
            "key.valid_from; "
            "plan.missing_value nameless.name; plan.bad_value t.target; plan.bad_value t.year");
  put("gaol", "g", {});
  EXPECT_NE(found().find("plan.unknown_kind g."), std::string::npos);
}

TEST_F(ChecksTest, TargetsAreOfTheTypesThatReportsPrint) {
  const PlanField field = *find_plan_kind("target")->find("target");
  for (const char* target :
       {">= 95 %", "<= 8", "< 6 %", "> 1.5", "77..80", "1 .. 2 %", "increase", "decrease",
        "change >= 1 %", "change <= -100", "yes", "done by 2024-12-31", "<= 08:00"}) {
    EXPECT_FALSE(problem_of(field, target)) << target;
  }
  for (const char* target : {"95", ">=", "80..77", "change 1 %", "done by soon", "<= 08:60",
                             ">= 95 % 3", "Increase", "..", "change > 1"}) {
    EXPECT_TRUE(problem_of(field, target)) << target;
  }
}

TEST_F(ChecksTest, ReferencesNameWhatExists) {
  set("activity", "more", {{"goals", "top;none"}});
  EXPECT_EQ(found(), "plan.unknown_reference more.goals");
  set("activity", "more", {{"goals", "top;top"}});
  EXPECT_EQ(found(), "plan.bad_value more.goals") << "the same goal twice";
}

TEST_F(ChecksTest, WhatIsReferredToIsNotRemoved) {
  after_.remove({"goal", "below"});
  EXPECT_EQ(found(before_), "plan.unknown_reference wait.goals; plan.unknown_reference more.goals");
}

TEST_F(ChecksTest, ParentsMakeTrees) {
  set("goal", "top", {{"parent", "below"}, {"level", ""}});
  EXPECT_EQ(found(), "plan.cycle below.parent");
}

TEST_F(ChecksTest, AGoalIsNotOfAHigherLevelThanTheOneAboveIt) {
  set("goal", "top", {{"level", "unit"}});
  EXPECT_EQ(found(), "");
  set("goal", "below", {{"level", "council"}});
  EXPECT_EQ(found(), "plan.level_order below.level");
}

TEST_F(ChecksTest, TheSameIsNotSaidTwice) {
  put("target", "again", {{"indicator", "wait"}, {"year", "2024"}, {"target", ">= 90 %"}});
  EXPECT_EQ(found(), "plan.duplicate wait2024.indicator");
  set("target", "again", {{"unit", "A1"}});
  EXPECT_EQ(found(), "") << "another unit";
}

TEST_F(ChecksTest, AnOverrideNeedsAReasonAndAStatusFitsItsSubject) {
  put("assessment", "a",
      {{"subject", "goal:top"},
       {"period", "2024-T1"},
       {"status", "yellow"},
       {"computed", "red"},
       {"who", "Anna"},
       {"date", "2024-05-20"}});
  EXPECT_EQ(found(), "plan.override_reason a.reason");
  set("assessment", "a", {{"reason", "Två mätningar saknas"}});
  EXPECT_EQ(found(), "");
  set("assessment", "a", {{"status", "delayed"}});
  EXPECT_EQ(found(), "plan.bad_status a.status");
  set("assessment", "a", {{"subject", "activity:more"}});
  EXPECT_EQ(found(), "");
}

TEST_F(ChecksTest, AnEffectIsOfAMonthOrAYear) {
  put("action", "hire", {{"name", "Minska inhyrning"}});
  put("effect", "e",
      {{"action", "hire"},
       {"scenario", "budget"},
       {"period", "2024"},
       {"amount", "125"},
       {"measure_unit", "mnkr"}});
  EXPECT_EQ(found(), "");
  set("effect", "e", {{"period", "2024-T1"}});
  EXPECT_EQ(found(), "plan.bad_value e.period");
  set("effect", "e", {{"scenario", "actual"}});
  EXPECT_EQ(found(), "") << "what was realised may be known for several months together";
}

TEST_F(ChecksTest, NotAssessedIsNoNumber) {
  set("risk_assessment", "ra", {{"state", "not_assessed"}});
  EXPECT_EQ(found(),
            "plan.assessment_state ra.likelihood; plan.assessment_state ra.consequence; "
            "plan.assessment_state "
            "ra.value; plan.assessment_state ra.level");
  set("risk_assessment", "ra",
      {{"likelihood", ""}, {"consequence", ""}, {"value", ""}, {"level", ""}});
  EXPECT_EQ(found(), "");
  set("risk_assessment", "ra", {{"state", "assessed"}});
  EXPECT_EQ(found(), "plan.assessment_state ra.likelihood; plan.assessment_state ra.consequence");
}

TEST_F(ChecksTest, AnAssessmentIsOnItsScale) {
  set("risk_assessment", "ra", {{"likelihood", "3"}});
  EXPECT_EQ(found(), "plan.outside_axis ra.likelihood");
  set("risk_assessment", "ra", {{"likelihood", "1"}});
  EXPECT_EQ(found(), "plan.no_level ra.likelihood") << "the grid says nothing of 1 x 3";
  set("risk_assessment", "ra", {{"consequence", "1"}});
  EXPECT_EQ(found(), "plan.wrong_level ra.level; plan.wrong_value ra.value");
  set("risk_assessment", "ra", {{"level", "low"}, {"value", "1"}});
  EXPECT_EQ(found(), "");
}

TEST_F(ChecksTest, LevelAndValueFollowFromTheSteps) {
  Object assessment = *after_.find("risk_assessment", "ra");
  assessment.fields.erase("level");
  assessment.fields.erase("value");
  derive(assessment, after_, scales_of(after_));
  EXPECT_EQ(assessment.fields, after_.find("risk_assessment", "ra")->fields);
}

TEST_F(ChecksTest, AScaleIsWhole) {
  put_cell("4", "1", "high");
  EXPECT_EQ(found(), "plan.outside_axis s1.41.likelihood");
  after_.remove({"scale_cell", "s1.41"});
  put_cell("1", "2", "foreign");
  EXPECT_EQ(found(), "plan.unknown_reference s1.12.level; plan.wrong_level s1.12.level");
  after_.remove({"scale_cell", "s1.12"});
  after_.remove({"scale_step", "s1.consequence2"});
  EXPECT_EQ(found(), "plan.scale_steps s1.");
}

TEST_F(ChecksTest, AScaleThatWasUsedStaysAsItIs) {
  put_cell("1", "3", "high");
  set("scale_level", "low", {{"name", "another"}});
  EXPECT_EQ(found(before_), "plan.scale_in_use low.; plan.scale_in_use s1.13.");
  EXPECT_EQ(found(), "") << "before it was used";
}

TEST_F(ChecksTest, ARuleIsWhole) {
  set("control", "c", {{"interval", ""}});
  EXPECT_EQ(found(), "plan.control_rule c.anchor");
  set("control", "c", {{"interval", "0"}});
  EXPECT_EQ(found(), "plan.control_rule c.interval");
  set("control", "c", {{"interval", ""}, {"anchor", ""}, {"interval_unit", ""}});
  EXPECT_EQ(found(), "") << "a frequency in words only";
}

TEST_F(ChecksTest, WhoPerformsDoesNotApprove) {
  set("control", "c", {{"approver", "Controller"}});
  set("occurrence", "o", {{"approved_by", "Anna"}});
  EXPECT_EQ(found(), "plan.same_person c.approver; plan.same_person o.approved_by");
}

TEST_F(ChecksTest, AnOccurrenceAgreesWithItsResult) {
  set("occurrence", "o", {{"performed_on", ""}, {"approved_on", ""}});
  EXPECT_EQ(found(), "plan.missing_value o.performed_on");
  set("occurrence", "o", {{"result", "not_performed"}});
  EXPECT_EQ(found(), "plan.occurrence_result o.performed_by");
  set("occurrence", "o", {{"performed_by", ""}});
  EXPECT_EQ(found(), "");
  set("occurrence", "o", {{"result", ""}});
  EXPECT_EQ(found(), "plan.occurrence_result o.approved_by");
}

TEST_F(ChecksTest, AnOccurrenceThatIsToComeFallsOnTheRule) {
  put("occurrence", "next", {{"control", "c"}, {"due", "2024-04-29"}});
  EXPECT_EQ(found(), "plan.occurrence_day next.due");
  set("occurrence", "next", {{"due", "2024-04-30"}});
  EXPECT_EQ(found(), "");
  set("control", "c", {{"anchor", "2024-01-15"}});
  EXPECT_EQ(found(), "plan.occurrence_day next.due") << "the one with a result is history";
}

TEST_F(ChecksTest, TheInstructionOfAnOccurrenceIsFrozen) {
  set("control", "c", {{"instruction", "Gör annorlunda"}});
  EXPECT_EQ(found(before_), "");
  set("occurrence", "o", {{"instruction", "Gör annorlunda"}});
  EXPECT_EQ(found(before_), "plan.instruction_frozen o.instruction");
}

TEST_F(ChecksTest, ANewOccurrenceCopiesTheInstruction) {
  Object occurrence{{"occurrence", "new"}, 0, {{"control", "c"}, {"due", "2024-03-31"}}};
  derive(occurrence, after_, scales_of(after_));
  EXPECT_EQ(occurrence.get("instruction"), "Gör så");
}

TEST_F(ChecksTest, OccurrencesOfAPeriodAreMadeOnceWithTheirInstruction) {
  const auto made = [&](const char* period) {
    std::string text;
    for (const Change& each : occurrences_due(after_, *Period::parse(period))) {
      put(each.object.kind, each.object.id, *each.after);
      text += each.object.id + " " + each.after->at("instruction") + "; ";
    }
    return text;
  };
  EXPECT_EQ(made("2024-T1"), "c.2024-01-31 Gör så; c.2024-03-31 Gör så; c.2024-04-30 Gör så; ")
      << "the one of February is there";
  EXPECT_EQ(found(), "");
  EXPECT_EQ(made("2024-T1"), "") << "once";
  set("risk", "r", {{"closed", "2024-05-31"}, {"closed_reason", "Borta"}});
  EXPECT_EQ(made("2024-T2"), "c.2024-05-31 Gör så; ") << "until its risks are closed";
  set("control", "c", {{"interval", ""}, {"anchor", ""}, {"interval_unit", ""}});
  EXPECT_EQ(made("2025"), "") << "a frequency in words only";
}

TEST_F(ChecksTest, AClosedRiskAndAJudgedEffectAreExplained) {
  set("risk", "r", {{"closed", "2024-12-31"}});
  put("mitigation", "m", {{"name", "Åtgärd"}, {"risks", "r"}, {"effect", "uncertain"}});
  EXPECT_EQ(found(), "plan.missing_value r.closed_reason; plan.missing_value m.effect_judged");
  set("risk", "r", {{"closed_reason", "Upphandlingen är klar"}});
  set("mitigation", "m", {{"effect", "not_judged"}});
  EXPECT_EQ(found(), "");
}

TEST_F(ChecksTest, WhatDoesNotHoldTogetherIsAskedAbout) {
  const auto asked = [&](const char* on = "2024-03-15") {
    std::string text;
    for (const Finding& each : inconsistencies(after_, *Date::parse(on))) {
      text += (text.empty() ? "" : "; ") + each.code + " " + each.object.id;
    }
    return text;
  };
  EXPECT_EQ(asked(), "") << "a plan in order";

  set("scale_level", "high", {{"requires_mitigation", "yes"}});
  EXPECT_EQ(asked(), "plan.mitigation_missing r");
  put("mitigation", "m", {{"name", "Åtgärd"}, {"risks", "r"}, {"ends", "2024-06-30"}});
  EXPECT_EQ(asked(), "");
  EXPECT_EQ(asked("2024-06-30"), "") << "it may be reported on its last day";
  EXPECT_EQ(asked("2024-07-01"), "plan.overdue m");
  set("mitigation", "m", {{"effect", "expected"}, {"effect_judged", "2024-06-30"}});
  EXPECT_EQ(asked("2024-07-01"), "");

  set("risk", "r", {{"mandatory", "yes"}});
  EXPECT_EQ(asked(), "plan.mandatory_risk r") << "it has no owner";
  set("risk", "r", {{"owner", "Ekonomichef"}});
  EXPECT_EQ(asked(), "");
  after_.remove({"control", "c"});
  EXPECT_EQ(asked(), "plan.mandatory_risk r") << "and now no control";
  set("risk", "r", {{"mandatory", ""}, {"goals", ""}});
  EXPECT_EQ(asked(), "plan.risk_without_goal r");
  set("risk", "r", {{"closed", "2024-03-01"}, {"closed_reason", "Borta"}});
  EXPECT_EQ(asked(), "") << "closed risks are left alone";

  put("occurrence", "due", {{"control", "c"}, {"due", "2024-03-14"}});
  EXPECT_EQ(asked(), "plan.overdue due");
  EXPECT_EQ(asked("2024-03-14"), "");
  set("activity", "more", {{"ends", "2024-01-31"}, {"status", "delayed"}});
  set("occurrence", "due", {{"result", "not_performed"}});
  EXPECT_EQ(asked(), "plan.overdue more");
  set("activity", "more", {{"status", "done"}});
  EXPECT_EQ(asked(), "");
}

TEST_F(ChecksTest, WhatFollowsAPlanIsAskedAbout) {
  const auto asked = [&](const char* on = "2024-03-15") {
    std::string text;
    for (const Finding& each : inconsistencies(after_, *Date::parse(on))) {
      text += (text.empty() ? "" : "; ") + each.code + " " + each.object.id;
    }
    return text;
  };
  set("risk_assessment", "ra",
      {{"state", "not_assessed"}, {"likelihood", ""}, {"consequence", ""}, {"level", ""}});
  EXPECT_EQ(asked(), "plan.not_assessed r");
  set("risk", "r", {{"mandatory", "yes"}, {"owner", "Chef"}});
  EXPECT_EQ(asked(), "plan.mandatory_risk r") << "told once";
  set("risk", "r", {{"mandatory", ""}});
  set("risk_assessment", "ra", {{"state", "assessed"}, {"level", "high"}});
  EXPECT_EQ(asked(), "");

  put("mitigation", "m", {{"name", "Åtgärd"}, {"risks", "r"}, {"effect", "not_expected"}});
  EXPECT_EQ(asked(), "plan.mitigation_without_effect r");
  put("mitigation", "n", {{"name", "En till"}, {"risks", "r"}});
  EXPECT_EQ(asked(), "");

  put("action", "above", {{"name", "Hela planen"}});
  put("action", "hire", {{"name", "Minska inhyrning"}, {"parent", "above"}});
  EXPECT_EQ(asked(), "plan.action_without_effect hire") << "the parts have the effects";
  put("effect", "e", {{"action", "hire"}, {"scenario", "budget"}});
  EXPECT_EQ(asked(), "");
  set("action", "hire", {{"status", "done"}});
  EXPECT_EQ(asked(), "plan.action_without_effect hire");
  put("effect", "a", {{"action", "hire"}, {"scenario", "actual"}});
  EXPECT_EQ(asked(), "");

  put("recommendation", "audit", {{"given", "2024-01-01"}, {"due", "2024-03-14"}});
  put("contract", "k", {{"state", "valid"}, {"ends", "2024-03-14"}});
  put("contract_follow_up", "u", {{"contract", "k"}, {"due", "2024-03-14"}});
  put("investment", "i", {{"ends", "2024-03-14"}});
  EXPECT_EQ(asked("2024-03-14"), "") << "the last day";
  EXPECT_EQ(asked(), "plan.overdue k; plan.overdue u; plan.overdue i; plan.overdue audit");
  set("recommendation", "audit", {{"settled", "2024-03-10"}});
  set("contract", "k", {{"state", "ended"}});
  set("contract_follow_up", "u", {{"result", "not_performed"}});
  set("investment", "i", {{"status", "done"}});
  EXPECT_EQ(asked(), "");

  put("outcome", "o",
      {{"indicator", "wait"}, {"period", "2024-T1"}, {"scenario", "actual"}, {"value", "96"}});
  put("target", "t", {{"indicator", "wait"}, {"year", "2024"}, {"target", ">= 95 %"}});
  put("assessment", "x",
      {{"subject", "indicator:wait"}, {"period", "2024-T1"}, {"computed", "green"}});
  EXPECT_EQ(asked(), "");
  set("outcome", "o", {{"value", "94"}});
  EXPECT_EQ(asked(), "plan.computed_differs x");
  set("assessment", "x", {{"computed", ""}, {"status", "green"}});
  EXPECT_EQ(asked(), "plan.override_reason x") << "from a file, with nothing computed beside";
  set("assessment", "x", {{"reason", "Få svar"}});
  EXPECT_EQ(asked(), "");
}

TEST_F(ChecksTest, AControlThatWasNotPerformedTwiceIsAskedAbout) {
  const auto asked = [&] {
    const Findings found = inconsistencies(after_, *Date::parse("2024-06-01"));
    return found.empty() ? "" : found.front().code + ": " + found.front().message;
  };
  put("occurrence", "p", {{"control", "c"}, {"due", "2024-03-31"}, {"result", "not_performed"}});
  EXPECT_EQ(asked(), "") << "once";
  put("occurrence", "q", {{"control", "c"}, {"due", "2024-05-31"}, {"result", "not_performed"}});
  EXPECT_EQ(asked(),
            "plan.control_missed: the control was not performed on 2024-03-31 and not on "
            "2024-05-31");
  put("occurrence", "x", {{"control", "c"}, {"due", "2024-04-30"}, {"result", "with_deviation"}});
  EXPECT_EQ(asked(), "") << "not in a row";
}

std::string days_of(const Recurrence& rule, const char* first, const char* last) {
  std::string text;
  for (const Date day : rule.dates(*Date::parse(first), *Date::parse(last))) {
    text += (text.empty() ? "" : " ") + day.to_string();
  }
  return text;
}

TEST(Recurrence, MonthsEndWhereTheyEndAndDoNotDrift) {
  const Recurrence monthly{.anchor = *Date::parse("2023-10-31")};
  EXPECT_EQ(days_of(monthly, "2023-12-01", "2024-04-30"),
            "2023-12-31 2024-01-31 2024-02-29 2024-03-31 2024-04-30");
  EXPECT_EQ(days_of(monthly, "2020-01-01", "2023-10-31"), "2023-10-31") << "not before the anchor";
}

TEST(Recurrence, SurvivesNewYearLeapDayAndWeek53) {
  const Recurrence yearly{.anchor = *Date::parse("2024-02-29"), .unit = Recurrence::Unit::year};
  EXPECT_EQ(days_of(yearly, "2024-01-01", "2028-12-31"),
            "2024-02-29 2025-02-28 2026-02-28 2027-02-28 2028-02-29");
  const Recurrence weekly{
      .anchor = *Date::parse("2020-12-21"), .interval = 1, .unit = Recurrence::Unit::week};
  EXPECT_EQ(days_of(weekly, "2020-12-28", "2021-01-11"), "2020-12-28 2021-01-04 2021-01-11");
  const Recurrence tertial{.anchor = *Date::parse("2024-04-30"), .interval = 4};
  EXPECT_EQ(days_of(tertial, "2024-01-01", "2025-04-30"),
            "2024-04-30 2024-08-30 2024-12-30 2025-04-30");
}

TEST(Recurrence, ObeysItsEndAndItsExceptions) {
  Recurrence rule{.anchor = *Date::parse("2024-01-15")};
  rule.until = Date::parse("2024-04-15");
  rule.exceptions = {*Date::parse("2024-02-15")};
  EXPECT_EQ(days_of(rule, "2024-01-01", "2024-12-31"), "2024-01-15 2024-03-15 2024-04-15");
  EXPECT_TRUE(rule.falls_on(*Date::parse("2024-04-15")));
  EXPECT_FALSE(rule.falls_on(*Date::parse("2024-02-15")));
}

}  // namespace
}  // namespace redthread::plan
