// SPDX-License-Identifier: Apache-2.0
#include "audit/feasibility.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace redthread::audit {
namespace {

constexpr int most_rounds = 8;

/// The bounds of all cells under some of the sums.
class Bounds {
 public:
  Bounds(const std::vector<PrintedTable>& tables, const std::vector<Relation>& sums)
      : tables_(tables), sums_(sums) {}

  /// The first sum that leaves a cell no value; nullopt when none is seen. `free`: a cell that may
  /// be anything, so that its sums say nothing.
  std::optional<std::size_t> contradicted(const std::vector<std::size_t>& numbers,
                                          const std::optional<CellRef>& free = {}) {
    bounds_.clear();
    bool narrowed = true;
    for (int round = 0; round < most_rounds && narrowed; ++round) {
      narrowed = false;
      for (const std::size_t number : numbers) {
        if (free && mentions(sums_[number], *free)) continue;
        const auto outcome = narrow(sums_[number]);
        if (outcome == Outcome::empty) return number;
        narrowed = narrowed || outcome == Outcome::narrowed;
      }
    }
    return std::nullopt;
  }

  static bool mentions(const Relation& sum, const CellRef& cell) {
    return sum.target == cell || std::any_of(sum.terms.begin(), sum.terms.end(),
                                             [&](const Term& t) { return t.cell == cell; });
  }

 private:
  enum class Outcome { same, narrowed, empty };

  Interval& bound(const CellRef& cell) {
    const auto found = bounds_.find(cell);
    if (found != bounds_.end()) return found->second;
    return bounds_.emplace(cell, cell_at(tables_, cell).figure->interval()).first->second;
  }

  /// 0 = parts - target: each cell lies within what all the others leave for it.
  Outcome narrow(const Relation& sum) {
    std::vector<Term> terms = {{sum.target, -1}};
    for (const Term& term : sum.terms) {
      if (cell_at(tables_, term.cell).figure) terms.push_back(term);
    }
    Interval all{Exact(0), Exact(0)};
    for (const Term& term : terms) {
      const Interval& part = bound(term.cell);
      all.low = all.low + (term.weight > 0 ? part.low : -part.high);
      all.high = all.high + (term.weight > 0 ? part.high : -part.low);
    }
    Outcome outcome = Outcome::same;
    for (const Term& term : terms) {
      Interval& part = bound(term.cell);
      const bool plus = term.weight > 0;
      const Interval own = part;
      const Exact rest_low = all.low - (plus ? own.low : -own.high);
      const Exact rest_high = all.high - (plus ? own.high : -own.low);
      const Exact low = std::max(own.low, plus ? -rest_high : rest_low);
      const Exact high = std::min(own.high, plus ? -rest_low : rest_high);
      if (high < low) return Outcome::empty;
      if (low == own.low && high == own.high) continue;
      outcome = Outcome::narrowed;
      part = {low, high};
      all.low = rest_low + (plus ? low : -high);
      all.high = rest_high + (plus ? high : -low);
    }
    return outcome;
  }

  const std::vector<PrintedTable>& tables_;
  const std::vector<Relation>& sums_;
  std::map<CellRef, Interval> bounds_;
};

}  // namespace

std::optional<JointContradiction> joint_contradiction(const std::vector<PrintedTable>& tables,
                                                      const std::vector<Relation>& sums) {
  std::vector<std::size_t> numbers(std::min(sums.size(), most_sums));
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = i;
  Bounds bounds(tables, sums);
  const auto first = bounds.contradicted(numbers);
  if (!first) return std::nullopt;
  // Drop every sum that the contradiction does not need: large pieces first, then one by one.
  std::vector<std::size_t> needed = numbers;
  for (std::size_t piece = std::max<std::size_t>(numbers.size() / 2, 1); piece > 0; piece /= 2) {
    for (std::size_t at = 0; at < needed.size();) {
      const auto from = needed.begin() + static_cast<std::ptrdiff_t>(at);
      const std::size_t end = std::min(at + piece, needed.size());
      std::vector<std::size_t> fewer(needed.begin(), from);
      fewer.insert(fewer.end(), needed.begin() + static_cast<std::ptrdiff_t>(end), needed.end());
      if (bounds.contradicted(fewer)) {
        needed = std::move(fewer);
      } else {
        at += piece;
      }
    }
  }
  JointContradiction result{needed, sums[needed.front()].target};
  // Of the cells that mend it: the one that most of the needed sums share.
  std::map<CellRef, std::size_t> uses;
  for (const std::size_t number : needed) {
    ++uses[sums[number].target];
    for (const Term& term : sums[number].terms) {
      if (cell_at(tables, term.cell).figure) ++uses[term.cell];
    }
  }
  std::size_t most = 0;
  for (const auto& [cell, count] : uses) {
    if (count <= most || bounds.contradicted(needed, cell)) continue;
    most = count;
    result.cell = cell;
  }
  return result;
}

}  // namespace redthread::audit
