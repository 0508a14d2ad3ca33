// SPDX-License-Identifier: Apache-2.0
// Accounts of who signs in elsewhere.
#include <set>

#include "access/accounts.hpp"
#include "access/schema.hpp"

namespace redthread::access {

std::optional<Account> Accounts::identified(const Identity& identity, const Author& author) {
  auto account = find_where(
      "JOIN access_identity i ON i.account = a.id WHERE i.issuer = $1 AND i.subject = $2",
      {identity.issuer, identity.subject});
  if (account) return account;
  const auto login = normalised_login(identity.email);
  if (!login) return std::nullopt;
  account = find_where("WHERE a.login = $1", {*login});
  if (account) {
    // An address that was given to another person must not give that person the account.
    const auto linked =
        find_where("JOIN access_identity i ON i.account = a.id WHERE i.issuer = $1 AND a.id = $2",
                   {identity.issuer, account->id});
    if (linked) return std::nullopt;
  } else {
    if (!identity.grants || identity.grants->empty()) return std::nullopt;
    account = insert(*login, normalised_name(identity.name).value_or(*login), "", author);
  }
  connection_.change("INSERT INTO access_identity(issuer, subject, account) VALUES ($1, $2, $3)",
                     {identity.issuer, identity.subject, account->id});
  record(*account, author, "linked", identity.issuer);
  return account;
}

void Accounts::replace_claimed(const Account& account, const std::vector<Grant>& grants,
                               const Author& author) {
  const std::set<Grant> wanted(grants.begin(), grants.end());
  const std::set<Grant> before = grants_of(account.id, true);
  for (const Grant& grant : before) {
    if (!wanted.contains(grant)) delete_grant(account, grant, true, author);
  }
  for (const Grant& grant : wanted) {
    if (!before.contains(grant)) insert_grant(account, grant, true, author);
  }
}

std::optional<Account> Accounts::sign_in(const Identity& identity, Time now) {
  const Author author{identity.issuer, now};
  database::Transaction transaction(connection_, begin_accounts(connection_));
  auto account = identified(identity, author);
  if (!account || account->is_disabled) return std::nullopt;
  if (identity.grants) replace_claimed(*account, *identity.grants, author);
  account = find(account->id);
  transaction.commit();
  return account;
}

}  // namespace redthread::access
