// SPDX-License-Identifier: Apache-2.0
#include "audit/blame.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/error.hpp"

namespace redthread::audit {
namespace {

constexpr std::size_t most_for_search = 40;  // cells of a group that are tried in threes

Interval product(const Interval& a, const Interval& b) {
  const std::array<Exact, 4> corners = {a.low * b.low, a.low * b.high, a.high * b.low,
                                        a.high * b.high};
  const auto [low, high] = std::minmax_element(corners.begin(), corners.end());
  return {*low, *high};
}

std::optional<Expected> implied_in_sum(const std::vector<PrintedTable>& tables,
                                       const Relation& relation, const CellRef& cell) {
  const PrintedCell& target = cell_at(tables, relation.target);
  int own = 0;
  Expected rest{target.figure->value, target.figure->interval()};
  for (const Term& term : relation.terms) {
    if (term.cell == cell) {
      own = term.weight;
      continue;
    }
    const PrintedCell& part = cell_at(tables, term.cell);
    if (!part.figure) continue;
    const Interval interval = part.figure->interval();
    const bool plus = term.weight > 0;
    rest.point = plus ? rest.point - part.figure->value : rest.point + part.figure->value;
    rest.interval.low = rest.interval.low + (plus ? -interval.high : interval.low);
    rest.interval.high = rest.interval.high + (plus ? -interval.low : interval.high);
  }
  if (own == 0) return std::nullopt;
  if (own > 0) return rest;
  return Expected{-rest.point, {-rest.interval.high, -rest.interval.low}};
}

/// a or b of `t = 100 (a - b) / b` and its kin.
std::optional<Expected> implied_in_ratio(const std::vector<PrintedTable>& tables,
                                         const Relation& relation, const CellRef& cell) {
  const PrintedCell& target = cell_at(tables, relation.target);
  const PrintedCell& a = cell_at(tables, relation.terms[0].cell);
  const PrintedCell& b = cell_at(tables, relation.terms[1].cell);
  if (!a.figure || !b.figure) return std::nullopt;
  Expected ratio{target.figure->value, target.figure->interval()};
  if (relation.form == Form::change_on_magnitude && b.figure->value.is_negative()) {
    ratio = {-ratio.point, {-ratio.interval.high, -ratio.interval.low}};
  }
  if (relation.form != Form::ratio) {
    const Exact hundred(100);
    ratio = {ratio.point / hundred, {ratio.interval.low / hundred, ratio.interval.high / hundred}};
  }
  if (relation.form == Form::change || relation.form == Form::change_on_magnitude) {
    const Exact one(1);
    ratio = {ratio.point + one, {ratio.interval.low + one, ratio.interval.high + one}};
  }
  if (cell == relation.terms[0].cell) {
    return Expected{b.figure->value * ratio.point, product(b.figure->interval(), ratio.interval)};
  }
  const bool may_be_zero = !(Exact(0) < ratio.interval.low) && !(ratio.interval.high < Exact(0));
  if (may_be_zero || cell != relation.terms[1].cell) return std::nullopt;
  const Exact one(1);
  Interval inverse{one / ratio.interval.high, one / ratio.interval.low};
  return Expected{a.figure->value / ratio.point, product(a.figure->interval(), inverse)};
}

class Search {
 public:
  Search(const std::vector<PrintedTable>& tables, const std::vector<Relation>& broken,
         const std::map<CellRef, int>& holding)
      : tables_(tables), broken_(broken), holding_(holding) {
    for (std::size_t i = 0; i < broken.size(); ++i) {
      cells_[broken[i].target].push_back(i);
      for (const Term& term : broken[i].terms) {
        if (cell_at(tables, term.cell).figure) cells_[term.cell].push_back(i);
      }
    }
  }

  std::vector<Culprit> run() {
    std::vector<Culprit> result;
    std::set<std::size_t> done;
    for (std::size_t i = 0; i < broken_.size(); ++i) {
      if (done.count(i) > 0) continue;
      const std::set<std::size_t> group = group_of(i);
      done.insert(group.begin(), group.end());
      for (Culprit& each : correct(group)) result.push_back(std::move(each));
    }
    return result;
  }

 private:
  /// The broken relations that hang together by shared cells.
  std::set<std::size_t> group_of(std::size_t first) const {
    std::set<std::size_t> group = {first};
    std::vector<std::size_t> open = {first};
    while (!open.empty()) {
      const Relation& relation = broken_[open.back()];
      open.pop_back();
      const auto look = [&](const CellRef& cell) {
        const auto found = cells_.find(cell);
        if (found == cells_.end()) return;
        for (const std::size_t other : found->second) {
          if (group.insert(other).second) open.push_back(other);
        }
      };
      look(relation.target);
      for (const Term& term : relation.terms) look(term.cell);
    }
    return group;
  }

