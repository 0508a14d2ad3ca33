// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace redthread::database {

/// The one seam to the store's engines, SQLite and PostgreSQL: statements with parameters in, rows
/// out, and nothing of our domain. Statements are written once, for both; where the engines part is
/// in `Dialect`. sqlite3.h and libpq-fe.h are included in one .cpp each.
///
/// Every failure is an Error: `plan.open`, `plan.busy` (another writer holds the store for too
/// long), `plan.disk_full`, else `plan.engine`. The engine's own words are passed on only where
/// they cannot hold a row's value. Not thread safe: one connection a thread.

/// Where the engines part. The texts are SQL.
struct Dialect {
  const char* name;           ///< `SQLite`
  const char* integer;        ///< the type of 64-bit integers
  const char* table_options;  ///< after the closing parenthesis of CREATE TABLE
  const char* begin_schema;   ///< begins a transaction that nobody else may change tables in
  const char* begin_write;    ///< begins one that waits for other writers (see `begin_write`)
  const char* begin_read;     ///< begins one that sees a single state of the store
  const char* other_tables;   ///< counts the tables of a store that has no tables of ours
};

/// A parameter of a statement, written `$1` in it; std::monostate is NULL.
using Parameter = std::variant<std::monostate, std::int64_t, std::string_view>;

/// The rows of a query, read one after the other. Must be gone before its connection, and before
/// the same statement is asked again.
class Rows {
 public:
  Rows() = default;
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;
  virtual ~Rows() = default;

  /// To the next row, at first to the first; false when there is none left.
  virtual bool next() = 0;
  virtual bool is_null(int column) const = 0;
  /// Of an integer column, not null.
  virtual std::int64_t integer(int column) const = 0;
  /// Empty when null. Holds until `next`.
  virtual std::string_view text(int column) const = 0;
};

/// An open store.
class Connection {
 public:
  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  virtual ~Connection() = default;

  virtual const Dialect& dialect() const = 0;
  /// Runs statements that have no parameters, separated by `;`.
  virtual void run(const std::string& sql) = 0;
  /// Runs one statement; it is prepared once and kept.
  virtual std::unique_ptr<Rows> query(const std::string& sql,
                                      const std::vector<Parameter>& parameters) = 0;
  /// The same of a statement that gives no rows.
  void change(const std::string& sql, const std::vector<Parameter>& parameters);
};

/// Begins a transaction that waits until no other writer of `table` is there: in PostgreSQL one
/// that began so for the same table, in SQLite any writer. Readers are let through.
std::string begin_write(const Dialect& dialect, const std::string& table);

/// How long a writer waits for another one.
inline constexpr int patience_ms = 10'000;

/// Opens `postgresql://...` (or `postgres://...`), or a file of SQLite, which is made when there is
/// none.
std::unique_ptr<Connection> connect(const std::string& address);
bool is_postgresql(const std::string& address);
/// The address without its password, to show.
std::string shown_address(const std::string& address);

/// The adapters that `connect` chooses from.
std::unique_ptr<Connection> connect_sqlite(const std::string& path);
std::unique_ptr<Connection> connect_postgresql(const std::string& url);

/// A transaction from here to the end of the scope: what is not committed when the scope is left,
/// by `return` or by an exception, is rolled back. A killed process leaves the store as if it had
/// rolled back.
class Transaction {
 public:
  /// `begin`: one of the dialect's, or what `begin_write` gives.
  Transaction(Connection& connection, const std::string& begin);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  /// On disk when it returns. Throws when the engine could not; then nothing was changed.
  void commit();

 private:
  Connection& connection_;
  bool open_ = true;
};

}  // namespace redthread::database
