// SPDX-License-Identifier: Apache-2.0
// Deliveries of rows: what goes in, what is refused, and that nothing is half done.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "warehouse/row_block.hpp"
#include "warehouse/test_rows.hpp"
#include "warehouse/warehouse.hpp"

namespace redthread::warehouse {
namespace {

class RowSyncTest : public testing::Test {
 protected:
  RowSyncTest() { region.catalog.measures.clear(); }

  /// Takes in what is in data/; the diagnostics as text, empty when all went well.
  std::string sync() {
    Diagnostics diagnostics;
    result = warehouse.sync(
        region.catalog, {.loaded_by = "test", .loaded_at = "2024-06-01T06:00:00Z"}, diagnostics);
    diagnostics.sort();
    return to_text(diagnostics);
  }

  /// The months of a measure at a unit that have a value: `2024-01=2 2024-03=0`.
  std::string values(const char* measure, const char* unit, const Cell& cell = {}) {
    const Cube cube = warehouse.cube(region.catalog);
    const auto cell_index = cube.cell_index(cell);
    const int index = region.catalog.measure_index(measure);
    if (!cell_index) return "no such cell";
    const auto series = cube.find({.measure = index,
                                   .cell = *cell_index,
                                   .unit = *region.catalog.organisation.index_of(unit)});
    if (!series) return "nothing";
    std::string text;
    for (const Month month : cube.range().each_month()) {
      const Cube::Value value = cube.at(*series, month);
      if (value.state != State::present) continue;
      text += fmt::format("{}{}={}", text.empty() ? "" : " ", month.to_string(), value.value);
    }
    return text;
  }

  /// What is told of bad rows that the fact allows.
  static std::string tolerated(const char* counts) {
    return fmt::format(
        "data/stay: warning: {} rows in 1 delivery are bad; they are in quarantine and the others "
        "are taken in [warehouse.rows_quarantined]\n"
        "  hint: `redthread quarantine` lists them with their reasons\n1 warning\n",
        counts);
  }

  /// The quarantine, one row a line.
  std::string reasons() {
    std::string text;
    for (const QuarantinedRow& row : warehouse.quarantine()) {
      text += fmt::format("{}: {} [{}]\n", row.line, row.reason, row.code);
    }
    return text;
  }

