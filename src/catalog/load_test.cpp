// SPDX-License-Identifier: Apache-2.0
//
// What a good region folder is read as: tests/broken_regions/_base, and changes to it.
#include "catalog/load.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace redthread::catalog {
namespace {

namespace fs = std::filesystem;

class LoadCatalog : public testing::Test {
 protected:
  LoadCatalog() : folder_(fs::temp_directory_path() / fmt::format("redthread_load_{}", getpid())) {
    fs::remove_all(folder_);
    fs::copy(fs::path(REDTHREAD_SOURCE_DIR) / "tests/broken_regions/_base", folder_,
             fs::copy_options::recursive);
  }
  ~LoadCatalog() override { fs::remove_all(folder_); }

  void append(const std::string& file, const std::string& text) const {
    std::ofstream(folder_ / file, std::ios::app) << text;
  }
  void write(const std::string& file, const std::string& text) const {
    std::ofstream(folder_ / file) << text;
  }
  Catalog load() const {
    Diagnostics diagnostics;
    auto catalog = load_catalog(folder_.string(), diagnostics);
    EXPECT_EQ(to_text(diagnostics), "");
    return catalog ? std::move(*catalog) : Catalog{};
  }
  /// An indicator with more keys; its formula is `formula`.
  Indicator indicator(const std::string& formula, const std::string& keys) const {
    append("catalog/indicators.toml",
           fmt::format("[x]\nname = \"X\"\nformula = \"{}\"\n{}\n", formula, keys));
    const Catalog catalog = load();
    const Indicator* found = catalog.indicator("x");
    return found == nullptr ? Indicator{} : *found;
  }
  Target target(const std::string& formula, const std::string& text) const {
    const Indicator found = indicator(formula, fmt::format("target = {{2024 = \"{}\"}}", text));
    return found.targets.empty() ? Target{} : found.targets[0];
  }
  const fs::path& folder() const { return folder_; }

