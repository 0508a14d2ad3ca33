// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
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

/// Which delivery of rows is to be loaded.
struct RowDelivery {
  DeliveryFile file;
  DeliveryName name;
  int number = 0;  ///< Delivery::id
};

/// What became of a delivery of rows.
struct LoadedRows {
  std::int64_t rows = 0;      ///< good ones, that are in the fact's table now
  std::int64_t bad_rows = 0;  ///< in quarantine, or the reason why it was refused
  /// Of the bad rows, by line; a row may have several. At most `kept_faults` are kept.
  std::vector<Diagnostic> faults;
  Diagnostics told;          ///< of the file as a whole
  bool is_unusable = false;  ///< nothing of the file can be used; told
  std::string format;

  /// Whether there are more bad rows than the fact allows.
  bool is_refused(const Fact& fact) const;
  static constexpr std::size_t kept_faults = 10'000;
};

/// What became of the deliveries of one fact.
struct LoadedFact {
  std::vector<LoadedRows> deliveries;  ///< in the order asked for
  bool has_twins = false;  ///< whether two rows, of the same delivery or of two, may have one key
};

/// Rows taken in so far of the delivery with this index.
using RowProgress = std::function<void(std::size_t delivery, std::int64_t rows)>;

/// Reads deliveries into their fact's table: every row typed and checked, then the rules across the
/// rows of a delivery and the uniqueness of its keys; bad rows are taken out again. Runs inside the
/// caller's transaction, which is to be rolled back when a delivery is unusable or refused. A
/// thread of its own reads and checks, one delivery after the other, while the caller's puts rows
/// into the table. But for eight bytes a key, memory does not grow with the files. `progress` is
/// called often, in the caller's thread, for deliveries that have rows.
LoadedFact load_rows(Connection& connection, const Catalog& catalog, const Fact& fact,
                     const std::vector<RowDelivery>& deliveries, const Pseudonyms& pseudonyms,
                     const RowProgress& progress);

}  // namespace redthread::warehouse
