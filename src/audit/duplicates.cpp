// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>

#include "audit/findings.hpp"
#include "base/text.hpp"

namespace redthread::audit {
namespace {

constexpr int needed_agreement = 3;
constexpr double needed_evidence = 12;

/// A label without what varies from table to table: case, `varav`, what stands in parentheses, and
/// all that is no letter or digit.
std::string plain(const std::string& label) {
  std::string result;
  int depth = 0;
  for (const char c : lower_case(label)) {
    if (c == '(') ++depth;
    const bool letter =
        (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (depth == 0 && letter) result += c;
    if (c == ')' && depth > 0) --depth;
  }
  for (const char* word : {"varav", "därav"}) {
    if (result.rfind(word, 0) == 0) result.erase(0, std::string(word).size());
  }
  return result;
}

using RowPairs = std::vector<std::pair<std::size_t, std::size_t>>;
using Names = std::map<std::string, std::optional<std::size_t>>;  ///< nullopt: several rows

/// The rows by key, and by label with the parent's label before it.
Names names_of(const PrintedTable& table, bool keys) {
  Names names;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const PrintedRow& row = table.rows[i];
    std::string name = keys ? row.key : plain(row.label);
    if (name.empty()) continue;
    if (!keys && row.parent) name.insert(0, plain(table.rows[*row.parent].label) + "/");
    const auto [at, added] = names.emplace(name, i);
    if (!added) at->second = std::nullopt;
  }
  return names;
}

struct TableNames {
  Names keys;
  Names labels;
};

RowPairs same_rows(const TableNames& a, const TableNames& b) {
  std::map<std::size_t, std::size_t> pairs;
  const auto add = [&](const Names& left, const Names& right) {
    for (const auto& [name, row] : left) {
      const auto found = right.find(name);
      if (row && found != right.end() && found->second) pairs.emplace(*row, *found->second);
    }
  };
  add(a.keys, b.keys);
  add(a.labels, b.labels);
  return {pairs.begin(), pairs.end()};
}

/// How two printed figures of one quantity stand.
enum class Match { same, touching, different };

Match match(const PrintedFigure& a, const PrintedFigure& b) {
  const Interval x = a.interval();
  const Interval y = b.interval();
  if (x.high < y.low || y.high < x.low) return Match::different;
  if (a.decimals == b.decimals) return a.value == b.value ? Match::same : Match::touching;
  const bool a_is_coarse = a.decimals < b.decimals;
  const PrintedFigure& coarse = a_is_coarse ? a : b;
  const PrintedFigure& fine = a_is_coarse ? b : a;
  return Exact(fine.value.rounded(coarse.decimals)) == coarse.value ? Match::same : Match::touching;
}

struct ColumnPair {
  std::size_t left = 0;
  std::size_t right = 0;
  int same = 0;
  int different = 0;
  double told = 0;
};

/// Whether a heading names a year.
bool has_year(const std::string& title) {
  for (std::size_t i = 0; i + 4 <= title.size(); ++i) {
    const bool century = title.compare(i, 2, "20") == 0 || title.compare(i, 2, "19") == 0;
    if (century && title.find_first_not_of("0123456789", i) >= i + 4) return true;
  }
  return false;
}

class Comparison {
 public:
  /// `previous`: the right table is last year's.
  Comparison(const std::vector<PrintedTable>& tables, std::size_t left, std::size_t right,
             RowPairs rows, const VouchedCells& vouched, std::vector<TableFinding>& findings,
             bool previous = false)
      : tables_(tables),
        left_(left),
        right_(right),
        rows_(std::move(rows)),
        vouched_(vouched),
        findings_(findings),
        previous_(previous) {}

  void run() {
    for (const ColumnPair& pair : matched_columns()) {
      for (const auto& [a, b] : rows_) {
        compare({left_, a, pair.left}, {right_, b, pair.right}, pair);
      }
    }
  }

 private:
  ColumnPair look(std::size_t left, std::size_t right) const {
    ColumnPair pair{left, right};
    for (const auto& [a, b] : rows_) {
      const auto& x = tables_[left_].rows[a].cells[left];
      const auto& y = tables_[right_].rows[b].cells[right];
      if (!x.figure || !y.figure) continue;
      if (match(*x.figure, *y.figure) == Match::different) {
        ++pair.different;
      } else if (x.approx != 0) {
        ++pair.same;
        pair.told += evidence(x.width + y.width, std::abs(x.approx));
      }
    }
    return pair;
  }

  /// Columns with one heading when the tables agree in most of those; else columns that agree in
  /// most rows.
  std::vector<ColumnPair> matched_columns() const {
    std::vector<ColumnPair> titled;
    std::vector<ColumnPair> others;
    ColumnPair all;
    for (const std::size_t a : tables_[left_].figure_columns()) {
      for (const std::size_t b : tables_[right_].figure_columns()) {
        const std::string& title = tables_[left_].columns[a].title;
        // `Utfall` is another thing in another year.
        const bool same_title =
            title == tables_[right_].columns[b].title && (!previous_ || has_year(title));
        ColumnPair pair = look(a, b);
        if (same_title) {
          all.same += pair.same;
          all.different += pair.different;
          all.told += pair.told;
          titled.push_back(pair);
        } else if (pair.same >= needed_agreement && pair.same >= 2 * pair.different &&
                   pair.told >= needed_evidence) {
          others.push_back(pair);
        }
      }
    }
    const bool linked =
        all.same >= needed_agreement + 1 && all.same > all.different && all.told >= needed_evidence;
    std::vector<ColumnPair> result;
    if (linked) {
      for (ColumnPair& pair : titled) {
        pair.same = all.same;
        pair.different = all.different;
        result.push_back(pair);
      }
    }
    std::stable_sort(others.begin(), others.end(),
                     [](const ColumnPair& a, const ColumnPair& b) { return a.told > b.told; });
    for (const ColumnPair& pair : others) {
      const bool taken = std::any_of(result.begin(), result.end(), [&](const ColumnPair& each) {
        return each.left == pair.left || each.right == pair.right;
      });
      if (!taken) result.push_back(pair);
    }
    return result;
  }

