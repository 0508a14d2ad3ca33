// SPDX-License-Identifier: Apache-2.0
#include "audit/feasibility.hpp"

#include <gtest/gtest.h>

namespace redthread::audit {
namespace {

PrintedTable row_of(const std::vector<std::string>& figures) {
  RawTable raw;
  raw.file = "t.csv";
  raw.header = {"post"};
  raw.rows.push_back({2, {"a"}});
  for (std::size_t i = 0; i < figures.size(); ++i) {
    raw.header.push_back("k" + std::to_string(i));
    raw.rows[0].cells.push_back(figures[i]);
  }
  return arrange(raw, {}, DecimalSign::point);
}

Relation sum_of(std::size_t target, const std::vector<std::size_t>& parts) {
  Relation relation;
  relation.target = {0, 0, target + 1};
  for (const std::size_t part : parts) relation.terms.push_back({{0, 0, part + 1}, 1});
  return relation;
}

TEST(Feasibility, SumsThatHoldAloneMayContradictTogether) {
  // k2 = k0 + k1 forces both parts up to their .5, k3 = k0 + k1 + k1 forces them down.
  const std::vector<PrintedTable> tables = {row_of({"10", "20", "31", "49"})};
  const std::vector<Relation> sums = {sum_of(2, {0, 1}), sum_of(3, {0, 1, 1})};
  for (const Relation& sum : sums) {
    EXPECT_TRUE(may_hold(*cell_at(tables, sum.target).figure, *expected_of(tables, sum)));
  }
  const auto found = joint_contradiction(tables, sums);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->relations.size(), 2u);
}

TEST(Feasibility, RoundingThatFitsIsNone) {
  const std::vector<PrintedTable> tables = {row_of({"10", "20", "31", "51"})};
  EXPECT_FALSE(joint_contradiction(tables, {sum_of(2, {0, 1}), sum_of(3, {0, 1, 1})}));
}

TEST(Feasibility, OnlyTheSumsThatAreNeededAreNamed) {
  const std::vector<PrintedTable> tables = {row_of({"10", "20", "31", "49", "5", "15"})};
  const auto found =
      joint_contradiction(tables, {sum_of(5, {0, 4}), sum_of(2, {0, 1}), sum_of(3, {0, 1, 1})});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->relations, (std::vector<std::size_t>{1, 2}));
}

}  // namespace
}  // namespace redthread::audit
