// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "model/catalog.hpp"
#include "model/counted_rows.hpp"
#include "warehouse/duckdb.hpp"

namespace redthread::warehouse {

/// Warehouse::rows.
RowList read_rows(Connection& connection, const Catalog& catalog, const RowsQuestion& question,
                  std::int64_t limit);

}  // namespace redthread::warehouse
