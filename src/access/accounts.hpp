// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "access/permission.hpp"
#include "access/secret.hpp"
#include "access/time.hpp"
#include "base/diagnostics.hpp"
#include "database/connection.hpp"

namespace redthread::access {

/// Who can log in.
struct Account {
  std::string id;     ///< 16 hexadecimal digits; never used again
  std::string login;  ///< a short name or an e-mail address, in lower case
  std::string name;   ///< to show
  bool is_disabled = false;
  bool has_password = false;  ///< else the account can only come by the sign-in service
  std::vector<Grant> grants;  ///< in order, each once
  Time created;
};

/// As the free function, of an account: one that is disabled may nothing.
bool may(const Account& account, Permission permission, std::string_view region,
         const Chain& chain);

/// Who makes a change of an account, and when.
struct Author {
  std::string who;  ///< a login, or the system's user
  Time now;
};

struct NewAccount {
  std::string login;
  std::string name;
  std::string password;  ///< empty = none
  std::vector<Grant> grants;
};

/// A change of an account. Never holds a secret.
struct AccountChange {
  std::int64_t sequence = 0;
  Time made_at;
  std::string who;
  std::string account;  ///< the id
  std::string login;    ///< as it was then
  std::string what;  ///< added, renamed, disabled, enabled, password_set, granted, revoked, linked
  std::string detail;  ///< `controller on vastmanland/RV`
};

/// Who somebody is at a sign-in service, once it was proved (see oidc.hpp).
struct Identity {
  std::string issuer;
  std::string subject;  ///< the service's own id of the person, which never changes
  std::string email;    ///< empty unless the service has verified it
  std::string name;
  /// What the service's claims give here; nullopt = the settings do not map any, and what was
  /// granted before by claims stays as it is.
  std::optional<std::vector<Grant>> grants;
};

/// Accounts in the plan's database, with a journal of every change. What an account may is read
/// anew for every question, so that a change holds at once, on every server.
///
/// What a person gave wrongly is a diagnostic `access.*`, and then nothing was changed; the
/// engine's failures are Errors `plan.*`. Not thread safe: one connection a thread.
class Accounts {
 public:
  /// Makes the tables when there are none. The connection must outlive this.
  explicit Accounts(database::Connection& connection, PasswordCost cost = {});

  std::vector<Account> all();  ///< by login
  std::optional<Account> find(const std::string& id);
  std::optional<Account> find_login(std::string_view login);

  std::optional<Account> add(const NewAccount& account, const Author& author,
                             Diagnostics& diagnostics);
  bool rename(const std::string& id, const std::string& name, const Author& author,
              Diagnostics& diagnostics);
  /// Ends the account's sessions when it is disabled.
  bool set_disabled(const std::string& id, bool disabled, const Author& author,
                    Diagnostics& diagnostics);
  /// Ends the account's sessions.
  bool set_password(const std::string& id, const std::string& password, const Author& author,
                    Diagnostics& diagnostics);
  /// True also when the account has it already. That there are such a region and unit is for the
  /// caller to see to.
  bool grant(const std::string& id, const Grant& grant, const Author& author,
             Diagnostics& diagnostics);
  /// What a claim granted comes back at the next sign-in if the service still says so.
  bool revoke(const std::string& id, const Grant& grant, const Author& author,
              Diagnostics& diagnostics);

  /// The account of who signed in elsewhere: the one that is linked with the identity; else the one
  /// whose login is the verified e-mail address, if no other identity of the issuer is linked with
  /// it, which is linked now; else a new one, if the claims grant anything. What claims granted
  /// before is replaced; what people granted stays. nullopt when there is none, or it is disabled.
  std::optional<Account> sign_in(const Identity& identity, Time now);

  /// Changes of accounts, newest first: at most `limit`, before the one with sequence `before`
  /// (0 = from the newest).
  std::vector<AccountChange> journal(std::int64_t before = 0, std::int64_t limit = 200);

  database::Connection& connection() { return connection_; }

 private:
  std::optional<Account> find_where(const char* condition,
                                    const std::vector<database::Parameter>& parameters);
  /// The account; a diagnostic when there is none.
  std::optional<Account> find_or_tell(const std::string& id, Diagnostics& diagnostics);
  /// A new account, in the caller's transaction.
  Account insert(const std::string& login, const std::string& name, const std::string& hash,
                 const Author& author);
  /// What people granted, or what claims did.
  std::set<Grant> grants_of(const std::string& id, bool claimed);
  void insert_grant(const Account& account, const Grant& grant, bool claimed, const Author& author);
  void delete_grant(const Account& account, const Grant& grant, bool claimed, const Author& author);
  /// The account that an identity belongs to, linked or made if need be.
  std::optional<Account> identified(const Identity& identity, const Author& author);
  void replace_claimed(const Account& account, const std::vector<Grant>& grants,
                       const Author& author);
  void record(const Account& account, const Author& author, const char* what,
              const std::string& detail = {});
  void end_sessions(const std::string& id);

  database::Connection& connection_;
  PasswordCost cost_;
};

/// A login as it is kept: trimmed, in lower case. nullopt when it is none: not 2 to 128 characters,
/// or with blanks or control characters.
std::optional<std::string> normalised_login(std::string_view login);
/// A name to show, trimmed. nullopt when it is none: empty, over 200 characters, not on one line.
std::optional<std::string> normalised_name(std::string_view name);

}  // namespace redthread::access
