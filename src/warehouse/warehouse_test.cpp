// SPDX-License-Identifier: Apache-2.0
#include "warehouse/warehouse.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "warehouse/test_region.hpp"

namespace redthread::warehouse {
namespace {

/// All that a warehouse answers, as text, to compare.
std::string state_of(Warehouse& warehouse, const Catalog& catalog) {
  std::string text;
  for (const Delivery& each : warehouse.deliveries()) {
    text += fmt::format("{} {} {} {} rows={} quarantined={} {} {}\n", each.id, each.fact, each.file,
                        each.sha256.substr(0, 8), each.rows, each.quarantined, each.loaded_at,
                        each.loaded_by);
  }
  for (const QuarantinedRow& row : warehouse.quarantine()) {
    text += fmt::format("{}:{}:{} {} {} [{}] {}\n", row.file, row.line, row.column, row.delivery,
                        row.code, row.reason, row.hint);
  }
  const Cube cube = warehouse.cube(catalog);
  const auto add = [&](const Cube::Key& key, const Cube::Value& value) {
    if (value.source == Cube::no_source) return;
    const SourceRow& source = cube.sources()[value.source];
    text += fmt::format("{}{} {} {} {}: {} {} ({}:{} `{}` {})\n",
                        catalog.measures[static_cast<std::size_t>(key.measure)].key,
                        to_string(cube.cells()[static_cast<std::size_t>(key.cell)]),
                        catalog.organisation.code(key.unit), to_string(key.scenario),
                        value.span.to_string(), value.value, to_string(value.state),
                        source.delivery, source.line, source.written, source.note);
  };
  for (std::size_t series = 0; series < cube.series_count(); ++series) {
    for (const Month month : cube.range().each_month()) {
      add(cube.key(series), cube.at(series, month));
    }
    for (const Cube::Value& value : cube.spans(series)) add(cube.key(series), value);
  }
  return text;
}

class WarehouseTest : public ::testing::Test {
 protected:
  /// Syncs as at `now`; what was told is in `told`.
  SyncResult sync(const std::string& now = "2024-05-08T06:12:00Z") {
    Diagnostics diagnostics;
    SyncResult result =
        warehouse.sync(region.catalog, {.loaded_by = "anna", .loaded_at = now}, diagnostics);
    diagnostics.sort();
    told = to_text(diagnostics);
    has_errors = diagnostics.has_errors();
    return result;
  }
  std::string state() { return state_of(warehouse, region.catalog); }

  /// The codes that were told, in order.
  std::vector<std::string> codes() const {
    std::vector<std::string> found;
    for (std::size_t at = told.find(" [warehouse."); at != std::string::npos;
         at = told.find(" [warehouse.", at + 1)) {
      found.push_back(told.substr(at + 12, told.find(']', at) - at - 12));
    }
    return found;
  }

