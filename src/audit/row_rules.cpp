// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "audit/rules.hpp"

namespace redthread::audit {
namespace {

constexpr std::size_t longest_run = 200;  // rows under one total
constexpr std::size_t most_for_pairs = 60;
constexpr double needed_evidence = 4;

using Parts = std::vector<std::pair<std::size_t, int>>;  ///< row, weight

struct Fit {
  int followed = 0;
  int broken = 0;
  double told = 0;
};

bool names_a_total(const std::string& label) {
  const std::string lower = lower_case(label);
  constexpr std::array words = {"summa", "total", "resultat", "netto", "brutto", "sum "};
  return std::any_of(words.begin(), words.end(),
                     [&](const char* word) { return lower.find(word) != std::string::npos; });
}

class RowSearch {
 public:
  RowSearch(const std::vector<PrintedTable>& tables, std::size_t number, RuleBook& book)
      : table_(tables[number]), number_(number), book_(book) {
    std::set<std::size_t> percent;
    for (const Relation& relation : book.relations) {
      if (relation.target.table == number && relation.form != Form::sum) {
        percent.insert(relation.target.column);
      }
    }
    for (const std::size_t column : table_.figure_columns()) {
      const PrintedUnit unit = table_.columns[column].unit;
      const bool is_rate = unit == PrintedUnit::percent || unit == PrintedUnit::points;
      if (percent.count(column) == 0 && !is_rate) columns_.push_back(column);
    }
  }

  void run() {
    find_parts_of_parents();
    if (columns_.size() < 2) return;
    std::map<std::optional<std::size_t>, std::vector<std::size_t>> siblings;
    for (std::size_t row = 0; row < table_.rows.size(); ++row) {
      siblings[table_.rows[row].parent].push_back(row);
    }
    for (const auto& each : siblings) find_totals_among(each.second);
  }

 private:
  Fit fit(std::size_t total, const Parts& parts) const {
    Fit result;
    for (const std::size_t column : columns_) {
      const PrintedCell& target = table_.rows[total].cells[column];
      if (!target.figure) continue;
      double point = 0;
      double width = target.width;
      double size = std::abs(target.approx);
      int there = 0;
      bool readable = true;
      for (const auto& [row, weight] : parts) {
        const PrintedCell& part = table_.rows[row].cells[column];
        readable = readable && (part.figure || part.missing);
        if (!part.figure) continue;
        there += part.approx != 0 ? 1 : 0;
        point += weight * part.approx;
        size = std::max(size, std::abs(part.approx));
        width += part.width;
      }
      if (!readable || there < std::min<int>(2, static_cast<int>(parts.size()))) continue;
      if (std::abs(point - target.approx) <= width / 2 + 1e-9 * size) {
        ++result.followed;
        result.told += evidence(width, size);
      } else {
        ++result.broken;
      }
    }
    return result;
  }

  bool same_unit(std::size_t total, const Parts& parts) const {
    return std::all_of(parts.begin(), parts.end(), [&](const auto& part) {
      return table_.rows[part.first].unit == table_.rows[total].unit;
    });
  }

  /// Better: more columns follow, fewer break, more rows explained.
  struct Best {
    Parts parts;
    Fit fit;
    double worth = 0;
  };

  void offer(std::optional<Best>& best, std::size_t total, const Parts& parts) const {
    if (!same_unit(total, parts)) return;
    const Fit found = fit(total, parts);
    const double worth = found.told - 4 * found.broken + 0.01 * static_cast<double>(parts.size());
    if (found.followed == 0 || (best && best->worth >= worth)) return;
    best = Best{parts, found, worth};
  }

  void accept(std::size_t total, const Best& best, bool partial) {
    std::string text = table_.rows[total].label + " = ";
    if (best.parts.size() > 4) {
      text += "summan av " + std::to_string(best.parts.size()) + " rader, " +
              table_.rows[best.parts.front().first].label + " till " +
              table_.rows[best.parts.back().first].label;
    } else {
      for (std::size_t i = 0; i < best.parts.size(); ++i) {
        const bool minus = best.parts[i].second < 0;
        if (i > 0 || minus) text += minus ? " - " : " + ";
        text += table_.rows[best.parts[i].first].label;
      }
    }
    book_.rules.push_back({.form = Form::sum, .text = text, .partial = partial});
    for (const std::size_t column : columns_) {
      if (!table_.rows[total].cells[column].figure) continue;
      Relation relation{Form::sum, {number_, total, column}, {}, book_.rules.size() - 1};
      for (const auto& [row, weight] : best.parts) {
        relation.terms.push_back({{number_, row, column}, weight});
      }
      book_.relations.push_back(std::move(relation));
    }
    totals_.insert(total);
    for (const auto& part : best.parts) consumed_.insert(part.first);
  }

  /// A parent and its parts: all of them, else the first so many of them (a second way to part it
  /// may follow: `varav övertid`).
  void find_parts_of_parents() {
    std::map<std::size_t, std::vector<std::size_t>> parts;
    for (std::size_t row = 0; row < table_.rows.size(); ++row) {
      if (table_.rows[row].parent) parts[*table_.rows[row].parent].push_back(row);
    }
    struct Candidate {
      std::size_t total;
      Best best;
      bool partial;
    };
    std::vector<Candidate> candidates;
    int followed = 0;
    int broken = 0;
    for (const auto& [total, rows] : parts) {
      std::optional<Best> best;
      for (std::size_t count = rows.size(); count >= 1; --count) {
        if (count == 1 && (rows.size() > 1 || !table_.has_parents)) break;
        Parts run;
        for (std::size_t i = 0; i < count; ++i) run.emplace_back(rows[i], 1);
        offer(best, total, run);
      }
      if (!best) continue;
      const bool some = std::any_of(rows.begin(), rows.end(), [&](std::size_t row) {
        return table_.rows[row].is_some_of_it;
      });
      candidates.push_back({total, *best, some});
      followed += best->fit.followed;
      broken += best->fit.broken;
    }
    const bool habit = followed >= 3 && followed >= 3 * broken;
    for (const Candidate& each : candidates) {
      const Fit& fit = each.best.fit;
      const bool own = fit.followed >= 2 && fit.followed >= fit.broken;
      if (fit.told >= needed_evidence && (own || (habit && fit.followed >= fit.broken))) {
        accept(each.total, each.best, each.partial);
      }
    }
  }

