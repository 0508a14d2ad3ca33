// SPDX-License-Identifier: Apache-2.0
#include "access/sessions.hpp"

#include <algorithm>

#include "access/account_rows.hpp"
#include "access/lower_case.hpp"
#include "access/password.hpp"
#include "base/files.hpp"
#include "base/text.hpp"

namespace redthread::access {
namespace {

const std::string select_session =
    "SELECT " + account_columns +
    ", s.created, s.seen FROM access_session s JOIN access_account a ON a.id = s.account "
    "LEFT JOIN access_grant g ON g.account = a.id "
    "WHERE s.token_hash = $1 AND a.disabled = 0";

/// What is longer than any password is not hashed.
bool can_be_password(const std::string& password) {
  constexpr std::size_t bytes_a_character = 4;
  return password.size() <= longest_password * bytes_a_character;
}

}  // namespace

std::string csrf_of(std::string_view token) { return derived_token(token, "redthread csrf 1"); }

bool is_csrf(const SignedIn& session, std::string_view brought) {
  return is_same_secret(session.csrf, brought);
}

Sessions::Sessions(database::Connection& connection, SessionRules rules, LockoutRules lockout,
                   PasswordCost cost)
    : connection_(connection),
      rules_(rules),
      accounts_(connection, cost),
      lockout_(connection, lockout),
      cost_(cost) {}

std::optional<Sessions::Credentials> Sessions::credentials_of(const std::string& login) {
  const auto rows = connection_.query(
      "SELECT id, password FROM access_account WHERE login = $1 AND disabled = 0 AND "
      "password IS NOT NULL",
      {login});
  if (!rows->next()) return std::nullopt;
  return Credentials{std::string(rows->text(0)), std::string(rows->text(1))};
}

LoginAnswer Sessions::login(std::string_view login, const std::string& password,
                            std::string_view peer, Time now) {
  // What cannot be a login is counted as it is, and is nobody's.
  const auto normalised = normalised_login(login);
  const std::string counted = normalised.value_or(std::string(login));
  const Seconds wait = lockout_.begin_attempt(counted, peer, now);
  if (wait > Seconds(0)) return {.retry_after = wait};
  clean(now);
  LoginAnswer answer;
  answer.session = verified(normalised ? credentials_of(*normalised) : std::nullopt, password, now);
  if (answer.session) lockout_.succeeded(counted, peer);
  return answer;
}

std::optional<OpenedSession> Sessions::verified(const std::optional<Credentials>& credentials,
                                                const std::string& password, Time now) {
  const bool is_possible = can_be_password(password);
  const std::string tried = is_possible ? password : "";
  if (!credentials) {
    hash_of_password(tried, cost_);  // as much work as comparing
    return std::nullopt;
  }
  if (!is_password(credentials->hash, tried) || !is_possible) return std::nullopt;
  if (needs_new_hash(credentials->hash, cost_)) {
    connection_.change(
        "UPDATE access_account SET password = $3 WHERE id = $1 AND password = $2",
        {credentials->account, credentials->hash, hash_of_password(password, cost_)});
  }
  const auto account = accounts_.find(credentials->account);
  if (!account) return std::nullopt;
  return open(*account, now);
}

OpenedSession Sessions::open(const Account& account, Time now) {
  OpenedSession session{.token = random_token(), .account = account, .ends = now + rules_.absolute};
  session.csrf = csrf_of(session.token);
  connection_.change(
      "INSERT INTO access_session(token_hash, account, created, seen) VALUES ($1, $2, $3, $3)",
      {sha256_hex(session.token), account.id, stored(now)});
  return session;
}

std::optional<SignedIn> Sessions::find(std::string_view token, Time now) {
  if (!is_token(token)) return std::nullopt;
  const std::string hash = sha256_hex(token);
  std::vector<Account> accounts;
  Time created;
  Time seen;
  {
    const auto rows = connection_.query(select_session, {hash});
    while (rows->next()) {
      read_account(*rows, accounts);
      created = time_of(rows->integer(account_column_count));
      seen = time_of(rows->integer(account_column_count + 1));
    }
  }
  if (accounts.empty()) return std::nullopt;
  const Time ends = std::min(created + rules_.absolute, seen + rules_.idle);
  if (now >= ends) {
    end(token);
    return std::nullopt;
  }
  if (now >= seen + rules_.seen_step) {
    connection_.change("UPDATE access_session SET seen = $2 WHERE token_hash = $1 AND seen < $2",
                       {hash, stored(now)});
  }
  return SignedIn{.account = std::move(accounts.front()),
                  .csrf = csrf_of(token),
                  .created = created,
                  .ends = created + rules_.absolute};
}

void Sessions::end(std::string_view token) {
  if (!is_token(token)) return;
  connection_.change("DELETE FROM access_session WHERE token_hash = $1", {sha256_hex(token)});
}

void Sessions::end_all(const std::string& account) {
  connection_.change("DELETE FROM access_session WHERE account = $1", {account});
}

void Sessions::clean(Time now) {
  connection_.change("DELETE FROM access_session WHERE created < $1 OR seen < $2",
                     {stored(now - rules_.absolute), stored(now - rules_.idle)});
  lockout_.clean(now);
}

}  // namespace redthread::access
