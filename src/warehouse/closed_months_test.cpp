// SPDX-License-Identifier: Apache-2.0
// Closed months: what may still be delivered, and that a new warehouse answers as the old one.
#include <gtest/gtest.h>

#include "warehouse/test_rows.hpp"
#include "warehouse/warehouse.hpp"

namespace redthread::warehouse {
namespace {

constexpr const char* january = "s1,2024-01-01,2024-01-05,NORR,p1,acute,4,100,1,A1\n";
constexpr const char* february = "s2,2024-02-01,2024-02-05,NORR,p1,acute,4,100,1,A1\n";
constexpr const char* march = "s3,2024-03-01,2024-03-05,NORR,p1,acute,4,100,1,A1\n";

class ClosedMonthsTest : public testing::Test {
 protected:
  std::string sync(Warehouse& into) {
    Diagnostics diagnostics;
    result = into.sync(region.catalog, {.loaded_by = "test", .loaded_at = "2024-06-01T06:00:00Z"},
                       diagnostics);
    diagnostics.sort();
    return to_text(diagnostics);
  }
  std::string sync() { return sync(warehouse); }

  /// What the warehouse that has loaded all says, and a new one; they must agree.
  std::string refused() {
    const std::size_t before = warehouse.deliveries().size();
    const std::string told = sync();
    EXPECT_EQ(warehouse.deliveries().size(), before);
    EXPECT_TRUE(result.loaded.empty());
    Warehouse fresh = Warehouse::open(":memory:");
    EXPECT_EQ(sync(fresh), told);
    EXPECT_TRUE(fresh.deliveries().empty()) << "nothing is half loaded";
    return told;
  }

  void close(const char* fact, Month through) {
    const auto same = [&](const Closing& each) { return each.fact == fact; };
    std::erase_if(region.catalog.closings, same);
    region.catalog.closings.push_back(
        {.fact = fact,
         .through = through,
         .closed_on = "2024-05-21",
         .decided = "styrelsen",
         .parts = warehouse.closed_parts(region.catalog, *region.catalog.fact(fact), through)});
  }

  static std::string message(const std::string& file, const std::string& months,
                             const std::string& why, const std::string& fact = "stay") {
    return file + ": error: " + months + " closed for `" + fact +
           "` (through 2024-02, since 2024-05-21, styrelsen), and " + why +
           " [warehouse.closed_month]\n  hint: nothing was taken in; take the closed file back and "
           "correct in an open month, or open months again: `through` of [" +
           fact + "] in closed.toml\n";
  }

  TestRows region;
  Warehouse warehouse = Warehouse::open(":memory:");
  SyncResult result;
};

class ClosedRows : public ClosedMonthsTest {
 protected:
  ClosedRows() {
    region.deliver_stays("2024-01.csv", january);
    region.deliver_stays("2024-02.csv", february);
    EXPECT_EQ(sync(), "");
    close("stay", Month(2024, 2));
  }
};

TEST_F(ClosedRows, what_was_closed_stays_and_open_months_go_on) {
  EXPECT_EQ(sync(), "");
  EXPECT_EQ(result.unchanged, 2);
  region.deliver_stays("2024-03.csv", march);
  EXPECT_EQ(sync(), "");
  Warehouse fresh = Warehouse::open(":memory:");
  EXPECT_EQ(sync(fresh), "");
  EXPECT_EQ(result.loaded.size(), 3u);
  region.deliver_stays("2024-03.csv", "s4" + std::string(march).substr(2));
  EXPECT_EQ(sync(), "");
}

TEST_F(ClosedRows, a_new_delivery_is_refused) {
  region.deliver_stays("2024-02_NORR.csv", "s9" + std::string(february).substr(2));
  EXPECT_EQ(refused(), message("data/stay/2024-02_NORR.csv", "2024-02 is",
                               "this delivery was not there then") +
                           "1 error\n");
}

TEST_F(ClosedRows, a_changed_delivery_is_refused_and_what_is_in_it_not_looked_at) {
  region.deliver_stays("2024-02.csv", "bad,rows\n");
  EXPECT_EQ(refused(), message("data/stay/2024-02.csv", "2024-02 is",
                               "this is not the delivery that was closed") +
                           "1 error\n");
}

TEST_F(ClosedRows, a_withdrawn_delivery_is_refused) {
  region.remove("data/stay/2024-01.csv");
  EXPECT_EQ(refused(), message("data/stay/2024-01.csv", "2024-01 is",
                               "the delivery that was closed is not there") +
                           "1 error\n");
}

TEST_F(ClosedRows, a_delivery_for_closed_and_open_months_is_refused) {
  region.deliver_stays("2024-02..2024-03_NORR.csv", march);
  EXPECT_EQ(refused(), message("data/stay/2024-02..2024-03_NORR.csv", "2024-02 is",
                               "this delivery was not there then") +
                           "1 error\n");
}

TEST_F(ClosedRows, one_refusal_keeps_all_of_the_sync_out) {
  region.deliver_stays("2024-03.csv", march);
  region.remove("data/stay/2024-01.csv");
  refused();
}

TEST_F(ClosedRows, months_are_opened_by_the_declaration_alone) {
  region.deliver_stays("2024-02.csv", "s9" + std::string(february).substr(2));
  region.catalog.closings[0].through = Month(2024, 1);
  EXPECT_EQ(sync(), "");
  region.deliver_stays("2024-01.csv", "s8" + std::string(january).substr(2));
  EXPECT_NE(sync(), "");
  region.catalog.closings.clear();
  EXPECT_EQ(sync(), "");
}

TEST_F(ClosedRows, a_declaration_without_its_deliveries_refuses_what_is_there) {
  region.catalog.closings[0].parts.clear();
  const std::string told = sync();
  EXPECT_NE(told.find("2024-01.csv"), std::string::npos) << "unchanged files too";
  EXPECT_NE(told.find("2 errors"), std::string::npos) << told;
}

class ClosedValues : public ClosedMonthsTest {
 protected:
  ClosedValues() {
    region.deliver("data/annex/a.csv", rows);
    EXPECT_EQ(sync(), "");
    close("annex", Month(2024, 2));
  }

