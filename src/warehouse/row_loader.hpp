// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "model/catalog.hpp"
#include "warehouse/delivery_folder.hpp"
#include "warehouse/delivery_name.hpp"
#include "warehouse/duckdb.hpp"
#include "warehouse/fact_table.hpp"
#include "warehouse/pseudonym.hpp"

namespace redthread::warehouse {

/// What became of a delivery of rows.
struct LoadedRows {
  std::int64_t rows = 0;      ///< good ones, that are in the fact's table now
  std::int64_t bad_rows = 0;  ///< in quarantine, or the reason why it was refused
  /// Of the bad rows, by line; a row may have several. At most `kept_faults` are kept.
  std::vector<Diagnostic> faults;
  bool is_unusable = false;  ///< nothing of the file can be used; told in the diagnostics
  /// Of each key of a good row, whichever column it is of: two that are the same have the same.
  std::vector<std::uint64_t> key_hashes;
  std::string format;

  /// Whether there are more bad rows than the fact allows.
  bool is_refused(const Fact& fact) const;
  static constexpr std::size_t kept_faults = 10'000;
};

/// Whether two that stand beside each other are the same.
bool has_twins(const std::vector<std::uint64_t>& sorted);

/// Which delivery of rows is to be loaded.
struct RowDelivery {
  const Fact* fact = nullptr;
  DeliveryFile file;
  DeliveryName name;
  int number = 0;  ///< Delivery::id
};

/// Reads one delivery into its fact's table: every row typed and checked, then the rules across
/// rows and the uniqueness of keys within the file; bad rows are taken out again. Runs inside the
/// caller's transaction, which is to be rolled back when the delivery is unusable or refused. A
/// thread of its own reads and checks, while the caller's puts rows into the table. But for the
/// hashes of keys, memory does not grow with the file. `progress` is called now and then, in the
/// caller's thread, with the rows read so far.
LoadedRows load_rows(Connection& connection, const Catalog& catalog, const RowDelivery& delivery,
                     const Pseudonyms& pseudonyms,
                     const std::function<void(std::int64_t)>& progress, Diagnostics& diagnostics);

}  // namespace redthread::warehouse
