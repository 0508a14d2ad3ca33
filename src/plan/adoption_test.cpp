// SPDX-License-Identifier: Apache-2.0
// Adoption of a year's plan, the board's assurance on it, and recommendations of audits.
#include "plan/adoption.hpp"

#include <gtest/gtest.h>

#include "plan/test_plan.hpp"
#include "plan/year.hpp"

namespace redthread::plan {
namespace {

/// One mandatory risk of 2025 that is assessed, owned and controlled.
class AdoptionTest : public testing::Test {
 protected:
  AdoptionTest() {
    plan_.put("goal", "g", {{"name", "Mål"}});
    plan_.put("scale", "s", {{"name", "Skala"}, {"series", "s"}, {"edition", "1"}});
    plan_.put(
        "risk", "r",
        {{"name", "Oegentligheter"}, {"goals", "g"}, {"mandatory", "yes"}, {"owner", "Chef"}});
    assess("a2025", "2025-01-15");
    plan_.put("control", "c", {{"name", "Stickprov"}, {"risks", "r"}});
    plan_.put("mitigation", "m", {{"name", "Utbildning"}, {"risks", "r"}});
  }

  void assess(const std::string& id, const std::string& date) {
    plan_.put("risk_assessment", id,
              {{"risk", "r"}, {"scale", "s"}, {"date", date}, {"state", "assessed"}});
  }
  std::string obstacles(int year = 2025) const {
    std::string text;
    for (const Finding& each : obstacles_to_adoption(plan_.state(), year)) {
      text += (text.empty() ? "" : "; ") + each.code + ": " + each.message;
    }
    return text;
  }
  void adopt() {
    plan_.put("adoption", "2025.1",
              {{"year", "2025"},
               {"edition", "1"},
               {"date", "2025-02-01"},
               {"who", "Nämnden"},
               {"decision", "§ 12"},
               {"snapshot", snapshot_of(plan_.state(), 2025)}});
  }
  void assure() {
    plan_.put("assurance", "2025.1.1",
              {{"adoption", "2025.1"},
               {"date", "2026-02-01"},
               {"who", "Nämnden"},
               {"decision", "§ 3"},
               {"snapshot", snapshot_of(plan_.state(), 2025)},
               {"follow_up", follow_up_of(plan_.state(), 2025)}});
  }
  std::string status() const {
    const AdoptionStatus each = adoption_status(plan_.state(), 2025);
    return std::string(!each.adoption       ? "not adopted"
                       : each.is_as_adopted ? "adopted"
                                            : "changed") +
           (!each.assurance      ? ""
            : each.is_as_assured ? ", assured"
                                 : ", outdated");
  }

