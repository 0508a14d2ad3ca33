// SPDX-License-Identifier: Apache-2.0
#include <climits>
#include <filesystem>
#include <map>
#include <system_error>

#include <fmt/format.h>
#include <sqlite3.h>

#include "base/error.hpp"
#include "database/connection.hpp"

namespace redthread::database {
namespace {

constexpr Dialect sqlite = {
    .name = "SQLite",
    .integer = "INTEGER",
    .table_options = " STRICT",
    .begin_schema = "BEGIN IMMEDIATE",
    .begin_write = "BEGIN IMMEDIATE",
    .begin_read = "BEGIN",
    .other_tables =
        "SELECT count(*) FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND NOT "
        "EXISTS (SELECT 1 FROM sqlite_master WHERE name LIKE 'redthread_schema%')"};

/// Who writes must be on disk before it is told that it is: FULL, also in WAL.
constexpr const char* settings =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; "
    "PRAGMA trusted_schema = OFF;";

Error error_of(int code) {
  const int kind = code & 0xFF;
  if (kind == SQLITE_BUSY || kind == SQLITE_LOCKED) {
    return {"plan.busy", "another process holds the store; try again when it is done"};
  }
  if (kind == SQLITE_FULL) {
    return {"plan.disk_full", "the disk with the store is full; nothing was changed"};
  }
  if (kind == SQLITE_NOTADB || kind == SQLITE_CANTOPEN) {
    return {"plan.open", fmt::format("the store cannot be opened: {}", sqlite3_errstr(code))};
  }
  if (kind == SQLITE_READONLY || kind == SQLITE_PERM || kind == SQLITE_AUTH) {
    return {"plan.open", fmt::format("the store cannot be written: {}", sqlite3_errstr(code))};
  }
  return {"plan.engine", fmt::format("SQLite: {} ({})", sqlite3_errstr(code), code)};
}

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

class SqliteRows final : public Rows {
 public:
  explicit SqliteRows(sqlite3_stmt* statement) : statement_(statement) {}
  ~SqliteRows() override { sqlite3_reset(statement_); }
  SqliteRows(const SqliteRows&) = delete;
  SqliteRows& operator=(const SqliteRows&) = delete;

  bool next() override {
    if (at_end_) return false;
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    at_end_ = true;
    if (code != SQLITE_DONE)
      throw error_of(sqlite3_extended_errcode(sqlite3_db_handle(statement_)));
    return false;
  }
  bool is_null(int column) const override {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
  }
  std::int64_t integer(int column) const override {
    return sqlite3_column_int64(statement_, column);
  }
  std::string_view text(int column) const override {
    const void* bytes = sqlite3_column_blob(statement_, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return bytes ? std::string_view(static_cast<const char*>(bytes), size) : std::string_view();
  }

 private:
  sqlite3_stmt* statement_;
  bool at_end_ = false;
};

class SqliteConnection final : public Connection {
 public:
  explicit SqliteConnection(const std::string& path) {
    sqlite3* database = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &database,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
    database_.reset(database);
    if (code != SQLITE_OK) throw error_of(code);
    sqlite3_extended_result_codes(database, 1);
    sqlite3_busy_timeout(database, patience_ms);
    run(settings);
  }

  const Dialect& dialect() const override { return sqlite; }

  void run(const std::string& sql) override {
    const int code = sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) throw error_of(code);
  }

  std::unique_ptr<Rows> query(const std::string& sql,
                              const std::vector<Parameter>& parameters) override {
    sqlite3_stmt* statement = prepared(sql);
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      const std::string name = "$" + std::to_string(i + 1);
      bind(statement, sqlite3_bind_parameter_index(statement, name.c_str()), parameters[i]);
    }
    return std::make_unique<SqliteRows>(statement);
  }

 private:
  sqlite3_stmt* prepared(const std::string& sql) {
    Statement& statement = statements_[sql];
    if (!statement) {
      sqlite3_stmt* made = nullptr;
      const int code =
          sqlite3_prepare_v3(database_.get(), sql.c_str(), static_cast<int>(sql.size()),
                             SQLITE_PREPARE_PERSISTENT, &made, nullptr);
      statement.reset(made);
      if (code != SQLITE_OK) throw error_of(code);
    }
    REDTHREAD_ASSERT(!sqlite3_stmt_busy(statement.get()), "its rows are still being read");
    return statement.get();
  }

  static void bind(sqlite3_stmt* statement, int index, const Parameter& parameter) {
    int code = SQLITE_OK;
    if (const auto* number = std::get_if<std::int64_t>(&parameter)) {
      code = sqlite3_bind_int64(statement, index, *number);
    } else if (const auto* text = std::get_if<std::string_view>(&parameter)) {
      // An empty view may have no address, which would be NULL.
      const char* bytes = text->empty() ? "" : text->data();
      code =
          sqlite3_bind_text64(statement, index, bytes, text->size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    } else {
      code = sqlite3_bind_null(statement, index);
    }
    if (code != SQLITE_OK) throw error_of(code);
  }

  std::unique_ptr<sqlite3, CloseDatabase> database_;
  std::map<std::string, Statement> statements_;  ///< after the database: they go first
};

}  // namespace

std::unique_ptr<Connection> connect_sqlite(const std::string& path) {
  std::error_code problem;
  const auto folder = std::filesystem::path(path).parent_path();
  if (!folder.empty()) std::filesystem::create_directories(folder, problem);
  try {
    return std::make_unique<SqliteConnection>(path);
  } catch (Error& error) {
    error.while_doing("while opening the store " + path);
    throw;
  }
}

}  // namespace redthread::database
