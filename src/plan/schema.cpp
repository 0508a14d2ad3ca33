// SPDX-License-Identifier: Apache-2.0
#include "plan/schema.hpp"

#include <array>

#include <fmt/format.h>

#include "base/error.hpp"

namespace redthread::plan {
namespace {

/// Step n brings the store from version n to n + 1. A step that was released is never changed.
/// `{0}` is the dialect's integer type, `{1}` its table options.
///
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

std::int64_t number(Connection& connection, const std::string& sql) {
  const auto rows = connection.query(sql, {});
  return rows->next() && !rows->is_null(0) ? rows->integer(0) : 0;
}

bool has_version(Connection& connection) {
  try {
    number(connection, "SELECT max(version) FROM redthread_schema");
    return true;
  } catch (const Error& error) {
    if (error.code() != "plan.engine") throw;
    return false;
  }
}

}  // namespace

int schema_version() { return static_cast<int>(steps.size()); }

void migrate(Connection& connection) {
  const Dialect& dialect = connection.dialect();
  const std::string versions = "SELECT max(version) FROM redthread_schema";
  if (has_version(connection) && number(connection, versions) == schema_version()) return;

  Transaction transaction(connection, dialect.begin_schema);
  if (number(connection, dialect.other_tables) == 0) {
    connection.run(fmt::format(
        "CREATE TABLE IF NOT EXISTS redthread_schema(version {0} NOT NULL PRIMARY KEY){1}",
        dialect.integer, dialect.table_options));
  }
  std::int64_t version = 0;
  try {
    version = number(connection, versions);
  } catch (const Error&) {
    throw Error("plan.open", "this is another program's database; give another address");
  }
  if (version > schema_version()) {
    throw Error("plan.version",
                fmt::format("the store is of version {}, and this program knows versions up to {}; "
                            "use the newer program",
                            version, schema_version()));
  }
  for (; version < schema_version(); ++version) {
    connection.run(fmt::format(fmt::runtime(steps.at(static_cast<std::size_t>(version))),
                               dialect.integer, dialect.table_options));
    connection.change("INSERT INTO redthread_schema(version) VALUES ($1)", {version + 1});
  }
  transaction.commit();
}

}  // namespace redthread::plan
