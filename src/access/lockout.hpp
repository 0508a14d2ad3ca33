// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "access/time.hpp"
#include "database/connection.hpp"

namespace redthread::access {

/// How long to wait after wrong passwords: nothing after the first ones, then a delay that doubles.
struct DelayRule {
  int free_failures = 5;            ///< without any delay
  Seconds first = Seconds(5);       ///< after one more
  Seconds longest = Seconds(900);   ///< it does not grow beyond
  Seconds memory = Seconds(86400);  ///< after the last failure all are forgotten

  /// After so many failures in a row.
  Seconds delay(std::int64_t failures) const;
};

struct LockoutRules {
  DelayRule account = {};
  /// Many people may share an address, behind one gateway.
  DelayRule peer = {.free_failures = 50};
};

/// Counts attempts to log in, by account and by peer address, in the database, so that several
/// servers agree.
///
/// An attempt is counted as a failure *before* the password is looked at, and taken back when it
/// was right: whoever tries many at once gains nothing. Logins that no account has are counted like
/// others, so that the delay does not tell which there are.
class Lockout {
 public:
  /// `migrate` was run on the connection, which must outlive this.
  explicit Lockout(database::Connection& connection, LockoutRules rules = {});

  /// Zero when an attempt may be made now, which is counted; else how long to wait, and then
  /// nothing is counted.
  Seconds begin_attempt(std::string_view login, std::string_view peer, Time now);
  /// The attempt was right: the account's failures are forgotten, the peer's count as before it.
  void succeeded(std::string_view login, std::string_view peer);
  /// Forgets what is too old to matter.
  void clean(Time now);

 private:
  struct Attempts {
    std::int64_t failures = 0;
    Time last;
  };
  Attempts attempts_of(const std::string& key, const DelayRule& rule, Time now);
  void add_failure(const std::string& key, std::int64_t failures, Time now);

  database::Connection& connection_;
  LockoutRules rules_;
};

}  // namespace redthread::access
