// SPDX-License-Identifier: Apache-2.0
#include "catalog/load.hpp"

#include <filesystem>
#include <utility>

#include "catalog/loading.hpp"
#include "catalog/readers.hpp"

namespace redthread::catalog {
namespace {

/// Told at once, instead of a missing file for each of its files.
bool is_folder(const std::string& folder, Diagnostics& diagnostics) {
  std::error_code failure;
  if (std::filesystem::is_directory(folder, failure)) return true;
  diagnostics.error("catalog.no_folder", {.file = folder}, "there is no such folder",
                    "name a region folder; `redthread init DIR` makes one");
  return false;
}

}  // namespace

std::optional<Catalog> load_catalog(const std::string& folder, Diagnostics& diagnostics) {
  if (!is_folder(folder, diagnostics)) return std::nullopt;
  Loading loading{.folder = folder};
  Catalog catalog;
  catalog.folder = folder;

  const Mark unit = read_region(loading, catalog);
  read_organisation(loading, catalog, unit);
  read_breakdowns(loading, catalog);
  read_maps(loading, catalog);
  read_facts(loading, catalog);
  read_profiles(loading, catalog);
  read_measures(loading, catalog);
  read_plan(loading, catalog);
  read_indicators(loading, catalog);
  read_statements(loading, catalog);
  read_reports(loading, catalog);
  read_sources(loading, catalog);
  read_closings(loading, catalog);
  check_files(loading);

  loading.diagnostics.sort();
  const bool is_whole = !loading.diagnostics.has_errors();
  diagnostics.append(loading.diagnostics);
  if (!is_whole) return std::nullopt;
  catalog.sha256 = loading.sha256();
  return catalog;
}

}  // namespace redthread::catalog
