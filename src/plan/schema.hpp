// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/connection.hpp"

namespace redthread::plan {

/// Brings the tables to the newest version, in one transaction. Quick when there is nothing to do.
/// Throws Error `plan.version` when a newer program made the store, and `plan.open` when it is
/// another program's database.
void migrate(Connection& connection);

/// What `migrate` brings the store to.
int schema_version();

}  // namespace redthread::plan
