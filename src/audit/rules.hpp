// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "audit/relation.hpp"

namespace redthread::audit {

/// Rules and all their instances. `Relation::rule` is an index of `rules`.
struct RuleBook {
  std::vector<Rule> rules;
  std::vector<Relation> relations;
};

/// Finds how columns follow from other columns: difference, sum, change in percent (which base),
/// share, ratio, a total of neighbouring columns. A rule is believed when at least three rows
/// follow it, at least twice as many as break it, and those that follow could hardly do so by
/// chance
/// (`evidence` of all rows against the number of rules that were tried). What one table shows is
/// carried to tables with the same headings that do not contradict it.
/// cost: columns^3 times at most 64 rows.
void find_column_rules(const std::vector<PrintedTable>& tables, RuleBook& book);

/// Finds how rows follow from other rows, in all columns alike: a total of its parts (by parents),
/// a total of the rows before or after it, a grand total of totals, a result of two rows. Columns
/// of percentages and those that `book` derives as such are left out. A rule needs two columns that
/// follow it, and at least as many as break it.
void find_row_rules(const std::vector<PrintedTable>& tables, RuleBook& book);

/// Fills `followed` and `broken` of each rule, by exact intervals.
void count_support(const std::vector<PrintedTable>& tables, RuleBook& book);

/// How much a hit tells, in nats: the smaller the interval that was hit is beside what the figure
/// could have been, the more. At most 7, so that no single row decides.
double evidence(double width, double spread);

}  // namespace redthread::audit
