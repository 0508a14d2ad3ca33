// SPDX-License-Identifier: Apache-2.0
#include "app/accounts.hpp"

#include <chrono>

#include <fmt/format.h>

#include "access/messages.hpp"
#include "catalog/load.hpp"

namespace redthread::app {

RegionAccounts::RegionAccounts(const PlanQuestion& question, const std::string& address)
    : who_(question.who), connection_(database::connect(address)), accounts_(*connection_) {}

access::Author RegionAccounts::author() const {
  const auto now = std::chrono::system_clock::now();
  return {who_, std::chrono::floor<std::chrono::seconds>(now)};
}

std::optional<access::Account> RegionAccounts::find(const std::string& login,
                                                    Diagnostics& diagnostics) {
  auto account = accounts_.find_login(login);
  if (account) return account;
  std::vector<std::string> logins;
  for (const access::Account& each : accounts_.all()) logins.push_back(each.login);
  diagnostics.error(access::codes::unknown_account, {},
                    fmt::format("there is no account `{}`", login), name_hint(login, logins));
  return std::nullopt;
}

std::optional<access::Account> RegionAccounts::now(const access::Account& account, bool is_done) {
  return is_done ? accounts_.find(account.id) : std::nullopt;
}

std::optional<access::Account> RegionAccounts::add(const access::NewAccount& account,
                                                   Diagnostics& diagnostics) {
  return accounts_.add(account, author(), diagnostics);
}

std::optional<access::Account> RegionAccounts::grant(const std::string& login,
                                                     const access::Grant& grant,
                                                     Diagnostics& diagnostics) {
  const auto account = find(login, diagnostics);
  if (!account) return std::nullopt;
  return now(*account, accounts_.grant(account->id, grant, author(), diagnostics));
}

std::optional<access::Account> RegionAccounts::revoke(const std::string& login,
                                                      const access::Grant& grant,
                                                      Diagnostics& diagnostics) {
  const auto account = find(login, diagnostics);
  if (!account) return std::nullopt;
  return now(*account, accounts_.revoke(account->id, grant, author(), diagnostics));
}

std::optional<access::Account> RegionAccounts::set_disabled(const std::string& login, bool disabled,
                                                            Diagnostics& diagnostics) {
  const auto account = find(login, diagnostics);
  if (!account) return std::nullopt;
  return now(*account, accounts_.set_disabled(account->id, disabled, author(), diagnostics));
}

std::optional<access::Account> RegionAccounts::set_password(const std::string& login,
                                                            const std::string& password,
                                                            Diagnostics& diagnostics) {
  const auto account = find(login, diagnostics);
  if (!account) return std::nullopt;
  return now(*account, accounts_.set_password(account->id, password, author(), diagnostics));
}

std::unique_ptr<RegionAccounts> open_accounts(const PlanQuestion& question,
                                              Diagnostics& diagnostics) {
  const auto address = plan_address(question, diagnostics);
  return address ? std::make_unique<RegionAccounts>(question, *address) : nullptr;
}

std::optional<access::Grant> grant_of(const std::string& region, const std::string& role,
                                      const std::string& unit, Diagnostics& diagnostics) {
  const auto known = access::role_of(role);
  if (!known) {
    diagnostics.error(access::codes::bad_role, {}, fmt::format("there is no role `{}`", role),
                      name_hint(role, access::role_words()));
  }
  const auto catalog = catalog::load_catalog(region, diagnostics);
  if (!catalog) return std::nullopt;
  const Organisation& organisation = catalog->organisation;
  if (!unit.empty() && !organisation.index_of(unit)) {
    diagnostics.error(access::codes::unknown_unit, {}, fmt::format("there is no unit `{}`", unit),
                      name_hint(unit, organisation.codes()));
  }
  if (diagnostics.has_errors()) return std::nullopt;
  return access::Grant{catalog->region.key,
                       unit.empty() ? organisation.code(organisation.root()) : unit, *known};
}

}  // namespace redthread::app