  TestPlan plan_;
};

TEST_F(AdoptionTest, AMandatoryRiskBlocksUntilItIsAssessedOwnedAndControlled) {
  EXPECT_EQ(obstacles(), "");
  plan_.set("risk", "r", {{"owner", ""}});
  EXPECT_EQ(obstacles(), "plan.mandatory_risk: the risk is mandatory and has no owner");
  plan_.set("risk", "r", {{"owner", "Chef"}});
  plan_.set("risk_assessment", "a2025", {{"state", "not_assessed"}});
  plan_.remove("control", "c");
  EXPECT_EQ(obstacles(),
            "plan.mandatory_risk: the risk is mandatory and not assessed; "
            "plan.mandatory_risk: the risk is mandatory and has no control");
  plan_.set("risk", "r", {{"mandatory", ""}});
  EXPECT_EQ(obstacles(), "") << "only those that are mandatory";
  plan_.remove("risk", "r");
  EXPECT_EQ(obstacles(), "plan.nothing_to_adopt: there are no risks in the plan of 2025");
}

TEST_F(AdoptionTest, AnAssessmentThatWasCarriedOverDoesNotCountForTheNewYear) {
  Findings findings;
  plan_.apply(rollover_changes(plan_.state(), 2025, findings));
  EXPECT_EQ(obstacles(2026),
            "plan.mandatory_risk: the risk is mandatory and not assessed for 2026");
  assess("a2026", "2026-01-20");
  EXPECT_EQ(obstacles(2026), "");
}

TEST_F(AdoptionTest, AnAdoptionHoldsUntilTheChangeAndAgainWhenItIsUndone) {
  EXPECT_EQ(status(), "not adopted");
  adopt();
  EXPECT_EQ(status(), "adopted");
  const State adopted = plan_.state();
  plan_.set("risk", "r", {{"name", "Annat"}});
  EXPECT_EQ(status(), "changed");
  EXPECT_EQ(snapshot_changes(adopted, plan_.state(), 2025), std::vector<std::string>{"risk r"});
  plan_.set("risk", "r", {{"name", "Oegentligheter"}});
  EXPECT_EQ(status(), "adopted");
  plan_.set("mitigation", "m", {{"status", "as_planned"}});
  EXPECT_EQ(status(), "adopted") << "how it goes is followed up, not adopted";
  plan_.put("control", "c2", {{"name", "Ny kontroll"}, {"risks", "r"}});
  EXPECT_EQ(status(), "changed");
}

TEST_F(AdoptionTest, AnAssuranceIsOutdatedAfterAnyChangeOfPlanOrFollowUp) {
  adopt();
  assure();
  EXPECT_EQ(status(), "adopted, assured");
  plan_.set("mitigation", "m", {{"effect", "uncertain"}, {"effect_judged", "2025-12-01"}});
  EXPECT_EQ(status(), "adopted, outdated");
  plan_.set("mitigation", "m", {{"effect", ""}, {"effect_judged", ""}});
  EXPECT_EQ(status(), "adopted, assured") << "the change is undone";
  plan_.put("occurrence", "o", {{"control", "c"}, {"due", "2025-04-30"}});
  EXPECT_EQ(status(), "adopted, outdated");
  plan_.set("occurrence", "o", {{"due", "2026-04-30"}});
  EXPECT_EQ(status(), "adopted, assured") << "another year's";
  plan_.set("risk", "r", {{"owner", "Någon annan"}});
  EXPECT_EQ(status(), "changed, outdated");
}

TEST_F(AdoptionTest, TheNextYearsPlanLeavesTheAssuranceAlone) {
  adopt();
  assure();
  Findings findings;
  plan_.apply(rollover_changes(plan_.state(), 2025, findings));
  assess("a2026", "2026-01-20");
  plan_.set("risk", "r", {{"owner", "Ny chef"}});
  plan_.set("control", "c", {{"name", "Fler stickprov"}});
  EXPECT_EQ(status(), "adopted, assured");
}

TEST_F(AdoptionTest, DecisionsAreKept) {
  adopt();
  assure();
  const State before = plan_.state();
  EXPECT_EQ(plan_.found(before).find("plan.adoption_kept"), std::string::npos);
  plan_.set("adoption", "2025.1", {{"decision", "§ 13"}});
  EXPECT_NE(plan_.found(before).find("plan.adoption_kept 2025.1"), std::string::npos);
  plan_.set("adoption", "2025.1", {{"decision", "§ 12"}, {"snapshot", "abc"}});
  EXPECT_NE(plan_.found().find("plan.bad_value 2025.1.snapshot"), std::string::npos);
  EXPECT_NE(plan_.found().find("plan.assurance_snapshot 2025.1.1.snapshot"), std::string::npos);
}

TEST_F(AdoptionTest, RecommendationsHaveTheirAgeOnAStatedDay) {
  plan_.put("recommendation", "old",
            {{"name", "Se över attest"},
             {"given_by", "Revisorerna"},
             {"given", "2024-03-01"},
             {"due", "2024-12-31"},
             {"status", "open"}});
  plan_.put("recommendation", "settled",
            {{"name", "Rutin"},
             {"given_by", "Revisorerna"},
             {"given", "2024-03-01"},
             {"due", "2024-06-30"},
             {"status", "done"},
             {"settled", "2024-03-31"}});
  plan_.put("recommendation", "later",
            {{"name", "Senare"}, {"given_by", "R"}, {"given", "2025-02-01"}, {"status", "open"}});
  const auto on = [&](const char* day) {
    std::string text;
    for (const RecommendationAge& each : recommendation_ages(plan_.state(), *Date::parse(day))) {
      text += each.recommendation->key.id + " " + std::to_string(each.age_days) + " " +
              std::to_string(each.overdue_days) + "; ";
    }
    return text;
  };
  EXPECT_EQ(on("2025-01-10"), "old 315 10; settled 30 0; ");
  EXPECT_EQ(on("2024-12-31"), "old 305 0; settled 30 0; ") << "its last day";
  EXPECT_EQ(on("2024-03-11"), "old 10 0; settled 10 0; ") << "it was settled later";
}

TEST_F(AdoptionTest, ARecommendationSaysWhenItWasSettledAndWhyItWasRejected) {
  const Fields fields = {{"name", "x"}, {"given_by", "R"}, {"given", "2024-03-01"}};
  plan_ = TestPlan();
  plan_.put("recommendation", "n", fields);
  plan_.set("recommendation", "n", {{"status", "rejected"}});
  EXPECT_EQ(plan_.found(), "plan.missing_value n.settled; plan.missing_value n.answer");
  plan_.set("recommendation", "n", {{"settled", "2024-04-01"}, {"answer", "Ändrad lag"}});
  EXPECT_EQ(plan_.found(), "");
  plan_.set("recommendation", "n", {{"status", "open"}});
  EXPECT_EQ(plan_.found(), "plan.bad_status n.status");
}

}  // namespace
}  // namespace redthread::plan
