// SPDX-License-Identifier: Apache-2.0
#include "catalog/cycles.hpp"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <map>
#include <set>

namespace redthread::catalog {
namespace {

std::size_t at(int node) { return static_cast<std::size_t>(node); }

/// Tarjan's strongly connected components with a stack of our own. They come out dependencies
/// first, because a component is finished only after everything that it reaches.
class Components {
 public:
  explicit Components(const Graph& graph)
      : graph_(graph), number_(graph.size(), 0), low_(graph.size(), 0), open_(graph.size(), false) {
    for (std::size_t node = 0; node < graph.size(); ++node) {
      if (number_[node] == 0) explore(static_cast<int>(node));
    }
  }
  const std::vector<std::vector<int>>& found() const { return found_; }

 private:
  struct Step {
    int node;
    std::size_t next = 0;  ///< which of its edges to follow next
  };

  void explore(int root) {
    std::vector<Step> path;
    enter(root, path);
    while (!path.empty()) {
      Step& step = path.back();
      const std::vector<int>& edges = graph_[at(step.node)];
      if (step.next < edges.size()) {
        const int to = edges[step.next++];
        if (number_[at(to)] == 0) {
          enter(to, path);
        } else if (open_[at(to)]) {
          low_[at(step.node)] = std::min(low_[at(step.node)], number_[at(to)]);
        }
        continue;
      }
      const int node = step.node;
      path.pop_back();
      if (!path.empty()) {
        int& below = low_[at(path.back().node)];
        below = std::min(below, low_[at(node)]);
      }
      if (low_[at(node)] == number_[at(node)]) finish(node);
    }
  }

  void enter(int node, std::vector<Step>& path) {
    number_[at(node)] = low_[at(node)] = ++count_;
    open_[at(node)] = true;
    stack_.push_back(node);
    path.push_back({node});
  }

  void finish(int node) {
    std::vector<int> component;
    int member = -1;
    do {
      member = stack_.back();
      stack_.pop_back();
      open_[at(member)] = false;
      component.push_back(member);
    } while (member != node);
    found_.push_back(std::move(component));
  }

  const Graph& graph_;
  std::vector<int> number_;
  std::vector<int> low_;
  std::vector<bool> open_;
  std::vector<int> stack_;
  int count_ = 0;
  std::vector<std::vector<int>> found_;
};

/// The shortest way from a node back to itself inside its component; empty when there is none.
std::vector<int> shortest_cycle(const Graph& graph, int start, const std::set<int>& inside) {
  std::map<int, int> came_from;
  std::deque<int> next = {start};
  while (!next.empty()) {
    const int node = next.front();
    next.pop_front();
    for (const int to : graph[at(node)]) {
      if (to == start) {
        std::vector<int> path = {node};
        while (path.back() != start) path.push_back(came_from.at(path.back()));
        std::reverse(path.begin(), path.end());
        return path;
      }
      if (inside.contains(to) && came_from.emplace(to, node).second) next.push_back(to);
    }
  }
  return {};
}

}  // namespace

DependencyOrder dependency_order(const Graph& graph) {
  constexpr std::size_t most_starts = 50;
  DependencyOrder result;
  std::set<std::vector<int>> told;
  const Components components(graph);
  for (const std::vector<int>& component : components.found()) {
    result.order.insert(result.order.end(), component.begin(), component.end());
    const std::set<int> inside(component.begin(), component.end());
    std::size_t starts = 0;
    for (const int node : inside) {
      if (++starts > most_starts) break;
      std::vector<int> cycle = shortest_cycle(graph, node, inside);
      if (cycle.empty()) continue;
      std::rotate(cycle.begin(), std::min_element(cycle.begin(), cycle.end()), cycle.end());
      if (told.insert(cycle).second) result.cycles.push_back(std::move(cycle));
    }
  }
  return result;
}

}  // namespace redthread::catalog
