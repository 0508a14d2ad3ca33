// SPDX-License-Identifier: Apache-2.0
// A year's internal-control plan, its roll-over to the next, and what differs between the two.
#include "plan/year.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "plan/test_plan.hpp"
#include "plan/test_store.hpp"

namespace redthread::plan {
namespace {

/// Three risks of 2025, of which the first has an assessment, a control and a mitigation.
class YearTest : public testing::Test {
 protected:
  YearTest() {
    plan_.put("level", "council", {{"name", "RF"}, {"rank", "1"}});
    plan_.put("goal", "g", {{"name", "Mål"}});
    plan_.put("scale", "s", {{"name", "Skala"}, {"series", "s"}, {"edition", "1"}});
    for (const char* axis : {"likelihood", "consequence"}) {
      for (const char* step : {"1", "2"}) {
        plan_.put("scale_step", std::string(axis) + step,
                  {{"scale", "s"}, {"axis", axis}, {"step", step}, {"name", step}});
      }
    }
    plan_.put(
        "scale_level", "low",
        {{"scale", "s"}, {"rank", "1"}, {"name", "Låg"}, {"colour", "#00aa00"}, {"symbol", "○"}});
    plan_.put("scale_cell", "c11",
              {{"scale", "s"}, {"likelihood", "1"}, {"consequence", "1"}, {"level", "low"}});
    plan_.put("scale_cell", "c12",
              {{"scale", "s"}, {"likelihood", "1"}, {"consequence", "2"}, {"level", "low"}});
    for (const char* id : {"r1", "r2", "r3"}) plan_.put("risk", id, {{"name", id}, {"goals", "g"}});
    assess("a2025", "r1", "2025-01-15", "1");
    plan_.put("control", "c", {{"name", "Kontroll"}, {"risks", "r1"}});
    plan_.put("mitigation", "m", {{"name", "Åtgärd"}, {"risks", "r1"}, {"ends", "2025-06-30"}});
  }

  void assess(const std::string& id, const std::string& risk, const std::string& date,
              const std::string& consequence) {
    plan_.put("risk_assessment", id,
              {{"risk", risk},
               {"scale", "s"},
               {"date", date},
               {"state", "assessed"},
               {"likelihood", "1"},
               {"consequence", consequence},
               {"level", "low"}});
  }

  /// Rolls 2025 over; gives what was found.
  std::string roll_over(int from = 2025) {
    Findings findings;
    const auto changes = rollover_changes(plan_.state(), from, findings);
    if (findings.empty()) plan_.apply(changes);
    return TestPlan::text_of(findings);
  }

  /// `risk r1: changed owner ""->"X"` of every difference, a line each.
  std::string differences(int from = 2025, int to = 2026) const {
    std::string text;
    for (const YearDifference& each : year_differences(plan_.state(), from, to)) {
      text += each.subject.to_string() + ": " + to_string(each.status);
      for (const auto& field : each.fields) {
        text += " " + field.name + " `" + field.before + "`->`" + field.after + "`";
      }
      if (!each.reason.empty()) text += " (" + each.reason + ")";
      if (each.is_not_reassessed) text += ", not re-assessed";
      text += "\n";
    }
    return text;
  }

