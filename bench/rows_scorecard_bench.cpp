// SPDX-License-Identifier: Apache-2.0
// 50 shares, year to date, in 13 months, for the whole, its 20 areas and 39 units: 39 000 figures
// out of a cube that was counted from rows, against their target. They are read from dense tables,
// which are made once after a load and are timed by themselves; the evaluator, which gives every
// figure its thread, is asked for some of them, and must say the same.
#include <map>
#include <stdexcept>
#include <vector>

#include "bench.hpp"
#include "contact_region.hpp"
#include "figures/dense_table.hpp"
#include "figures/evaluator.hpp"
#include "warehouse/warehouse.hpp"

namespace redthread::bench {
namespace {

using figures::DenseTable;

constexpr int months = 13;
constexpr int units = 60;
constexpr int target = 20;  ///< per cent

struct Share {
  const DenseTable* part;
  const DenseTable* whole;
};

struct Cell {
  std::int64_t part = 0;
  std::int64_t whole = 0;
  bool is_known = false;
  bool is_attained = false;
};

/// A table for each measure that an indicator needs.
std::map<std::string, DenseTable> dense_tables(const Catalog& catalog, const Cube& cube) {
  figures::DenseMaker maker(catalog, cube);
  std::map<std::string, DenseTable> tables;
  for (const ContactShare& share : ContactRegion::shares()) {
    for (const std::string& key : {share.part, share.whole}) {
      const auto [place, is_new] = tables.try_emplace(key);
      if (is_new && !maker.fill(catalog.measure_index(key), {}, place->second)) {
        throw std::runtime_error("the bench's cube is plain");
      }
    }
  }
  return tables;
}

void fill(const std::vector<Share>& shares, std::vector<Cell>& card) {
  std::size_t at = 0;
  for (const Share& share : shares) {
    const std::size_t first = share.part->months() - months;
    for (int unit = 0; unit < units; ++unit) {
      const auto part = share.part->row(DenseTable::Column::ytd, unit);
      const auto whole = share.whole->row(DenseTable::Column::ytd, unit);
      for (std::size_t month = first; month < first + months; ++month) {
        Cell& cell = card[at++];
        cell.is_known = has_value(part.states[month]) && has_value(whole.states[month]) &&
                        whole.values[month] != 0;
        cell.part = part.values[month];
        cell.whole = whole.values[month];
        cell.is_attained = cell.is_known && cell.part * 100 >= cell.whole * target;
      }
    }
  }
}

/// Asks the evaluator for the last month of every 40th row; says the seconds a figure.
double check(const ContactRegion& region, const Cube& cube, const std::vector<Cell>& card) {
  figures::Evaluator evaluator(region.catalog(), cube);
  int asked = 0;
  const double seconds = best_seconds(1, [&] {
    for (std::size_t row = 0; row * months < card.size(); row += 41) {
      const std::string key = "share.i" + std::to_string(row / units);
      const auto figure = evaluator.figure(key, static_cast<int>(row % units),
                                           Period::month(region.last_month()), "ytd");
      const Cell& cell = card[row * months + months - 1];
      ++asked;
      if (!figure->value || !cell.is_known ||
          !(*figure->value == Exact::quotient(cell.part, cell.whole))) {
        throw std::runtime_error("the dense scorecard and the evaluator disagree");
      }
    }
  });
  return seconds / asked;
}

std::vector<Measurement> run() {
  const ContactRegion region(72);
  region.load(region.warehouse());
  auto warehouse = warehouse::Warehouse::open(region.warehouse().string());
  const Catalog& catalog = region.catalog();
  const Cube cube = warehouse.cube(catalog);
  std::map<std::string, DenseTable> tables;
  const double making = best_seconds(1, [&] { tables = dense_tables(catalog, cube); });
  std::vector<Share> shares;
  for (const ContactShare& share : ContactRegion::shares()) {
    shares.push_back({&tables.at(share.part), &tables.at(share.whole)});
  }
  std::vector<Cell> card(shares.size() * units * months);
  const double filling = best_seconds(5, [&] { fill(shares, card); });
  const double each = check(region, cube, card);
  return {{"rows_scorecard", filling * 1000, "ms", each * 1000 * static_cast<double>(card.size()),
           "the evaluator, from its time for some of them", 5.0, true},
          {.name = "rows_scorecard.tables_made_after_load", .value = making * 1000, .unit = "ms"}};
}

[[maybe_unused]] const bool known =
    add({"rows_scorecard", "50 indicators in 13 months for 60 units", run});

}  // namespace
}  // namespace redthread::bench
