// SPDX-License-Identifier: Apache-2.0
#include "access/schema.hpp"

#include <array>

#include "database/schema.hpp"

namespace redthread::access {
namespace {

/// Times are seconds since 1970. Secrets are here as SHA-256 only, but for passwords, which are
/// argon2id. `access_attempt` knows who tried as a hash too: people type passwords into the field
/// for the login, and an address is about a person.
constexpr std::array steps = {
    R"(CREATE TABLE access_account(
         id TEXT NOT NULL PRIMARY KEY, login TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
         password TEXT, disabled {0} NOT NULL, created {0} NOT NULL){1};
       CREATE TABLE access_grant(
         account TEXT NOT NULL, region TEXT NOT NULL, unit TEXT NOT NULL, role TEXT NOT NULL,
         claimed {0} NOT NULL, PRIMARY KEY (account, region, unit, role, claimed)){1};
       CREATE TABLE access_identity(
         issuer TEXT NOT NULL, subject TEXT NOT NULL, account TEXT NOT NULL,
         PRIMARY KEY (issuer, subject), UNIQUE (issuer, account)){1};
       CREATE TABLE access_journal(
         sequence {0} NOT NULL PRIMARY KEY, made_at {0} NOT NULL, who TEXT NOT NULL,
         account TEXT NOT NULL, login TEXT NOT NULL, what TEXT NOT NULL, detail TEXT NOT NULL){1};
       CREATE TABLE access_session(
         token_hash TEXT NOT NULL PRIMARY KEY, account TEXT NOT NULL,
         created {0} NOT NULL, seen {0} NOT NULL){1};
       CREATE INDEX access_session_account ON access_session(account);
       CREATE TABLE access_attempt(
         attempt_key TEXT NOT NULL PRIMARY KEY, failures {0} NOT NULL, last_at {0} NOT NULL){1};
       CREATE TABLE access_sign_in(
         state_hash TEXT NOT NULL PRIMARY KEY, browser_hash TEXT NOT NULL,
         nonce_hash TEXT NOT NULL, destination TEXT NOT NULL, expires {0} NOT NULL){1};)",
};

}  // namespace

void migrate(database::Connection& connection) {
  database::migrate(connection, {.version_table = "redthread_schema_access", .steps = steps});
}

std::string begin_accounts(const database::Connection& connection) {
  return database::begin_write(connection.dialect(), "access_account");
}

std::string begin_attempts(const database::Connection& connection) {
  return database::begin_write(connection.dialect(), "access_attempt");
}

}  // namespace redthread::access
