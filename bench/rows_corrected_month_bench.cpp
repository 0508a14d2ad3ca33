// SPDX-License-Identifier: Apache-2.0
// One month of 72 is delivered again, 280 000 rows of 20 million: from the file to the figures of a
// statement with 44 rows. Beside it, the corrected file only read and split.
#include <stdexcept>

#include "bench.hpp"
#include "contact_region.hpp"
#include "figures/evaluator.hpp"
#include "warehouse/rows/row_source.hpp"
#include "warehouse/warehouse.hpp"

namespace redthread::bench {
namespace {

void only_read(const ContactRegion& region, Month month) {
  Diagnostics diagnostics;
  const auto source =
      warehouse::open_rows(region.delivery(month).string(), "bench", diagnostics);
  if (!source) throw std::runtime_error(to_text(diagnostics));
  for (warehouse::RowBatch batch; source->next(batch);) continue;
}

/// What `redthread` does with a region whose delivery has changed.
void take_in_and_evaluate(const ContactRegion& region, Month month) {
  region.load(region.warehouse());
  auto warehouse = warehouse::Warehouse::open(region.warehouse().string());
  const Cube cube = warehouse.cube(region.catalog());
  figures::Evaluator evaluator(region.catalog(), cube);
  const int root = *region.catalog().organisation.index_of("HSF");
  const auto table =
      evaluator.statement(*region.catalog().statement("production"), root, Period::month(month));
  if (table.rows.size() != ContactRegion::measures().size()) {
    throw std::runtime_error("a row of the statement is not there");
  }
}

std::vector<Measurement> run() {
  const ContactRegion region(72);
  region.load(region.warehouse());
  const Month month = region.last_month().plus(-6);
  double seconds = 0;
  double reading = 0;
  for (const std::uint64_t correction : {1, 2, 0}) {  // at last as it was
    region.deliver(month, correction);
    const double read = best_seconds(1, [&] { only_read(region, month); });
    if (reading == 0 || read < reading) reading = read;
    const double took = best_seconds(1, [&] { take_in_and_evaluate(region, month); });
    if (seconds == 0 || took < seconds) seconds = took;
  }
  return {{"rows_corrected_month", seconds, "s", reading, "the corrected file only read and split",
           2.0, true}};
}

[[maybe_unused]] const bool known =
    add({"rows_corrected_month", "one month of 20 million rows delivered again", run});

}  // namespace
}  // namespace redthread::bench
