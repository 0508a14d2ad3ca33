// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostics.hpp"
#include "model/document.hpp"

namespace redthread::app {

/// A frozen report: a folder that is named by the SHA-256 of its `manifest.json`, which names every
/// other file with its SHA-256. So the name stands for all of it: figures with their threads,
/// texts, definitions (`document.json`), organisation, plan with its scales, template, the region's
/// look for Word, the renderings, and which software made it. Equal content has an equal name.

/// What the manifest says beside the files.
struct BundleFacts {
  std::string region;
  std::string report;
  std::string period;
  std::string organisation;  ///< `as_was`, or the day that figures were restated to
  std::string version;       ///< of the report: 1, 2, ...
  std::string catalog_sha256;
  std::string plan;                 ///< `store`, `files`
  std::vector<std::string> scales;  ///< the editions of risk scales in the plan
  std::string software;
  std::size_t figures = 0;  ///< printed ones and all that they rest on
};

/// Paths inside the bundle and bytes.
using BundleFiles = std::vector<std::pair<std::string, std::string>>;

/// Writes a bundle into the folder of bundles, or finds it there. Gives its name. It is on disk
/// under its name whole or not at all. Throws Error `io.write`.
std::string write_bundle(const std::string& bundles, const BundleFacts& facts,
                         const BundleFiles& files);

/// What of the bundle is not as it was frozen: changed, missing or added files, one message each.
/// Empty = all holds.
std::vector<std::string> bundle_faults(const std::string& bundles, const std::string& name);

/// A bundle that was checked and read.
struct Bundle {
  std::string name;
  std::string folder;
  BundleFacts facts;
  Document document;
  std::string reference;  ///< the region's look for Word; empty = ours
  BundleFiles renderings;
};
/// nullopt with a diagnostic a fault (`report.bundle_changed`).
std::optional<Bundle> read_bundle(const std::string& bundles, const std::string& name,
                                  Diagnostics& diagnostics);

}  // namespace redthread::app
