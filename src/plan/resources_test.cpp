// SPDX-License-Identifier: Apache-2.0
// Investments, incidents, forecasts, procurement, effects: what is computed, and what is refused.
#include "plan/resources.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "plan/effects.hpp"
#include "plan/test_plan.hpp"

namespace redthread::plan {
namespace {

std::string text(const std::optional<Decimal>& amount) {
  return amount ? amount->normalized().to_string() : "-";
}
std::string percent(const std::optional<Exact>& share) {
  return share ? (*share * Exact(100)).rounded(1).to_string() : "-";
}

class ResourcesTest : public testing::Test {
 protected:
  TestPlan plan_;
};

TEST_F(ResourcesTest, AmountsOfMoneyAreOneMeasureUnit) {
  EXPECT_EQ(text(mnkr_of("1.5", "mnkr")), "1.5");
  EXPECT_EQ(text(mnkr_of("724", "tkr")), "0.724");
  EXPECT_EQ(text(mnkr_of("-12.50", "kr")), "-0.0000125");
  EXPECT_EQ(text(mnkr_of("10", "fte")), "-");
}

TEST_F(ResourcesTest, WhatIsLeftOfAnInvestmentIsComputed) {
  plan_.put("investment", "scanner",
            {{"name", "Datortomograf"}, {"frame", "40"}, {"measure_unit", "mnkr"}});
  const auto year = [&](const char* number, const Fields& money) {
    Fields fields = money;
    fields["investment"] = "scanner";
    fields["year"] = number;
    plan_.put("investment_year", number, fields);
  };
  year("2022", {{"budget", "10"}, {"spent", "4"}});
  year("2023", {{"budget", "5"}, {"carried_over", "6"}, {"spent", "1"}});
  year("2024", {{"budget", "5"}, {"carried_over", "10"}, {"spent", "2"}, {"forecast", "8"}});
  EXPECT_EQ(plan_.found(), "");
  auto rows = investment_rows(plan_.state(), 2024);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(text(rows[0].budget), "15");
  EXPECT_EQ(text(rows[0].remaining), "7") << "budget with carried over less the forecast";
  EXPECT_EQ(percent(rows[0].spent_share), "13.3");
  EXPECT_EQ(text(rows[0].frame_left), "33");
  EXPECT_EQ(text(rows[0].unused_two_years), "3") << "10 of 2022, of which 7 are spent since";
  EXPECT_EQ(text(investment_rows(plan_.state(), 2023)[0].unused_two_years), "0");
  EXPECT_EQ(text(investment_rows(plan_.state(), 2023)[0].remaining), "10") << "no forecast: spent";
  EXPECT_TRUE(investment_rows(plan_.state(), 2025).empty());
  plan_.set("investment_year", "2024", {{"spent", ""}});
  rows = investment_rows(plan_.state(), 2024);
  EXPECT_EQ(percent(rows[0].spent_share), "-") << "not told";
  EXPECT_EQ(text(rows[0].frame_left), "-") << "nobody knows what is left";
  EXPECT_EQ(text(rows[0].unused_two_years), "-");
  EXPECT_EQ(text(rows[0].remaining), "7") << "of the forecast";
  plan_.set("investment_year", "2024", {{"forecast", ""}});
  EXPECT_EQ(text(investment_rows(plan_.state(), 2024)[0].remaining), "-") << "not the whole budget";
}

TEST_F(ResourcesTest, IncidentsAreCountedByUnitAndKind) {
  const auto incident = [&](const char* id, Fields fields) {
    fields.emplace("area", "patient_safety");
    fields.emplace("type", "event");
    fields.emplace("date", "2024-03-05");
    fields.emplace("unit", "A");
    plan_.put("incident", id, std::move(fields));
  };
  plan_.put("risk", "r", {{"name", "Fall"}});
  incident("i1", {{"harm", "severe"}, {"lex_maria", "yes"}, {"risks", "r"}});
  incident("i2", {{"count", "12"}});
  incident("i3", {{"type", "complaint"}});
  incident("i4", {{"area", "work_environment"}, {"unit", "B"}});
  incident("i5", {{"date", "2024-05-01"}});
  EXPECT_EQ(plan_.found(), "");
  std::string all;
  for (const IncidentCount& each : incident_counts(plan_.state(), *Period::parse("2024-T1"))) {
    all += each.unit + " " + each.area + " " + each.type + " " + std::to_string(each.count) + " " +
           std::to_string(each.severe) + " " + std::to_string(each.lex_maria) + " " +
           std::to_string(each.linked) + "\n";
  }
  EXPECT_EQ(all,
            "A patient_safety complaint 1 0 0 0\n"
            "A patient_safety event 13 1 1 1\n"
            "B work_environment event 1 0 0 0\n");
}

TEST_F(ResourcesTest, AnIncidentDoesNotContradictItself) {
  plan_.put("incident", "i",
            {{"area", "work_environment"},
             {"type", "risk"},
             {"date", "2024-03-05"},
             {"unit", "A"},
             {"harm", "minor"},
             {"lex_maria", "yes"},
             {"count", "0"}});
  EXPECT_EQ(plan_.found(), "plan.harm i.lex_maria; plan.harm i.harm; plan.bad_value i.count");
  plan_.set("incident", "i", {{"area", "patient_safety"}, {"type", "event"}, {"count", "1"}});
  EXPECT_EQ(plan_.found(), "");
}

TEST_F(ResourcesTest, ForecastsHaveVersionsAndAnAccuracyOnceTheYearIsClosed) {
  const auto forecast = [&](const char* id, const char* scenario, const char* edition,
                            const char* amount) {
    plan_.put("forecast", id,
              {{"line", "economy.result"},
               {"year", "2024"},
               {"scenario", scenario},
               {"edition", edition},
               {"made", "2024-05-01"},
               {"amount", amount},
               {"measure_unit", "mnkr"},
               {"comment", "Enligt områdeschefen"}});
  };
  forecast("f1", "forecast", "1", "-400");
  forecast("f2", "forecast", "2", "-475");
  auto rows = forecast_rows(plan_.state(), 2024);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(text(rows[0].change) + " " + text(rows[1].change), "- -75");
  EXPECT_EQ(text(rows[1].difference), "-") << "not closed yet";
  forecast("close", "actual", "1", "-500");
  EXPECT_EQ(plan_.found(), "");
  rows = forecast_rows(plan_.state(), 2024);
  EXPECT_EQ(text(rows[0].difference) + " " + percent(rows[0].error_share), "100 20.0");
  EXPECT_EQ(text(rows[1].difference) + " " + percent(rows[1].error_share), "25 5.0");
  forecast("again", "forecast", "2", "-1");
  EXPECT_EQ(plan_.found(), "plan.duplicate f2.line");
}

/// Purchases of two units, contracts, reviews.
class ProcurementTest : public ResourcesTest {
 protected:
  ProcurementTest() {
    plan_.put("procurement", "p",
              {{"name", "Hyrläkare"}, {"state", "signed"}, {"awarded", "2024-02-01"}});
    plan_.put("contract", "k",
              {{"name", "Hyrläkare"},
               {"procurement", "p"},
               {"state", "valid"},
               {"starts", "2024-03-01"},
               {"notice_by", "2025-08-31"},
               {"ends", "2026-02-28"},
               {"option_until", "2028-02-29"}});
    purchase("a", "A", "800000", {{"contract", "k"}});
    purchase("b", "A", "200000", {{"category", "konsulter"}, {"direct_award", "yes"}});
    purchase("c", "B", "500000", {{"category", "konsulter"}, {"direct_award", "yes"}});
    purchase("d", "B", "100000", {{"period", "2023-12"}});
  }
  void purchase(const char* id, const char* unit, const char* amount, Fields fields) {
    fields.emplace("category", "bemanning");
    fields.emplace("period", "2024-04");
    fields.insert({{"unit", unit}, {"amount", amount}, {"measure_unit", "kr"}});
    plan_.put("purchase", id, std::move(fields));
  }
  std::string awards() const {
    std::string all;
    for (const DirectAwardRow& each : direct_awards(plan_.state(), 2024)) {
      all += each.category + " " + text(each.awarded) + " " + to_string(each.level) + " " +
             (each.threshold ? each.threshold->key.id : "none");
    }
    return all;
  }
};

TEST_F(ProcurementTest, TheShareOnContractIsOfAllPurchasesByUnit) {
  EXPECT_EQ(plan_.found(), "");
  std::string all;
  for (const ComplianceRow& each : compliance_rows(plan_.state(), Period::year(2024))) {
    all += each.unit + " " + percent(each.share) + "; ";
  }
  EXPECT_EQ(all, "A 80.0; B 0.0;  53.3; ");
}

TEST_F(ProcurementTest, DirectAwardsAreHeldAgainstTheThresholdOfTheirTime) {
  EXPECT_EQ(awards(), "konsulter 0.7 below none");
  plan_.put("award_threshold", "t",
            {{"amount", "0.8"},
             {"measure_unit", "mnkr"},
             {"watch_percent", "80"},
             {"valid_from", "2024-01-01"},
             {"valid_to", "2024-12-31"},
             {"source", "påhittad"}});
  EXPECT_EQ(plan_.found(), "");
  EXPECT_EQ(awards(), "konsulter 0.7 near t");
  plan_.set("award_threshold", "t", {{"amount", "0.9"}});
  EXPECT_EQ(awards(), "konsulter 0.7 below t");
  plan_.put("award_threshold", "own",
            {{"amount", "700"},
             {"measure_unit", "tkr"},
             {"watch_percent", "80"},
             {"valid_from", "2022-02-01"},
             {"category", "konsulter"},
             {"source", "påhittad"}});
  EXPECT_EQ(awards(), "konsulter 0.7 over own") << "the category's own before the one for all";
  plan_.set("award_threshold", "own", {{"valid_to", "2023-12-31"}, {"watch_percent", "180"}});
  EXPECT_EQ(awards(), "konsulter 0.7 below t");
  EXPECT_EQ(plan_.found(), "plan.bad_value own.watch_percent");
}

TEST_F(ProcurementTest, ReviewsAreCountedByHowTheyEnded) {
  const auto review = [&](const char* id, const char* outcome, const char* decided) {
    plan_.put("review_case", id, {{"procurement", "p"}, {"filed", "2024-03-01"}});
    plan_.set("review_case", id, {{"outcome", outcome}, {"decided", decided}});
  };
  review("v1", "won", "2024-05-01");
  review("v2", "won", "2024-06-01");
  review("v3", "lost", "2024-06-01");
  review("v4", "pending", "");
  EXPECT_EQ(plan_.found(), "");
  const ReviewCount count = review_count(plan_.state(), Period::year(2024));
  EXPECT_EQ(count.won, 2);
  EXPECT_EQ(count.lost, 1);
  EXPECT_EQ(count.pending, 1);
  EXPECT_EQ(count.withdrawn, 0);
  review("v4", "lost", "");
  EXPECT_EQ(plan_.found(), "plan.contract_state v4.decided");
}

TEST_F(ProcurementTest, TheDaysOfContractsComeInTime) {
  plan_.put("contract_follow_up", "u",
            {{"contract", "k"}, {"topic", "sustainability"}, {"due", "2025-09-15"}});
  const auto within = [&](const char* on, int days) {
    std::string all;
    for (const ContractDay& each : contract_days(plan_.state(), *Date::parse(on), days)) {
      all += each.object->key.id + " " + each.day.to_string() + " " + each.what + "; ";
    }
    return all;
  };
  EXPECT_EQ(within("2025-08-31", 30), "k 2025-08-31 notice_by; u 2025-09-15 sustainability; ");
  EXPECT_EQ(within("2025-09-01", 13), "");
  plan_.set("contract_follow_up", "u",
            {{"result", "without_deviation"}, {"performed_on", "2025-09-10"}});
  EXPECT_EQ(plan_.found(), "");
  EXPECT_EQ(within("2025-09-01", 30), "");
}

TEST_F(ProcurementTest, StatesAgreeWithTheirDays) {
  plan_.set("procurement", "p", {{"awarded", ""}});
  plan_.set("contract", "k",
            {{"state", "ended"}, {"ends", ""}, {"notice_by", ""}, {"option_until", ""}});
  plan_.put("contract_follow_up", "u",
            {{"contract", "k"},
             {"topic", "price"},
             {"due", "2025-09-15"},
             {"performed_on", "2025-09-15"}});
  EXPECT_EQ(plan_.found(),
            "plan.contract_state p.awarded; plan.contract_state k.ends; "
            "plan.contract_state u.performed_on");
}

/// One action within the budget and one beyond it.
class EffectsTest : public ResourcesTest {
 protected:
  EffectsTest() {
    plan_.put("action", "hire", {{"name", "Oberoende av hyr"}, {"order", "1"}});
    plan_.put("action", "travel", {{"name", "Resor"}, {"order", "2"}});
    effect("hire", "budget", "2024", "200");
    effect("hire", "forecast", "2024", "150", {{"made", "2024-03-01"}});
    effect("hire", "forecast", "2024", "120", {{"made", "2024-05-01"}});
    effect("hire", "actual", "2024-01", "10");
    effect("hire", "actual", "2024-02..2024-04", "20");
    effect("hire", "budget", "2024", "100", {{"measure_unit", "fte"}});
    effect("travel", "budget", "2024", "1100", {{"measure_unit", "tkr"}, {"beyond_budget", "yes"}});
    effect("travel", "actual", "2024-04", "1.3", {{"beyond_budget", "yes"}});
  }
  void effect(const std::string& action, const std::string& scenario, const std::string& period,
              const std::string& amount, Fields fields = {}) {
    fields.emplace("measure_unit", "mnkr");
    fields.insert(
        {{"action", action}, {"scenario", scenario}, {"period", period}, {"amount", amount}});
    plan_.put("effect", "e" + std::to_string(++count_), std::move(fields));
  }
  std::string rows(const char* period = "2024-T1") const {
    std::string all;
    for (const EffectRow& row : effect_rows(plan_.state(), *Period::parse(period))) {
      all += (row.action ? row.action->key.id : "all") + (row.is_money ? " mnkr" : " fte") +
             (row.is_beyond_budget ? " beyond " : " ") + text(row.budget) + " " +
             text(row.forecast) + " " + text(row.actual) + " " + percent(row.share) + " " +
             text(row.delayed) + " " + text(row.carried_out) +
             (row.is_delayed ? " delayed\n" : "\n");
    }
    return all;
  }

