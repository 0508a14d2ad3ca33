// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "figures/score.hpp"

namespace redthread::figures {
namespace {

struct Count {
  int total = 0;
  int green = 0;
  int yellow = 0;
  int judged = 0;
  int positive = 0;
  int neutral = 0;
  int negative = 0;

  void add(const ScorecardRow& row) {
    ++total;
    if (row.status != Status::none) ++judged;
    if (row.status == Status::green) ++green;
    if (row.status == Status::yellow) ++yellow;
    if (row.trend == Trend::positive) ++positive;
    if (row.trend == Trend::neutral) ++neutral;
    if (row.trend == Trend::negative) ++negative;
  }
};

/// Attained when the green ones reach the share; yellow when they do together with the yellow.
Status status_of(const Count& count, const Decimal& share) {
  if (count.judged == 0) return Status::none;
  const auto reaches = [&](int some) {
    return Exact(share) <= Exact::quotient(some, count.judged);
  };
  if (reaches(count.green)) return Status::green;
  return reaches(count.green + count.yellow) ? Status::yellow : Status::red;
}

/// The trend that most indicators have; neutral when as many point one way as another.
Trend trend_of(const Count& count) {
  if (count.positive + count.neutral + count.negative == 0) return Trend::none;
  if (count.positive > std::max(count.neutral, count.negative)) return Trend::positive;
  if (count.negative > std::max(count.neutral, count.positive)) return Trend::negative;
  return Trend::neutral;
}

LocalText rule_of(const Decimal& share) {
  const NumberFormat percent{.style = NumberFormat::Style::percent};
  const auto in = [&](Language language) { return format_number(Exact(share), percent, language); };
  return {
      fmt::format("Uppfyllt när minst {} av de bedömda indikatorerna är gröna; delvis när de gröna "
                  "och gula tillsammans når dit.",
                  in(Language::swedish)),
      fmt::format("Attained when at least {} of the judged indicators are green; partly when the "
                  "green and yellow together get there.",
                  in(Language::english))};
}

class GoalTree {
 public:
  explicit GoalTree(const std::vector<Goal>& goals) : goals_(goals) {
    for (const Goal& goal : goals) keys_.insert(goal.key);
    for (const Goal& goal : goals) {
      const bool is_top = goal.parent.empty() || !keys_.contains(goal.parent);
      below_[is_top ? std::string() : goal.parent].push_back(&goal);
    }
  }

  /// Parents before children, in file order otherwise.
  template <typename Visit>
  void walk(const Visit& visit, const std::string& parent = {}, int depth = 0) const {
    const auto found = below_.find(parent);
    if (found == below_.end() || depth > static_cast<int>(goals_.size())) return;
    for (const Goal* goal : found->second) {
      visit(*goal, depth);
      walk(visit, goal->key, depth + 1);
    }
  }

 private:
  const std::vector<Goal>& goals_;
  std::set<std::string> keys_;
  std::map<std::string, std::vector<const Goal*>> below_;
};

}  // namespace

std::vector<GoalAttainment> goal_attainments(Columns& columns, int unit, Period asked) {
  const Catalog& catalog = columns.catalog();
  const Decimal share = catalog.region.goal_share_positive;
  const GoalTree tree(catalog.plan.goals);

  std::map<std::string, std::string> parent_of;
  for (const Goal& goal : catalog.plan.goals) parent_of[goal.key] = goal.parent;
  std::map<std::string, Count> counts;
  for (const Indicator& indicator : catalog.indicators) {
    if (!parent_of.contains(indicator.goal)) continue;
    const ScorecardRow row = score(columns, indicator, unit, asked);
    std::set<std::string> seen;  // the goal and all above it
    for (std::string goal = indicator.goal; parent_of.contains(goal) && seen.insert(goal).second;
         goal = parent_of[goal]) {
      counts[goal].add(row);
    }
  }

  std::vector<GoalAttainment> result;
  tree.walk([&](const Goal& goal, int depth) {
    const Count& count = counts[goal.key];
    result.push_back({.goal = goal.key,
                      .name = goal.name,
                      .parent = goal.parent,
                      .indent = depth,
                      .attained = count.green,
                      .judged = count.judged,
                      .total = count.total,
                      .status = status_of(count, share),
                      .trend = trend_of(count),
                      .rule = rule_of(share)});
  });
  return result;
}

}  // namespace redthread::figures