  TestPlan plan_;
};

TEST_F(YearTest, ThePlanThatTheTestsUseKeepsEveryRule) { EXPECT_EQ(plan_.found(), ""); }

TEST_F(YearTest, WhatGoesOnIsCarriedAndMarkedAsNotReassessed) {
  ASSERT_EQ(roll_over(), "");
  EXPECT_EQ(plan_.found(), "");
  const Object* entry = plan_.state().find("year_entry", "risk.r1.2026");
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->get("carried_from"), "risk.r1.2025");
  EXPECT_EQ(plan_.state().find("year_entry", "risk.r1.2025")->get("assessment"), "a2025");
  EXPECT_EQ(differences(),
            "risk r1: unchanged, not re-assessed\n"
            "risk r2: unchanged, not re-assessed\n"
            "risk r3: unchanged, not re-assessed\n"
            "control c: unchanged\n"
            "mitigation m: unchanged\n")
      << "the mitigation's effect is not judged, so that it goes on";
}

TEST_F(YearTest, NewChangedRemovedAndReassessedAreTold) {
  plan_.set("risk", "r2", {{"next_year", "no"}, {"closed_reason", "Upphandlingen är klar"}});
  ASSERT_EQ(roll_over(), "");
  assess("a2026", "r1", "2026-02-01", "2");
  plan_.set("risk", "r3", {{"owner", "Ekonomichef"}});
  assess("b2026", "r3", "2026-02-01", "1");
  plan_.put("risk", "r4", {{"name", "Ny"}, {"goals", "g"}});
  plan_.set("mitigation", "m", {{"status", "mostly_done"}});
  EXPECT_EQ(plan_.found(), "");
  EXPECT_EQ(differences(),
            "risk r1: changed consequence `1`->`2`\n"
            "risk r3: changed owner ``->`Ekonomichef` consequence ``->`1` level ``->`low` "
            "likelihood ``->`1` state ``->`assessed`\n"
            "risk r4: new\n"
            "control c: unchanged\n"
            "mitigation m: unchanged\n"
            "risk r2: removed (Upphandlingen är klar)\n")
      << "how a mitigation goes is no difference of the plan";
}

TEST_F(YearTest, ARiskThatIsReassessedTheSameIsUnchanged) {
  ASSERT_EQ(roll_over(), "");
  assess("a2026", "r1", "2026-02-01", "1");
  EXPECT_EQ(differences().substr(0, 19), "risk r1: unchanged\n");
}

TEST_F(YearTest, ARiskDoesNotEndWithoutAReason) {
  plan_.set("risk", "r2", {{"next_year", "no"}});
  EXPECT_EQ(roll_over(), "plan.missing_value r2.closed_reason");
  plan_.set("risk", "r2", {{"closed_reason", "Borta"}});
  EXPECT_EQ(roll_over(), "");
}

TEST_F(YearTest, AControlGoesWithItsRisksAndAMitigationWhenItIsSettled) {
  plan_.set("risk", "r1", {{"closed", "2025-11-01"}, {"closed_reason", "Borta"}});
  plan_.put("mitigation", "m2",
            {{"name", "Klar"},
             {"risks", "r3"},
             {"ends", "2025-03-01"},
             {"effect", "expected"},
             {"effect_judged", "2025-03-02"}});
  ASSERT_EQ(roll_over(), "");
  EXPECT_EQ(differences(),
            "risk r2: unchanged, not re-assessed\n"
            "risk r3: unchanged, not re-assessed\n"
            "control c: removed (riskerna går inte vidare)\n"
            "mitigation m: removed (riskerna går inte vidare)\n"
            "mitigation m2: removed (avslutad 2025-03-01)\n"
            "risk r1: removed (Borta)\n");
}

TEST_F(YearTest, AClosedYearStaysAsItWas) {
  ASSERT_EQ(roll_over(), "");
  plan_.set("risk", "r1", {{"name", "Ett annat namn"}});
  EXPECT_EQ(year_plan(plan_.state(), 2025).front().content.at("name"), "r1");
  EXPECT_EQ(year_plan(plan_.state(), 2026).front().content.at("name"), "Ett annat namn");
  const State before = plan_.state();
  plan_.set("year_entry", "risk.r1.2025", {{"content", R"({"name":"x"})"}});
  EXPECT_EQ(plan_.found(before), "plan.year_closed risk.r1.2025");
  plan_.set("year_entry", "risk.r1.2025", before.find("year_entry", "risk.r1.2025")->fields);
  plan_.put("year_entry", "late", {{"subject", "risk:r4"}, {"year", "2025"}});
  plan_.put("risk", "r4", {{"name", "Ny"}, {"goals", "g"}});
  EXPECT_EQ(plan_.found(before), "plan.year_closed late");
}

TEST_F(YearTest, DoneAgainItAddsWhatIsNewAndLeavesTheRest) {
  ASSERT_EQ(roll_over(), "");
  Findings findings;
  EXPECT_TRUE(rollover_changes(plan_.state(), 2025, findings).empty());
  plan_.put("risk", "r4", {{"name", "Ny"}, {"goals", "g"}});
  const auto more = rollover_changes(plan_.state(), 2025, findings);
  ASSERT_EQ(more.size(), 1u);
  EXPECT_EQ(more[0].object.id, "risk.r4.2026");
  EXPECT_EQ(more[0].after->count("carried_from"), 0u);
}

TEST_F(YearTest, IdsAndTheirHistoryGoOnOverSeveralYears) {
  ASSERT_EQ(roll_over(2025), "");
  plan_.set("risk", "r3", {{"closed", "2026-05-01"}, {"closed_reason", "Borta"}});
  ASSERT_EQ(roll_over(2026), "");
  EXPECT_EQ(plan_.found(), "");
  EXPECT_EQ(plan_.state().find("year_entry", "risk.r1.2027")->get("carried_from"), "risk.r1.2026");
  EXPECT_NE(differences(2026, 2027).find("risk r3: removed (Borta)\n"), std::string::npos);
  EXPECT_NE(differences(2025, 2026).find("risk r3: changed closed ``->`2026-05-01`"),
            std::string::npos);
}

TEST_F(YearTest, AnEntryIsCarriedFromTheSameObjectsEarlierOne) {
  ASSERT_EQ(roll_over(), "");
  plan_.set("year_entry", "risk.r1.2026", {{"carried_from", "risk.r2.2025"}});
  EXPECT_EQ(plan_.found(), "plan.carried_from risk.r1.2026.carried_from");
  plan_.set("year_entry", "risk.r1.2026", {{"carried_from", "risk.r1.2025"}});
  plan_.set("year_entry", "risk.r1.2025", {{"content", "not json"}});
  EXPECT_EQ(plan_.found(), "plan.bad_value risk.r1.2025.content");
}

class YearStoreTest : public StoreTest {};

TEST_P(YearStoreTest, ARollOverIsOneTransactionOfTheJournal) {
  Store store(address());
  commit(store, {goal_change("g", "Mål"),
                 {{"risk", "r1"}, 0, Fields{{"name", "Risk"}, {"goals", "g"}}},
                 {{"control", "c1"}, 0, Fields{{"name", "Kontroll"}, {"risks", "r1"}}}});
  Findings findings;
  const auto done = commit(store, rollover_changes(store.state(), 2025, findings));
  EXPECT_EQ(done.added, 4u);
  EXPECT_TRUE(store.verify().found.empty());
  EXPECT_EQ(store.history({"year_entry", "risk.r1.2026"}).size(), 1u);
  EXPECT_EQ(store.state_at(3).all("year_entry").size(), 0u);
  EXPECT_EQ(store.state_at(3).all("risk").size(), 1u);
  const auto again = commit(store, rollover_changes(store.state(), 2025, findings));
  EXPECT_EQ(again.added + again.changed, 0u);
}

TEST_P(YearStoreTest, WhoDecidesOnThePlanLosesToWhoChangedItMeanwhile) {
  Store store(address());
  commit(store,
         {goal_change("g", "Mål"), {{"risk", "r1"}, 0, Fields{{"name", "Risk"}, {"goals", "g"}}}});
  const auto seen = unchanged_plan(store.state(), 2025);
  Findings findings;
  const auto changes = rollover_changes(store.state(), 2025, findings);
  EXPECT_EQ(commit(store, seen).unchanged, 1u);
  Store other(address());
  commit(other, {{{"risk", "r1"}, 1, Fields{{"name", "Annat"}, {"goals", "g"}}}});
  std::vector<Change> both = changes;
  both.insert(both.end(), seen.begin(), seen.end());
  EXPECT_THROW(store.commit(both, signed_at(), findings), Error);
  EXPECT_EQ(store.state().all("year_entry").size(), 0u) << "all or nothing";
}

INSTANTIATE_TEST_SUITE_P(Engines, YearStoreTest, testing::Values("sqlite", "postgresql"),
                         [](const auto& engine) { return std::string(engine.param); });

}  // namespace
}  // namespace redthread::plan
