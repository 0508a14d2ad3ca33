// SPDX-License-Identifier: Apache-2.0
// Making a region up: rows a second on one core, to disk and to nowhere. Beside it, the same bytes
// only written.
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include <unistd.h>

#include "app/generate.hpp"
#include "bench.hpp"
#include "generate/generate.hpp"

namespace redthread::bench {
namespace {

namespace fs = std::filesystem;

constexpr int inhabitants = 280'000;
constexpr int years = 2;

class Nowhere : public generate::Sink {
 public:
  void open(const std::string& /*path*/) override {}
  void write(std::string_view bytes) override { bytes_ += bytes.size(); }
  void close() override {}

 private:
  std::size_t bytes_ = 0;
};

std::vector<Measurement> run() {
  std::string folder = (fs::temp_directory_path() / "redthread-bench-XXXXXX").string();
  if (!mkdtemp(folder.data())) throw std::runtime_error("cannot make a temporary folder");
  const fs::path region = fs::path(folder) / "region";
  app::GeneratedRegion made;
  const double to_disk = best_seconds(3, [&] {
    fs::remove_all(region);
    Diagnostics diagnostics;
    const auto result = app::generate_region(
        region.string(), {.seed = 1, .inhabitants = inhabitants, .years = years}, diagnostics);
    if (!result) throw std::runtime_error(to_text(diagnostics));
    made = *result;
  });
  const double to_nowhere = best_seconds(3, [&] {
    Nowhere nowhere;
    generate::generate_region({.seed = 1, .inhabitants = inhabitants, .years = years}, nowhere);
  });
  const std::string piece(1 << 18, 'x');
  const double only_written = best_seconds(3, [&] {
    std::ofstream file(fs::path(folder) / "bytes", std::ios::binary | std::ios::trunc);
    for (std::int64_t left = made.bytes; left > 0;
         left -= static_cast<std::int64_t>(piece.size())) {
      file.write(piece.data(), static_cast<std::streamsize>(piece.size()));
    }
  });
  fs::remove_all(folder);
  const auto rows = static_cast<double>(made.rows);
  return {{"generate.rows", rows / to_disk, "rows/s", rows / only_written,
           "the same bytes only written", 1e6},
          {"generate.rows_to_nowhere", rows / to_nowhere, "rows/s", std::nullopt, "", 1e6}};
}

[[maybe_unused]] const bool known =
    add({"generate_rows", "a made-up region of 280 000 inhabitants over two years", run});

}  // namespace
}  // namespace redthread::bench
