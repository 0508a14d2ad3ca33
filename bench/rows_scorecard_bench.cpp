// SPDX-License-Identifier: Apache-2.0
// 50 shares, year to date, in 13 months, for the whole, its 20 areas and 39 units: 39 000 figures
// out of a cube that was counted from rows. Beside it, the evaluator asked for each, which gives every
// figure its thread.
#include <stdexcept>

#include "bench.hpp"
#include "contact_region.hpp"
#include "figures/evaluator.hpp"
#include "warehouse/warehouse.hpp"

namespace redthread::bench {
namespace {

constexpr int months = 13;
constexpr int units = 60;

std::vector<Measurement> run() {
  const ContactRegion region(72);
  region.load(region.warehouse());
  auto warehouse = warehouse::Warehouse::open(region.warehouse().string());
  const Catalog& catalog = region.catalog();
  const Cube cube = warehouse.cube(catalog);
  const double each = best_seconds(2, [&] {
    figures::Evaluator evaluator(catalog, cube);
    for (const Indicator& indicator : catalog.indicators) {
      for (int unit = 0; unit < units; ++unit) {
        for (int back = 0; back < months; ++back) {
          evaluator.figure(indicator.key, unit, Period::month(region.last_month().plus(-back)),
                           "ytd");
        }
      }
    }
  });
  return {{.name = "rows_scorecard.one_by_one", .value = each, .unit = "s", .goal=0.005, .goal_is_limit=true}};
}

[[maybe_unused]] const bool known =
    add({"rows_scorecard", "50 indicators in 13 months for 60 units", run});

}  // namespace
}  // namespace redthread::bench