  TestRegion region;
  Warehouse warehouse = Warehouse::open(":memory:");
  std::string told;
  bool has_errors = false;
};

TEST_F(WarehouseTest, answers_with_what_was_delivered) {
  region.deliver("data/annex/a.csv",
                 "visits,HSF,2024-04,actual,120,,,,\n"
                 "visits,HSF,2024-04,actual,70,,,,women\n"
                 "visits,HSF,2024-T1,budget,500,,,,\n"
                 "result,NORR,2023-02,actual,-47.60,preliminary,\"rättas, maj\",,\n"
                 "share,HSF,2024,target,,not_measured,,,\n"
                 "share,HSF,2023,actual,,preliminary,,,\n");
  const SyncResult result = sync();
  EXPECT_EQ(told, "");
  ASSERT_EQ(result.loaded.size(), 1u);
  EXPECT_EQ(result.loaded[0].rows, 6);
  EXPECT_EQ(state(),
            "1 annex data/annex/a.csv " + result.loaded[0].sha256.substr(0, 8) +
                " rows=6 quarantined=0 2024-05-08T06:12:00Z anna\n"
                "result NORR actual 2023-02: -4760000000 preliminary (1:5 `-47.60` rättas, maj)\n"
                "share HSF actual 2023: 0 missing (1:7 `` )\n"
                "share HSF target 2024: 0 not_measured (1:6 `` )\n"
                "visits HSF actual 2024-04: 120 present (1:2 `120` )\n"
                "visits HSF budget 2024-T1: 500 present (1:4 `500` )\n"
                "visits{sex: women} HSF actual 2024-04: 70 present (1:3 `70` )\n");
  EXPECT_EQ(warehouse.cube(region.catalog).range(), Period(Month(2023, 1), Month(2024, 12)));
  EXPECT_EQ(Warehouse::engine_version().find("DuckDB v1."), 0u);
}

TEST_F(WarehouseTest, nothing_delivered_is_an_empty_cube) {
  const SyncResult result = sync();
  EXPECT_EQ(result.loaded.size() + result.withdrawn.size(), 0u);
  EXPECT_EQ(warehouse.cube(region.catalog).series_count(), 0u);
  EXPECT_EQ(state(), "");
}

TEST_F(WarehouseTest, the_same_again_changes_nothing) {
  region.deliver("data/annex/a.csv", "visits,HSF,2024-04,actual,120,,,,\n");
  region.deliver("data/annex/b.csv", "visits,HSF,2024-05,actual,130,,,,\n");
  sync();
  const std::string before = state();
  const SyncResult again = sync("2025-01-01T00:00:00Z");
  EXPECT_EQ(told, "");
  EXPECT_EQ(again.unchanged, 2);
  EXPECT_EQ(again.rechecked, 0);
  EXPECT_TRUE(again.loaded.empty());
  EXPECT_EQ(state(), before);
}

TEST_F(WarehouseTest, a_corrected_file_replaces_its_own_rows) {
  region.deliver("data/annex/a.csv",
                 "visits,HSF,2024-04,actual,120,,,,\nvisits,HSF,2024-03,actual,110,,,,\n");
  region.deliver("data/annex/b.csv", "visits,NORR,2024-04,actual,60,,,,\n");
  sync();
  region.deliver("data/annex/a.csv", "visits,HSF,2024-04,actual,121,,,,\n");
  const SyncResult result = sync("2024-06-01T00:00:00Z");
  EXPECT_EQ(told, "");
  ASSERT_EQ(result.loaded.size(), 1u);
  EXPECT_EQ(result.loaded[0].id, 3);
  EXPECT_EQ(result.unchanged, 1);
  EXPECT_TRUE(result.withdrawn.empty());
  EXPECT_EQ(warehouse.deliveries().size(), 2u);
  EXPECT_NE(state().find("visits HSF actual 2024-04: 121 present (3:2 `121` )\n"
                         "visits NORR actual 2024-04: 60 present (2:2 `60` )\n"),
            std::string::npos)
      << state();
  EXPECT_EQ(state().find("110"), std::string::npos);
}

TEST_F(WarehouseTest, a_file_that_is_gone_is_withdrawn_and_its_number_never_used_again) {
  region.deliver("data/annex/a.csv", "visits,HSF,2024-04,actual,120,,,,\n");
  sync();
  region.remove("data/annex/a.csv");
  const SyncResult gone = sync();
  ASSERT_EQ(gone.withdrawn.size(), 1u);
  EXPECT_EQ(gone.withdrawn[0].file, "data/annex/a.csv");
  EXPECT_EQ(state(), "");
  region.deliver("data/annex/a.csv", "visits,HSF,2024-04,actual,120,,,,\n");
  EXPECT_EQ(sync().loaded.at(0).id, 2);
}

TEST_F(WarehouseTest, a_row_may_move_from_one_file_to_another_in_one_sync) {
  region.deliver("data/annex/a.csv", "visits,HSF,2024-04,actual,120,,,,\n");
  region.deliver("data/annex/b.csv", "visits,HSF,2024-05,actual,130,,,,\n");
  sync();
  region.deliver("data/annex/a.csv", "visits,HSF,2024-05,actual,130,,,,\n");
  region.deliver("data/annex/b.csv", "visits,HSF,2024-04,actual,120,,,,\n");
  EXPECT_EQ(sync().loaded.size(), 2u);
  EXPECT_EQ(told, "");
}

TEST_F(WarehouseTest, a_refused_sync_leaves_everything_as_it_was) {
  region.deliver("data/annex/a.csv", "visits,HSF,2024-04,actual,120,,,,\n");
  region.deliver("data/annex/b.csv", "visits,HSF,2024-05,actual,130,,,,\n");
  region.deliver("data/survey/s.csv",
                 "index,HSF,2024,actual,70.1,,,,\nindex,NORR,2024,actual,70.1,,,,\n"
                 "index,HSFX,2024,actual,70.1,,,,\n");
  sync();
  const std::string before = state();
  // A good correction, a withdrawal, a new file, and one bad row.
  region.deliver("data/annex/a.csv", "visits,HSF,2024-04,actual,999,,,,\n");
  region.remove("data/annex/b.csv");
  region.deliver("data/annex/c.csv", "visits,HSF,2024-06,actual,140,,,,\n");
  region.deliver("data/annex/d.csv",
                 "visits,HSF,2024-07,actual,150,,,,\nvisits,HSF,2024-08,actual,femton,,,,\n");
  const SyncResult refused = sync();
  EXPECT_TRUE(has_errors);
  EXPECT_EQ(told,
            "data/annex/d.csv: error: the delivery is refused: 1 of 2 rows are bad, and the fact "
            "`annex` allows 0 % [warehouse.delivery_refused]\n"
            "  hint: nothing of this sync was kept; correct the file and try again\n"
            "data/annex/d.csv:3:27: error: the value is not a number [warehouse.value_syntax]\n"
            "    3 | visits,HSF,2024-08,actual,femton,,,,\n"
            "      |                           ^~~~~~\n"
            "  hint: write a decimal number: `1234`, `-0.5`\n"
            "2 errors\n");
  EXPECT_TRUE(refused.loaded.empty());
  EXPECT_TRUE(refused.withdrawn.empty());
  EXPECT_EQ(refused.unchanged, 0);
  EXPECT_EQ(state(), before);
  region.remove("data/annex/d.csv");
  EXPECT_EQ(sync().loaded.size(), 2u);
  EXPECT_NE(state(), before);
}

TEST_F(WarehouseTest, errors_from_before_the_sync_keep_everything_as_it_was) {
  region.deliver("data/annex/a.csv", "visits,HSF,2024-04,actual,120,,,,\n");
  Diagnostics diagnostics;
  diagnostics.error("catalog.something", {}, "wrong");
  EXPECT_TRUE(warehouse.sync(region.catalog, {}, diagnostics).loaded.empty());
  EXPECT_EQ(state(), "");
}

TEST_F(WarehouseTest, bad_rows_below_the_threshold_are_quarantined_and_listed) {
  region.deliver("data/survey/s.csv",
                 "index,HSF,2024,actual,70.1,,,,\n"
                 "index,HSFX,2024,actual,\"70,2\",,,,\n"
                 "index,NORR,2024,actual,70.3,,,,\n");
  const SyncResult result = sync();
  EXPECT_FALSE(has_errors) << told;
  EXPECT_EQ(codes(),
            (std::vector<std::string>{"rows_quarantined", "unknown_unit", "value_syntax"}));
  EXPECT_EQ(told.find("error:"), std::string::npos);
  EXPECT_EQ(result.quarantined_rows, 1);
  EXPECT_EQ(result.loaded.at(0).rows, 2);
  EXPECT_EQ(result.loaded.at(0).quarantined, 1);
  const std::vector<QuarantinedRow> rows = warehouse.quarantine();
  ASSERT_EQ(rows.size(), 2u) << "one row with two faults";
  EXPECT_EQ(rows[0].file, "data/survey/s.csv");
  EXPECT_EQ(rows[0].fact, "survey");
  EXPECT_EQ(rows[0].line, 3);
  EXPECT_EQ(rows[0].column, 7);
  EXPECT_EQ(rows[0].code, "warehouse.unknown_unit");
  EXPECT_EQ(rows[0].reason, "unknown unit `HSFX`");
  EXPECT_EQ(rows[0].hint, "did you mean `HSF`?");
  EXPECT_EQ(rows[1].code, "warehouse.value_syntax");

  region.deliver("data/survey/s.csv", "index,HSF,2024,actual,70.1,,,,\n");
  sync();
  EXPECT_TRUE(warehouse.quarantine().empty()) << "it goes with the version that it was in";
}

TEST_F(WarehouseTest, of_many_faults_fifty_are_told_and_all_are_counted) {
  std::string rows;
  for (int i = 0; i < 120; ++i) rows += fmt::format("visit,HSF,{},actual,1,,,,\n", 1950 + i);
  region.deliver("data/annex/a.csv", rows);
  sync();
  EXPECT_EQ(codes().size(), 51u);
  EXPECT_NE(told.find("120 of 120 rows are bad (the first 50 faults are told, 70 are not)"),
            std::string::npos)
      << told;
}

TEST_F(WarehouseTest, a_file_that_is_no_table_refuses_the_sync) {
  region.write("data/survey/s.csv", "measure;unit;period;scenario;value\n");
  sync();
  EXPECT_NE(told.find("error: the columns are separated by semicolons"), std::string::npos) << told;
  EXPECT_EQ(codes().size(), 0u) << "the reader says it all";
  EXPECT_EQ(state(), "");
}

TEST_F(WarehouseTest, a_delivery_without_rows_is_told) {
  region.deliver("data/annex/a.csv", "");
  EXPECT_EQ(sync().loaded.size(), 1u);
  EXPECT_EQ(codes(), std::vector<std::string>{"empty_delivery"});
}

TEST_F(WarehouseTest, twice_in_one_file_is_an_error_that_names_the_line) {
  region.deliver("data/annex/a.csv",
                 "visits,HSF,2024-01,actual,1,,,,women\n"
                 "visits,HSF,2024-01,budget,1,,,,women\n"
                 "visits,HSF,2024-01,actual,1,,,somatic,women\n"
                 "visits,HSF,2024-01..2024-03,actual,1,,,,women\n"
                 "visits,NORR,2024-01,actual,1,,,,women\n"
                 "visits,HSF,2024-01..2024-01,actual,2,,,,women\n");
  sync();
  EXPECT_EQ(told,
            "data/annex/a.csv:7:1: error: `visits{sex=women}` for HSF, 2024-01, actual is already "
            "given on line 2 [warehouse.duplicate]\n"
            "    7 | visits,HSF,2024-01..2024-01,actual,2,,,,women\n"
            "      | ^~~~~~\n"
            "  hint: remove one of the two; a correction is made in the file that has the value\n"
            "1 error\n");
  EXPECT_EQ(state(), "");
}

TEST_F(WarehouseTest, twice_in_two_files_is_an_error_whichever_came_first) {
  const std::string row = "index,HSF,2024-01,actual,1,,,,\n";
  const std::string other = "index,HSF,2024-02,actual,1,,,,\nindex,HSF,2024-03,actual,1,,,,\n";
  const auto message = [](const std::string& at, const std::string& first) {
    return "data/survey/" + at + ":4:1: error: `index` for HSF, 2024-01, actual is already given " +
           "in data/survey/" + first + " on line 2 [warehouse.duplicate]";
  };
  // Both at once; then the later one, and the earlier one, against what is there.
  region.deliver("data/survey/a.csv", row);
  region.deliver("data/survey/b.csv", other + row);
  sync();
  EXPECT_NE(told.find(message("b.csv", "a.csv")), std::string::npos) << told;
  EXPECT_EQ(state(), "");

  region.deliver("data/survey/b.csv", other);
  sync();
  EXPECT_EQ(told, "");
  const std::string before = state();
  region.deliver("data/survey/b.csv", other + row);
  sync();
  EXPECT_NE(told.find(message("b.csv", "a.csv")), std::string::npos) << told;
  EXPECT_EQ(state(), before);

  region.deliver("data/survey/b.csv", row);
  region.remove("data/survey/a.csv");
  sync();
  EXPECT_EQ(told, "");
  region.deliver("data/survey/a.csv", other + row);
  sync();
  EXPECT_NE(told.find(message("a.csv", "b.csv")), std::string::npos) << told;
}

TEST_F(WarehouseTest, a_copy_under_another_name_is_told_in_short) {
  std::string rows;
  for (int i = 0; i < 80; ++i) rows += fmt::format("visits,HSF,{},actual,1,,,,\n", 1950 + i);
  region.deliver("data/annex/a.csv", rows);
  region.deliver("data/annex/a (1).csv", rows);
  sync();
  EXPECT_EQ(codes().size(), 51u);
  EXPECT_NE(told.find("30 more rows are already given in data/annex/a (1).csv"), std::string::npos)
      << told;
}

TEST_F(WarehouseTest, a_change_of_the_catalog_checks_again_and_keeps_the_manifest) {
  region.deliver("data/annex/a.csv", "result,HSF,2024-01,actual,47.6,,,,\n");
  region.deliver("data/survey/s.csv", "index,HSF,2024,actual,1,,,,\n");
  sync();
  const std::vector<Delivery> before = warehouse.deliveries();
  region.measure("result").scale = 3;
  const SyncResult result = sync("2025-01-01T00:00:00Z");
  EXPECT_EQ(told, "");
  EXPECT_EQ(result.unchanged, 2);
  EXPECT_EQ(result.rechecked, 1) << "only the fact that the change concerns";
  EXPECT_TRUE(result.loaded.empty());
  EXPECT_NE(state().find("result HSF actual 2024-01: 47600000000 present (1:2"), std::string::npos)
      << state();
  ASSERT_EQ(warehouse.deliveries().size(), 2u);
  EXPECT_EQ(warehouse.deliveries()[0].id, before[0].id);
  EXPECT_EQ(warehouse.deliveries()[0].loaded_at, before[0].loaded_at);
  EXPECT_EQ(sync().rechecked, 0) << "once is enough";
}

TEST_F(WarehouseTest, a_change_of_the_catalog_that_makes_rows_bad_is_refused) {
  region.deliver("data/annex/a.csv", "visits,HSF,2024-01,actual,1,,,,women\n");
  sync();
  const std::string before = state();
  const std::vector<std::string> by = region.measure("visits").breakdowns;
  region.measure("visits").breakdowns = {};
  sync();
  EXPECT_EQ(codes(), (std::vector<std::string>{"delivery_refused", "breakdown"}));
  region.measure("visits").breakdowns = by;
  EXPECT_EQ(state(), before);
  sync();
  EXPECT_EQ(told, "");
  EXPECT_EQ(state(), before);
}

TEST_F(WarehouseTest, a_fact_that_is_gone_while_its_folder_is_there_is_refused) {
  region.deliver("data/survey/s.csv", "index,HSF,2024,actual,1,,,,\n");
  sync();
  region.catalog.facts.pop_back();
  region.catalog.index_names();
  EXPECT_TRUE(sync().withdrawn.empty());
  EXPECT_EQ(codes(), std::vector<std::string>{"unknown_fact"});
  EXPECT_EQ(warehouse.deliveries().size(), 1u);
}

TEST_F(WarehouseTest, the_order_of_arrival_does_not_show_in_the_values) {
  const std::string a = "visits,HSF,2024-02,actual,2,,,,\nvisits,NORR,2024-01,actual,1,,,,women\n";
  const std::string b = "visits,HSF,2024-01,actual,1,,,,men\nresult,HSF,2024-01,actual,1,,,,\n";
  region.deliver("data/annex/a.csv", a);
  region.deliver("data/annex/b.csv", b);
  sync();
  Warehouse late = Warehouse::open(":memory:");
  region.remove("data/annex/a.csv");
  Diagnostics diagnostics;
  late.sync(region.catalog, {}, diagnostics);
  region.deliver("data/annex/a.csv", a);
  late.sync(region.catalog, {}, diagnostics);
  const Cube one = warehouse.cube(region.catalog);
  const Cube two = late.cube(region.catalog);
  ASSERT_EQ(one.series_count(), two.series_count());
  EXPECT_EQ(one.cells(), two.cells());
  for (std::size_t series = 0; series < one.series_count(); ++series) {
    EXPECT_EQ(one.key(series), two.key(series));
    EXPECT_TRUE(
        std::equal(one.months(series), one.months(series) + one.month_count(), two.months(series)));
  }
}

TEST_F(WarehouseTest, a_file_keeps_what_was_loaded) {
  region.deliver("data/annex/a.csv", "visits,HSF,2024-04,actual,120,,,,\n");
  std::string before;
  {
    Warehouse on_disk = Warehouse::open(region.database());
    Diagnostics diagnostics;
    on_disk.sync(region.catalog, {.loaded_by = "anna", .loaded_at = "now"}, diagnostics);
    before = state_of(on_disk, region.catalog);
  }
  Warehouse on_disk = Warehouse::open(region.database());
  EXPECT_EQ(state_of(on_disk, region.catalog), before);
  Diagnostics diagnostics;
  EXPECT_EQ(on_disk.sync(region.catalog, {}, diagnostics).unchanged, 1);
}

TEST_F(WarehouseTest, versions_of_a_forecast_stand_beside_one_another) {
  const std::string head = "measure,unit,period,scenario,value,made,low,high\n";
  const std::string spring = "visits,HSF,2024,forecast,100,2024-04,95,105\n";
  region.write("data/annex/t1.csv", head + spring + "visits,HSF,2024,forecast,90,,,\n");
  region.write("data/annex/t2.csv", head + "visits,HSF,2024,forecast,110,2024-08,,\n");
  sync();
  EXPECT_EQ(told, "");
  const Cube cube = warehouse.cube(region.catalog);
  const auto series = cube.find({.measure = region.catalog.measure_index("visits"),
                                 .unit = *region.catalog.organisation.index_of("HSF"),
                                 .scenario = Scenario::forecast});
  ASSERT_TRUE(series);
  ASSERT_EQ(cube.spans(*series).size(), 1u);
  EXPECT_EQ(cube.spans(*series)[0].value, 90);
  const auto& versions = cube.versions(*series);
  ASSERT_EQ(versions.size(), 2u);
  EXPECT_EQ(versions[0].made, Month(2024, 4));
  ASSERT_EQ(versions[0].values.size(), 1u);
  const auto ends = cube.ends(versions[0].values[0].source);
  ASSERT_TRUE(ends);
  EXPECT_EQ(ends->low, 95);
  EXPECT_EQ(ends->high, 105);
  EXPECT_EQ(versions[1].values.at(0).value, 110);
  EXPECT_FALSE(cube.ends(versions[1].values[0].source));

  region.write("data/annex/t2.csv", head + spring);
  sync();
  EXPECT_NE(told.find("`visits` for HSF, 2024, forecast made 2024-04 is already given in "
                      "data/annex/t1.csv on line 2"),
            std::string::npos)
      << told;
}

}  // namespace
}  // namespace redthread::warehouse