  void compare(const CellRef& a, const CellRef& b, const ColumnPair& pair) {
    const PrintedCell& x = cell_at(tables_, a);
    const PrintedCell& y = cell_at(tables_, b);
    if (!x.figure || !y.figure) return;
    const Match found = match(*x.figure, *y.figure);
    if (found == Match::same) return;
    // The one that its own table vouches for is taken to be right, then the one with more decimals.
    const bool vouched_a = vouched_.count(a) > 0;
    const bool vouched_b = vouched_.count(b) > 0;
    const bool accuse_second =
        !previous_ &&
        (vouched_a != vouched_b ? vouched_a : y.figure->decimals < x.figure->decimals);
    const CellRef& accused = accuse_second ? b : a;
    const CellRef& other = accuse_second ? a : b;
    TableFinding finding{.cell = accused, .other = other};
    finding.expected = cell_at(tables_, other).text;
    finding.rule = (previous_ ? "samma uppgift i förra rapporten, " : "samma uppgift som ") +
                   place_of(tables_[other.table], tables_[other.table].rows[other.row]) + ", rad " +
                   std::to_string(tables_[other.table].rows[other.row].line) + ", " +
                   tables_[other.table].columns[other.column].title;
    finding.formula = cell_at(tables_, accused).text + " mot " + cell_at(tables_, other).text;
    finding.followed = pair.same;
    finding.broken = pair.different;
    finding.confidence = (pair.same + 1.0) / (pair.same + pair.different + 2.0);
    judge(finding, *x.figure, *y.figure, found);
    if (previous_) finding.note += coverage(pair);
    findings_.push_back(std::move(finding));
  }

  void judge(TableFinding& finding, const PrintedFigure& x, const PrintedFigure& y,
             Match found) const {
    const std::string& unit = tables_[finding.cell.table].rows[finding.cell.row].unit;
    const bool whole = x.decimals == 0 && y.decimals == 0;
    if (found == Match::touching) {
      if (whole && is_count_unit(unit)) {
        finding.note = "antal är hela tal: en av uppgifterna är fel";
        return;
      }
      finding.severity = FindingSeverity::rounding;
      finding.note = "skillnad inom avrundning";
      return;
    }
    const Exact five_units(Decimal::of(5, std::min(x.decimals, y.decimals)));
    const bool both = vouched_.count(finding.cell) > 0 && vouched_.count(*finding.other) > 0;
    if (both && five_units < (x.value - y.value).abs()) {
      finding.severity = FindingSeverity::explainable;
      finding.note = "båda stämmer i sin egen tabell: olika omfattning?";
      return;
    }
    finding.note = "samma uppgift, olika tal";
  }

  /// How far the two are of the same things.
  std::string coverage(const ColumnPair& pair) const {
    const PrintedTable& now = tables_[left_];
    const PrintedTable& before = tables_[right_];
    std::string text;
    if (rows_.size() < now.rows.size() || rows_.size() < before.rows.size()) {
      text += "; omfattning: " + std::to_string(rows_.size()) + " rader gemensamma av " +
              std::to_string(now.rows.size()) + " nu och " + std::to_string(before.rows.size()) +
              " förra gången";
    }
    const std::string& title = now.columns[pair.left].title;
    const std::string& other = before.columns[pair.right].title;
    if (title != other) text += "; tid: ”" + title + "” mot ”" + other + "”";
    return text;
  }

  const std::vector<PrintedTable>& tables_;
  std::size_t left_;
  std::size_t right_;
  RowPairs rows_;
  const VouchedCells& vouched_;
  std::vector<TableFinding>& findings_;
  bool previous_;
};

std::vector<TableNames> all_names(const std::vector<PrintedTable>& tables) {
  std::vector<TableNames> names;
  names.reserve(tables.size());
  for (const PrintedTable& table : tables) {
    names.push_back({names_of(table, true), names_of(table, false)});
  }
  return names;
}

}  // namespace

void compare_duplicates(const std::vector<PrintedTable>& tables, const VouchedCells& vouched,
                        std::vector<TableFinding>& findings) {
  const std::vector<TableNames> names = all_names(tables);
  for (std::size_t a = 0; a < tables.size(); ++a) {
    for (std::size_t b = a + 1; b < tables.size(); ++b) {
      RowPairs rows = same_rows(names[a], names[b]);
      if (rows.size() < 2) continue;
      Comparison(tables, a, b, std::move(rows), vouched, findings).run();
    }
  }
}

void compare_previous(const std::vector<PrintedTable>& tables, std::size_t previous,
                      std::vector<TableFinding>& findings) {
  const std::vector<TableNames> names = all_names(tables);
  for (std::size_t a = 0; a < previous; ++a) {
    for (std::size_t b = previous; b < tables.size(); ++b) {
      RowPairs rows = same_rows(names[a], names[b]);
      if (rows.size() < 2) continue;
      const VouchedCells none;
      Comparison(tables, a, b, std::move(rows), none, findings, true).run();
    }
  }
}

}  // namespace redthread::audit