  /// The sums of a growing run of rows, to see at a glance whether a run can be a total's parts.
  class RunSums {
   public:
    RunSums(const PrintedTable& table, const std::vector<std::size_t>& columns)
        : table_(table), columns_(columns), sums_(columns.size()), widths_(columns.size()) {}

    void add(std::size_t row) {
      for (std::size_t i = 0; i < columns_.size(); ++i) {
        const PrintedCell& cell = table_.rows[row].cells[columns_[i]];
        sums_[i] += cell.figure ? cell.approx : 0;
        widths_[i] += cell.figure ? cell.width : 0;
      }
    }

    bool meets(std::size_t total) const {
      int hits = 0;
      for (std::size_t i = 0; i < columns_.size(); ++i) {
        const PrintedCell& cell = table_.rows[total].cells[columns_[i]];
        const double reach = (widths_[i] + cell.width) / 2 + 1e-9 * std::abs(sums_[i]);
        if (cell.figure && std::abs(sums_[i] - cell.approx) <= reach) ++hits;
      }
      return hits >= 2;
    }

   private:
    const PrintedTable& table_;
    const std::vector<std::size_t>& columns_;
    std::vector<double> sums_;
    std::vector<double> widths_;
  };

  /// Rows on one level: runs before and after, totals of totals, results of two.
  void find_totals_among(const std::vector<std::size_t>& rows) {
    for (std::size_t at = 0; at < rows.size(); ++at) {
      if (totals_.count(rows[at]) > 0) continue;
      std::optional<Best> best;
      const std::size_t reach_back = std::min(at, longest_run);
      const std::size_t reach_on = std::min(rows.size() - at - 1, longest_run);
      RunSums before(table_, columns_);
      for (std::size_t count = 1; count <= reach_back; ++count) {
        before.add(rows[at - count]);
        if (count < 2 || !before.meets(rows[at])) continue;
        offer(best, rows[at], run_of(rows, at - count, at));
      }
      offer_totals(best, rows, at);
      if (!best || best->fit.broken > 0) {
        RunSums after(table_, columns_);
        for (std::size_t count = 1; count <= reach_on; ++count) {
          after.add(rows[at + count]);
          if (count < 2 || !after.meets(rows[at])) continue;
          offer(best, rows[at], run_of(rows, at + 1, at + count + 1));
        }
      }
      if (!best || best->fit.broken > 0) offer_pairs(best, rows, at);
      if (best && is_believed(rows[at], *best)) accept(rows[at], *best, false);
    }
  }

  static Parts run_of(const std::vector<std::size_t>& rows, std::size_t from, std::size_t to) {
    Parts run;
    for (std::size_t i = from; i < to; ++i) run.emplace_back(rows[i], 1);
    return run;
  }

  bool is_believed(std::size_t total, const Best& best) const {
    const double tried = std::log(static_cast<double>(table_.rows.size()) + 1);
    if (best.fit.told < needed_evidence + 2 * tried) return false;
    const int times = names_a_total(table_.rows[total].label) ? 1 : 2;
    return best.fit.followed >= 2 && best.fit.followed >= times * best.fit.broken;
  }

  /// All earlier totals that no other total holds.
  void offer_totals(std::optional<Best>& best, const std::vector<std::size_t>& rows,
                    std::size_t at) const {
    Parts open;
    for (std::size_t i = 0; i < at; ++i) {
      if (totals_.count(rows[i]) > 0 && consumed_.count(rows[i]) == 0)
        open.emplace_back(rows[i], 1);
    }
    if (open.size() >= 2) offer(best, rows[at], open);
  }

  void offer_pairs(std::optional<Best>& best, const std::vector<std::size_t>& rows,
                   std::size_t at) const {
    if (rows.size() > most_for_pairs || !names_a_total(table_.rows[rows[at]].label)) return;
    for (std::size_t a = 0; a < at; ++a) {
      for (std::size_t b = 0; b < at; ++b) {
        if (a < b) offer(best, rows[at], {{rows[a], 1}, {rows[b], 1}});
        if (a != b) offer(best, rows[at], {{rows[a], 1}, {rows[b], -1}});
      }
    }
  }

  const PrintedTable& table_;
  std::size_t number_;
  RuleBook& book_;
  std::vector<std::size_t> columns_;
  std::set<std::size_t> totals_;
  std::set<std::size_t> consumed_;
};

}  // namespace

void find_row_rules(const std::vector<PrintedTable>& tables, RuleBook& book) {
  for (std::size_t i = 0; i < tables.size(); ++i) RowSearch(tables, i, book).run();
}

void count_support(const std::vector<PrintedTable>& tables, RuleBook& book) {
  for (Rule& rule : book.rules) rule.followed = rule.broken = 0;
  for (const Relation& relation : book.relations) {
    const auto expected = expected_of(tables, relation);
    if (!expected) continue;
    Rule& rule = book.rules[relation.rule];
    const bool holds = may_hold(*cell_at(tables, relation.target).figure, *expected);
    ++(holds ? rule.followed : rule.broken);
  }
}

}  // namespace redthread::audit
