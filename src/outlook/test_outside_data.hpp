// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/csv.hpp"
#include "base/diagnostics.hpp"

namespace redthread::outlook {

/// Public data that the methods are tested against and that is not ours to copy, for tests and
/// benchmarks: the folder named by REDTHREAD_PLANNING_DATA, otherwise `planning/data` beside the
/// repository's own folder (or `shared/planning/data` there, or one level further out). A test
/// without it is skipped and says so.
inline std::optional<std::string> outside_file(const std::string& name) {
  namespace fs = std::filesystem;
  std::vector<fs::path> folders;
  if (const char* told = std::getenv("REDTHREAD_PLANNING_DATA")) {
    folders = {told};
  } else {
    for (const char* up : {"..", "../.."}) {
      for (const char* inside : {"planning/data", "shared/planning/data"})
        folders.push_back(fs::path(up) / inside);
    }
  }
  for (const fs::path& folder : folders) {
    if (fs::exists(folder / name)) return (folder / name).string();
  }
  return std::nullopt;
}

/// A column's numbers (what is no number is nullopt) by the text of another one, in the file's
/// order.
using Panel = std::map<std::string, std::vector<std::optional<double>>>;

inline std::optional<double> outside_number(const std::string& text) {
  if (text.empty() || text == "NA") return std::nullopt;
  return std::stod(text);
}

/// The file as a table; nullopt when it is not here.
inline std::optional<CsvTable> outside_table(const std::string& name) {
  const auto file = outside_file(name);
  if (!file) return std::nullopt;
  Diagnostics diagnostics;
  return read_csv_file(*file, name, CsvColumns{{}, {}, true}, diagnostics);
}

}  // namespace redthread::outlook
