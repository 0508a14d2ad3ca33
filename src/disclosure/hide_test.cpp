// SPDX-License-Identifier: Apache-2.0
#include "disclosure/hide.hpp"

#include <algorithm>
#include <functional>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace redthread::disclosure {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Counts = std::vector<std::vector<std::int64_t>>;

/// A table with its totals: rows x columns, a column and a row of totals, the grand total last.
/// Cell (r, c) has the index r * (columns + 1) + c.
void add_table(CountTables& tables, const Counts& counts) {
  const std::size_t first = tables.cells.size();
  const std::size_t rows = counts.size();
  const std::size_t columns = counts[0].size();
  const auto at = [&](std::size_t r, std::size_t c) { return first + r * (columns + 1) + c; };
  for (std::size_t r = 0; r <= rows; ++r) {
    for (std::size_t c = 0; c <= columns; ++c) {
      std::int64_t count = 0;
      for (std::size_t i = 0; i < rows; ++i) {
        for (std::size_t k = 0; k < columns; ++k) {
          if ((r == rows || r == i) && (c == columns || c == k)) count += counts[i][k];
        }
      }
      tables.cells.push_back({.name = std::to_string(r) + "/" + std::to_string(c), .count = count});
    }
  }
  for (std::size_t r = 0; r <= rows; ++r) {
    CountSum sum{at(r, columns), {}};
    for (std::size_t c = 0; c < columns; ++c) sum.parts.push_back(at(r, c));
    tables.sums.push_back(sum);
  }
  for (std::size_t c = 0; c <= columns; ++c) {
    CountSum sum{at(rows, c), {}};
    for (std::size_t r = 0; r < rows; ++r) sum.parts.push_back(at(r, c));
    tables.sums.push_back(sum);
  }
}

CountTables table_of(const Counts& counts) {
  CountTables tables;
  add_table(tables, counts);
  return tables;
}

bool is_hidden(CountState state) {
  return state == CountState::hidden_small || state == CountState::hidden_partner;
}

/// Tries every table in whole numbers to `most` that agrees with what is published.
class Attacker {
 public:
  Attacker(const CountTables& tables, const HiddenCounts& hidden, std::int64_t most)
      : tables_(tables), most_(most) {
    for (std::size_t i = 0; i < tables.cells.size(); ++i) {
      values_.push_back(tables.cells[i].count.value_or(0));
      known_.push_back(!is_hidden(hidden.states[i]));
      if (!known_.back()) unknown_.push_back(i);
    }
    least_ = std::vector<std::int64_t>(tables.cells.size(), most + 1);
    greatest_ = std::vector<std::int64_t>(tables.cells.size(), -1);
    attempt(0);
  }
  std::int64_t width(std::size_t cell) const { return greatest_[cell] - least_[cell]; }

 private:
  /// Whether the sums can still hold; those with one unknown give it away.
  bool agrees() const {
    return std::all_of(tables_.sums.begin(), tables_.sums.end(), [&](const CountSum& sum) {
      std::int64_t parts = 0;
      bool open = false;
      for (const std::size_t part : sum.parts) {
        if (known_[part]) parts += values_[part];
        open = open || !known_[part];
      }
      if (!known_[sum.total]) return true;
      return open ? parts <= values_[sum.total] : parts == values_[sum.total];
    });
  }

  void attempt(std::size_t next) {
    if (!agrees()) return;
    if (next == unknown_.size()) {
      for (const std::size_t cell : unknown_) {
        least_[cell] = std::min(least_[cell], values_[cell]);
        greatest_[cell] = std::max(greatest_[cell], values_[cell]);
      }
      return;
    }
    const std::size_t cell = unknown_[next];
    known_[cell] = true;
    for (values_[cell] = 0; values_[cell] <= most_; ++values_[cell]) attempt(next + 1);
    known_[cell] = false;
  }

  const CountTables& tables_;
  std::int64_t most_;
  std::vector<std::int64_t> values_;
  std::vector<bool> known_;
  std::vector<std::size_t> unknown_;
  std::vector<std::int64_t> least_;
  std::vector<std::int64_t> greatest_;
};

TEST(Hide, SmallCountsGetPartnersAndZeroAndMissingAreOtherThings) {
  CountTables tables = table_of({{12, 3, 20}, {15, 17, 0}, {30, 22, 25}});
  tables.cells.push_back({.name = "unknown", .count = std::nullopt});
  const HiddenCounts hidden = hide_small_counts(tables, {});
  EXPECT_THAT(hidden.given_away, IsEmpty());
  EXPECT_EQ(hidden.states[1], CountState::hidden_small);
  EXPECT_EQ(hidden.states[6], CountState::zero);
  EXPECT_EQ(hidden.states.back(), CountState::missing);
  EXPECT_EQ(std::count_if(hidden.states.begin(), hidden.states.end(), is_hidden), 4);
  for (const DerivedSpan& span : hidden.spans) EXPECT_TRUE(span.is_kept());
}

