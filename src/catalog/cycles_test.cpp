// SPDX-License-Identifier: Apache-2.0
#include "catalog/cycles.hpp"

#include <gtest/gtest.h>

namespace redthread::catalog {
namespace {

TEST(DependencyOrder, DependenciesComeFirst) {
  const DependencyOrder result = dependency_order({{1, 2}, {2}, {}});
  EXPECT_EQ(result.order, (std::vector<int>{2, 1, 0}));
  EXPECT_TRUE(result.cycles.empty());
}

TEST(DependencyOrder, EveryCycleIsFound) {
  // 0 <-> 1, 0 -> 2 -> 0, 3 -> 3, 4 hangs on a cycle.
  const DependencyOrder result = dependency_order({{1, 2}, {0}, {0}, {3}, {0}});
  EXPECT_EQ(result.order.size(), 5u);
  EXPECT_EQ(result.cycles, (std::vector<std::vector<int>>{{0, 1}, {0, 2}, {3}}));
}

TEST(DependencyOrder, AChainOfAnyLengthIsFine) {
  Graph graph(200'000);
  for (std::size_t i = 0; i + 1 < graph.size(); ++i) graph[i].push_back(static_cast<int>(i + 1));
  EXPECT_EQ(dependency_order(graph).order.front(), 199'999);
}

}  // namespace
}  // namespace redthread::catalog