  int count_ = 0;
};

TEST_F(EffectsTest, WithinAndBeyondTheBudgetAreKeptApart) {
  EXPECT_EQ(plan_.found(), "");
  EXPECT_EQ(rows(),
            "hire mnkr 200 120 30 15.0 0 0\n"
            "travel mnkr beyond 1.1 - 1.3 118.2 0 0\n"
            "hire fte 100 - - - 0 0\n"
            "all mnkr 200 120 30 15.0 0 0\n"
            "all mnkr beyond 1.1 - 1.3 118.2 0 0\n"
            "all fte 100 - - - 0 0\n");
}

TEST_F(EffectsTest, ATotalThatLacksAPartHasNoShareOfThePlan) {
  plan_.put("action", "energy", {{"name", "Energi"}});
  effect("energy", "budget", "2024", "50");
  EXPECT_EQ(plan_.found(), "");
  EXPECT_NE(rows().find("all mnkr 250 120 30 - 0 0\n"), std::string::npos) << rows();
  const auto all = effect_rows(plan_.state(), *Period::parse("2024-T1"));
  const auto total = std::find_if(all.begin(), all.end(), [](const EffectRow& row) {
    return row.action == nullptr && row.is_money && !row.is_beyond_budget;
  });
  ASSERT_NE(total, all.end());
  EXPECT_EQ(total->parts, 2);
  EXPECT_EQ(total->parts_told, 1);
}

TEST_F(EffectsTest, DelayedEffectIsCarriedToTheNextYear) {
  effect("hire", "forecast", "2025", "80", {{"made", "2024-05-01"}, {"carried_from", "2024"}});
  effect("hire", "forecast", "2025", "5", {{"made", "2024-05-01"}});
  effect("hire", "forecast", "2024-12", "7", {{"made", "2024-05-01"}, {"delayed", "yes"}});
  EXPECT_EQ(plan_.found(), "");
  EXPECT_EQ(rows().substr(0, 43), "hire mnkr 200 120 30 15.0 7 80 delayed\ntrav");
  EXPECT_EQ(rows("2025-T1").substr(0, 24), "hire mnkr - 85 - - 0 0\na");
  effect("hire", "forecast", "2024", "1", {{"made", "2024-06-01"}, {"carried_from", "2025"}});
  EXPECT_EQ(plan_.found(), "plan.carried_from e12.carried_from");
}

TEST_F(EffectsTest, ATieOutNamesAFigure) {
  EXPECT_FALSE(tie_out_of(""));
  const auto plain = tie_out_of("economy.costs.hired_staff");
  EXPECT_EQ(plain->key, "economy.costs.hired_staff");
  EXPECT_EQ(plain->column, "");
  const auto change = tie_out_of("- economy.costs.hired_staff  change");
  EXPECT_EQ(change->key, "economy.costs.hired_staff");
  EXPECT_EQ(change->column, "change");
  EXPECT_TRUE(change->is_negated);
}

}  // namespace
}  // namespace redthread::plan