 private:
  fs::path folder_;
};

TEST_F(LoadCatalog, RegionAndOrganisation) {
  const Catalog catalog = load();
  EXPECT_EQ(catalog.region.key, "liten");
  EXPECT_EQ(catalog.region.name.en, "Region Small");
  EXPECT_EQ(catalog.region.root_unit, "HSF");
  EXPECT_EQ(catalog.region.hours_per_fte, Decimal(1725));
  EXPECT_TRUE(catalog.measure_units.find("behandlingar"));
  EXPECT_EQ(catalog.organisation.codes(), (std::vector<std::string>{"HSF", "MED", "KIR", "AKUT"}));
}

TEST_F(LoadCatalog, TheRootIsWhatReportsAreAboutUnlessToldOtherwise) {
  write("region.toml", "key = \"r\"\nname = \"R\"\n");
  EXPECT_EQ(load().region.root_unit, "HSF");
}

TEST_F(LoadCatalog, MeasuresHaveUnitsScalesAndFormats) {
  const Catalog catalog = load();
  const Measure& cost = *catalog.measure("economy.cost");
  EXPECT_EQ(cost.fact, 0);
  EXPECT_EQ(cost.scale, 2);
  EXPECT_EQ(cost.show, *parse_number_format("mnkr 1"));
  const Measure& hours = *catalog.measure("staff.hours");
  EXPECT_EQ(hours.scale, 2);
  EXPECT_EQ(hours.show.divisor, Exact(3'600));
  EXPECT_EQ(hours.show.suffix, "timmar");
  const Measure& sick = *catalog.measure("staff.sick_share");
  EXPECT_EQ(sick.scale, 6);
  EXPECT_EQ(sick.show, *parse_number_format("percent 1"));
  const Measure& all = *catalog.measure("visits.all");
  EXPECT_EQ(all.fact, -1);
  EXPECT_EQ(all.unit.symbol, "st");
  EXPECT_EQ(all.breakdowns, (std::vector<std::string>{"care"}));
  EXPECT_EQ(all.versions.size(), 1u);
  EXPECT_EQ(catalog.measure("economy.cost_per_visit")->unit.symbol, "kr/st");
}

TEST_F(LoadCatalog, PlainNumberFormatsShowTheDeclaredUnit) {
  append("catalog/measures.toml",
         "[x]\nname = \"X\"\nfact = \"annex\"\nunit = \"mnkr\"\nshow = \"number 2\"\n"
         "[rate]\nname = \"R\"\nformula = \"economy.cost / staff.hours\"\nunit = \"kr/h\"\n"
         "show = \"kr 0\"\n");
  const Catalog catalog = load();
  EXPECT_EQ(catalog.measure("x")->show.divisor, Exact(1'000'000));
  EXPECT_EQ(catalog.measure("rate")->show.divisor, Exact::quotient(1, 3'600));
}

TEST_F(LoadCatalog, ScaleCountsDecimalsOfTheDeclaredUnit) {
  const auto measure = [&](const char* key, const char* unit, int scale) {
    append("catalog/measures.toml",
           fmt::format("[{}]\nname = \"X\"\nfact = \"annex\"\nunit = \"{}\"\nscale = {}\n", key,
                       unit, scale));
  };
  measure("a", "mnkr", 2);    // 0.01 mnkr is 10 000 kr
  measure("b", "mnkr", 7);    // 0.1 kr
  measure("c", "%", 1);       // 0.001
  measure("d", "timmar", 2);  // 36 s
  measure("e", "timmar", 3);  // 3.6 s
  measure("f", "1", 1);
  const Catalog catalog = load();
  EXPECT_EQ(catalog.measure("a")->scale, 0);
  EXPECT_EQ(catalog.measure("b")->scale, 1);
  EXPECT_EQ(catalog.measure("c")->scale, 3);
  EXPECT_EQ(catalog.measure("d")->scale, 0);
  EXPECT_EQ(catalog.measure("e")->scale, 1);
  EXPECT_EQ(catalog.measure("f")->scale, 1);
}

TEST_F(LoadCatalog, VersionsOfAFormula) {
  append("catalog/measures.toml",
         "[x]\nname = \"X\"\nformula = \"visits.all\"\nversions = [{from = \"2024-03\", formula = "
         "\"visits.physician\", bridge = true, note = \"Ny\"}]\n");
  const Catalog catalog = load();
  const auto& versions = catalog.measure("x")->versions;
  ASSERT_EQ(versions.size(), 2u);
  EXPECT_FALSE(versions[0].from);
  EXPECT_EQ(versions[1].number, 2);
  EXPECT_EQ(versions[1].from, Month(2024, 3));
  EXPECT_TRUE(versions[1].bridge);
  EXPECT_EQ(versions[1].formula->key, "visits.physician");
}

TEST_F(LoadCatalog, FormulasMayReferForward) {
  append("catalog/measures.toml",
         "[x]\nname = \"X\"\nformula = \"y * 2\"\n[y]\nname = \"Y\"\nformula = \"economy.cost\"\n");
  EXPECT_EQ(load().measure("x")->unit.symbol, "mnkr");
}

TEST_F(LoadCatalog, Indicators) {
  const Catalog catalog = load();
  const Indicator& sickness = *catalog.indicator("sickness");
  EXPECT_EQ(sickness.goal, "staff");
  EXPECT_EQ(sickness.better, Better::lower);
  EXPECT_EQ(sickness.tolerance, Exact::quotient(5, 1'000));
  EXPECT_EQ(sickness.show, *parse_number_format("percent 1"));
  ASSERT_EQ(sickness.targets.size(), 1u);
  EXPECT_EQ(sickness.targets[0].type, Target::Type::at_most);
  EXPECT_EQ(sickness.targets[0].low, Exact::quotient(6, 100));
  EXPECT_EQ(sickness.targets[0].written, "<= 6 %");
  const Indicator& share = *catalog.indicator("physician_share");
  EXPECT_EQ(share.show, *parse_number_format("percent 1"));
  EXPECT_EQ(share.targets[0].level, "board");
  EXPECT_EQ(share.targets[0].unit_code, "MED");
}

TEST_F(LoadCatalog, TargetWithoutUnit) {
  const Target more = target("visits.all", "> 100");
  EXPECT_EQ(more.type, Target::Type::greater);
  EXPECT_EQ(more.low, Exact(100));
}
TEST_F(LoadCatalog, TargetInTheIndicatorsUnit) {
  EXPECT_EQ(target("economy.cost", "<= 12.5").low, Exact(12'500'000));
}
TEST_F(LoadCatalog, TargetInAnotherUnitOfTheSameKind) {
  EXPECT_EQ(target("economy.cost", "≤ 12 tkr").low, Exact(12'000));
}
TEST_F(LoadCatalog, TargetInterval) {
  const Target interval = target("staff.sick_share", "5..6.5 %");
  EXPECT_EQ(interval.type, Target::Type::interval);
  EXPECT_EQ(interval.low, Exact::quotient(5, 100));
  EXPECT_EQ(interval.high, Exact::quotient(65, 1'000));
}
TEST_F(LoadCatalog, TargetDuration) { EXPECT_EQ(target("staff.hours", "< 08:00").low, Exact(480)); }
TEST_F(LoadCatalog, TargetAnyChange) {
  EXPECT_EQ(target("visits.all", "increase").type, Target::Type::increase);
}
TEST_F(LoadCatalog, TargetRelativeChange) {
  const Target change = target("economy.cost", "change >= 1 %");
  EXPECT_EQ(change.type, Target::Type::change_at_least);
  EXPECT_TRUE(change.relative);
  EXPECT_EQ(change.low, Exact::quotient(1, 100));
}
TEST_F(LoadCatalog, TargetStatedChange) {
  const Target change = target("visits.all", "change <= -100");
  EXPECT_EQ(change.type, Target::Type::change_at_most);
  EXPECT_FALSE(change.relative);
  EXPECT_EQ(change.low, Exact(-100));
}
TEST_F(LoadCatalog, TargetChangeInPercentagePoints) {
  const Target change = target("staff.sick_share", "change <= −0.5 pp");
  EXPECT_FALSE(change.relative);
  EXPECT_EQ(change.low, Exact::quotient(-5, 1'000));
}
TEST_F(LoadCatalog, TargetYes) {
  append("catalog/measures.toml", "[done]\nname = \"D\"\nfact = \"annex\"\nunit = \"ja/nej\"\n");
  EXPECT_EQ(target("done", "yes").type, Target::Type::yes);
}
TEST_F(LoadCatalog, TargetDoneBy) {
  append("catalog/measures.toml", "[day]\nname = \"D\"\nfact = \"annex\"\nunit = \"datum\"\n");
  EXPECT_EQ(target("day", "done by 2024-12-31").date, Date::from_ymd(2024, 12, 31));
}

TEST_F(LoadCatalog, StatementRows) {
  const Catalog catalog = load();
  const Statement& visits = *catalog.statement("visits");
  ASSERT_EQ(visits.rows.size(), 4u);
  EXPECT_EQ(visits.rows[0].style, StatementRow::Style::heading);
  EXPECT_FALSE(visits.rows[0].value);
  EXPECT_EQ(visits.rows[1].label.sv, "Läkarbesök");  // the measure's name
  EXPECT_EQ(visits.rows[1].indent, 1);
  EXPECT_EQ(visits.rows[1].expand, "care");
  EXPECT_EQ(visits.rows[2].indent, 2);
  EXPECT_EQ(visits.rows[2].value->cell, (Cell{{"care", "somatic"}}));
  EXPECT_EQ(visits.rows[3].style, StatementRow::Style::total);
}

TEST_F(LoadCatalog, ColumnsThatOthersRestOnAreAddedHidden) {
  write("catalog/statements/visits.toml",
        "title = \"B\"\ncolumns = [\"ytd_budget_deviation_pct\", \"x\"]\n"
        "[column.x]\ntitle = \"X\"\nformula = \"y / r12\"\n"
        "[column.y]\nhidden = true\ndifference = [\"year_budget\", \"ytd\"]\n");
  const Catalog catalog = load();
  const auto& columns = catalog.statement("visits")->columns;
  std::vector<std::string> shown;
  std::vector<std::string> hidden;
  for (const StatementColumn& c : columns) (c.hidden ? hidden : shown).push_back(c.key);
  EXPECT_EQ(shown, (std::vector<std::string>{"ytd_budget_deviation_pct", "x"}));
  for (const char* key : {"ytd", "ytd_budget", "y", "r12", "year_budget"}) {
    EXPECT_EQ(std::count(hidden.begin(), hidden.end(), key), 1) << key;
  }
}

TEST_F(LoadCatalog, PlanAndReports) {
  const Catalog catalog = load();
  EXPECT_EQ(catalog.plan.goals[1].parent, "people");
  EXPECT_EQ(catalog.plan.activities[1].status, "done");
  EXPECT_EQ(catalog.plan.comments[0].author, "Eva Ek");
  ASSERT_EQ(catalog.reports.size(), 1u);
  EXPECT_EQ(catalog.reports[0].key, "report");
  EXPECT_EQ(catalog.reports[0].file, "reports/report.md");
}

TEST_F(LoadCatalog, OptionalFilesMayBeMissing) {
  for (const char* file : {"plan", "reports", "catalog/statements", "catalog/indicators.toml"}) {
    fs::remove_all(folder() / file);
  }
  EXPECT_EQ(load().measures.size(), 7u);
}

TEST_F(LoadCatalog, TheHashIsOfAllFilesAndNothingElse) {
  const std::string before = load().sha256;
  EXPECT_EQ(before.size(), 64u);
  EXPECT_EQ(load().sha256, before);
  write("catalog/README.md", "nobody's\n");
  fs::create_directories(folder() / "data/annex");
  write("data/annex/x.csv", "x\n");
  EXPECT_EQ(load().sha256, before);
  append("plan/comments.csv", "b,Bo,2024-05-07,Mer.\n");
  EXPECT_NE(load().sha256, before);
}

TEST_F(LoadCatalog, TwoThousandIndicators) {
  std::string text;
  for (int i = 0; i < 2'000; ++i) {
    text += fmt::format(
        "[\"many.number_{0}\"]\nname = {{sv = \"Indikator {0}\", en = \"Indicator {0}\"}}\n"
        "formula = \"visits.physician / visits.all\"\nshow = \"percent 1\"\nbetter = \"higher\"\n"
        "period = \"ytd\"\ntarget = {{2024 = \">= 95 %\"}}\ntolerance = \"5 pp\"\n"
        "definition = \"Andel patienter som väntat högst 90 dagar.\"\nsource = \"Region X\"\n\n",
        i);
  }
  append("catalog/indicators.toml", text);
  const auto before = std::chrono::steady_clock::now();
  EXPECT_EQ(load().indicators.size(), 2'002u);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - before;
  RecordProperty("seconds", std::to_string(seconds.count()));
  EXPECT_LT(seconds.count(), 10.0);  // with sanitizers; 0.1 s in release
}

TEST_F(LoadCatalog, BudgetProfiles) {
  write("catalog/profiles.toml",
        "[even]\nname = \"Jämn\"\nmonths = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
        "[summer]\nname = {sv = \"Sommarprofil\", en = \"Summer profile\"}\n"
        "months = [9, 8, 9, 8, 8, 8, 6.5, 6.5, 9, 10, 9, 9]\n");
  append("catalog/measures.toml",
         "[\"x\"]\nname = \"X\"\nfact = \"annex\"\nunit = \"st\"\nbudget_profile = \"summer\"\n");
  const Catalog catalog = load();
  ASSERT_EQ(catalog.profiles.size(), 2u);
  EXPECT_EQ(catalog.profiles[1].name.en, "Summer profile");
  EXPECT_EQ(catalog.profiles[1].weights[6], Decimal::of(65, 1));
  EXPECT_EQ(catalog.profiles[1].weight(Period::year(2024), [](Month) { return true; }), Exact(100));
  EXPECT_EQ(catalog.measure("x")->budget_profile, 1);
  EXPECT_EQ(catalog.measure("visits.physician")->budget_profile, -1);
}

}  // namespace
}  // namespace redthread::catalog
