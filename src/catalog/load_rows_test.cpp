// SPDX-License-Identifier: Apache-2.0
//
// What facts of rows are read as: tests/rows_region, and the examples of docs/region-folder.md.
#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "catalog/load.hpp"

namespace redthread::catalog {
namespace {

namespace fs = std::filesystem;

class LoadRows : public testing::Test {
 protected:
  LoadRows() : folder_(fs::temp_directory_path() / fmt::format("redthread_rows_{}", getpid())) {
    fs::remove_all(folder_);
    fs::copy(fs::path(REDTHREAD_SOURCE_DIR) / "tests/rows_region", folder_,
             fs::copy_options::recursive);
  }
  ~LoadRows() override { fs::remove_all(folder_); }

  void write(const std::string& file, const std::string& text) const {
    std::ofstream(folder_ / file) << text;
  }
  void append(const std::string& file, const std::string& text) const {
    std::ofstream(folder_ / file, std::ios::app) << text;
  }
  Catalog load() const {
    Diagnostics diagnostics;
    auto catalog = load_catalog(folder_.string(), diagnostics);
    EXPECT_EQ(to_text(diagnostics), "");
    return catalog ? std::move(*catalog) : Catalog{};
  }
  /// A measure of contacts or bookings with these keys.
  Measure measure(const std::string& keys) const {
    append("catalog/measures.toml", fmt::format("\n[x]\nname = \"X\"\n{}\n", keys));
    const Catalog catalog = load();
    const Measure* found = catalog.measure("x");
    return found == nullptr ? Measure{} : *found;
  }

