// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "audit/rules.hpp"

namespace redthread::audit {
namespace {

constexpr std::size_t most_rows = 64;     // looked at while searching
constexpr std::size_t most_columns = 40;  // of figures
constexpr double needed_evidence = 5;     // nats above the number of rules tried
constexpr double slack = 1e-9;

/// A rule between columns of one table, by their numbers.
struct ColumnRule {
  Form form = Form::sum;
  std::size_t target = 0;
  std::vector<std::pair<std::size_t, int>> terms;  ///< column, weight

  /// A linear rule is the same whichever of its columns is called the target.
  std::set<std::size_t> columns() const {
    std::set<std::size_t> result = {target};
    for (const auto& term : terms) result.insert(term.first);
    return result;
  }
};

/// How well a rule fits the sampled rows.
struct Fit {
  int followed = 0;
  int broken = 0;
  double told = 0;  ///< evidence of those that follow
  double worth() const { return told - 4 * broken; }
};

bool names_a_difference(const std::string& title) {
  const std::string lower = lower_case(title);
  constexpr std::array words = {"avv",        "diff",  "förändr", "forandr", "change",
                                "kvar",       "saldo", "result",  "dev",     "skillnad",
                                "utveckling", "summa", "total"};
  return std::any_of(words.begin(), words.end(),
                     [&](const char* word) { return lower.find(word) != std::string::npos; });
}

class ColumnSearch {
 public:
  ColumnSearch(const std::vector<PrintedTable>& tables, std::size_t table)
      : tables_(tables), table_(table), columns_(tables[table].figure_columns()) {
    if (columns_.size() > most_columns) columns_.resize(most_columns);
    const std::size_t rows = tables[table].rows.size();
    const std::size_t step = std::max<std::size_t>(1, rows / most_rows);
    for (std::size_t row = 0; row < rows; row += step) sample_.push_back(row);
    for (const std::size_t column : columns_) spreads_[column] = spread_of(column);
  }

  /// The believed rules: at most one a target, none twice.
  std::vector<ColumnRule> found() {
    for (const std::size_t target : columns_) {
      try_pairs(target);
      try_neighbours(target);
    }
    const double needed =
        needed_evidence + std::log(static_cast<double>(std::max<std::size_t>(tried_, 1)));
    std::vector<Candidate> believed;
    for (Candidate& each : candidates_) {
      if (each.fit.told >= needed) believed.push_back(std::move(each));
    }
    std::stable_sort(believed.begin(), believed.end(), [&](const Candidate& a, const Candidate& b) {
      if (std::abs(a.fit.worth() - b.fit.worth()) > 0.01 * std::abs(a.fit.worth())) {
        return a.fit.worth() > b.fit.worth();
      }
      return preference(a.rule) > preference(b.rule);
    });
    std::vector<ColumnRule> rules;
    std::set<std::size_t> targets;
    std::set<std::set<std::size_t>> linear;
    for (const Candidate& each : believed) {
      const ColumnRule& rule = best_told(each, believed).rule;
      const bool is_linear = rule.form == Form::sum;
      if (targets.count(rule.target) > 0 || is_circular(rules, rule)) continue;
      if (is_linear && !linear.insert(rule.columns()).second) continue;
      targets.insert(rule.target);
      rules.push_back(rule);
    }
    return rules;
  }

  Fit fit(const ColumnRule& rule) const {
    Fit result;
    for (const std::size_t row : sample_) look(rule, row, result);
    return result;
  }

 private:
  struct Candidate {
    ColumnRule rule;
    Fit fit;
  };

  const PrintedCell& cell(std::size_t row, std::size_t column) const {
    return tables_[table_].rows[row].cells[column];
  }

  /// Twice the mean distance from the median: what the column's figures range over.
  double spread_of(std::size_t column) const {
    std::vector<double> values;
    for (const std::size_t row : sample_) {
      if (cell(row, column).figure) values.push_back(cell(row, column).approx);
    }
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    const double middle = values[values.size() / 2];
    double sum = 0;
    for (const double value : values) sum += std::abs(value - middle);
    return 2 * sum / static_cast<double>(values.size());
  }

