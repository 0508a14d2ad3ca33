// SPDX-License-Identifier: Apache-2.0
#include "access/lockout.hpp"

#include <algorithm>

#include "access/schema.hpp"
#include "base/files.hpp"

namespace redthread::access {
namespace {

std::string account_key(std::string_view login) {
  return sha256_hex("account\n" + std::string(login));
}
std::string peer_key(std::string_view peer) { return sha256_hex("peer\n" + std::string(peer)); }

}  // namespace

Seconds DelayRule::delay(std::int64_t failures) const {
  if (failures <= free_failures) return Seconds(0);
  Seconds delay = first;
  for (std::int64_t i = free_failures + 1; i < failures && delay < longest; ++i) delay *= 2;
  return std::min(delay, longest);
}

Lockout::Lockout(database::Connection& connection, LockoutRules rules)
    : connection_(connection), rules_(rules) {}

Lockout::Attempts Lockout::attempts_of(const std::string& key, const DelayRule& rule, Time now) {
  const auto rows = connection_.query(
      "SELECT failures, last_at FROM access_attempt WHERE attempt_key = $1", {key});
  if (!rows->next()) return {};
  const Attempts attempts{rows->integer(0), time_of(rows->integer(1))};
  return attempts.last + rule.memory < now ? Attempts() : attempts;
}

void Lockout::add_failure(const std::string& key, std::int64_t failures, Time now) {
  connection_.change(
      "INSERT INTO access_attempt(attempt_key, failures, last_at) VALUES ($1, $2, $3) "
      "ON CONFLICT (attempt_key) DO UPDATE SET failures = excluded.failures, "
      "last_at = excluded.last_at",
      {key, failures, stored(now)});
}

Seconds Lockout::begin_attempt(std::string_view login, std::string_view peer, Time now) {
  struct Counted {
    std::string key;
    const DelayRule& rule;
    std::int64_t failures;
  };
  Counted counted[] = {{account_key(login), rules_.account, 0}, {peer_key(peer), rules_.peer, 0}};

  database::Transaction transaction(connection_, begin_attempts(connection_));
  Seconds wait(0);
  for (Counted& each : counted) {
    const Attempts before = attempts_of(each.key, each.rule, now);
    each.failures = before.failures;
    // The clock of the server that counted may be ahead of ours.
    const Seconds delay = each.rule.delay(before.failures);
    wait = std::max(wait, std::min(delay, before.last + delay - now));
  }
  if (wait > Seconds(0)) return wait;
  for (const Counted& each : counted) add_failure(each.key, each.failures + 1, now);
  transaction.commit();
  return Seconds(0);
}

void Lockout::succeeded(std::string_view login, std::string_view peer) {
  database::Transaction transaction(connection_, begin_attempts(connection_));
  connection_.change("DELETE FROM access_attempt WHERE attempt_key = $1", {account_key(login)});
  connection_.change(
      "UPDATE access_attempt SET failures = failures - 1 WHERE attempt_key = $1 AND failures > 0",
      {peer_key(peer)});
  transaction.commit();
}

void Lockout::clean(Time now) {
  const Seconds memory = std::max(rules_.account.memory, rules_.peer.memory);
  connection_.change("DELETE FROM access_attempt WHERE last_at < $1", {stored(now - memory)});
}

}  // namespace redthread::access
