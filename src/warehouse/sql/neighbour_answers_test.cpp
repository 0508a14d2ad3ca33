// SPDX-License-Identifier: Apache-2.0
//
// Columns of neighbouring rows asked of DuckDB, over rows few enough to follow by hand.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "warehouse/duckdb.hpp"
#include "warehouse/sql/cube_sql.hpp"
#include "warehouse/sql/level_sql.hpp"
#include "warehouse/sql/neighbour_sql.hpp"
#include "warehouse/sql/rows_region_test.hpp"
#include "warehouse/sql/rows_sql.hpp"

namespace redthread::warehouse {
namespace {

constexpr int med = 1;
constexpr int kir = 2;
const Period two_years(Month(2023, 1), Month(2024, 12));

class NeighbourAnswers : public testing::Test {
 protected:
  NeighbourAnswers() : database_(":memory:"), connection_(database_) {
    connection_.run(
        R"(CREATE TABLE rows_episode(delivery_id INTEGER, line INTEGER, "month" INTEGER,
             episode_id VARCHAR, admitted INTEGER, discharged INTEGER, unit_code INTEGER,
             person BIGINT, planned INTEGER);)");
  }

  struct Stay {
    const char* id;
    std::optional<int> person;
    const char* admitted;
    const char* discharged;
    int unit = med;
    bool planned = false;
  };
  void add(const Stay& stay) {
    connection_.run(fmt::format(
        "INSERT INTO rows_episode VALUES (1, {}, {}, '{}', {}, {}, {}, {}, {})", ++line_,
        Month::parse(std::string(stay.discharged).substr(0, 7))->index(), stay.id,
        Date::parse(stay.admitted)->days(), Date::parse(stay.discharged)->days(), stay.unit,
        stay.person ? std::to_string(*stay.person) : "NULL", stay.planned ? 1 : 0));
  }

  RowsQuestion question(const char* key, Period months) const {
    return {.measure = rows_catalog().measure_index(key),
            .cell = {},
            .places = {{.units = {0, med, kir}, .months = months}}};
  }

  std::int64_t figure(const char* key, Period months = two_years) {
    Result rows = connection_.query(figure_query(rows_catalog(), question(key, months), duckdb()));
    rows.next();
    return rows.integer(0);
  }

  /// The keys of the rows behind a figure.
  std::string behind(const char* key, Period months = two_years) {
    std::string keys;
    Result rows =
        connection_.query(rows_query(rows_catalog(), question(key, months), 100, duckdb()));
    while (rows.next()) keys += (keys.empty() ? "" : " ") + std::string(rows.text(2));
    return keys;
  }