  TestRows region;
  Warehouse warehouse = Warehouse::open(":memory:");
  SyncResult result;
};

constexpr const char* january =
    "s1,2024-01-01,2024-01-05,NORR,p1,acute,4,100,1,A1\n"
    "s2,2024-01-31,,NORR,p2,planned,2,200.50,0,\n"
    "s3,2024-01-15,2024-01-15,HSF,p1,acute,0,0,0,B2\n";

TEST_F(RowSyncTest, rows_are_counted_by_unit_month_and_category) {
  region.count_rows("stays", {"form"});
  region.deliver_stays("2024-01.csv", january);
  ASSERT_EQ(sync(), "");
  EXPECT_EQ(result.loaded.size(), 1u);
  EXPECT_EQ(result.loaded[0].rows, 3);
  EXPECT_EQ(result.loaded[0].format, "CSV, comma, UTF-8");
  EXPECT_EQ(values("stays", "NORR"), "2024-01=2");
  EXPECT_EQ(values("stays", "NORR", {{"form", "acute"}}), "2024-01=1");
  EXPECT_EQ(values("stays", "HSF"), "2024-01=1")
      << "rows of the unit itself; units are summed later";
}

TEST_F(RowSyncTest, a_delivered_month_without_rows_is_zero_and_another_is_missing) {
  region.count_rows("stays", {});
  region.deliver_stays("2024-01.csv", january);
  region.deliver_stays("2024-03.csv", "s9,2024-03-01,,HSF,p9,acute,1,1,0,\n");
  ASSERT_EQ(sync(), "");
  EXPECT_EQ(values("stays", "NORR"), "2024-01=2 2024-03=0");
  EXPECT_EQ(values("stays", "HSF"), "2024-01=1 2024-03=1");
}

TEST_F(RowSyncTest, who_owes_decides_whose_month_is_delivered) {
  region.stay().owed_by = {"NORR", "GAMLA"};
  region.count_rows("stays", {});
  region.deliver_stays("2023-11_NORR.csv", "s1,2023-11-01,,NORR,p1,acute,1,1,0,\n");
  region.deliver_stays("2023-11_GAMLA.csv", "s2,2023-11-01,,GAMLA,p1,acute,1,1,0,\n");
  region.deliver_stays("2023-12_NORR.csv", "");
  ASSERT_EQ(sync(),
            "data/stay/2023-12_NORR.csv: warning: the delivery has no rows "
            "[warehouse.empty_delivery]\n"
            "  hint: its months now count as delivered, with zero; remove the file if that is not "
            "meant\n"
            "1 warning\n");
  EXPECT_EQ(values("stays", "NORR"), "2023-11=1 2023-12=0");
  EXPECT_EQ(values("stays", "GAMLA"), "2023-11=1");
}

TEST_F(RowSyncTest, the_same_delivery_twice_changes_nothing) {
  region.count_rows("stays", {});
  region.deliver_stays("2024-01.csv", january);
  ASSERT_EQ(sync(), "");
  const std::string before = values("stays", "NORR");
  ASSERT_EQ(sync(), "");
  EXPECT_EQ(result.unchanged, 1);
  EXPECT_TRUE(result.loaded.empty());
  EXPECT_EQ(values("stays", "NORR"), before);
  EXPECT_EQ(warehouse.deliveries().size(), 1u);
}

TEST_F(RowSyncTest, a_corrected_delivery_replaces_its_own_months_only) {
  region.count_rows("stays", {});
  region.deliver_stays("2024-01.csv", january);
  region.deliver_stays("2024-02.csv", "s5,2024-02-01,,NORR,p9,acute,1,1,0,\n");
  ASSERT_EQ(sync(), "");
  region.deliver_stays("2024-01.csv", "s1,2024-01-01,,NORR,p1,acute,4,100,1,A1\n");
  ASSERT_EQ(sync(), "");
  EXPECT_EQ(values("stays", "NORR"), "2024-01=1 2024-02=1");
  EXPECT_EQ(values("stays", "HSF"), "nothing");
}

TEST_F(RowSyncTest, a_delivery_that_is_gone_is_withdrawn) {
  region.count_rows("stays", {});
  region.deliver_stays("2024-01.csv", january);
  region.deliver_stays("2024-02.csv", "s5,2024-02-01,,NORR,p9,acute,1,1,0,\n");
  ASSERT_EQ(sync(), "");
  region.remove("data/stay/2024-02.csv");
  ASSERT_EQ(sync(), "");
  EXPECT_EQ(result.withdrawn.size(), 1u);
  EXPECT_EQ(values("stays", "NORR"), "2024-01=2");
}

TEST_F(RowSyncTest, bad_rows_refuse_the_delivery_and_nothing_of_the_sync_is_kept) {
  region.count_rows("stays", {});
  region.deliver_stays("2024-01.csv", january);
  region.deliver_stays("2024-02.csv",
                       "s5,2024-02-30,,NORR,p9,acute,1,1,0,\n"
                       "s6,2024-02-01,,NORR,19121212-1212,acut,1,1,0,\n");
  EXPECT_EQ(sync(),
            "data/stay/2024-02.csv: error: the delivery is refused: 2 of 2 rows are bad, and the "
            "fact `stay` allows 0 % [warehouse.delivery_refused]\n"
            "  hint: nothing of this sync was kept; correct the file and try again\n"
            "data/stay/2024-02.csv:2:4: error: `2024-02-30` is not a date "
            "[warehouse.value_syntax]\n"
            "    2 | s5,2024-02-30,,NORR,p9,acute,1,1,0,\n"
            "      |    ^~~~~~~~~~\n"
            "  hint: write `2024-01-31`\n"
            "data/stay/2024-02.csv:3:35: error: `form` has no category `acut` "
            "[warehouse.unknown_category]\n"
            "    3 | s6,2024-02-01,,NORR,19121212-1212,acut,1,1,0,\n"
            "      |                                   ^~~~\n"
            "  hint: did you mean `acute`?\n"
            "3 errors\n");
  EXPECT_TRUE(warehouse.deliveries().empty());
}

TEST_F(RowSyncTest, some_bad_rows_go_to_quarantine_when_the_fact_allows_it) {
  region.stay().max_bad_rows = Decimal::of(5, 1);
  region.count_rows("stays", {});
  region.deliver_stays("2024-01.csv",
                       std::string(january) + "s4,2024-01-09,,NORD,p1,acute,4,100,1,\n");
  EXPECT_EQ(sync(), tolerated("1 of 4"));
  EXPECT_EQ(values("stays", "NORR"), "2024-01=2");
  const auto quarantine = warehouse.quarantine();
  ASSERT_EQ(quarantine.size(), 1u);
  EXPECT_EQ(quarantine[0].line, 5);
  EXPECT_EQ(quarantine[0].column, 16);
  EXPECT_EQ(quarantine[0].code, "warehouse.unknown_unit");
  EXPECT_EQ(quarantine[0].reason, "unknown unit `NORD`");
  EXPECT_EQ(quarantine[0].hint, "did you mean `NORR`?");
}

TEST_F(RowSyncTest, a_key_stands_once_in_a_file_and_in_all_files) {
  region.stay().max_bad_rows = Decimal::of(5, 1);
  region.count_rows("stays", {});
  region.deliver_stays("2024-01.csv",
                       std::string(january) + "s1,2024-01-09,,NORR,p1,acute,4,100,1,\n");
  EXPECT_EQ(sync(), tolerated("1 of 4"));
  EXPECT_EQ(reasons(), "5: `s1` is already given on line 2 [warehouse.duplicate_key]\n");
  EXPECT_EQ(values("stays", "NORR"), "2024-01=2");
  region.deliver_stays("2024-02.csv", "s2,2024-02-01,,NORR,p9,acute,1,1,0,\n");
  EXPECT_EQ(sync(),
            "data/stay/2024-02.csv:2: error: `s2` is already given in data/stay/2024-01.csv on "
            "line 3 [warehouse.duplicate]\n"
            "  hint: each `id` stands once in all deliveries of `stay`; remove one of the two\n"
            "1 error\n");
}

TEST_F(RowSyncTest, rules_across_columns_and_across_rows) {
  region.stay().max_bad_rows = Decimal(1);
  region.count_rows("stays", {});
  const auto column = [&](const char* key) {
    const int index = region.stay().column(key);
    return RowExpression{.kind = RowExpression::Kind::column,
                         .column = index,
                         .scale = region.stay().columns[static_cast<std::size_t>(index)].scale};
  };
  region.stay().rules = {
      {.key = "dates",
       .name = {.sv = "Inskriven före utskriven"},
       .check = RowExpression{.kind = RowExpression::Kind::call,
                              .operation = RowExpression::Operation::at_most,
                              .operands = {column("admitted"), column("discharged")},
                              .type = RowExpression::Type::boolean}},
      {.key = "balanced",
       .name = {.sv = "Summan är noll"},
       .sum = column("cost"),
       .by = {region.stay().column("drg")},
       .equals = 0}};
  region.deliver_stays("2024-01.csv",
                       "s1,2024-01-09,2024-01-08,NORR,p1,acute,4,0,1,\n"
                       "s2,2024-01-09,,NORR,p1,acute,4,10.50,1,A1\n"
                       "s3,2024-01-09,,NORR,p1,acute,4,-10.50,1,A1\n"
                       "s4,2024-01-09,,NORR,p1,acute,4,10.50,1,B2\n");
  EXPECT_EQ(sync(), tolerated("2 of 4"));
  EXPECT_EQ(reasons(),
            "2: the row breaks the rule: Inskriven före utskriven [warehouse.rule]\n"
            "5: the rows of `B2` break the rule: Summan är noll; their sum is 10.50 "
            "[warehouse.rule]\n");
  EXPECT_EQ(values("stays", "NORR"), "2024-01=2");
}

TEST_F(RowSyncTest, rules_and_keys_are_asked_delivery_by_delivery) {
  region.stay().max_bad_rows = Decimal(1);
  region.count_rows("stays", {});
  const int cost = region.stay().column("cost");
  region.stay().rules = {
      {.key = "balanced",
       .name = {.sv = "Summan är noll"},
       .sum = RowExpression{.kind = RowExpression::Kind::column, .column = cost, .scale = 2},
       .by = {region.stay().column("drg")},
       .equals = 0}};
  region.deliver_stays("2024-01.csv",
                       "s1,2024-01-09,,NORR,p1,acute,4,10.50,1,A1\n"
                       "s2,2024-01-09,,NORR,p1,acute,4,0,1,B2\n");
  region.deliver_stays("2024-02.csv",
                       "s3,2024-02-09,,NORR,p1,acute,4,0,1,B2\n"
                       "s4,2024-02-09,,NORR,p1,acute,4,-10.50,1,A1\n"
                       "s3,2024-02-09,,NORR,p1,acute,4,0,1,B2\n");
  EXPECT_NE(sync().find("3 of 5 rows in 2 deliveries are bad"), std::string::npos);
  EXPECT_EQ(reasons(),
            "2: the rows of `A1` break the rule: Summan är noll; their sum is 10.50 "
            "[warehouse.rule]\n"
            "3: the rows of `A1` break the rule: Summan är noll; their sum is -10.50 "
            "[warehouse.rule]\n"
            "4: `s3` is already given on line 2 [warehouse.duplicate_key]\n");
  EXPECT_EQ(values("stays", "NORR"), "2024-01=1 2024-02=1");
}

TEST_F(RowSyncTest, what_is_wrong_with_any_of_many_deliveries_is_told_at_once) {
  region.count_rows("stays", {});
  region.deliver_stays("2024-01.csv", "s1,2024-01-32,,NORR,p1,acute,4,100,1,A1\n");
  region.write("data/stay/2024-02.csv", "id,admitted\ns2,2024-02-01\n");
  region.deliver_stays("2024-03.csv", "s3,2024-03-01,,NORR,p1,acute,4,100,1,A1\n");
  region.deliver_stays("2024-04.csv", "s4,2024-03-01,,NORR,p1,acute,4,100,1,A1\n");
  const std::string told = sync();
  EXPECT_NE(told.find("2024-01.csv:2:4: error"), std::string::npos) << told;
  EXPECT_NE(told.find("2024-02.csv:1: error: the delivery has no column"), std::string::npos)
      << told;
  EXPECT_NE(told.find("2024-04.csv:2:4: error"), std::string::npos) << told;
  EXPECT_EQ(told.find("2024-03.csv"), std::string::npos) << told;
  EXPECT_TRUE(warehouse.deliveries().empty());
  EXPECT_EQ(values("stays", "NORR"), "nothing");
}

TEST_F(RowSyncTest, more_rows_than_are_held_at_once_all_come_in) {
  region.count_rows("stays", {});
  const int count = static_cast<int>(RowBlock::capacity) + 5000;
  std::string rows;
  for (int i = 0; i < count; ++i) {
    rows += fmt::format("s{},2024-0{}-09,,{},p1,acute,4,0,1,\n", i, i % 2 + 1,
                        i % 3 == 0 ? "HSF" : "NORR");
  }
  region.deliver_stays("2024-T1.csv", rows);
  region.deliver_stays("2024-05.csv", "t1,2024-05-09,,NORR,p1,acute,4,0,1,\n");
  ASSERT_EQ(sync(), "");
  int counted[2] = {0, 0};
  for (int i = 0; i < count; ++i) counted[i % 2] += i % 3 == 0 ? 0 : 1;
  EXPECT_EQ(
      values("stays", "NORR"),
      fmt::format("2024-01={} 2024-02={} 2024-03=0 2024-04=0 2024-05=1", counted[0], counted[1]));
}

TEST_F(RowSyncTest, names_that_say_nothing_or_too_much_are_told) {
  region.count_rows("stays", {});
  region.deliver_stays("januari.csv", january);
  region.deliver_stays("2024-09.csv", "");
  EXPECT_EQ(sync(),
            "data/stay/2024-09.csv: error: the delivery is for 2024-09, which has not begun "
            "[warehouse.future_delivery]\n"
            "  hint: is the year or the month in its name right?\n"
            "data/stay/januari.csv: error: the file's name does not say which months it has "
            "[warehouse.delivery_name]\n"
            "  hint: name it by the months it has, `2024-03.csv`, `2024-Q1.csv` or "
            "`2024-03_LABEL.csv`\n"
            "2 errors\n");
  region.stay().owed_by = {"NORR"};
  region.remove("data/stay/januari.csv");
  region.remove("data/stay/2024-09.csv");
  region.deliver_stays("2024-01_NORD.csv", january);
  EXPECT_EQ(sync(),
            "data/stay/2024-01_NORD.csv: error: `NORD` does not deliver `stay` "
            "[warehouse.unknown_label]\n"
            "  hint: name the file by the unit that delivers it, `2024-03_NORR.csv`; did you mean "
            "`NORR`?\n"
            "1 error\n");
}

TEST_F(RowSyncTest, two_deliveries_of_the_same_months_are_told) {
  region.count_rows("stays", {});
  region.deliver_stays("2024-01.csv", january);
  region.deliver_stays("2024-Q1.csv", "");
  EXPECT_EQ(sync(),
            "data/stay/2024-Q1.csv: error: both this delivery and data/stay/2024-01.csv have "
            "2024-01 [warehouse.overlap]\n"
            "  hint: a correction replaces the file that it corrects; parts of a month have "
            "labels, `2024-03_LABEL.csv`\n"
            "1 error\n");
  region.remove("data/stay/2024-Q1.csv");
  region.deliver_stays("2024-01_del2.csv", "s7,2024-01-31,,NORR,p2,planned,2,1,0,\n");
  EXPECT_EQ(sync(), "");
  EXPECT_EQ(values("stays", "NORR"), "2024-01=3");
}

TEST_F(RowSyncTest, another_definition_is_counted_anew_from_the_rows_that_are_there) {
  region.count_rows("stays", {});
  region.deliver_stays("2024-01.csv", january);
  ASSERT_EQ(sync(), "");
  region.catalog.measures[0].versions[0].rows->where = RowExpression{
      .kind = RowExpression::Kind::call,
      .operation = RowExpression::Operation::equal,
      .operands = {{.kind = RowExpression::Kind::column, .column = region.stay().column("form")},
                   {.number = 2}},
      .type = RowExpression::Type::boolean};
  ASSERT_EQ(sync(), "");
  EXPECT_EQ(result.rechecked, 0);
  EXPECT_EQ(values("stays", "NORR"), "2024-01=1");
}

TEST_F(RowSyncTest, another_column_is_read_anew_from_the_files) {
  region.count_rows("stays", {});
  region.deliver_stays("2024-01.csv", january);
  ASSERT_EQ(sync(), "");
  region.stay().columns[6].max = 3;
  EXPECT_NE(sync().find("`4` is more than 3"), std::string::npos);
  region.stay().columns[6].max = 500;
  EXPECT_EQ(sync(), "");
  EXPECT_EQ(result.rechecked, 1);
}

TEST_F(RowSyncTest, persons_are_counted_once_in_every_unit_and_span) {
  Measure& persons = region.count_rows("persons", {"form"});
  persons.aggregate = Aggregation::none;
  RowAggregate& rows = *persons.versions[0].rows;
  rows.function = RowAggregate::Function::distinct;
  rows.value =
      RowExpression{.kind = RowExpression::Kind::column, .column = region.stay().column("person")};
  region.deliver_stays("2024-01.csv", january);
  region.deliver_stays("2024-02.csv", "s5,2024-02-01,,NORR,p1,planned,1,1,0,\n");
  ASSERT_EQ(sync(), "");
  EXPECT_EQ(values("persons", "NORR"), "2024-01=2 2024-02=1");
  EXPECT_EQ(values("persons", "HSF"), "2024-01=2 2024-02=1") << "p1 was in both units";
  EXPECT_EQ(values("persons", "HSF", {{"form", "planned"}}), "2024-01=1 2024-02=1");
  const Cube cube = warehouse.cube(region.catalog);
  const auto series = cube.find({.measure = 0, .cell = 0, .unit = 0});
  ASSERT_TRUE(series);
  const auto& spans = cube.spans(*series);
  ASSERT_EQ(spans.size(), 1u) << "January to February; no other span is whole";
  EXPECT_EQ(spans[0].span.to_string(), "2024-01..2024-02");
  EXPECT_EQ(spans[0].value, 2);
}

}  // namespace
}  // namespace redthread::warehouse
