// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostics.hpp"
#include "model/catalog.hpp"
#include "warehouse/duckdb.hpp"
#include "warehouse/pseudonym.hpp"
#include "warehouse/warehouse.hpp"

namespace redthread::warehouse {

/// Warehouse::sync.
///
/// Why the answer depends on the files alone, and not on the order in which they came: a row is
/// good or bad by the catalog and its own text, and duplicates, where it would matter which file
/// was first, are never quarantined but refuse the sync.
SyncResult sync(Connection& connection, const Catalog& catalog, const SyncOptions& options,
                const Pseudonyms& pseudonyms, Diagnostics& diagnostics);

}  // namespace redthread::warehouse
