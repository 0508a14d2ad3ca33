// SPDX-License-Identifier: Apache-2.0
// 50 shares, year to date, in 13 months, for the whole, its 20 areas and 39 units: 39 000 figures
// out of a cube that was counted from rows, with their status. The tables that they are read from
// are made once after a load and timed by themselves; the evaluator, which gives every figure its
// thread, is asked for some of them, and must say the same.
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "bench.hpp"
#include "contact_region.hpp"
#include "figures/dense_scores.hpp"
#include "figures/evaluator.hpp"
#include "warehouse/warehouse.hpp"

namespace redthread::bench {
namespace {

using figures::DenseScore;
using figures::DenseScores;

constexpr std::size_t months = 13;
constexpr std::size_t units = 60;

/// Asks the evaluator for the last month of every 41st row; says the seconds a figure.
double check(const ContactRegion& region, const Cube& cube, const DenseScores& dense,
             const std::vector<std::string>& indicators, const std::vector<DenseScore>& scores) {
  figures::Evaluator evaluator(region.catalog(), cube);
  int asked = 0;
  const double seconds = best_seconds(1, [&] {
    for (std::size_t row = 0; row * months < scores.size(); row += 41) {
      const std::size_t indicator = row / units;
      const DenseScore& score = scores[row * months + months - 1];
      const auto said =
          evaluator.score(*region.catalog().indicator(indicators[indicator]),
                          static_cast<int>(row % units), Period::month(region.last_month()));
      ++asked;
      const auto value = dense.value(indicator, score);
      if (!said.outcome->value || !value || !(*said.outcome->value == *value) ||
          said.status != score.status) {
        throw std::runtime_error("the dense scores and the evaluator disagree");
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
  std::vector<std::string> indicators;
  for (const Indicator& each : catalog.indicators) indicators.push_back(each.key);
  std::vector<int> asked(units);
  for (std::size_t i = 0; i < units; ++i) asked[i] = static_cast<int>(i);
  const Period span(region.last_month().plus(1 - static_cast<int>(months)), region.last_month());
  std::optional<DenseScores> dense;
  const double making = best_seconds(1, [&] { dense.emplace(catalog, cube, indicators); });
  std::vector<DenseScore> scores;
  const double filling = best_seconds(5, [&] { dense->fill(asked, span, scores); });
  const double each = check(region, cube, *dense, indicators, scores);
  return {{"rows_scorecard", filling * 1000, "ms", each * 1000 * static_cast<double>(scores.size()),
           "the evaluator, from its time for some of them", 5.0, true},
          {.name = "rows_scorecard.tables_made_after_load", .value = making * 1000, .unit = "ms"}};
}

[[maybe_unused]] const bool known =
    add({"rows_scorecard", "50 indicators in 13 months for 60 units", run});

}  // namespace
}  // namespace redthread::bench
