// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace redthread::catalog {

/// For each node the nodes that it depends on.
using Graph = std::vector<std::vector<int>>;

struct DependencyOrder {
  std::vector<int> order;  ///< all nodes, dependencies before those that depend on them
  /// Every way round that a node depends on itself, once each: a path a, b, ... of nodes of which
  /// each depends on the next and the last on the first. They begin with their smallest node.
  std::vector<std::vector<int>> cycles;
};

/// Never recurses, so that a chain of any length is fine. In a knot of more than a few cycles,
/// each node's shortest cycle is listed.
DependencyOrder dependency_order(const Graph& graph);

}  // namespace redthread::catalog
