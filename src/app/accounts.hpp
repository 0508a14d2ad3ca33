// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "access/accounts.hpp"
#include "app/plan.hpp"
#include "base/diagnostics.hpp"
#include "database/connection.hpp"

namespace redthread::app {

/// The accounts in a region's store, beside its plan. `question.who` makes the changes.
class RegionAccounts {
 public:
  RegionAccounts(const PlanQuestion& question, const std::string& address);

  std::vector<access::Account> all() { return accounts_.all(); }
  std::vector<access::AccountChange> journal() { return accounts_.journal(0, most_changes); }

  /// What each gives is nullopt, with diagnostics `access.*`, when nothing was changed.
  std::optional<access::Account> add(const access::NewAccount& account, Diagnostics& diagnostics);
  std::optional<access::Account> grant(const std::string& login, const access::Grant& grant,
                                       Diagnostics& diagnostics);
  std::optional<access::Account> revoke(const std::string& login, const access::Grant& grant,
                                        Diagnostics& diagnostics);
  std::optional<access::Account> set_disabled(const std::string& login, bool disabled,
                                              Diagnostics& diagnostics);
  std::optional<access::Account> set_password(const std::string& login, const std::string& password,
                                              Diagnostics& diagnostics);
  /// The account of a login; a diagnostic with the nearest one when there is none.
  std::optional<access::Account> find(const std::string& login, Diagnostics& diagnostics);

 private:
  static constexpr std::int64_t most_changes = 1000;
  access::Author author() const;
  std::optional<access::Account> now(const access::Account& account, bool is_done);

  std::string who_;
  std::unique_ptr<database::Connection> connection_;
  access::Accounts accounts_;
};

/// Opens the accounts of a region's store (see open_plan). nullptr with diagnostics.
std::unique_ptr<RegionAccounts> open_accounts(const PlanQuestion& question,
                                              Diagnostics& diagnostics);

/// A grant as a person writes it: the role's word, and a unit's code; empty = the whole region.
/// nullopt with diagnostics when there is no such role or unit, or the region cannot be read.
std::optional<access::Grant> grant_of(const std::string& region, const std::string& role,
                                      const std::string& unit, Diagnostics& diagnostics);

/// Results as JSON, one object a line (see json.hpp).
std::string to_json(const access::Account& account);
std::string to_json(const std::vector<access::Account>& accounts);
std::string to_json(const std::vector<access::AccountChange>& changes);

}  // namespace redthread::app
