// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "base/period.hpp"
#include "model/catalog.hpp"

namespace redthread::sources {

/// A delivery that a query gave.
struct FetchedFile {
  enum class State { written, replaced, unchanged };
  std::string source;
  std::string fact;
  std::string file;  ///< `data/contact/2024-03.csv`
  Period months;
  std::int64_t rows = 0;
  std::string sha256;
  State state = State::written;
};

/// How far a fetch has come.
struct FetchProgress {
  std::string source;
  std::string file;  ///< that is being fetched
  std::int64_t rows = 0;
};

struct FetchOptions {
  std::string source;  ///< QuerySource::key; empty = all
  Period months;
  std::string fetched_at;  ///< UTC, from the caller's clock
  std::string fetched_by;
  std::function<void(const FetchProgress&)> progress;  ///< called now and then
};

/// Runs the queries of the region's sources for some months and puts what they give in
/// `data/<fact>/`: a file for each query and month, quarter or year, as the fact is delivered.
///
/// All or nothing: rows go to files outside data/, which are moved in when every query has
/// answered; until then data/ is as it was, whatever goes wrong. The moves are one after another:
/// one that fails, or a process that is killed between two, leaves whole files, old and new. A file
/// whose content is as it was is left alone. Not replaced: files that were not fetched from the
/// same source, and deliveries for closed months.
///
/// Throws Error `sources.*`, `io.write`. Costs a row of memory, and the deliveries twice on disk.
std::vector<FetchedFile> fetch(const Catalog& catalog, const FetchOptions& options,
                               Diagnostics& diagnostics);

/// What is wrong in the queries' texts, without asking any database.
void check_queries(const Catalog& catalog, Diagnostics& diagnostics);

}  // namespace redthread::sources
