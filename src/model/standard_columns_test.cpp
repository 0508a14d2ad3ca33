// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "model/catalog.hpp"

namespace redthread {
namespace {

TEST(StandardColumns, are_those_of_the_documentation_in_its_order) {
  std::ifstream file(std::string(REDTHREAD_SOURCE_DIR) + "/docs/region-folder.md");
  std::stringstream text;
  text << file.rdbuf();
  const std::string all = text.str();
  const std::size_t heading = all.find("### Standard columns");
  ASSERT_NE(heading, std::string::npos);
  const std::size_t begin = all.find('`', heading) + 1;
  std::istringstream words(all.substr(begin, all.find('`', begin) - begin));
  std::vector<std::string> documented;
  for (std::string word; words >> word;) documented.push_back(word);
  std::vector<std::string> known;
  for (const StatementColumn& column : standard_columns()) known.push_back(column.key);
  EXPECT_EQ(known, documented);
}

TEST(StandardColumns, compare_columns_that_exist_and_have_titles) {
  std::set<std::string> keys;
  for (const StatementColumn& column : standard_columns()) {
    EXPECT_TRUE(keys.insert(column.key).second) << column.key;
    EXPECT_FALSE(column.title.sv.empty() || column.title.en.empty()) << column.key;
    const bool compares = column.rule.kind != ColumnRule::Kind::value;
    EXPECT_EQ(standard_column(column.rule.left) != nullptr, compares) << column.key;
    EXPECT_EQ(standard_column(column.rule.right) != nullptr, compares) << column.key;
  }
  EXPECT_EQ(standard_column("ytd_prev"), nullptr);
}

}  // namespace
}  // namespace redthread
