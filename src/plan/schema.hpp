// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "database/connection.hpp"

namespace redthread::plan {

/// Brings the plan's tables to the newest version (database/schema.hpp).
void migrate(database::Connection& connection);

/// Begins a transaction that changes the plan: the lock on the head of the journal is what makes
/// writers come one after the other.
std::string begin_write(const database::Connection& connection);

}  // namespace redthread::plan
