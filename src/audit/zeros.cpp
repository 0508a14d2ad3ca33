// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>

#include "audit/findings.hpp"

namespace redthread::audit {
namespace {

constexpr std::size_t needed_rows = 5;    // that show how two columns go together
constexpr double needed_units = 20;       // of the last digit, that the zero should have been
constexpr double most_zeros = 1.0 / 3.0;  // of a column: more, and zero is usual in it

using TitlePair = std::pair<std::string, std::string>;

class ZeroSearch {
 public:
  ZeroSearch(const std::vector<PrintedTable>& tables, const RuleBook& book) : tables_(tables) {
    for (const Relation& relation : book.relations) {
      const CellRef& target = relation.target;
      const bool by_columns = relation.terms.front().cell.row == target.row;
      if (by_columns) derived_.insert({target.table, target.column});
    }
    for (std::size_t i = 0; i < tables.size(); ++i) learn(i);
    for (auto& each : ratios_) std::sort(each.second.begin(), each.second.end());
  }

  void run(const VouchedCells& vouched, std::vector<TableFinding>& findings) const {
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      const PrintedTable& table = tables_[i];
      for (std::size_t row = 0; row < table.rows.size(); ++row) {
        for (const std::size_t column : base_columns(i)) {
          const PrintedCell& cell = table.rows[row].cells[column];
          const CellRef at{i, row, column};
          if (!cell.figure || !cell.figure->value.is_zero() || vouched.count(at) > 0) continue;
          judge(at, findings);
        }
      }
    }
  }

 private:
  /// Figures that no rule between columns derives. Rules between rows have their own targets.
  std::vector<std::size_t> base_columns(std::size_t number) const {
    std::vector<std::size_t> result;
    for (const std::size_t column : tables_[number].figure_columns()) {
      const PrintedUnit unit = tables_[number].columns[column].unit;
      if (unit == PrintedUnit::percent || unit == PrintedUnit::points) continue;
      if (derived_.count({number, column}) == 0) result.push_back(column);
    }
    return result;
  }

  void learn(std::size_t number) {
    const PrintedTable& table = tables_[number];
    const auto columns = table.figure_columns();
    for (const PrintedRow& row : table.rows) {
      for (const std::size_t a : columns) {
        if (!row.cells[a].figure) continue;
        auto& counts = zeros_[table.columns[a].title];
        ++counts.second;
        if (row.cells[a].approx == 0) ++counts.first;
        for (const std::size_t b : columns) {
          const double of = row.cells[b].approx;
          if (a == b || of == 0 || row.cells[a].approx == 0) continue;
          ratios_[{table.columns[a].title, table.columns[b].title}].push_back(
              std::abs(row.cells[a].approx / of));
        }
      }
    }
  }

  void judge(const CellRef& at, std::vector<TableFinding>& findings) const {
    const PrintedTable& table = tables_[at.table];
    const std::string& title = table.columns[at.column].title;
    const auto& counts = zeros_.at(title);
    if (counts.first > most_zeros * counts.second) return;
    const PrintedCell& cell = table.rows[at.row].cells[at.column];
    for (const std::size_t beside : table.figure_columns()) {
      const PrintedCell& other = table.rows[at.row].cells[beside];
      const auto found = ratios_.find({title, table.columns[beside].title});
      if (beside == at.column || !other.figure || other.approx == 0 || found == ratios_.end()) {
        continue;
      }
      const std::vector<double>& ratios = found->second;
      if (ratios.size() < needed_rows) continue;
      const double low = ratios[ratios.size() / 10];
      const double middle = ratios[ratios.size() / 2];
      if (std::abs(other.approx) * low < needed_units * cell.width) continue;
      TableFinding finding{.cell = at};
      finding.rule =
          title + " är annars inte noll när " + table.columns[beside].title + " har ett värde";
      finding.formula = "0 mot " + other.text + "; annars omkring " +
                        Exact(Decimal::of(static_cast<Int128>(std::llround(middle * 100)), 2))
                            .rounded(2)
                            .to_string() +
                        " gånger så mycket";
      finding.note = "saknat värde visat som noll";
      finding.followed = static_cast<int>(ratios.size());
      finding.broken = counts.first;
      finding.confidence = (finding.followed + 1.0) / (finding.followed + finding.broken + 2.0);
      findings.push_back(std::move(finding));
      return;
    }
  }

  const std::vector<PrintedTable>& tables_;
  std::set<std::pair<std::size_t, std::size_t>> derived_;  ///< table, column
  std::map<std::string, std::pair<int, int>> zeros_;       ///< by heading: zeros, figures
  std::map<TitlePair, std::vector<double>> ratios_;
};

}  // namespace

void find_missing_as_zero(const std::vector<PrintedTable>& tables, const RuleBook& book,
                          const VouchedCells& vouched, std::vector<TableFinding>& findings) {
  ZeroSearch(tables, book).run(vouched, findings);
}

}  // namespace redthread::audit
