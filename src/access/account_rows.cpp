// SPDX-License-Identifier: Apache-2.0
#include "access/account_rows.hpp"

#include <algorithm>
#include <utility>

namespace redthread::access {

void read_account(const database::Rows& rows, std::vector<Account>& accounts) {
  if (accounts.empty() || accounts.back().id != rows.text(0)) {
    accounts.push_back({.id = std::string(rows.text(0)),
                        .login = std::string(rows.text(1)),
                        .name = std::string(rows.text(2)),
                        .is_disabled = rows.integer(3) != 0,
                        .has_password = rows.integer(4) != 0,
                        .created = time_of(rows.integer(5))});
  }
  if (rows.is_null(6)) return;
  const auto role = role_of(rows.text(8));
  if (!role) return;
  Grant grant{std::string(rows.text(6)), std::string(rows.text(7)), *role};
  std::vector<Grant>& grants = accounts.back().grants;
  const auto place = std::lower_bound(grants.begin(), grants.end(), grant);
  if (place == grants.end() || *place != grant) grants.insert(place, std::move(grant));
}

}  // namespace redthread::access
