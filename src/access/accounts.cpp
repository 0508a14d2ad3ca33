// SPDX-License-Identifier: Apache-2.0
#include "access/accounts.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "access/account_rows.hpp"
#include "access/lower_case.hpp"
#include "access/messages.hpp"
#include "access/password.hpp"
#include "access/schema.hpp"
#include "base/files.hpp"
#include "base/text.hpp"

namespace redthread::access {
namespace {

using database::Transaction;

constexpr std::size_t longest_name = 200;
constexpr std::size_t id_length = 16;

const std::string select_accounts =
    "SELECT " + account_columns +
    "FROM access_account a LEFT JOIN access_grant g ON g.account = a.id ";
constexpr const char* by_account = " ORDER BY a.id";

bool is_printable_line(std::string_view text) {
  return is_valid_utf8(text) && printable(text) == text &&
         text.find('\t') == std::string_view::npos;
}

bool check_name(const std::string& name, Diagnostics& diagnostics) {
  if (normalised_name(name)) return true;
  diagnostics.error(codes::bad_name, {}, "the name to show is empty, too long or not one line",
                    fmt::format("1 to {} characters, as `Anna Andersson`", longest_name));
  return false;
}

std::string words_of(const Grant& grant) {
  return fmt::format("{} on {}/{}", word_of(grant.role), grant.region, grant.unit);
}

void tell_unknown(Diagnostics& diagnostics) {
  diagnostics.error(codes::unknown_account, {}, "there is no such account",
                    "`redthread user list` prints all");
}

}  // namespace

bool may(const Account& account, Permission permission, std::string_view region,
         const Chain& chain) {
  return !account.is_disabled && may(account.grants, permission, region, chain);
}

std::optional<std::string> normalised_login(std::string_view login) {
  constexpr std::size_t shortest = 2;
  constexpr std::size_t longest = 128;
  login = trim(login);
  // Anything longer need not be read to the end to be refused.
  if (login.size() > 4 * longest || !is_printable_line(login)) return std::nullopt;
  const std::size_t length = character_count(login);
  if (length < shortest || length > longest || login.find(' ') != std::string_view::npos) {
    return std::nullopt;
  }
  return lower_case(login);
}

std::optional<std::string> normalised_name(std::string_view name) {
  name = trim(name);
  const bool is_good = !name.empty() && name.size() <= 4 * longest_name &&
                       is_printable_line(name) && character_count(name) <= longest_name;
  return is_good ? std::optional(std::string(name)) : std::nullopt;
}

Accounts::Accounts(database::Connection& connection, PasswordCost cost)
    : connection_(connection), cost_(cost) {
  migrate(connection_);
}

std::vector<Account> Accounts::all() {
  std::vector<Account> accounts;
  const auto rows = connection_.query(select_accounts + by_account, {});
  while (rows->next()) read_account(*rows, accounts);
  // Not by the engine, whose order of letters is its own.
  std::sort(accounts.begin(), accounts.end(),
            [](const Account& a, const Account& b) { return a.login < b.login; });
  return accounts;
}

std::optional<Account> Accounts::find_where(const char* condition,
                                            const std::vector<database::Parameter>& parameters) {
  std::vector<Account> accounts;
  const auto rows = connection_.query(select_accounts + condition + by_account, parameters);
  while (rows->next()) read_account(*rows, accounts);
  if (accounts.empty()) return std::nullopt;
  return std::move(accounts.front());
}

std::optional<Account> Accounts::find(const std::string& id) {
  const bool is_id =
      id.size() == id_length && id.find_first_not_of("0123456789abcdef") == std::string::npos;
  return is_id ? find_where("WHERE a.id = $1", {id}) : std::nullopt;
}

std::optional<Account> Accounts::find_login(std::string_view login) {
  const auto normalised = normalised_login(login);
  return normalised ? find_where("WHERE a.login = $1", {*normalised}) : std::nullopt;
}

std::optional<Account> Accounts::find_or_tell(const std::string& id, Diagnostics& diagnostics) {
  auto account = find(id);
  if (!account) tell_unknown(diagnostics);
  return account;
}

void Accounts::record(const Account& account, const Author& author, const char* what,
                      const std::string& detail) {
  connection_.change(
      "INSERT INTO access_journal(sequence, made_at, who, account, login, what, detail) "
      "SELECT coalesce(max(sequence), 0) + 1, $1, $2, $3, $4, $5, $6 FROM access_journal",
      {stored(author.now), author.who, account.id, account.login, std::string_view(what), detail});
}

Account Accounts::insert(const std::string& login, const std::string& name, const std::string& hash,
                         const Author& author) {
  Account account{.id = sha256_hex(random_token()).substr(0, id_length),
                  .login = login,
                  .name = std::string(trim(name)),
                  .has_password = !hash.empty(),
                  .created = author.now};
  connection_.change(
      "INSERT INTO access_account(id, login, name, password, disabled, created) "
      "VALUES ($1, $2, $3, $4, 0, $5)",
      {account.id, account.login, account.name,
       hash.empty() ? database::Parameter() : database::Parameter(std::string_view(hash)),
       stored(author.now)});
  record(account, author, "added", account.name);
  return account;
}

std::optional<Account> Accounts::add(const NewAccount& account, const Author& author,
                                     Diagnostics& diagnostics) {
  const std::size_t found = diagnostics.error_count();
  const auto login = normalised_login(account.login);
  if (!login) {
    diagnostics.error(codes::bad_login, {}, "the login cannot be used",
                      "2 to 128 characters without blanks, as `anna.andersson` or an e-mail "
                      "address");
  }
  check_name(account.name, diagnostics);
  std::string hash;
  if (!account.password.empty() &&
      check_password(account.password, login.value_or(""), account.name, diagnostics)) {
    hash = hash_of_password(account.password, cost_);
  }
  if (diagnostics.error_count() > found) return std::nullopt;

  Transaction transaction(connection_, begin_accounts(connection_));
  if (find_login(*login)) {
    diagnostics.error(codes::login_taken, {}, fmt::format("there is an account `{}`", *login));
    return std::nullopt;
  }
  const Account added = insert(*login, account.name, hash, author);
  for (const Grant& grant : account.grants) insert_grant(added, grant, false, author);
  auto whole = find(added.id);
  transaction.commit();
  return whole;
}

bool Accounts::rename(const std::string& id, const std::string& name, const Author& author,
                      Diagnostics& diagnostics) {
  if (!check_name(name, diagnostics)) return false;
  Transaction transaction(connection_, begin_accounts(connection_));
  const auto account = find_or_tell(id, diagnostics);
  if (!account) return false;
  const std::string trimmed(trim(name));
  if (account->name != trimmed) {
    connection_.change("UPDATE access_account SET name = $2 WHERE id = $1", {id, trimmed});
    record(*account, author, "renamed", trimmed);
  }
  transaction.commit();
  return true;
}

bool Accounts::set_disabled(const std::string& id, bool disabled, const Author& author,
                            Diagnostics& diagnostics) {
  Transaction transaction(connection_, begin_accounts(connection_));
  const auto account = find_or_tell(id, diagnostics);
  if (!account) return false;
  if (account->is_disabled != disabled) {
    connection_.change("UPDATE access_account SET disabled = $2 WHERE id = $1",
                       {id, std::int64_t{disabled}});
    record(*account, author, disabled ? "disabled" : "enabled");
  }
  if (disabled) end_sessions(id);
  transaction.commit();
  return true;
}

bool Accounts::set_password(const std::string& id, const std::string& password,
                            const Author& author, Diagnostics& diagnostics) {
  const auto account = find_or_tell(id, diagnostics);
  if (!account || !check_password(password, account->login, account->name, diagnostics)) {
    return false;
  }
  const std::string hash = hash_of_password(password, cost_);
  Transaction transaction(connection_, begin_accounts(connection_));
  connection_.change("UPDATE access_account SET password = $2 WHERE id = $1", {id, hash});
  record(*account, author, "password_set");
  end_sessions(id);
  transaction.commit();
  return true;
}

void Accounts::insert_grant(const Account& account, const Grant& grant, bool claimed,
                            const Author& author) {
  connection_.change(
      "INSERT INTO access_grant(account, region, unit, role, claimed) VALUES ($1, $2, $3, $4, $5)",
      {account.id, grant.region, grant.unit, std::string_view(word_of(grant.role)),
       std::int64_t{claimed}});
  record(account, author, "granted", words_of(grant) + (claimed ? ", by claim" : ""));
}

void Accounts::delete_grant(const Account& account, const Grant& grant, bool claimed,
                            const Author& author) {
  connection_.change(
      "DELETE FROM access_grant WHERE account = $1 AND region = $2 AND unit = $3 AND role = $4 "
      "AND claimed = $5",
      {account.id, grant.region, grant.unit, std::string_view(word_of(grant.role)),
       std::int64_t{claimed}});
  record(account, author, "revoked", words_of(grant) + (claimed ? ", by claim" : ""));
}

bool Accounts::grant(const std::string& id, const Grant& grant, const Author& author,
                     Diagnostics& diagnostics) {
  Transaction transaction(connection_, begin_accounts(connection_));
  const auto account = find_or_tell(id, diagnostics);
  if (!account) return false;
  const auto granted = grants_of(id, false);
  if (!granted.contains(grant)) insert_grant(*account, grant, false, author);
  transaction.commit();
  return true;
}

bool Accounts::revoke(const std::string& id, const Grant& grant, const Author& author,
                      Diagnostics& diagnostics) {
  Transaction transaction(connection_, begin_accounts(connection_));
  const auto account = find_or_tell(id, diagnostics);
  if (!account) return false;
  bool is_found = false;
  for (const bool claimed : {false, true}) {
    if (!grants_of(id, claimed).contains(grant)) continue;
    delete_grant(*account, grant, claimed, author);
    is_found = true;
  }
  if (!is_found) {
    diagnostics.error(codes::no_grant, {},
                      fmt::format("`{}` is not {}", account->login, words_of(grant)));
    return false;
  }
  transaction.commit();
  return true;
}

std::set<Grant> Accounts::grants_of(const std::string& id, bool claimed) {
  std::set<Grant> grants;
  const auto rows = connection_.query(
      "SELECT region, unit, role FROM access_grant WHERE account = $1 AND claimed = $2",
      {id, std::int64_t{claimed}});
  while (rows->next()) {
    const auto role = role_of(rows->text(2));
    if (role) grants.insert({std::string(rows->text(0)), std::string(rows->text(1)), *role});
  }
  return grants;
}

void Accounts::end_sessions(const std::string& id) {
  connection_.change("DELETE FROM access_session WHERE account = $1", {id});
}

std::vector<AccountChange> Accounts::journal(std::int64_t before, std::int64_t limit) {
  std::vector<AccountChange> changes;
  const auto rows = connection_.query(
      "SELECT sequence, made_at, who, account, login, what, detail FROM access_journal "
      "WHERE sequence < $1 ORDER BY sequence DESC LIMIT $2",
      {before > 0 ? before : std::numeric_limits<std::int64_t>::max(), limit});
  while (rows->next()) {
    changes.push_back({.sequence = rows->integer(0),
                       .made_at = time_of(rows->integer(1)),
                       .who = std::string(rows->text(2)),
                       .account = std::string(rows->text(3)),
                       .login = std::string(rows->text(4)),
                       .what = std::string(rows->text(5)),
                       .detail = std::string(rows->text(6))});
  }
  return changes;
}

}  // namespace redthread::access
