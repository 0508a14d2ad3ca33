// SPDX-License-Identifier: Apache-2.0
#include "plan/schema.hpp"

#include <array>

#include "database/schema.hpp"

namespace redthread::plan {
namespace {

/// `plan_object` is the state: an object of any kind as canonical JSON. `journal` is how it came
/// about, and is only ever added to. References between objects are not foreign keys: they are
/// checked under the writers' lock together with every other rule (see store.cpp).
constexpr std::array steps = {
    R"(CREATE TABLE plan_object(
         kind TEXT NOT NULL, id TEXT NOT NULL, version {0} NOT NULL, body TEXT NOT NULL,
         PRIMARY KEY (kind, id)){1};
       CREATE TABLE journal(
         sequence {0} NOT NULL PRIMARY KEY, made_at TEXT NOT NULL, who TEXT NOT NULL,
         kind TEXT NOT NULL, id TEXT NOT NULL, version {0} NOT NULL,
         object_before TEXT, object_after TEXT, reason TEXT NOT NULL,
         previous TEXT NOT NULL, hash TEXT NOT NULL){1};
       CREATE INDEX journal_object ON journal(kind, id, sequence);
       CREATE TABLE journal_head(
         only_row {0} NOT NULL PRIMARY KEY CHECK (only_row = 1),
         sequence {0} REFERENCES journal(sequence), hash TEXT NOT NULL){1};
       INSERT INTO journal_head(only_row, sequence, hash) VALUES (1, NULL, '');)",
};

}  // namespace

void migrate(database::Connection& connection) {
  database::migrate(connection, {.version_table = "redthread_schema", .steps = steps});
}

std::string begin_write(const database::Connection& connection) {
  return database::begin_write(connection.dialect(), "journal_head");
}

}  // namespace redthread::plan
