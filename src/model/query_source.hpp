// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/diagnostics.hpp"

namespace redthread {

/// A query whose rows are a fact's deliveries, one file for each span of months.
struct SourceQuery {
  std::string fact;   ///< Fact::key
  std::string label;  ///< of the delivery's name, `2024-03_LABEL.csv`; empty = none
  std::string sql;    ///< a SELECT with the parameters :from, :to (days) or :period
  Span place;         ///< of the SQL's first character
  /// The SQL stands in the file character by character, so that places in it are places there.
  bool is_verbatim = false;
};

/// A database that deliveries are fetched from, `catalog/sources/KEY.toml`. No secret is in it: how
/// to reach a server is said by an environment variable.
struct QuerySource {
  enum class Engine { sqlite, postgresql };
  std::string key;
  std::string name;
  Engine engine = Engine::sqlite;
  std::string path;            ///< SQLite: the file, relative to the region folder
  std::string connection_env;  ///< PostgreSQL: the variable that holds the connection
  int timeout_s = 600;         ///< how long the engine may take to answer a query
  std::vector<SourceQuery> queries;
  Span place;       ///< of the file
  Span open_place;  ///< of what says where the database is
};

}  // namespace redthread