  void look(const ColumnRule& rule, std::size_t row, Fit& fit) const {
    const PrintedCell& target = cell(row, rule.target);
    if (!target.figure) return;
    double point = 0;
    double width = 0;
    if (rule.form == Form::sum) {
      int there = 0;
      for (const auto& [column, weight] : rule.terms) {
        const PrintedCell& part = cell(row, column);
        if (!part.figure && !part.missing) return;
        if (!part.figure) continue;
        there += part.approx != 0 ? 1 : 0;
        point += part.approx * weight;
        width += part.width;
      }
      if (there < 2) return;  // x = x + 0 tells nothing
    } else {
      const PrintedCell& a = cell(row, rule.terms[0].first);
      const PrintedCell& b = cell(row, rule.terms[1].first);
      const double base = std::abs(b.approx);
      if (!a.figure || !b.figure || base <= b.width / 2) return;
      const double ratio = a.approx / b.approx;
      const double scale = rule.form == Form::ratio ? 1 : 100;
      const bool from_one = rule.form == Form::change || rule.form == Form::change_on_magnitude;
      point = scale * (from_one ? ratio - 1 : ratio);
      if (rule.form == Form::change_on_magnitude && b.approx < 0) point = -point;
      width = scale * (a.width + std::abs(ratio) * b.width) / (base - b.width / 2);
    }
    const double reach = (target.width + width) / 2;
    if (std::abs(point - target.approx) <= reach + slack * std::abs(point)) {
      ++fit.followed;
      fit.told += evidence(2 * reach, spreads_.at(rule.target));
    } else {
      ++fit.broken;
    }
  }

  void consider(ColumnRule rule) {
    ++tried_;
    Fit result;
    for (const auto& each : sample_) {
      look(rule, each, result);
      if (result.broken > 8 && result.broken > result.followed) return;
    }
    if (result.followed < 3 || result.followed < 2 * result.broken) return;
    candidates_.push_back({std::move(rule), result});
  }

  void try_pairs(std::size_t target) {
    for (const std::size_t a : columns_) {
      for (const std::size_t b : columns_) {
        if (a == b || a == target || b == target) continue;
        if (a < b) consider({Form::sum, target, {{a, 1}, {b, 1}}});
        consider({Form::sum, target, {{a, 1}, {b, -1}}});
        for (const Form form :
             {Form::change, Form::change_on_magnitude, Form::share, Form::ratio}) {
          consider({form, target, {{a, 1}, {b, 1}}});
        }
      }
    }
  }

  /// Three or more columns beside the target.
  void try_neighbours(std::size_t target) {
    const auto at = static_cast<std::size_t>(std::find(columns_.begin(), columns_.end(), target) -
                                             columns_.begin());
    ColumnRule before{Form::sum, target, {}};
    for (std::size_t i = at; i-- > 0;) {
      before.terms.insert(before.terms.begin(), {columns_[i], 1});
      if (before.terms.size() >= 3) consider(before);
    }
    ColumnRule after{Form::sum, target, {}};
    for (std::size_t i = at + 1; i < columns_.size(); ++i) {
      after.terms.emplace_back(columns_[i], 1);
      if (after.terms.size() >= 3) consider(after);
    }
  }

  /// A linear rule can be told with each of its columns as the target: the way to tell it best.
  const Candidate& best_told(const Candidate& found, const std::vector<Candidate>& believed) const {
    const Candidate* best = &found;
    if (found.rule.form != Form::sum) return found;
    for (const Candidate& each : believed) {
      const bool same = each.rule.form == Form::sum && each.fit.followed >= found.fit.followed &&
                        each.rule.columns() == found.rule.columns();
      if (same && preference(each.rule) > preference(best->rule)) best = &each;
    }
    return *best;
  }

  /// Of rules that fit alike: a plain change before its variants, and as the target the column
  /// whose heading says so, else the last one, where derived columns mostly stand.
  double preference(const ColumnRule& rule) const {
    double result = names_a_difference(tables_[table_].columns[rule.target].title) ? 100 : 0;
    if (rule.form == Form::change) result += 50;
    if (rule.form == Form::change_on_magnitude) result += 40;
    if (rule.form == Form::sum) result += 30;
    if (rule.form == Form::share) result += 20;
    return result + static_cast<double>(rule.target) / 1000;
  }