TEST(Hide, NothingSmallNothingHidden) {
  const HiddenCounts hidden = hide_small_counts(table_of({{12, 30}, {15, 0}}), {});
  EXPECT_THAT(hidden.spans, IsEmpty());
  EXPECT_THAT(hidden.log, IsEmpty());
}

TEST(Hide, PercentagesOfHiddenCountsAreHidden) {
  CountTables tables = table_of({{12, 3}, {15, 17}});
  tables.percentages = {{1, 2}, {3, 5}, {8, 8}};
  const HiddenCounts hidden = hide_small_counts(tables, {});
  EXPECT_TRUE(hidden.hidden_percentages[0]);
  EXPECT_EQ(hidden.hidden_percentages[2], is_hidden(hidden.states[8]));
}

TEST(Hide, EarlierPeriodsThatAreKnownProtectNothing) {
  // January to April is January to March, which is known, and April.
  CountTables tables;
  tables.cells = {{.name = "jan-apr", .count = 43},
                  {.name = "jan-mar", .count = 40, .published = true},
                  {.name = "apr", .count = 3}};
  tables.sums = {{0, {1, 2}}};
  const HiddenCounts hidden = hide_small_counts(tables, {});
  EXPECT_EQ(hidden.states[0], CountState::hidden_partner);
  EXPECT_EQ(hidden.states[1], CountState::shown);
  EXPECT_THAT(hidden.given_away, IsEmpty());

  tables.cells[0].published = true;
  EXPECT_THAT(hide_small_counts(tables, {}).given_away, ElementsAre(2));
}

TEST(Hide, SharedCellsAreHiddenInEveryTable) {
  // Two tables share their total column; the second could give away the first's partners.
  CountTables tables = table_of({{12, 3}, {15, 17}});
  const std::size_t first = tables.cells.size();
  for (const std::int64_t count : {7, 8, 16, 16}) {
    tables.cells.push_back({.name = "b" + std::to_string(count), .count = count});
  }
  tables.sums.push_back({2, {first, first + 1}});
  tables.sums.push_back({5, {first + 2, first + 3}});
  const HiddenCounts hidden = hide_small_counts(tables, {});
  EXPECT_THAT(hidden.given_away, IsEmpty());
  const Attacker attacker(tables, hidden, 70);
  EXPECT_GE(attacker.width(1), 5);
}

TEST(Hide, NoAttackerDerivesASmallCountFromRandomTables) {
  std::mt19937 random(20241122);
  const auto below = [&](unsigned most) { return static_cast<std::int64_t>(random() % most); };
  int hidden_cells = 0;
  for (int i = 0; i < 150; ++i) {
    const std::size_t rows = 2 + random() % 2;
    const std::size_t columns = 2 + random() % 2;
    Counts counts(rows, std::vector<std::int64_t>(columns));
    for (auto& row : counts) {
      for (auto& count : row) count = below(3) == 0 ? below(4) : below(12);
    }
    const CountTables tables = table_of(counts);
    const HiddenCounts hidden = hide_small_counts(tables, {.threshold = 3});
    ASSERT_THAT(hidden.given_away, IsEmpty()) << i;
    if (hidden.spans.size() > 7) continue;
    // What is possible to the attacker is at least what was proven.
    const Attacker attacker(tables, hidden, 40);
    for (const DerivedSpan& span : hidden.spans) {
      ++hidden_cells;
      EXPECT_GE(attacker.width(span.cell), span.declared) << "table " << i;
    }
  }
  EXPECT_GT(hidden_cells, 100);
}

TEST(Hide, SameInputSameOutput) {
  const CountTables tables = table_of({{12, 3, 8}, {15, 17, 2}, {1, 22, 25}});
  const HiddenCounts once = hide_small_counts(tables, {});
  const HiddenCounts again = hide_small_counts(tables, {});
  EXPECT_EQ(once.states, again.states);
  EXPECT_EQ(once.log, again.log);
}

TEST(Hide, TwentyLinkedTablesOfTwoHundredCells) {
  CountTables tables;
  std::mt19937 random(7);
  const auto below = [&](unsigned most) { return static_cast<std::int64_t>(random() % most); };
  for (int t = 0; t < 20; ++t) {
    Counts counts(13, std::vector<std::int64_t>(13));
    for (auto& row : counts) {
      for (auto& count : row) {
        count = below(20) == 0 ? 1 + below(4) : 5 + below(400);
      }
    }
    add_table(tables, counts);
  }
  // The tables' grand totals are the parts of one.
  CountSum all{tables.cells.size(), {}};
  std::int64_t total = 0;
  for (std::size_t t = 1; t <= 20; ++t) {
    all.parts.push_back(t * 196 - 1);
    total += *tables.cells[t * 196 - 1].count;
  }
  tables.cells.push_back({.name = "all", .count = total});
  tables.sums.push_back(all);
  const HiddenCounts hidden = hide_small_counts(tables, {});
  EXPECT_THAT(hidden.given_away, IsEmpty());
  EXPECT_GT(hidden.spans.size(), 200u);
  for (const DerivedSpan& span : hidden.spans) EXPECT_TRUE(span.is_kept());
}

}  // namespace
}  // namespace redthread::disclosure
