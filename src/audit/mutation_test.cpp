// SPDX-License-Identifier: Apache-2.0
// Consistent tables, made up, with one cell changed at a time: a digit, the sign, two digits
// swapped.
#include <algorithm>
#include <iostream>
#include <random>

#include <gtest/gtest.h>

#include "audit/findings.hpp"

namespace redthread::audit {
namespace {

using Random = std::mt19937;

int number_between(Random& random, int low, int high) {
  return low + static_cast<int>(random() % static_cast<unsigned>(high - low + 1));
}

std::string text_of(Exact value, int decimals) { return value.rounded(decimals).to_string(); }

/// A table of groups with their parts and a grand total; outcome, budget, deviation, deviation in
/// percent, and last year with its change in percent.
RawTable consistent_table(Random& random) {
  RawTable raw{.file = "made.csv",
               .header = {"rad", "post", "del_av", "utfall", "budget", "avvikelse", "avv_pct",
                          "fg_ar", "forandr_pct"}};
  const int decimals = number_between(random, 0, 1);
  const int groups = number_between(random, 2, 4);
  struct Row {
    std::string name;
    std::string parent;
    Int128 values[3] = {0, 0, 0};
  };
  std::vector<Row> rows;
  Row total{"Totalt", "", {0, 0, 0}};
  for (int g = 0; g < groups; ++g) {
    Row group{"Grupp " + std::to_string(g), "Totalt", {0, 0, 0}};
    const int parts = number_between(random, 2, 5);
    std::vector<Row> members;
    for (int p = 0; p < parts; ++p) {
      Row part{"Del " + std::to_string(g) + "." + std::to_string(p), group.name, {0, 0, 0}};
      const int size = number_between(random, 1000, 90000);
      for (Int128& value : part.values) value = size + number_between(random, -size / 5, size / 5);
      for (int i = 0; i < 3; ++i) group.values[i] += part.values[i];
      members.push_back(part);
    }
    for (int i = 0; i < 3; ++i) total.values[i] += group.values[i];
    rows.push_back(group);
    rows.insert(rows.end(), members.begin(), members.end());
  }
  rows.push_back(total);
  int line = 1;
  for (const Row& row : rows) {
    const Exact now(Decimal::of(row.values[0], decimals));
    const Exact budget(Decimal::of(row.values[1], decimals));
    const Exact before(Decimal::of(row.values[2], decimals));
    const auto change = [&](Exact base) { return text_of((now - base) / base * Exact(100), 1); };
    ++line;
    raw.rows.push_back({line,
                        {std::to_string(line), row.name, row.parent, text_of(now, decimals),
                         text_of(budget, decimals), text_of(now - budget, decimals), change(budget),
                         text_of(before, decimals), change(before)}});
  }
  return raw;
}

std::string mutated(const std::string& text, Random& random) {
  std::vector<std::size_t> digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] >= '0' && text[i] <= '9') digits.push_back(i);
  }
  std::string result = text;
  const std::size_t at = digits[random() % digits.size()];
  switch (random() % 3) {
    case 0:
      result[at] = static_cast<char>('0' + (text[at] - '0' + number_between(random, 1, 9)) % 10);
      break;
    case 1:
      result = text[0] == '-' ? text.substr(1) : "-" + text;
      break;
    default:
      std::swap(result[at], result[digits[random() % digits.size()]]);
      break;
  }
  return result;
}

std::size_t errors_in(const RawTable& raw) {
  const auto result = audit_tables({arrange(raw, {}, DecimalSign::point)});
  return static_cast<std::size_t>(std::count_if(
      result.findings.begin(), result.findings.end(),
      [](const TableFinding& each) { return each.severity == FindingSeverity::error; }));
}

/// Whether the figures of the made table contradict one another: its true relations, by intervals.
bool is_broken(const RawTable& raw) {
  const auto figure = [&](std::size_t row, std::size_t column) {
    return *read_printed_figure(raw.rows[row].cells[column], DecimalSign::point);
  };
  const auto meets = [](const Interval& a, Exact low, Exact high) {
    return a.low <= high && low <= a.high;
  };
  for (std::size_t row = 0; row < raw.rows.size(); ++row) {
    const Interval now = figure(row, 3).interval();
    const Interval budget = figure(row, 4).interval();
    if (!meets(figure(row, 5).interval(), now.low - budget.high, now.high - budget.low))
      return true;
    for (const auto& [percent, base] : {std::pair{6, 4}, std::pair{8, 7}}) {
      const Interval of = figure(row, static_cast<std::size_t>(base)).interval();
      if (!(Exact(0) < of.low) || !(Exact(0) < now.low)) return true;  // all are above zero
      const Interval shown = figure(row, static_cast<std::size_t>(percent)).interval();
      const Exact hundred(100);
      if (!meets(shown, (now.low / of.high - Exact(1)) * hundred,
                 (now.high / of.low - Exact(1)) * hundred)) {
        return true;
      }
    }
    for (const std::size_t column : {3u, 4u, 5u, 7u}) {
      Exact low;
      Exact high;
      bool any = false;
      for (std::size_t part = 0; part < raw.rows.size(); ++part) {
        if (raw.rows[part].cells[2] != raw.rows[row].cells[1]) continue;
        const Interval interval = figure(part, column).interval();
        low = low + interval.low;
        high = high + interval.high;
        any = true;
      }
      if (any && !meets(figure(row, column).interval(), low, high)) return true;
    }
  }
  return false;
}

TEST(Mutation, NineteenOfTwentyThatBreakARelationAreFound) {
  Random random(20240430);  // NOLINT: the same tables every time
  int broken = 0;
  int found = 0;
  int false_alarms = 0;
  for (int i = 0; i < 1000; ++i) {
    RawTable raw = consistent_table(random);
    auto& row = raw.rows[random() % raw.rows.size()];
    std::string& cell = row.cells[3 + random() % 6];
    cell = mutated(cell, random);
    if (is_broken(raw)) {
      ++broken;
      found += errors_in(raw) > 0 ? 1 : 0;
    } else {
      false_alarms += errors_in(raw) > 0 ? 1 : 0;
    }
  }
  std::cout << "found " << found << " of " << broken << " broken tables; accused " << false_alarms
            << " of " << 1000 - broken << " that still hold\n";
  EXPECT_GT(broken, 700);
  EXPECT_GE(found * 100, broken * 95);
  EXPECT_EQ(false_alarms, 0);
}

TEST(Mutation, ConsistentTablesAreNotAccused) {
  Random random(1);  // NOLINT: the same tables every time
  for (int i = 0; i < 200; ++i) EXPECT_EQ(errors_in(consistent_table(random)), 0u) << i;
}

}  // namespace
}  // namespace redthread::audit