  Database database_;
  Connection connection_;
  int line_ = 1;
};

TEST_F(NeighbourAnswers, the_same_day_and_day_30_are_within_30_days_and_day_31_is_not) {
  for (const auto& [person, back] :
       {std::pair(1, "2024-03-01"), {2, "2024-03-31"}, {3, "2024-04-01"}}) {
    add({person == 1 ? "a1" : person == 2 ? "b1" : "c1", person, "2024-02-20", "2024-03-01"});
    add({person == 1 ? "a2" : person == 2 ? "b2" : "c2", person, back, "2024-04-10"});
  }
  EXPECT_EQ(behind("readmissions"), "a2 b2");
  EXPECT_EQ(behind("came_back"), "a1 b1") << "counted where they were discharged";
  EXPECT_EQ(figure("came_back"), 2);
  EXPECT_EQ(figure("came_back.persons"), 2);
}

TEST_F(NeighbourAnswers, neighbours_are_found_across_months_and_years) {
  add({"e1", 1, "2023-12-20", "2023-12-31"});
  add({"e2", 1, "2024-01-30", "2024-02-02"});  // day 30
  add({"e3", 2, "2023-11-01", "2023-12-30"});
  add({"e4", 2, "2024-01-30", "2024-01-31"});  // day 31
  EXPECT_EQ(figure("readmissions", Period::month(Month(2024, 2))), 1)
      << "the month asked for has one row alone";
  EXPECT_EQ(behind("came_back", Period::month(Month(2023, 12))), "e1");
}

TEST_F(NeighbourAnswers, neighbours_are_of_the_same_person_in_any_unit) {
  add({"e1", 1, "2024-01-01", "2024-01-05", med});
  add({"e2", 2, "2024-01-06", "2024-01-07", med});
  add({"e3", 1, "2024-01-08", "2024-01-09", kir});
  add({"e4", 1, "2024-01-20", "2024-01-21", kir});
  EXPECT_EQ(behind("readmissions"), "e3 e4");
  EXPECT_EQ(behind("moved"), "e3");
}

TEST_F(NeighbourAnswers, rows_of_nobody_known_have_no_neighbours) {
  add({"e1", std::nullopt, "2024-01-01", "2024-01-05"});
  add({"e2", std::nullopt, "2024-01-06", "2024-01-07"});
  EXPECT_EQ(figure("readmissions"), 0);
  EXPECT_EQ(figure("came_back"), 0);
}

TEST_F(NeighbourAnswers, with_a_condition_it_is_the_nearest_for_which_that_holds) {
  add({"e1", 1, "2024-01-01", "2024-01-05"});
  add({"e2", 1, "2024-01-10", "2024-01-11", med, true});
  add({"e3", 1, "2024-02-04", "2024-02-05"});  // 30 days after e1, 24 after e2
  EXPECT_EQ(behind("came_back"), "e1 e2") << "the planned stay in between does not hide it";
}

TEST_F(NeighbourAnswers, rows_of_the_same_day_follow_one_another_by_key) {
  add({"e2", 1, "2024-01-01", "2024-01-03", kir});
  add({"e1", 1, "2024-01-01", "2024-01-01", med});
  EXPECT_EQ(behind("readmissions"), "e2");
  EXPECT_EQ(behind("moved"), "e2");
}

TEST_F(NeighbourAnswers, the_cube_of_a_month_sees_the_rows_of_others) {
  add({"e1", 1, "2023-12-20", "2023-12-31"});
  add({"e2", 1, "2024-01-30", "2024-02-02"});
  const auto asked = Period::month(Month(2024, 2));
  const CubeQuery query = cube_query(rows_catalog(), fact_index("episode"), duckdb(), asked);
  const auto at = std::find(query.measures.begin(), query.measures.end(),
                            rows_catalog().measure_index("readmissions"));
  ASSERT_NE(at, query.measures.end());
  Result rows = connection_.query(query.sql);
  ASSERT_TRUE(rows.next());
  EXPECT_EQ(rows.integer(2 + static_cast<std::size_t>(at - query.measures.begin())), 1);
  EXPECT_FALSE(rows.next());
}

TEST(NeighbourReach, rows_in_the_order_of_their_months_reach_one_way) {
  Fact fact{.key = "f", .grain = Fact::Grain::event};
  fact.columns = {{.key = "id", .type = FactColumn::Type::key},
                  {.key = "day", .type = FactColumn::Type::date},
                  {.key = "other", .type = FactColumn::Type::date}};
  fact.date_column = 1;
  const auto reach = [&](bool is_next, int order) {
    Fact with = fact;
    with.columns.push_back(
        {.key = "n",
         .neighbour = Neighbour{.is_next = is_next, .value = 1, .same = {2}, .order = order}});
    const NeighbourReach found = neighbour_reach(with);
    return std::string(found.earlier ? "earlier " : "") + (found.later ? "later" : "");
  };
  EXPECT_EQ(reach(false, 1), "later");
  EXPECT_EQ(reach(true, 1), "earlier ");
  EXPECT_EQ(reach(false, 2), "earlier later") << "months are not in that order";
  EXPECT_FALSE(neighbour_reach(fact).earlier || neighbour_reach(fact).later);
}

}  // namespace
}  // namespace redthread::warehouse