  /// Whether the rule's operands are themselves derived from its target.
  static bool is_circular(const std::vector<ColumnRule>& rules, const ColumnRule& rule) {
    std::set<std::size_t> reached;
    for (const auto& term : rule.terms) reached.insert(term.first);
    for (bool grew = true; grew;) {
      grew = false;
      for (const ColumnRule& each : rules) {
        if (reached.count(each.target) == 0) continue;
        for (const auto& term : each.terms) grew = reached.insert(term.first).second || grew;
      }
    }
    return reached.count(rule.target) > 0;
  }

  const std::vector<PrintedTable>& tables_;
  std::size_t table_;
  std::vector<std::size_t> columns_;
  std::vector<std::size_t> sample_;
  std::map<std::size_t, double> spreads_;
  std::vector<Candidate> candidates_;
  std::size_t tried_ = 0;
};

std::string words_of(const PrintedTable& table, const ColumnRule& rule) {
  const auto title = [&](std::size_t column) { return table.columns[column].title; };
  std::string text = title(rule.target) + " = ";
  if (rule.form == Form::sum) {
    for (std::size_t i = 0; i < rule.terms.size(); ++i) {
      const bool minus = rule.terms[i].second < 0;
      if (i > 0 || minus) text += minus ? " - " : " + ";
      text += title(rule.terms[i].first);
    }
    return text;
  }
  const std::string a = title(rule.terms[0].first);
  const std::string b = title(rule.terms[1].first);
  switch (rule.form) {
    case Form::change:
      return text + "förändring i procent av " + a + " mot " + b;
    case Form::change_on_magnitude:
      return text + "förändring i procent av " + a + " mot beloppet av " + b;
    case Form::share:
      return text + a + " i procent av " + b;
    case Form::ratio:
    case Form::sum:
      break;
  }
  return text + a + " / " + b;
}

void add_instances(const PrintedTable& table, std::size_t number, const ColumnRule& rule,
                   bool carried, RuleBook& book) {
  book.rules.push_back({.form = rule.form, .text = words_of(table, rule), .carried = carried});
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (!table.rows[row].cells[rule.target].figure) continue;
    Relation relation{rule.form, {number, row, rule.target}, {}, book.rules.size() - 1};
    for (const auto& [column, weight] : rule.terms) {
      relation.terms.push_back({{number, row, column}, weight});
    }
    book.relations.push_back(std::move(relation));
  }
}

/// The rule in a table with the same headings; nullopt when one is not there, or there twice.
std::optional<ColumnRule> translated(const PrintedTable& from, const ColumnRule& rule,
                                     const PrintedTable& to) {
  const auto same = [&](std::size_t column) -> std::optional<std::size_t> {
    std::optional<std::size_t> found;
    for (const std::size_t each : to.figure_columns()) {
      if (to.columns[each].title != from.columns[column].title) continue;
      if (found) return std::nullopt;
      found = each;
    }
    return found;
  };
  ColumnRule result{rule.form, 0, {}};
  const auto target = same(rule.target);
  if (!target) return std::nullopt;
  result.target = *target;
  for (const auto& [column, weight] : rule.terms) {
    const auto there = same(column);
    if (!there) return std::nullopt;
    result.terms.emplace_back(*there, weight);
  }
  return result;
}

}  // namespace

double evidence(double width, double spread) {
  if (spread <= 0 || width <= 0) return 0;
  return std::clamp(-std::log(width / spread), 0.0, 7.0);
}

void find_column_rules(const std::vector<PrintedTable>& tables, RuleBook& book) {
  std::vector<std::vector<ColumnRule>> found(tables.size());
  std::vector<ColumnSearch> searches;
  searches.reserve(tables.size());
  for (std::size_t i = 0; i < tables.size(); ++i) {
    searches.emplace_back(tables, i);
    found[i] = searches.back().found();
    for (const ColumnRule& rule : found[i]) add_instances(tables[i], i, rule, false, book);
  }
  for (std::size_t to = 0; to < tables.size(); ++to) {
    std::set<std::size_t> derived;
    for (const ColumnRule& rule : found[to]) derived.insert(rule.target);
    for (std::size_t from = 0; from < tables.size(); ++from) {
      if (from == to) continue;
      for (const ColumnRule& rule : found[from]) {
        const auto same = translated(tables[from], rule, tables[to]);
        if (!same || derived.count(same->target) > 0) continue;
        const Fit fit = searches[to].fit(*same);
        if (fit.broken > fit.followed) continue;
        derived.insert(same->target);
        add_instances(tables[to], to, *same, true, book);
      }
    }
  }
}

}  // namespace redthread::audit
