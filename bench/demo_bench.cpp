// SPDX-License-Identifier: Apache-2.0
// The main job, warm: data in to three formats out, and to all five. Beside it, the same delivered
// files only read and split at commas, which no way of doing the job can avoid.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <unistd.h>

#include "app/report.hpp"
#include "bench.hpp"

namespace redthread::bench {
namespace {

namespace fs = std::filesystem;

constexpr const char* region = "regions/vastmanland";

/// How many fields the delivered files have: the work is in the reading.
std::size_t fields_in_deliveries() {
  std::size_t fields = 0;
  for (const auto& file : fs::recursive_directory_iterator(fs::path(region) / "data")) {
    std::ifstream stream(file.path());
    for (std::string line; std::getline(stream, line);) {
      fields += 1 + static_cast<std::size_t>(std::count(line.begin(), line.end(), ','));
    }
  }
  return fields;
}

/// From a new, empty warehouse: everything is loaded, evaluated, rendered, checked and written.
void whole_report(const fs::path& folder, const std::vector<std::string>& formats,
                  report::Press& press) {
  Diagnostics diagnostics;
  fs::remove(folder / "warehouse.duckdb");
  auto session = app::Session::open(
      region, {.warehouse = (folder / "warehouse.duckdb").string(), .user = "bench"}, diagnostics);
  if (!session) throw std::runtime_error(to_text(diagnostics));
  const auto outcome = app::make_report(
      *session, {"delarsrapport", Period::tertial(2024, 1), {}, formats, (folder / "out").string()},
      press, diagnostics);
  if (!outcome) throw std::runtime_error(to_text(diagnostics));
}

std::vector<Measurement> run() {
  std::string pattern = (fs::temp_directory_path() / "redthread-bench-XXXXXX").string();
  if (!mkdtemp(pattern.data())) throw std::runtime_error("cannot make a temporary folder");
  std::size_t fields = 0;
  const double reading = best_seconds(5, [&] { fields = fields_in_deliveries(); });
  if (fields == 0) throw std::runtime_error("run this from the repository's root");
  report::Press press;  // kept warm, as in a server
  const double three = best_seconds(5, [&] {
    whole_report(pattern, {"html", "xlsx", "json"}, press);
  });
  const double all = best_seconds(5, [&] { whole_report(pattern, {}, press); });
  fs::remove_all(pattern);
  const char* reference = "the delivered files only read and split";
  return {{"demo.data_in_to_three_formats_out", three, "s", reading, reference, 1.0, true},
          {"demo.data_in_to_five_formats_out", all, "s", reading, reference, 3.0, true}};
}

[[maybe_unused]] const bool known =
    add({"demo", "the demo report: data in to three and to five formats out, warm", run});

}  // namespace
}  // namespace redthread::bench
