// SPDX-License-Identifier: Apache-2.0
#include "catalog/folders.hpp"

#include <filesystem>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/readers.hpp"
#include "catalog/source.hpp"
#include "model/plan_kinds.hpp"

namespace redthread::catalog {
namespace {

const std::string reports_folder = "reports/";

/// What may lie in the folders where every file means something: names, or endings for files
/// whose name is a key.
struct Expected {
  std::string folder;
  std::vector<std::string> names;
  std::vector<std::string> endings;
};
std::vector<std::string> plan_files() {
  std::vector<std::string> names;
  for (const PlanKind& kind : plan_kinds()) names.emplace_back(kind.file);
  return names;
}

const std::vector<Expected> expected_files = {
    {"catalog/",
     {"breakdowns.toml", "facts.toml", "indicators.toml", "maps", "measures.toml", "profiles.toml",
      "sources", "statements"},
     {}},
    {"catalog/maps/", {}, {".csv"}},
    {"catalog/sources/", {}, {".toml"}},
    {"catalog/statements/", {}, {".toml", ".csv"}},
    {"plan/", plan_files(), {}},
    {"reports/", {"reference.docx"}, {".md"}},
};

/// Sorted, so that messages and hashes do not depend on the file system.
std::set<std::string> entries(const Loading& loading, const std::string& folder) {
  std::set<std::string> names;
  std::error_code failure;
  std::filesystem::directory_iterator at(loading.folder + "/" + folder, failure);
  for (; !failure && at != std::filesystem::directory_iterator(); at.increment(failure)) {
    const std::string name = at->path().filename().string();
    if (!name.starts_with('.') && name != "README.md") names.insert(name);
  }
  return names;
}

void check_name(const std::string& name, const Expected& expected, Loading& loading) {
  for (const std::string& known : expected.names) {
    if (name == known) return;
  }
  for (const std::string& ending : expected.endings) {
    if (!name.ends_with(ending)) continue;
    const std::string stem = name.substr(0, name.size() - ending.size());
    if (is_key(stem)) return;
    loading.diagnostics.error(
        "catalog.bad_key", {.file = expected.folder + name},
        fmt::format("the file's name `{}` is not a key", stem),
        "a key is words of a-z, 0-9 and _ joined by dots, each starting with a letter");
    return;
  }
  loading.diagnostics.error(
      "catalog.unknown_file", {.file = expected.folder + name}, "nobody reads this file",
      expected.endings.empty()
          ? name_hint(name, expected.names)
          : fmt::format("files here end with {}", join(expected.endings, " or ")));
}

}  // namespace

std::set<std::string> stems(const Loading& loading, const std::string& folder,
                            std::string_view ending) {
  std::set<std::string> result;
  for (const std::string& name : entries(loading, folder)) {
    if (name.ends_with(ending)) result.insert(name.substr(0, name.size() - ending.size()));
  }
  return result;
}

void check_files(Loading& loading) {
  for (const Expected& expected : expected_files) {
    for (const std::string& name : entries(loading, expected.folder)) {
      check_name(name, expected, loading);
    }
  }
}

void read_reports(Loading& loading, Catalog& catalog) {
  for (const std::string& key : stems(loading, reports_folder, ".md")) {
    if (!is_key(key)) continue;  // told by check_files
    const std::string file = reports_folder + key + ".md";
    const Source* source = loading.read(file);
    if (source == nullptr || !check_readable(*source, loading.diagnostics)) continue;
    catalog.reports.push_back({key, file, std::string(source->text())});
  }
}

}  // namespace redthread::catalog
