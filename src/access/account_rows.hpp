// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "access/accounts.hpp"
#include "database/connection.hpp"

namespace redthread::access {

/// What a query for accounts selects, `FROM access_account a LEFT JOIN access_grant g`: one row a
/// grant, or one row of an account that has none. Ordered by `a.id`.
inline const std::string account_columns =
    "a.id, a.login, a.name, a.disabled, CASE WHEN a.password IS NULL THEN 0 ELSE 1 END, "
    "a.created, g.region, g.unit, g.role ";
inline constexpr int account_column_count = 9;

/// Adds the account of the current row, or another grant to the last one. A role that this program
/// does not know (a newer one granted it) permits nothing.
void read_account(const database::Rows& rows, std::vector<Account>& accounts);

}  // namespace redthread::access
