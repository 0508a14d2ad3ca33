// SPDX-License-Identifier: Apache-2.0
#include "sources/query_text.hpp"

#include <gtest/gtest.h>

namespace redthread::sources {
namespace {

SourceQuery query(const std::string& sql) {
  return {.fact = "stay",
          .sql = sql,
          .place = {.file = "catalog/sources/pas.toml", .line = 5, .column = 10},
          .is_verbatim = true};
}

std::string numbered(const std::string& sql) {
  Diagnostics diagnostics;
  const auto text = read_query_text(query(sql), diagnostics);
  return text ? text->numbered() : to_text(diagnostics);
}

std::string fault(const std::string& sql) {
  Diagnostics diagnostics;
  EXPECT_FALSE(read_query_text(query(sql), diagnostics));
  return to_text(diagnostics);
}

TEST(QueryText, parameters_are_found_where_sql_has_names) {
  EXPECT_EQ(numbered("select 1 where d between :from and :to ; -- done;"),
            "select 1 where d between $1 and $2 ");
  EXPECT_EQ(numbered("SELECT d::date, ':from', \":to\", $$:to;$$, E'\\':to' -- :no ;\n"
                     "/* :no */ FROM t WHERE m = :period::text OR :period = '2024-01'"),
            "SELECT d::date, ':from', \":to\", $$:to;$$, E'\\':to' -- :no ;\n"
            "/* :no */ FROM t WHERE m = $1::text OR $2 = '2024-01'");
  EXPECT_EQ(numbered(" -- what it is\nwith a as (select 1) select a[1:2] from a where :period = x"),
            " -- what it is\nwith a as (select 1) select a[1:2] from a where $1 = x");
}

TEST(QueryText, parameters_are_the_days_and_the_name_of_the_months) {
  const Period february(Month(2024, 2), Month(2024, 2));
  EXPECT_EQ(parameter_text(Parameter::from, february), "2024-02-01");
  EXPECT_EQ(parameter_text(Parameter::to, february), "2024-02-29");
  EXPECT_EQ(parameter_text(Parameter::period, february), "2024-02");
}

TEST(QueryText, a_place_in_what_was_sent_is_a_place_in_what_was_written) {
  Diagnostics diagnostics;
  const auto text = read_query_text(query("select :from, wrong, :to"), diagnostics);
  ASSERT_TRUE(text);
  const std::string sent = text->numbered();
  EXPECT_EQ(text->offset_of_numbered(0), 0u);
  EXPECT_EQ(text->text.substr(text->offset_of_numbered(sent.find("wrong")), 5), "wrong");
  EXPECT_EQ(text->text.substr(text->offset_of_numbered(sent.find("$2")), 3), ":to");
  EXPECT_EQ(text->offset_of_numbered(sent.size()), text->text.size());
}

TEST(QueryText, what_is_wrong_is_told_at_its_place_in_the_catalog) {
  EXPECT_EQ(fault("select 1\nwhere month = :month"),
            "catalog/sources/pas.toml:6:15: error: there is no parameter `:month` "
            "[sources.parameter]\n    6 | where month = :month\n      |               ^\n"
            "  hint: the parameters are :from and :to (first and last day), and :period (2024-03)\n"
            "1 error\n");
  EXPECT_NE(fault("select $1").find("there is no parameter `$1`"), std::string::npos);
  EXPECT_NE(fault("select :from").find("does not ask for the months"), std::string::npos);
}

TEST(QueryText, one_statement_that_reads) {
  EXPECT_NE(fault("select :period; delete from t").find("here is another [sources.not_read_only]"),
            std::string::npos);
  for (const char* sql :
       {"delete from t where m = :period", "commit", "pragma x", "", "-- select"}) {
    EXPECT_NE(fault(sql).find("[sources.not_read_only]"), std::string::npos) << sql;
  }
}

TEST(QueryText, no_text_breaks_the_scanner) {
  for (const char* sql :
       {"select '", "select \"", "select $$", "select $a", "select $", "select :", "select /*",
        "select --", "select E'\\", "select ::", ";", ":", "$", "'"}) {
    Diagnostics diagnostics;
    EXPECT_FALSE(read_query_text(query(sql), diagnostics)) << sql;
    EXPECT_TRUE(diagnostics.has_errors()) << sql;
  }
}

}  // namespace
}  // namespace redthread::sources
