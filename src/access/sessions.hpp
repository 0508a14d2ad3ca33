// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "access/accounts.hpp"
#include "access/lockout.hpp"
#include "access/secret.hpp"
#include "access/time.hpp"
#include "database/connection.hpp"

namespace redthread::access {

/// When a session ends by itself.
struct SessionRules {
  Seconds idle = Seconds(2 * 3600);       ///< after the last request
  Seconds absolute = Seconds(12 * 3600);  ///< after the login, whatever happens: a working day
  /// How exactly the last request is known: writing it down at every one would be a write a read.
  Seconds seen_step = Seconds(60);
};

/// A session that was opened. `token` goes into a cookie (HttpOnly, SameSite, Secure behind TLS)
/// and nowhere else: it is not kept, here or in a log.
struct OpenedSession {
  std::string token;
  std::string csrf;  ///< what writing requests must bring in a header; safe to show to the page
  Account account;
  Time ends;  ///< at the latest
};

/// Who a token stands for now.
struct SignedIn {
  Account account;
  std::string csrf;
  Time created;
  Time ends;
};

/// What came of a login: a session, or how long to wait before the next attempt is looked at (zero:
/// login or password is wrong; which of them, or that the account is disabled, is not told).
struct LoginAnswer {
  std::optional<OpenedSession> session;
  Seconds retry_after = Seconds(0);
};

/// Sessions: opaque random tokens, kept in the database as SHA-256 only, so that several servers
/// know the same ones, and whoever reads the database can use none. Errors `plan.*` of the engine.
/// Not thread safe: one connection a thread.
class Sessions {
 public:
  /// Makes the tables when there are none. The connection must outlive this.
  explicit Sessions(database::Connection& connection, SessionRules rules = {},
                    LockoutRules lockout = {}, PasswordCost cost = {});

  /// Opens a session for a login and its password. The same work whether there is such an account
  /// or not. `peer`: the address that asks.
  /// cost: a password hash (PasswordCost), about 0.1 s and 64 MiB.
  LoginAnswer login(std::string_view login, const std::string& password, std::string_view peer,
                    Time now);
  /// Opens a session for an account that proved itself otherwise (Accounts::sign_in).
  OpenedSession open(const Account& account, Time now);

  /// nullopt when the token is none, the session has ended, or the account is disabled or gone.
  /// Counts as a request.
  std::optional<SignedIn> find(std::string_view token, Time now);
  void end(std::string_view token);
  /// Logs the account out everywhere.
  void end_all(const std::string& account);

 private:
  /// The account with its password's hash; nullopt when the login is no account's that may log in.
  struct Credentials {
    std::string account;
    std::string hash;
  };
  std::optional<Credentials> credentials_of(const std::string& login);
  std::optional<OpenedSession> verified(const std::optional<Credentials>& credentials,
                                        const std::string& password, Time now);
  void clean(Time now);

  database::Connection& connection_;
  SessionRules rules_;
  Accounts accounts_;
  Lockout lockout_;
  PasswordCost cost_;
};

/// The token that writing requests of a session must bring: it follows from the session's own,
/// so nothing is kept.
std::string csrf_of(std::string_view token);
/// Whether a request brought it. The time does not tell how much of it was right.
bool is_csrf(const SignedIn& session, std::string_view brought);

}  // namespace redthread::access
