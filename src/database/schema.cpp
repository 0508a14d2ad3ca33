// SPDX-License-Identifier: Apache-2.0
#include "database/schema.hpp"

#include <fmt/format.h>

#include "base/error.hpp"

namespace redthread::database {
namespace {

std::int64_t number(Connection& connection, const std::string& sql) {
  const auto rows = connection.query(sql, {});
  return rows->next() && !rows->is_null(0) ? rows->integer(0) : 0;
}

bool is_newest(Connection& connection, const std::string& versions, int newest) {
  try {
    return number(connection, versions) == newest;
  } catch (const Error& error) {
    if (error.code() != "plan.engine") throw;
    return false;
  }
}

}  // namespace

void migrate(Connection& connection, const Schema& schema) {
  const Dialect& dialect = connection.dialect();
  const std::string versions = fmt::format("SELECT max(version) FROM {}", schema.version_table);
  if (is_newest(connection, versions, schema.version())) return;

  Transaction transaction(connection, dialect.begin_schema);
  if (number(connection, dialect.other_tables) == 0) {
    connection.run(fmt::format("CREATE TABLE IF NOT EXISTS {}(version {} NOT NULL PRIMARY KEY){}",
                               schema.version_table, dialect.integer, dialect.table_options));
  }
  std::int64_t version = 0;
  try {
    version = number(connection, versions);
  } catch (const Error&) {
    throw Error("plan.open", "this is another program's database; give another address");
  }
  if (version > schema.version()) {
    throw Error("plan.version",
                fmt::format("the store is of version {}, and this program knows versions up to {}; "
                            "use the newer program",
                            version, schema.version()));
  }
  for (; version < schema.version(); ++version) {
    connection.run(fmt::format(fmt::runtime(schema.steps[static_cast<std::size_t>(version)]),
                               dialect.integer, dialect.table_options));
    connection.change(fmt::format("INSERT INTO {}(version) VALUES ($1)", schema.version_table),
                      {version + 1});
  }
  transaction.commit();
}

}  // namespace redthread::database
