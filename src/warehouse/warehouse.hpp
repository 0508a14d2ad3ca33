// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "model/catalog.hpp"
#include "model/counted_rows.hpp"
#include "model/cube.hpp"
#include "model/delivery.hpp"

namespace redthread::warehouse {

/// The query that counts a figure from rows, for a person to read (and to run elsewhere): in the
/// words of DuckDB, or with `clickhouse` in that engine's.
std::string counting_sql(const Catalog& catalog, const RowsQuestion& question,
                         bool clickhouse = false);

/// What a run of `sync` did.
struct SyncResult {
  std::vector<Delivery> loaded;     ///< new or corrected files
  std::vector<Delivery> withdrawn;  ///< files that are no longer there
  int unchanged = 0;  ///< files whose bytes were known; those that were rechecked are among them
  int rechecked = 0;  ///< unchanged files that were checked again because the catalog changed
  std::int64_t quarantined_rows = 0;  ///< of the new, corrected and rechecked files
};

/// How far a load of rows has come.
struct LoadProgress {
  std::string file;  ///< being read
  std::int64_t rows_of_file = 0;
  int files_before = 0;  ///< those that are done
  int files = 0;
  std::int64_t bytes_before = 0;  ///< of the files that are done
  std::int64_t bytes_of_file = 0;
  std::int64_t bytes = 0;  ///< of all files to be read
};

struct SyncOptions {
  std::string loaded_by;  ///< user name for the manifest
  std::string loaded_at;  ///< UTC time for the manifest, from the caller's clock
  /// Called now and then while rows are loaded.
  std::function<void(const LoadProgress&)> progress;
};

/// The rows that figures come from: deliveries in, cube out. One DuckDB file, or in memory.
///
/// A delivery is one file in `data/<fact>/`, known by its path and SHA-256: a CSV file of reported
/// values, or a file of rows that is named by the months it has. It goes in whole
/// with its manifest in one transaction, or not at all. The same file again changes nothing; a
/// file with other bytes replaces the rows of its earlier version; a file that is gone is
/// withdrawn. A bad row is quarantined with reason and line; when more rows are bad than the fact
/// allows, the delivery is refused and nothing of the sync is kept. docs/deliveries.md tells it
/// all.
///
/// What the warehouse answers follows from the catalog and the files in data/ alone, but for the
/// manifests' numbers, times and names.
///
/// Not thread safe: one Warehouse, one thread. Throws Error `warehouse.*` when the engine fails
/// or the file is locked by another process.
class Warehouse {
 public:
  /// Opens or creates the file, whose folder must exist; `:memory:` keeps nothing.
  static Warehouse open(const std::string& path);
  Warehouse(Warehouse&&) noexcept;
  Warehouse& operator=(Warehouse&&) noexcept;
  ~Warehouse();

  /// Makes the warehouse agree with `catalog.folder`/data. All or nothing: when diagnostics has
  /// errors afterwards (from before the call, too), nothing was changed and the result is empty.
  /// At most 50 faults a delivery are told one by one.
  SyncResult sync(const Catalog& catalog, const SyncOptions& options, Diagnostics& diagnostics);

  /// The values of all facts, reported and counted from rows, as of the latest sync, which must
  /// have been with this catalog (asserted). Series are in the order of measure key, cell, unit
  /// code and scenario. A row that is preliminary or not comparable and has no value is missing.
  /// Values whose measure, unit or category the catalog no longer knows cannot occur: sync
  /// re-checks when the catalog changes.
  /// `restated`: the organisation that persons and medians are counted in (Organisation::
  /// restated_to); nullptr = as it was. All else is by unit, and the same in every organisation.
  Cube cube(const Catalog& catalog, const Organisation* restated = nullptr);

  /// The rows that a counted figure rests on, by day, delivery and line; at most `limit`.
  RowList rows(const Catalog& catalog, const RowsQuestion& question, std::int64_t limit);

  std::vector<Delivery> deliveries();  ///< live ones, by id
  /// What the months of a fact up to `through` are made of, as closed.toml tells it: by file and
  /// months, as of the latest sync.
  std::vector<ClosedPart> closed_parts(const Catalog& catalog, const Fact& fact, Month through);
  /// Of live deliveries, by file, line and column; a row with several faults comes once for each.
  std::vector<QuarantinedRow> quarantine();
  static std::string engine_version();  ///< `DuckDB v1.4.4`

 private:
  struct State;
  explicit Warehouse(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace redthread::warehouse
