// SPDX-License-Identifier: Apache-2.0
#include "warehouse/row_check.hpp"

#include <string>

#include <gtest/gtest.h>

#include "warehouse/test_region.hpp"

namespace redthread::warehouse {
namespace {

CheckedDelivery check_bytes(const TestRegion& region, const std::string& bytes) {
  return check_delivery(
      region.catalog,
      {.fact = region.catalog.fact("annex"), .file = "data/annex/a.csv", .path = {}}, bytes);
}
CheckedDelivery check_rows(const TestRegion& region, const std::string& rows) {
  return check_bytes(region, TestRegion::header + rows);
}

/// The faults of one row: `line:column code|message|hint`, one a line.
std::string faults(const std::string& row) {
  const TestRegion region;
  const CheckedDelivery checked = check_rows(region, row + "\n");
  std::string text;
  for (const Diagnostic& fault : checked.faults) {
    text += std::to_string(fault.span.line) + ":" + std::to_string(fault.span.column) + " " +
            fault.code + "|" + fault.message + "|" + fault.hint + "\n";
  }
  EXPECT_EQ(checked.bad_rows, text.empty() ? 0 : 1) << row;
  EXPECT_EQ(checked.rows.size(), text.empty() ? 1u : 0u) << row;
  EXPECT_FALSE(checked.is_unusable);
  return text;
}

TEST(RowCheck, a_good_row_is_read_whole) {
  const TestRegion region;
  const CheckedDelivery checked = check_rows(
      region, "visits,NORR,2024-T1,budget,1200,preliminary,\"räknat, två gånger\",somatic,women\n");
  ASSERT_EQ(checked.rows.size(), 1u);
  const ReportedRow& row = checked.rows[0];
  EXPECT_EQ(row.line, 2);
  EXPECT_EQ(row.measure, "visits");
  EXPECT_EQ(row.unit, "NORR");
  EXPECT_EQ(row.period, Period::tertial(2024, 1));
  EXPECT_EQ(row.scenario, Scenario::budget);
  EXPECT_EQ(row.value, 1200);
  EXPECT_EQ(row.state, State::preliminary);
  EXPECT_EQ(row.written, "1200");
  EXPECT_EQ(row.note, "räknat, två gånger");
  EXPECT_EQ(row.cell, "care=somatic,sex=women");
}

TEST(RowCheck, optional_columns_may_be_left_out_and_stand_in_any_order) {
  const TestRegion region;
  const CheckedDelivery checked =
      check_bytes(region, "value,scenario,period,unit,measure\n0,actual,2024-04,HSF,visits\n");
  ASSERT_EQ(checked.rows.size(), 1u);
  EXPECT_EQ(checked.rows[0].value, 0);
  EXPECT_EQ(checked.rows[0].state, State::present);
}

TEST(RowCheck, measure) {
  EXPECT_EQ(faults("visit,HSF,2024-04,actual,1,,,,"),
            "2:1 warehouse.unknown_measure|unknown measure `visit`|did you mean `visits`?\n");
  EXPECT_EQ(faults("index,HSF,2024-04,actual,1,,,,"),
            "2:1 warehouse.wrong_measure|`index` belongs to the fact `survey`, not to `annex`|"
            "move the row to a file in data/survey/\n");
  EXPECT_EQ(faults("computed,HSF,2024-04,actual,1,,,,"),
            "2:1 warehouse.wrong_measure|`computed` is computed by a formula and is not delivered|"
            "remove the row, or declare the measure with a `fact`\n");
}

TEST(RowCheck, unit) {
  EXPECT_EQ(faults("visits,NOR,2024-04,actual,1,,,,"),
            "2:8 warehouse.unknown_unit|unknown unit `NOR`|did you mean `NORR`?\n");
  EXPECT_EQ(faults("visits,,2024-04,actual,1,,,,").find("2:8 warehouse.unknown_unit|the unit is "),
            0u);
  EXPECT_EQ(faults("visits,GAMLA,2024-01,actual,1,,,,"),
            "2:8 warehouse.unit_not_valid|the unit `GAMLA` did not exist in 2024-01|"
            "valid 2020-01-01..2023-12-31\n");
  EXPECT_EQ(faults("visits,GAMLA,2023-12..2024-02,actual,1,,,,"), "") << "it overlaps";
}

TEST(RowCheck, period_and_scenario) {
  const std::string wrong = faults("visits,HSF,2024-13,actual,1,,,,");
  EXPECT_EQ(wrong.find("2:12 warehouse.period|`2024-13` is not a period|write `2024-04`"), 0u);
  EXPECT_EQ(faults("visits,HSF,0204,actual,1,,,,"),
            "2:12 warehouse.period|the years of a period are 1900 to 2199|\n");
  EXPECT_EQ(faults("visits,HSF,2024,utfall,1,,,,").find("2:17 warehouse.scenario|unknown scenario"),
            0u);
}

TEST(RowCheck, value_and_state) {
  EXPECT_EQ(faults("visits,HSF,2024,actual,\"1,5\",,,,"),
            "2:24 warehouse.value_syntax|the value is not a number|"
            "write decimals with a point: `47.6`, not `47,6`\n");
  EXPECT_EQ(faults("visits,HSF,2024,actual,1.5,,,,").find("2:24 warehouse.value_scale|"), 0u);
  EXPECT_EQ(
      faults("visits,HSF,2024,actual,99999999999999999999,,,,").find("2:24 warehouse.value_range|"),
      0u);
  EXPECT_EQ(faults("visits,HSF,2024,actual,,,,,").find("2:24 warehouse.value_missing|"), 0u);
  EXPECT_EQ(faults("visits,HSF,2024,actual,0,missing,,,"),
            "2:24 warehouse.value_unexpected|there is a value, and the state `missing` says that "
            "there is none|remove one of them\n");
  EXPECT_EQ(faults("visits,HSF,2024,actual,,mising,,,"),
            "2:25 warehouse.state|a row cannot have the state `mising`|did you mean `missing`?\n");
  EXPECT_EQ(faults("visits,HSF,2024,actual,1,partial,,,").find("2:26 warehouse.state|"), 0u);
  EXPECT_EQ(faults("visits,HSF,2024,actual,1,present,,,"),
            "2:26 warehouse.state|a row cannot have the state `present`|"
            "leave the state empty when there is a value\n");
  for (const char* state :
       {"missing", "not_measured", "not_applicable", "preliminary", "not_comparable"}) {
    EXPECT_EQ(faults(std::string("visits,HSF,2024,actual,,") + state + ",,,"), "");
  }
  EXPECT_EQ(faults("visits,HSF,2024,actual,7,preliminary,,,"), "");
  EXPECT_EQ(faults("visits,HSF,2024,actual,7,not_comparable,,,"), "");
}

TEST(RowCheck, cell) {
  EXPECT_EQ(faults("visits,HSF,2024,actual,1,,,somatik,"),
            "2:28 warehouse.unknown_category|`care` has no category `somatik`|"
            "did you mean `somatic`?\n");
  EXPECT_EQ(faults("share,HSF,2024,actual,1,,,somatic,"),
            "2:27 warehouse.breakdown|`share` has no breakdown `care`|"
            "leave it empty; the measure has sex\n");
  EXPECT_EQ(faults("result,HSF,2024,actual,1,,,,men"),
            "2:29 warehouse.breakdown|`result` has no breakdown `sex`|leave it empty\n");
}

TEST(RowCheck, all_faults_of_a_row_are_told_and_it_counts_once) {
  const TestRegion region;
  const CheckedDelivery checked = check_rows(region, "visit,HSFF,x,y,z,w,,,\n");
  EXPECT_EQ(checked.faults.size(), 5u);
  EXPECT_EQ(checked.bad_rows, 1);
}

TEST(RowCheck, a_row_that_is_no_csv_is_a_bad_row) {
  const TestRegion region;
  const CheckedDelivery checked =
      check_rows(region, "visits,HSF,2024-01,actual,1,,,,\nvisits,HSF,2024-02,actual,1,5,,,,\n");
  EXPECT_EQ(checked.rows.size(), 1u);
  EXPECT_EQ(checked.bad_rows, 1);
  EXPECT_FALSE(checked.is_unusable);
  EXPECT_EQ(checked.faults.at(0).code, "csv.column_count");
}

TEST(RowCheck, a_file_that_cannot_be_read_whole_is_unusable) {
  const TestRegion region;
  const std::string good = "visits,HSF,2024-01,actual,1,,,,\n";
  EXPECT_TRUE(check_bytes(region, "").is_unusable);
  EXPECT_TRUE(check_bytes(region, "measure;unit;period;scenario;value\n").is_unusable);
  EXPECT_TRUE(check_bytes(region, "measure,unit,period,scenario\n").is_unusable);
  EXPECT_TRUE(check_bytes(region, "measure,unit,period,scenario,value,kommentar\n").is_unusable);
  EXPECT_TRUE(check_rows(region, good + "visits,HSF,2024-02,actual,1,,K\xF6n,,\n").is_unusable);
  EXPECT_TRUE(check_rows(region, good + "visits,HSF,2024-02,actual,1,,\"oops,,\n").is_unusable);
}

TEST(RowCheck, refusal_is_by_the_share_of_bad_rows) {
  Fact fact{.max_bad_rows = Decimal::of(25, 2)};
  CheckedDelivery checked;
  checked.rows.resize(3);
  EXPECT_FALSE(checked.is_refused(fact));
  checked.bad_rows = 1;
  EXPECT_FALSE(checked.is_refused(fact)) << "exactly a quarter";
  checked.bad_rows = 2;
  EXPECT_TRUE(checked.is_refused(fact));
  checked.bad_rows = 1;
  EXPECT_TRUE(checked.is_refused(Fact{})) << "none is allowed unless the fact says so";
  checked.bad_rows = 0;
  checked.is_unusable = true;
  EXPECT_TRUE(checked.is_refused(fact));
}

TEST(RowCheck, the_fingerprint_follows_what_matters_to_the_checks) {
  TestRegion region;
  const auto fingerprint = [&] {
    return check_fingerprint(region.catalog, *region.catalog.fact("annex"));
  };
  std::string before = fingerprint();
  region.measure("visits").name.sv = "Besök";
  region.measure("visits").definition.sv = "Ny text";
  region.measure("index").scale = 4;  // of another fact
  EXPECT_EQ(fingerprint(), before);
  const auto changes = [&](const std::string& what) {
    const std::string now = fingerprint();
    EXPECT_NE(now, before) << what;
    before = now;
  };
  region.measure("visits").scale = 1;
  changes("scale");
  region.measure("visits").unit = region.catalog.measure_units.find("tkr").value();
  changes("unit");
  region.measure("visits").breakdowns = {};
  changes("breakdowns");
  region.catalog.breakdowns[0].categories.pop_back();
  changes("categories");
  region.catalog.facts[0].max_bad_rows = Decimal(1);
  changes("threshold");
  region.catalog.organisation = Organisation();
  changes("organisation");
}

TEST(RowCheck, cells_as_text) {
  for (const Cell& cell : {Cell{}, Cell{{"sex", "women"}}, Cell{{"sex", "men"}, {"care", "x.y"}}}) {
    EXPECT_EQ(cell_from_text(cell_to_text(cell)), cell);
  }
  EXPECT_EQ(cell_to_text({{"sex", "men"}, {"care", "somatic"}}), "care=somatic,sex=men");
}

/// A delivery with the columns of forecasts, and one row.
std::string forecast_faults(const std::string& row) {
  const TestRegion region;
  const CheckedDelivery checked =
      check_bytes(region, "measure,unit,period,scenario,value,made,low,high\n" + row + "\n");
  std::string text;
  for (const Diagnostic& fault : checked.faults) {
    text += std::to_string(fault.span.column) + " " + fault.code + "|" + fault.message + "\n";
  }
  return text;
}

TEST(RowCheck, a_forecast_may_have_a_version_and_an_interval) {
  const TestRegion region;
  const CheckedDelivery checked = check_bytes(region,
                                              "measure,unit,period,scenario,value,made,low,high\n"
                                              "visits,HSF,2024,forecast,100,2024-04,95,105\n"
                                              "result,HSF,2024,forecast,-1.5,,-2,-1.5\n"
                                              "visits,HSF,2024,actual,99,,,\n");
  ASSERT_EQ(checked.rows.size(), 3u);
  EXPECT_EQ(checked.rows[0].made, Month(2024, 4));
  ASSERT_TRUE(checked.rows[0].ends);
  EXPECT_EQ(checked.rows[0].ends->low, 95);
  EXPECT_EQ(checked.rows[0].ends->high, 105);
  EXPECT_FALSE(checked.rows[1].made);
  ASSERT_TRUE(checked.rows[1].ends);
  EXPECT_EQ(checked.rows[1].ends->high, checked.rows[1].value) << "counted like the value";
  EXPECT_FALSE(checked.rows[2].made || checked.rows[2].ends);
}

TEST(RowCheck, versions_and_intervals_that_are_wrong) {
  EXPECT_EQ(forecast_faults("visits,HSF,2024,forecast,100,april,,"),
            "30 warehouse.made|`april` is not a month\n");
  EXPECT_EQ(forecast_faults("visits,HSF,2024,forecast,100,0204-04,,"),
            "30 warehouse.made|the year is one of 1900 to 2199\n");
  EXPECT_EQ(forecast_faults("visits,HSF,2024,budget,100,2024-04,,"),
            "28 warehouse.made|a row of the scenario `budget` has no version\n");
  EXPECT_EQ(forecast_faults("visits,HSF,2024,budget,100,,90,110"),
            "29 warehouse.interval|a row of the scenario `budget` has no interval\n");
  EXPECT_EQ(forecast_faults("visits,HSF,2024,forecast,100,,,110"),
            "32 warehouse.interval|the interval has only one end\n");
  EXPECT_EQ(forecast_faults("visits,HSF,2024,forecast,100,,101,110"),
            "31 warehouse.interval|`low` is above the value\n");
  EXPECT_EQ(forecast_faults("visits,HSF,2024,forecast,100,,90,99"),
            "34 warehouse.interval|`high` is below the value\n");
  EXPECT_EQ(forecast_faults("visits,HSF,2024,forecast,100,,9 0,110"),
            "31 warehouse.value_syntax|the value is not a number\n");
  EXPECT_EQ(forecast_faults("visits,HSF,2024,utfall,100,2024-04,90,110"),
            "17 warehouse.scenario|unknown scenario `utfall`\n")
      << "one mistake, one message";
}

}  // namespace
}  // namespace redthread::warehouse
