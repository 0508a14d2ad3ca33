// SPDX-License-Identifier: Apache-2.0
// Loading deliveries of rows with all checks: 5 million rows in 18 files into a new warehouse, or
// 20 million in 72 when the environment has REDTHREAD_BENCH_FULL. Beside it, the same files only
// read and split.
#include <cstdlib>
#include <stdexcept>
#include <string>

#include "bench.hpp"
#include "contact_region.hpp"
#include "warehouse/rows/row_source.hpp"

namespace redthread::bench {
namespace {

namespace fs = std::filesystem;

void only_read(const ContactRegion& region) {
  for (int i = 0; i < region.months(); ++i) {
    Diagnostics diagnostics;
    const fs::path file = region.delivery(Month(2019, 1).plus(i));
    const auto source = warehouse::open_rows(file.string(), "bench", diagnostics);
    if (!source) throw std::runtime_error(to_text(diagnostics));
    int rows = 0;
    for (warehouse::RowBatch batch; source->next(batch);) rows += static_cast<int>(batch.rows);
    if (rows != ContactRegion::rows_a_month) throw std::runtime_error(to_text(source->told()));
  }
}

std::vector<Measurement> run() {
  const bool is_full = std::getenv("REDTHREAD_BENCH_FULL") != nullptr;
  const ContactRegion region(is_full ? 72 : 18);
  const std::string name = is_full ? "rows_load.20_million" : "rows_load.5_million";
  const fs::path warehouse = region.folder() / "load.duckdb";
  const auto rows = static_cast<double>(region.rows());
  const double reading = best_seconds(1, [&] { only_read(region); });
  fs::remove(warehouse);
  forget_peak_memory();
  const double processor = processor_seconds();
  const double loading = best_seconds(1, [&] { region.load(warehouse); });
  const double used = processor_seconds() - processor;
  const double memory = peak_memory_mb();
  fs::remove(warehouse);
  return {{name, rows / loading, "rows/s", rows / reading, "the files only read and split", 1e6},
          {.name = name + ".processor", .value = used, .unit = "s"},
          {.name = name + ".peak_memory",
           .value = memory,
           .unit = "MB",
           .goal = 3'000,
           .goal_is_limit = true}};
}

[[maybe_unused]] const bool known =
    add({"rows_load", "loading deliveries of rows with all checks", run});

}  // namespace
}  // namespace redthread::bench
