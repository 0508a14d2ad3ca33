// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/session.hpp"
#include "base/diagnostics.hpp"
#include "sources/fetch.hpp"
#include "sources/provenance.hpp"

namespace redthread::app {

/// A fetch as it was asked for, in a person's words.
struct FetchQuestion {
  std::string source;  ///< empty = all
  std::string period;  ///< `2024-03`, `2024-Q1`, `2024-01..2024-03`
  std::string user;
  std::function<void(const sources::FetchProgress&)> progress = {};
};

/// Fetches deliveries from a region's sources into its data/; nothing is loaded. Empty with
/// diagnostics, and data/ untouched, when anything is wrong. Throws Error `sources.*`, `io.write`.
std::vector<sources::FetchedFile> fetch_deliveries(const std::string& folder,
                                                   const FetchQuestion& question,
                                                   Diagnostics& diagnostics);

/// A live delivery that a query gave.
struct FetchedDelivery {
  std::string file;
  sources::Provenance provenance;
  bool is_as_fetched = true;  ///< nobody has changed the file since
};

/// The session's deliveries that were fetched, by file.
std::vector<FetchedDelivery> fetched_deliveries(const Session& session, Diagnostics& diagnostics);

}  // namespace redthread::app