  static constexpr const char* rows =
      "visits,NORR,2024-01,actual,1,,,,\n"
      "visits,NORR,2024-02,actual,2,,,,\n"
      "result,HSF,2024,budget,5.50,,,,\n";
};

TEST_F(ClosedValues, the_same_file_goes_on_with_open_months) {
  ASSERT_EQ(region.catalog.closings[0].parts.size(), 2u);
  EXPECT_EQ(region.catalog.closings[0].parts[1].rows, 1);
  region.deliver("data/annex/a.csv",
                 "result,HSF,2024,budget,6,,,,\n"  // belongs to December
                 "visits,NORR,2024-03,actual,3,,,,\n"
                 "visits,NORR,2024-02,actual,2,,,,\n"
                 "visits,NORR,2024-01,actual,1,,,,\n");
  EXPECT_EQ(sync(), "");
  Warehouse fresh = Warehouse::open(":memory:");
  EXPECT_EQ(sync(fresh), "");
}

TEST_F(ClosedValues, a_changed_value_is_refused) {
  std::string changed = rows;
  changed.replace(changed.find("actual,2"), 8, "actual,3");
  region.deliver("data/annex/a.csv", changed);
  EXPECT_EQ(refused(), message("data/annex/a.csv", "2024-02 is",
                               "what the file says of it is not what was closed", "annex") +
                           "1 error\n");
}

TEST_F(ClosedValues, a_value_more_or_less_or_with_another_note_is_refused) {
  const std::string told_of_both =
      message("data/annex/a.csv", "2024-01 and 2024-02 are",
              "what the file says of it is not what was closed", "annex") +
      "1 error\n";
  region.deliver("data/annex/a.csv",
                 "visits,NORR,2024-01,actual,1,preliminary,,,\n"
                 "visits,NORR,2024-02,actual,2,,,,\nvisits,HSF,2024-02,actual,2,,,,\n");
  EXPECT_EQ(refused(), told_of_both);
  region.deliver("data/annex/a.csv", "result,HSF,2024,budget,5.50,,,,\n");
  EXPECT_NE(refused().find("2024-01 and 2024-02 are closed"), std::string::npos);
}

TEST_F(ClosedValues, a_new_file_or_one_that_is_gone_is_refused) {
  region.deliver("data/annex/late.csv", "visits,HSF,2024-01,actual,1,,,,\n");
  EXPECT_NE(refused().find("data/annex/late.csv: error: 2024-01 is closed for `annex`"),
            std::string::npos);
  region.remove("data/annex/late.csv");
  region.remove("data/annex/a.csv");
  EXPECT_EQ(refused(), message("data/annex/a.csv", "2024-01 and 2024-02 are",
                               "the values that were closed are not there", "annex") +
                           "1 error\n");
}

TEST_F(ClosedValues, a_forecast_belongs_to_the_month_after_which_it_was_made) {
  const std::string header = "measure,unit,period,scenario,value,made,low,high\n";
  region.write("data/annex/f.csv", header + "result,HSF,2024,forecast,1,2024-02,0.50,2\n");
  region.catalog.closings.clear();
  ASSERT_EQ(sync(), "");
  close("annex", Month(2024, 2));
  region.write("data/annex/f.csv", header +
                                       "result,HSF,2024,forecast,1,2024-02,0.50,2\n"
                                       "result,HSF,2024,forecast,3,2024-03,,\n");
  EXPECT_EQ(sync(), "");
  region.write("data/annex/f.csv", header + "result,HSF,2024,forecast,1,2024-02,0.40,2\n");
  EXPECT_NE(refused().find("data/annex/f.csv: error: 2024-02 is closed"), std::string::npos);
}

TEST_F(ClosedValues, another_scale_of_the_measure_changes_nothing_that_was_delivered) {
  region.measure("result").scale = 3;
  EXPECT_EQ(sync(), "");
}

}  // namespace
}  // namespace redthread::warehouse
