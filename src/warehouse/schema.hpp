// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "warehouse/duckdb.hpp"

namespace redthread::warehouse {

/// Brings the tables to the newest version, each step in a transaction of its own. Quick when there
/// is nothing to do. Throws Error `warehouse.version` when a newer program wrote the file, and
/// `warehouse.open` when it is another program's database.
void migrate(const Database& database, Connection& connection);

/// What `migrate` brings the file to.
int schema_version();

}  // namespace redthread::warehouse
