// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"
#include "base/period.hpp"
#include "model/query_source.hpp"
#include "sources/query_text.hpp"

namespace redthread::sources {

/// A database that is open for reading, and nothing else: the seam to the engines. All queries
/// see the database as it was when it was opened. A row is held at a time.
///
/// A query's faults are diagnostics at its place. The engine's message is passed on where it is
/// about the query, and not where it may hold a row's value.
class OpenSource {
 public:
  OpenSource() = default;
  OpenSource(const OpenSource&) = delete;
  OpenSource& operator=(const OpenSource&) = delete;
  virtual ~OpenSource() = default;

  /// Starts a query; the one before is done with. False with a diagnostic. `query` stays where it
  /// is until its rows are read.
  virtual bool run(const SourceQuery& query, const QueryText& text, Period months,
                   Diagnostics& diagnostics) = 0;
  /// The names of the columns of the query that runs.
  virtual const std::vector<std::string>& columns() const = 0;
  /// Goes to the next row. False at the end, and after a fault.
  virtual bool next(Diagnostics& diagnostics) = 0;
  /// A field of the row as a delivery has it: `1`, `0` for truths, exact numbers without exponent,
  /// days `2024-03-01`. nullopt = NULL. Valid until `next`.
  virtual std::optional<std::string_view> field(std::size_t column) const = 0;
};

/// `path` is relative to the region's folder. nullptr with a diagnostic.
std::unique_ptr<OpenSource> open_sqlite(const QuerySource& source, const std::string& folder,
                                        Diagnostics& diagnostics);
/// nullptr with a diagnostic; Error `sources.unreachable`.
std::unique_ptr<OpenSource> open_postgresql(const QuerySource& source, Diagnostics& diagnostics);

/// A number as its shortest digits that give it back, without exponent; nullopt for what is none.
std::optional<std::string> exact_text(double number);

}  // namespace redthread::sources
