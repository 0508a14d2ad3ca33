// SPDX-License-Identifier: Apache-2.0
// From a printed figure down to its rows, as a person does it: rows, looks, explain --sql,
// deliveries.
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "product.hpp"

namespace redthread::product {
namespace {

class RowsTest : public testing::Test {
 protected:
  RowsTest() {
    std::filesystem::copy(source_folder() / "tests" / "rows_region", region.path(),
                          std::filesystem::copy_options::recursive);
    write_file(region.path("data/contact/2024-01_MED.csv"),
               std::string(header) +
                   "c1,2024-01-02,MED,19121212-1212,visit,physician,women,70,A10,0,15.5\n"
                   "c2,2024-01-03,MED,19121212-1212,remote,other,women,70,,0,\n"
                   "c3,2024-01-31,MED,20010101-0101,visit,physician,men,23,,1,20\n");
    write_file(
        region.path("data/contact/2024-01_KIR.csv"),
        std::string(header) + "c4,2024-01-09,KIR,19121212-1212,visit,physician,women,70,,0,10\n");
  }

  /// Runs a command on the region; the load's warnings and the like stay in `err`.
  CommandResult run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin() + 1, region.path());
    return redthread(arguments);
  }

  static constexpr const char* header =
      "contact_id,Datum,unit_code,person,form,profession,sex,age,drg,urgent,minutes\n";
  TemporaryFolder region;
};

TEST_F(RowsTest, a_figure_is_followed_to_its_rows_without_their_names) {
  const auto result = run({"rows", "visits.physician", "--unit", "HSF", "--period", "2024-01"});
  ASSERT_EQ(result.code, 0) << result.err;
  EXPECT_TRUE(result.out.starts_with("visits.physician: 3 rows\n")) << result.out;
  for (const char* expected : {"c1 ", "c3 ", "c4 ", "data/contact/2024-01_MED.csv:2",
                               "data/contact/2024-01_KIR.csv:2", "P-"}) {
    EXPECT_NE(result.out.find(expected), std::string::npos) << expected << "\n" << result.out;
  }
  EXPECT_EQ(result.out.find("c2 "), std::string::npos) << "a remote contact is no visit";
  EXPECT_EQ(result.out.find("19121212"), std::string::npos) << "persons are pseudonyms";
}

TEST_F(RowsTest, every_look_is_logged) {
  EXPECT_EQ(run({"looks"}).out, "nobody has looked at rows\n");
  ASSERT_EQ(run({"rows", "visits.physician", "--period", "2024-01", "--limit", "2"}).code, 0);
  ASSERT_EQ(run({"rows", "visits.physician", "--unit", "KIR", "--period", "2024-01"}).code, 0);
  const auto looks = run({"looks", "--json"});
  EXPECT_NE(looks.out.find("\"measure\":\"visits.physician\",\"rows\":2"), std::string::npos)
      << looks.out;
  EXPECT_NE(looks.out.find("/KIR/2024-01"), std::string::npos) << looks.out;
}

TEST_F(RowsTest, no_rows_are_shown_when_the_look_cannot_be_logged) {
  ASSERT_EQ(run({"load"}).code, 0);
  std::filesystem::create_directories(region.path(".redthread/looks.jsonl"));
  const auto result = run({"rows", "visits.physician", "--period", "2024-01"});
  EXPECT_EQ(result.code, 3);
  EXPECT_EQ(result.out, "");
  EXPECT_NE(result.err.find("so no rows are shown"), std::string::npos) << result.err;
}

TEST_F(RowsTest, the_query_that_counts_it_can_be_read) {
  const auto duckdb =
      run({"explain", "visits.physician", "--unit", "MED", "--period", "2024-01", "--sql"});
  ASSERT_EQ(duckdb.code, 0) << duckdb.err;
  EXPECT_EQ(duckdb.out.substr(0, duckdb.out.find('\n')), "-- visits.physician");
  EXPECT_NE(duckdb.out.find("FROM \"rows_contact\""), std::string::npos) << duckdb.out;
  const auto clickhouse = run({"explain", "visits.physician", "--unit", "MED", "--period",
                               "2024-01", "--sql", "clickhouse"});
  EXPECT_NE(clickhouse.out.find("toInt64("), std::string::npos) << clickhouse.out;
}

TEST_F(RowsTest, the_thread_names_the_deliveries_that_were_counted) {
  const auto result = run({"explain", "visits.physician", "--unit", "HSF", "--period", "2024-01"});
  ASSERT_EQ(result.code, 0) << result.err;
  for (const char* expected :
       {"räknat ur levererade rader: contact: visits.physician = count(*) where form = 'visit'",
        "data/contact/2024-01_MED.csv\n", "data/contact/2024-01_KIR.csv\n"}) {
    EXPECT_NE(result.out.find(expected), std::string::npos) << expected << "\n" << result.out;
  }
}

TEST_F(RowsTest, rows_that_rest_on_neighbours_are_followed_too) {
  const char* header_of_stays = "episode_id,admitted,discharged,unit_code,person,planned\n";
  write_file(region.path("data/episode/2023-12.csv"),
             std::string(header_of_stays) + "e1,2023-12-20,2023-12-31,MED,19121212-1212,0\n");
  write_file(region.path("data/episode/2024-02.csv"),
             std::string(header_of_stays) + "e2,2024-01-30,2024-02-02,KIR,19121212-1212,0\n" +
                 "e3,2024-02-01,2024-02-02,KIR,20010101-0101,0\n");
  const auto rows = run({"rows", "readmissions", "--unit", "KIR", "--period", "2024-02"});
  ASSERT_EQ(rows.code, 0) << rows.err;
  EXPECT_TRUE(rows.out.starts_with("readmissions: 1 rows\n")) << rows.out;
  for (const char* expected : {"previous_discharge", "e2 ", "2023-12-31", "MED"}) {
    EXPECT_NE(rows.out.find(expected), std::string::npos) << expected << "\n" << rows.out;
  }
  const auto before = run({"figure", "came_back", "--unit", "MED", "--period", "2023-12"});
  EXPECT_EQ(before.code, 0) << before.err;
  const auto sql =
      run({"explain", "readmissions", "--unit", "KIR", "--period", "2024-02", "--sql"});
  EXPECT_NE(sql.out.find("lag(\"discharged\") OVER (PARTITION BY \"person\" ORDER BY \"admitted\", "
                         "\"episode_id\""),
            std::string::npos)
      << sql.out << sql.err;
}

TEST_F(RowsTest, what_is_owed_is_listed) {
  std::filesystem::remove(region.path("data/contact/2024-01_KIR.csv"));
  const auto result = run({"deliveries"});
  ASSERT_EQ(result.code, 0) << result.err;
  EXPECT_NE(result.out.find("contact  2024-01  KIR   2024-02-10  overdue"), std::string::npos)
      << result.out;
}

TEST_F(RowsTest, a_figure_that_is_not_counted_has_no_rows) {
  const auto result = run({"rows", "visits.physician", "--period", "2023-01"});
  EXPECT_EQ(result.code, 1);
  EXPECT_NE(result.err.find("is counted from rows"), std::string::npos) << result.err;
}

}  // namespace
}  // namespace redthread::product
