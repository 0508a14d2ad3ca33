// SPDX-License-Identifier: Apache-2.0
// Reading deliveries of a million rows with ten short columns. Beside the CSV reader, DuckDB's own
// on the same file; beside both, the file only read from disk.
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include <fmt/format.h>
#include <unistd.h>

#include "bench.hpp"
#include "warehouse/rows/row_source.hpp"

namespace redthread::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t row_count = 1'000'000;

/// A folder that is removed at the end.
class Folder {
 public:
  Folder() {
    std::string path = (fs::temp_directory_path() / "redthread-bench-XXXXXX").string();
    if (!mkdtemp(path.data())) throw std::runtime_error("cannot make a temporary folder");
    path_ = path;
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string file(const char* name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

/// Contacts as a health care record system exports them.
void write_csv(const std::string& path, const char* clinic, const char* quote) {
  std::string text =
      "contact_id,contact_date,unit_code,person,form,profession,sex,age,amount,clinic\n";
  for (std::size_t i = 0; i < row_count; ++i) {
    text += fmt::format("{},2024-{:02}-{:02},U{:03},{}{}{},visit,nurse,{},{},{}.50,{}\n", i,
                        i % 12 + 1, i % 28 + 1, i % 400, quote, i * 7919 % 350'000, quote,
                        i % 2 == 0 ? "women" : "men", i % 100, i % 5000, clinic);
  }
  std::ofstream(path, std::ios::binary) << text;
}

double seconds_of(const std::string& path) {
  return best_seconds(3, [&] {
    Diagnostics diagnostics;
    const auto source = warehouse::open_rows(path, "bench", diagnostics);
    if (!source) throw std::runtime_error(to_text(diagnostics));
    std::size_t rows = 0;
    for (warehouse::RowBatch batch; source->next(batch);) rows += batch.rows;
    if (rows != row_count) throw std::runtime_error(to_text(source->told()));
  });
}

std::size_t lines_in(const std::string& path) {
  std::ifstream stream(path);
  std::size_t lines = 0;
  for (std::string line; std::getline(stream, line);) ++lines;
  return lines;
}

std::vector<Measurement> run() {
  const Folder folder;
  const auto rows = static_cast<double>(row_count);
  write_csv(folder.file("plain.csv"), "Medicin", "");
  write_csv(folder.file("quoted.csv"), "Medicin", "\"");
  write_csv(folder.file("windows.csv"),
            "Akutv\xE5rd \x96 S\xF6"
            "dra",
            "");
  const double lines = best_seconds(3, [&] {
    if (lines_in(folder.file("plain.csv")) == 0) std::abort();
  });
  const char* reference = "the file's lines by std::getline";
  const double goal = 3e6;
  return {{"rows.csv", rows / seconds_of(folder.file("plain.csv")), "rows/s", rows / lines,
           reference, goal},
          {"rows.csv_quoted", rows / seconds_of(folder.file("quoted.csv")), "rows/s", rows / lines,
           reference},
          {"rows.csv_windows_1252", rows / seconds_of(folder.file("windows.csv")), "rows/s",
           rows / lines, reference}};
}

[[maybe_unused]] const bool known = add({"rows", "reading deliveries of a million rows", run});

}  // namespace
}  // namespace redthread::bench
