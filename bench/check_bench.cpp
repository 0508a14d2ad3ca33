// SPDX-License-Identifier: Apache-2.0
// `redthread check` of a region with 2 000 indicators over as many measures. Beside it, the same
// files only read from disk line by line.
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include <unistd.h>

#include "app/check.hpp"
#include "bench.hpp"

namespace redthread::bench {
namespace {

namespace fs = std::filesystem;

constexpr int indicators = 2000;

void write(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path) << text;
}

void write_region(const fs::path& folder) {
  write(folder / "region.toml", "key = \"stor\"\nname = \"Stor region\"\n");
  write(folder / "organisation.csv",
        "code,name,parent,kind,valid_from,valid_to,successor,share\n"
        "HSF,Hälso- och sjukvårdsförvaltningen,,administration,2020-01-01,,,\n");
  write(folder / "catalog/facts.toml", "[rows]\nname = \"Rader\"\ngrain = \"reported\"\n");
  std::string measures;
  std::string wanted;
  for (int i = 0; i < indicators; ++i) {
    const std::string n = std::to_string(i);
    measures += "[\"measure.m" + n + "\"]\nname = {sv = \"Mått " + n + "\", en = \"Measure " + n +
                "\"}\nfact = \"rows\"\nunit = \"st\"\nbetter = \"higher\"\n";
    wanted += "[\"indicator.i" + n + "\"]\nname = {sv = \"Indikator " + n +
              "\", en = \"Indicator " + n + "\"}\nformula = \"measure.m" + n + " / measure.m" +
              std::to_string((i + 1) % indicators) +
              "\"\nshow = \"percent 1\"\nbetter = \"higher\"\ntarget = {2024 = \">= 95 %\"}\n"
              "tolerance = \"5 pp\"\ndefinition = \"Andel.\"\n";
  }
  write(folder / "catalog/measures.toml", measures);
  write(folder / "catalog/indicators.toml", wanted);
}

std::size_t lines_in(const fs::path& folder) {
  std::size_t lines = 0;
  for (const auto& file : fs::recursive_directory_iterator(folder)) {
    if (!file.is_regular_file()) continue;
    std::ifstream stream(file.path());
    for (std::string line; std::getline(stream, line);) ++lines;
  }
  return lines;
}

std::vector<Measurement> run() {
  std::string folder = (fs::temp_directory_path() / "redthread-bench-XXXXXX").string();
  if (!mkdtemp(folder.data())) throw std::runtime_error("cannot make a temporary folder");
  write_region(folder);
  std::size_t lines = 0;
  const double reading = best_seconds(5, [&] { lines = lines_in(folder); });
  const double checking = best_seconds(3, [&] {
    Diagnostics diagnostics;
    const auto result = app::check_region(folder, diagnostics);
    if (!result || result->indicators != indicators) throw std::runtime_error(to_text(diagnostics));
  });
  fs::remove_all(folder);
  if (lines == 0) throw std::runtime_error("nothing was read");
  return {{"check.2000_indicators", checking, "s", reading, "the same files only read", 1.0, true}};
}

[[maybe_unused]] const bool known =
    add({"check", "redthread check of a region with 2 000 indicators", run});

}  // namespace
}  // namespace redthread::bench
