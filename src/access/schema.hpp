// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "database/connection.hpp"

namespace redthread::access {

/// Brings the tables of accounts, sessions and sign-in to their newest version
/// (database/schema.hpp). They lie in the plan's database, beside the plan's own.
/// Throws Error `plan.*`.
void migrate(database::Connection& connection);

/// Begins a transaction that changes accounts, one writer at a time.
std::string begin_accounts(const database::Connection& connection);
/// ... that counts attempts to log in.
std::string begin_attempts(const database::Connection& connection);

}  // namespace redthread::access