  /// The largest of the cell's broken relations that one value of it mends.
  Culprit culprit(const CellRef& cell, const std::set<std::size_t>& left) const {
    Culprit result{cell, {}, {}};
    for (const std::size_t number : cells_.at(cell)) {
      if (left.count(number) == 0) continue;
      std::optional<Expected> implied;
      try {
        implied = implied_by(tables_, broken_[number], cell);
      } catch (const Error&) {
        continue;  // exact numbers do not reach: the relation says nothing here
      }
      if (!implied) continue;
      if (result.mends.empty()) {
        result.expected = *implied;
      } else {
        const Exact low = std::max(result.expected.interval.low, implied->interval.low);
        const Exact high = std::min(result.expected.interval.high, implied->interval.high);
        if (high < low) continue;
        const bool sharper = implied->interval.high - implied->interval.low <
                             result.expected.interval.high - result.expected.interval.low;
        if (sharper) result.expected.point = implied->point;
        result.expected.interval = {low, high};
      }
      result.mends.push_back(number);
    }
    return result;
  }

  /// Less is better: relations that hold and would be broken; then operands before targets.
  int cost(const Culprit& each) const {
    const auto holds = holding_.find(each.cell);
    int result = 4 * (holds == holding_.end() ? 0 : holds->second);
    const bool is_target = std::any_of(each.mends.begin(), each.mends.end(), [&](std::size_t i) {
      return broken_[i].target == each.cell;
    });
    if (!is_target) result += 2;
    return result;
  }

  std::vector<Culprit> correct(const std::set<std::size_t>& group) const {
    std::set<CellRef> cells;
    for (const std::size_t number : group) {
      cells.insert(broken_[number].target);
      for (const Term& term : broken_[number].terms) {
        if (cells_.count(term.cell) > 0) cells.insert(term.cell);
      }
    }
    if (cells.size() <= most_for_search) {
      for (int most = 1; most <= 3; ++most) {
        std::optional<Choice> best;
        Choice chosen;
        choose(cells, group, most, chosen, best);
        if (best) return best->culprits;
      }
    }
    return greedy(cells, group);
  }

  struct Choice {
    std::vector<Culprit> culprits;
    int cost = 0;
  };

  void choose(const std::set<CellRef>& cells, const std::set<std::size_t>& left, int most,
              Choice& chosen, std::optional<Choice>& best) const {
    if (left.empty()) {
      if (!best || chosen.cost < best->cost) best = chosen;
      return;
    }
    if (most == 0) return;
    // One of the first relation's cells must be wrong.
    const Relation& first = broken_[*left.begin()];
    std::vector<CellRef> candidates = {first.target};
    for (const Term& term : first.terms) {
      if (cells.count(term.cell) > 0) candidates.push_back(term.cell);
    }
    for (const CellRef& cell : candidates) {
      Culprit each = culprit(cell, left);
      if (std::find(each.mends.begin(), each.mends.end(), *left.begin()) == each.mends.end()) {
        continue;
      }
      std::set<std::size_t> rest = left;
      for (const std::size_t mended : each.mends) rest.erase(mended);
      const int added = cost(each);
      chosen.cost += added;
      chosen.culprits.push_back(std::move(each));
      choose(cells, rest, most - 1, chosen, best);
      chosen.culprits.pop_back();
      chosen.cost -= added;
    }
  }

  /// Always the cell that mends the most.
  std::vector<Culprit> greedy(const std::set<CellRef>& cells, std::set<std::size_t> left) const {
    std::vector<Culprit> result;
    while (!left.empty()) {
      std::optional<Culprit> best;
      for (const CellRef& cell : cells) {
        Culprit each = culprit(cell, left);
        if (each.mends.empty()) continue;
        const bool better = !best || each.mends.size() > best->mends.size() ||
                            (each.mends.size() == best->mends.size() && cost(each) < cost(*best));
        if (better) best = std::move(each);
      }
      if (!best) break;
      for (const std::size_t mended : best->mends) left.erase(mended);
      result.push_back(std::move(*best));
    }
    return result;
  }

  const std::vector<PrintedTable>& tables_;
  const std::vector<Relation>& broken_;
  const std::map<CellRef, int>& holding_;
  std::map<CellRef, std::vector<std::size_t>> cells_;
};

}  // namespace

std::optional<Expected> implied_by(const std::vector<PrintedTable>& tables,
                                   const Relation& relation, const CellRef& cell) {
  if (cell == relation.target) return expected_of(tables, relation);
  if (!cell_at(tables, relation.target).figure) return std::nullopt;
  if (relation.form == Form::sum) return implied_in_sum(tables, relation, cell);
  return implied_in_ratio(tables, relation, cell);
}

std::vector<Culprit> smallest_correction(const std::vector<PrintedTable>& tables,
                                         const std::vector<Relation>& broken,
                                         const std::map<CellRef, int>& holding) {
  return Search(tables, broken, holding).run();
}

}  // namespace redthread::audit
