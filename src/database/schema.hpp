// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

#include "database/connection.hpp"

namespace redthread::database {

/// The tables of one owner, who keeps its own version: several may share a database.
struct Schema {
  /// The table that holds the version; `redthread_schema`, or that with `_<owner>`.
  const char* version_table;
  /// Step n brings the tables from version n to n + 1. A step that was released is never changed.
  /// `{0}` is the dialect's integer type, `{1}` its table options.
  std::span<const char* const> steps;

  int version() const { return static_cast<int>(steps.size()); }
};

/// Brings the tables to the newest version, in one transaction. Quick when there is nothing to do.
/// Throws Error `plan.version` when a newer program made them, and `plan.open` when it is another
/// program's database.
void migrate(Connection& connection, const Schema& schema);

}  // namespace redthread::database