 private:
  fs::path folder_;
};

TEST_F(LoadRows, AFactOfRowsHasColumnsAndTheBreakdownsOfItsColumns) {
  const Catalog catalog = load();
  const Fact& fact = *catalog.fact("contact");
  EXPECT_EQ(fact.grain, Fact::Grain::event);
  EXPECT_EQ(fact.date_column, 1);
  EXPECT_EQ(fact.unit_column, 2);
  EXPECT_EQ(fact.breakdowns, (std::vector<std::string>{"profession", "sex"}));
  EXPECT_EQ(fact.delivered, DeliveryRhythm::monthly);
  EXPECT_EQ(fact.expected_day, 10);
  EXPECT_EQ(fact.owed_by, (std::vector<std::string>{"MED", "KIR"}));
  EXPECT_EQ(fact.max_bad_rows, Decimal::of(1, 2));
  const FactColumn& day = fact.columns[1];
  EXPECT_EQ(day.header, "Datum");
  EXPECT_EQ(day.min, Date::parse("2010-01-01")->days());
  const FactColumn& sex = fact.columns[static_cast<std::size_t>(fact.column("sex"))];
  EXPECT_EQ(sex.categories, (std::vector<std::string>{"women", "men"}));
  EXPECT_TRUE(sex.optional);
  const FactColumn& points = fact.columns[static_cast<std::size_t>(fact.column("drg_points"))];
  EXPECT_EQ(points.map, "drg_weights");
  EXPECT_EQ(points.from, (std::vector<std::string>{"drg"}));
  EXPECT_FALSE(points.is_delivered());
  EXPECT_EQ(fact.column("nobody"), -1);
  ASSERT_EQ(fact.rules.size(), 1u);
  EXPECT_TRUE(fact.rules[0].check);
  const RowRule& balanced = catalog.fact("booking")->rules.front();
  EXPECT_EQ(balanced.by, (std::vector<int>{0}));
  EXPECT_EQ(balanced.equals, 0);
}

TEST_F(LoadRows, AColumnMayBeANeighboursValue) {
  const Catalog catalog = load();
  const Fact& fact = *catalog.fact("episode");
  const auto column = [&](const char* key) {
    return fact.columns[static_cast<std::size_t>(fact.column(key))];
  };
  const FactColumn previous = column("previous_unit");
  ASSERT_TRUE(previous.neighbour);
  EXPECT_FALSE(previous.is_delivered());
  EXPECT_FALSE(previous.neighbour->is_next);
  EXPECT_EQ(previous.neighbour->value, fact.column("unit_code"));
  EXPECT_EQ(previous.neighbour->same, std::vector<int>{fact.column("person")});
  EXPECT_EQ(previous.neighbour->order, fact.column("admitted"));
  EXPECT_FALSE(previous.neighbour->where);
  const FactColumn next = column("next_acute");
  EXPECT_TRUE(next.neighbour->is_next);
  EXPECT_TRUE(next.neighbour->where);
  EXPECT_TRUE(column("days_away").is_computed());
}

TEST_F(LoadRows, ALookUpListHasRangesAndValidities) {
  const Catalog catalog = load();
  const LookupMap& weights = *catalog.map("drg_weights");
  EXPECT_EQ(weights.columns, (std::vector<std::string>{"drg"}));
  ASSERT_EQ(weights.entries.size(), 3u);
  EXPECT_EQ(weights.entries[0].valid_to, Date::parse("2023-12-31"));
  EXPECT_EQ(weights.entries[2].keys, (std::vector<std::string>{"B20"}));
  EXPECT_EQ(weights.entries[2].last_key, "B29");
  EXPECT_EQ(weights.entries[2].value, "1.25");
  EXPECT_EQ(catalog.map("guarantee_limits")->columns,
            (std::vector<std::string>{"stage", "specialty"}));
}

TEST_F(LoadRows, ALookUpListIsPartOfTheCatalogsVersion) {
  const std::string before = load().sha256;
  append("catalog/maps/accounts.csv", "5620,drugs\n");
  EXPECT_NE(load().sha256, before);
}

TEST_F(LoadRows, ScalesKeepEveryStepOfTheColumns) {
  const Catalog catalog = load();
  const auto scale = [&](const char* key) { return catalog.measure(key)->scale; };
  EXPECT_EQ(scale("contacts"), 0);
  EXPECT_EQ(scale("drg_points"), 4);
  EXPECT_EQ(scale("cost"), 2);
  // 0.01 h are 36 s, 0.1 min are 6 s: whole seconds.
  EXPECT_EQ(scale("hours"), 0);
  EXPECT_EQ(catalog.measure("hours")->versions[0].rows->value->operands[1].number, 36);
  EXPECT_EQ(catalog.measure("visit_time")->versions[0].rows->value->operands[1].number, 6);
}

TEST_F(LoadRows, ABudgetKeepsTheDecimalsOfAReportedMeasure) {
  const Measure hours =
      measure("fact = \"booking\"\naggregate = \"sum(hours)\"\nplanned_in = \"plan_values\"");
  EXPECT_EQ(hours.scale, 2);
  EXPECT_EQ(hours.versions[0].rows->value->operands[1].number, 3600);
}

TEST_F(LoadRows, UnitsAreThoseOfTheColumnsUnlessTheyAreGiven) {
  const Catalog catalog = load();
  EXPECT_EQ(catalog.measure("contacts")->unit.symbol, "st");
  EXPECT_EQ(catalog.measure("waiting.median")->unit.symbol, "dagar");
  EXPECT_EQ(catalog.measure("visit_time")->unit.symbol, "h");
  EXPECT_EQ(catalog.measure("cost")->unit.symbol, "tkr");
  EXPECT_EQ(catalog.measure("age.median")->unit.symbol, "");
  EXPECT_EQ(catalog.measure("cost_per_contact")->unit.symbol, "kr/st");
}

TEST_F(LoadRows, WhatAddsUpAndWhatATimeMeans) {
  const Catalog catalog = load();
  EXPECT_EQ(catalog.measure("contacts")->aggregate, Aggregation::sum);
  EXPECT_EQ(catalog.measure("patients")->aggregate, Aggregation::none);
  EXPECT_EQ(catalog.measure("contacts")->time, TimeBehaviour::flow);
  EXPECT_EQ(catalog.measure("waiting.all")->time, TimeBehaviour::last);
  EXPECT_EQ(catalog.measure("waiting.days")->time, TimeBehaviour::flow);
  EXPECT_EQ(catalog.measure("contacts")->planned_in, 3);
  EXPECT_EQ(catalog.measure("patients")->planned_in, -1);
}

TEST_F(LoadRows, AVersionChangesWhatItSaysAndNothingElse) {
  const Measure visits = *load().measure("visits.physician");
  ASSERT_EQ(visits.versions.size(), 2u);
  EXPECT_EQ(visits.versions[0].rows->written,
            "count(*) where form = 'visit' and profession = 'physician'");
  EXPECT_EQ(visits.versions[1].rows->written,
            "count(*) where form in ('visit', 'home') and profession = 'physician'");
  EXPECT_EQ(visits.versions[1].from, Month(2024, 3));
}

TEST_F(LoadRows, VersionsThatCountAndSumAreAllSums) {
  const Measure both = measure(
      "fact = \"contact\"\naggregate = \"count(*)\"\n"
      "versions = [{from = \"2024-03\", aggregate = \"sum(age)\"}]");
  ASSERT_EQ(both.versions.size(), 2u);
  EXPECT_EQ(both.versions[0].rows->function, RowAggregate::Function::sum);
  EXPECT_EQ(both.versions[0].rows->value->number, 1);
  EXPECT_EQ(both.versions[0].rows->written, "count(*)");
}

/// The code blocks of a language that stand below a heading, up to the next one.
std::string examples(const std::string& heading, const std::string& language) {
  std::ifstream file(std::string(REDTHREAD_SOURCE_DIR) + "/docs/region-folder.md");
  std::string text;
  bool in_section = false;
  bool in_block = false;
  for (std::string line; std::getline(file, line);) {
    if (!in_block && line.starts_with("#")) in_section = line == heading;
    if (in_section && line == "```" + language) {
      in_block = true;
    } else if (line == "```") {
      in_block = false;
    } else if (in_section && in_block) {
      text += line + "\n";
    }
  }
  EXPECT_NE(text, "") << heading;
  return text;
}

TEST_F(LoadRows, TheExamplesInTheReferenceAreRead) {
  write("catalog/facts.toml", examples("### Facts of rows", "toml") +
                                  "[plan_values]\nname = \"Plan\"\ngrain = \"reported\"\n");
  write("catalog/maps/drg_weights.csv", examples("## catalog/maps/NAME.csv", "csv"));
  write("catalog/measures.toml", examples("### Measures counted from rows", "toml"));
  const Catalog catalog = load();
  EXPECT_EQ(catalog.facts.size(), 2u);
  EXPECT_EQ(catalog.measures.size(), 3u);
}

}  // namespace
}  // namespace redthread::catalog
