// SPDX-License-Identifier: Apache-2.0
#include "disclosure/hide.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/error.hpp"
#include "disclosure/moves.hpp"

namespace redthread::disclosure {
namespace {

/// A cost that keeps a cell from being changed.
constexpr double never = -1;

class Hiding {
 public:
  Hiding(const CountTables& tables, const HideOptions& options)
      : tables_(tables),
        options_(options),
        protection_(options.protection > 0 ? options.protection : options.threshold),
        is_total_(tables.cells.size()),
        low_(tables.cells.size()),
        high_(tables.cells.size()) {
    check();
  }

  HiddenCounts run() {
    find_small();
    MoveProgram program(tables_, costs());
    for (std::size_t i = 0; i < tables_.cells.size(); ++i) {
      if (result_.states[i] == CountState::hidden_small) protect(program, i);
    }
    audit();
    for (const CountPercentage& each : tables_.percentages) {
      result_.hidden_percentages.push_back(is_hidden(each.part) || is_hidden(each.whole));
    }
    return std::move(result_);
  }

 private:
  bool is_hidden(std::size_t cell) const {
    return result_.states[cell] == CountState::hidden_small ||
           result_.states[cell] == CountState::hidden_partner;
  }

  void check() const {
    const std::size_t size = tables_.cells.size();
    for (const CountPercentage& each : tables_.percentages) {
      REDTHREAD_ASSERT(each.part < size && each.whole < size, "a percentage of no cell");
    }
    for (const CountSum& sum : tables_.sums) {
      REDTHREAD_ASSERT(sum.total < size, "a sum of no cell");
      std::int64_t parts = 0;
      bool complete = tables_.cells[sum.total].count.has_value();
      for (const std::size_t part : sum.parts) {
        REDTHREAD_ASSERT(part < size, "a sum of no cell");
        complete = complete && tables_.cells[part].count;
        parts += tables_.cells[part].count.value_or(0);
      }
      REDTHREAD_ASSERT(!complete || parts == *tables_.cells[sum.total].count,
                       "a sum of counts does not hold");
    }
  }

  void find_small() {
    for (const CountSum& sum : tables_.sums) is_total_[sum.total] = true;
    for (std::size_t i = 0; i < tables_.cells.size(); ++i) {
      const CountCell& cell = tables_.cells[i];
      CountState state = CountState::shown;
      if (!cell.count) {
        state = CountState::missing;
      } else if (cell.of_persons && *cell.count > 0 && *cell.count < options_.threshold) {
        if (cell.published) {
          result_.given_away.push_back(i);
          result_.log.push_back(
              fmt::format("{} = {}: under gränsen, men redan publicerad", cell.name, *cell.count));
        } else {
          state = CountState::hidden_small;
          result_.log.push_back(
              fmt::format("{} = {}: dold, under gränsen", cell.name, *cell.count));
        }
      } else if (*cell.count == 0) {
        state = CountState::zero;
      }
      result_.states.push_back(state);
    }
  }

  /// What it costs to hide a cell, a unit of change: the larger the count the fewer the units.
  double cost(std::size_t cell) const {
    const CountCell& each = tables_.cells[cell];
    if (each.published || !each.count) return never;
    if (is_hidden(cell)) return 1e-4;
    // What breaks ties must not depend on the solver.
    const double tie = 1e-6 * static_cast<double>(cell % 1000);
    if (*each.count == 0) return 60 + tie;
    return 1 + std::log2(1 + static_cast<double>(*each.count)) * (is_total_[cell] ? 4 : 1) + tie;
  }

  std::vector<double> costs() const {
    std::vector<double> result;
    for (std::size_t i = 0; i < tables_.cells.size(); ++i) result.push_back(cost(i));
    return result;
  }

  /// Hides partners until a small count cannot be told from those up to the protection above it.
  void protect(MoveProgram& program, std::size_t cell) {
    if (high_[cell] - low_[cell] >= protection_) return;
    auto move = program.cheapest(cell, protection_);
    // A corner between whole numbers: other steps have other corners.
    for (std::int64_t more = 1; !move && more <= protection_; ++more) {
      move = program.cheapest(cell, protection_ + more);
    }
    if (!move) {
      result_.given_away.push_back(cell);
      result_.log.push_back(
          fmt::format("{}: kan räknas fram ur det som är publicerat", tables_.cells[cell].name));
      return;
    }
    for (const auto& [changed, step] : *move) {
      if (!is_hidden(changed)) {
        result_.states[changed] = CountState::hidden_partner;
        result_.log.push_back(fmt::format("{} = {}: dold, för att {} inte ska kunna räknas fram",
                                          tables_.cells[changed].name,
                                          *tables_.cells[changed].count, tables_.cells[cell].name));
      }
      program.set_cost(changed, cost(changed));
    }
    note(*move);
  }

  /// A move shows for each cell in it a value that it could also have.
  void note(const Move& move) {
    for (const auto& [cell, step] : move) {
      low_[cell] = std::min(low_[cell], step);
      high_[cell] = std::max(high_[cell], step);
    }
  }

  /// What can be derived of each hidden cell, by programs in which hidden cells alone change.
  void audit() {
    std::vector<double> cost;
    for (std::size_t i = 0; i < tables_.cells.size(); ++i) {
      cost.push_back(is_hidden(i) ? 0 : never);
    }
    MoveProgram program(tables_, cost);
    for (std::size_t i = 0; i < tables_.cells.size(); ++i) {
      if (!is_hidden(i)) continue;
      const MoveProgram::Furthest up = program.furthest(i, true);
      const MoveProgram::Furthest down = program.furthest(i, false);
      if (up.move) note(*up.move);
      if (down.move) note(*down.move);
      const bool small = result_.states[i] == CountState::hidden_small;
      const std::int64_t count = *tables_.cells[i].count;
      const auto exact = static_cast<double>(count);
      result_.spans.push_back({.cell = i,
                               .declared = small ? protection_ : 1,
                               .low = count,
                               .high = count,
                               .lp_low = exact + down.bound,
                               .lp_high = exact + up.bound});
    }
    for (DerivedSpan& span : result_.spans) {
      span.low += low_[span.cell];
      span.high += high_[span.cell];
      const auto& given = result_.given_away;
      if (!span.is_kept() && std::find(given.begin(), given.end(), span.cell) == given.end()) {
        result_.given_away.push_back(span.cell);
      }
      result_.log.push_back(fmt::format("{}: kan räknas fram till som närmast {}–{}",
                                        tables_.cells[span.cell].name, span.low, span.high));
    }
  }

  const CountTables& tables_;
  HideOptions options_;
  std::int64_t protection_;
  std::vector<bool> is_total_;
  std::vector<std::int64_t> low_;   ///< changes that are proven possible: least
  std::vector<std::int64_t> high_;  ///< ... and greatest
  HiddenCounts result_;
};

}  // namespace

HiddenCounts hide_small_counts(const CountTables& tables, const HideOptions& options) {
  return Hiding(tables, options).run();
}

}  // namespace redthread::disclosure
