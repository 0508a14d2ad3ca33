// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace redthread::warehouse {

/// The one seam to DuckDB's C API: owners of its handles, and nothing of our domain. duckdb.h is
/// included in duckdb.cpp alone. Every failure is an Error `warehouse.engine` (`warehouse.open` and
/// `warehouse.locked` while opening); the engine's own words are passed on only where they cannot
/// hold a row's value.
///
/// Not thread safe: a Database and what is made from it belong to one thread. The engine itself
/// uses two, and one while a ChunkAppender lives.

/// A file that an engine in memory may read; it reaches nothing else and writes nothing.
struct OnlyFile {
  std::string path;  ///< as statements will write it; of plain characters
};

/// An open database. Owns the file: no other process, and no other Database in this one, can open
/// it meanwhile. The engine is shut in: no extension is loaded, no other file or network reached.
class Database {
 public:
  /// Opens or creates the file; `:memory:` keeps nothing.
  explicit Database(const std::string& path);
  /// A database in memory that may read one file. It has a GB of memory and one thread: rows come
  /// in the file's order.
  explicit Database(const OnlyFile& file);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// Whether opening made it.
  bool is_new() const { return is_new_; }
  static std::string library_version();  ///< `v1.4.4`

 private:
  friend class Connection;
  struct Handle;
  bool is_new_;  ///< looked for before opening
  std::unique_ptr<Handle> handle_;
};

/// A parameter of a statement, written `?` or `$1` in it; std::monostate is NULL.
using Parameter = std::variant<std::monostate, std::int64_t, std::string_view>;

/// The rows of a query, read one after the other:
/// `for (Result rows = connection.query(...); rows.next();) rows.integer(0) ...`
class Result {
 public:
  Result(Result&&) noexcept;
  Result& operator=(Result&&) noexcept;
  ~Result();

  /// To the next row, at first to the first; false when there is none left.
  bool next();
  bool is_null(std::size_t column) const;
  /// Of an INTEGER or BIGINT column, not null (asserted).
  std::int64_t integer(std::size_t column) const;
  /// Of a VARCHAR column, empty when null. Holds until `next`.
  std::string_view text(std::size_t column) const;

 private:
  friend class Connection;
  struct Handle;
  explicit Result(std::unique_ptr<Handle> handle);
  std::unique_ptr<Handle> handle_;
};

/// A session with the database; must not outlive it.
class Connection {
 public:
  explicit Connection(Database& database);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Runs statements that have no parameters, separated by `;`.
  void run(const std::string& sql);
  /// Much quicker than asking the engine's tables of tables.
  bool has_table(const std::string& name);
  /// Runs one statement whose rows are made while they are read, in bounded memory: `Result::next`
  /// may throw. Must be read before the connection is asked for anything else.
  Result stream(const std::string& sql);
  /// Runs one statement.
  Result query(const std::string& sql, const std::vector<Parameter>& parameters = {});

 private:
  friend class Appender;
  friend class ChunkAppender;
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

/// Appends many rows to a table, much faster than INSERT. Takes part in the connection's
/// transaction. Values are appended in the order of the table's columns, then `end_row`.
/// Nothing is sure to be in the table before `close`; rows of an Appender that was not closed may
/// be there or not, so let the transaction roll back.
class Appender {
 public:
  Appender(Connection& connection, const std::string& table);
  ~Appender();
  Appender(const Appender&) = delete;
  Appender& operator=(const Appender&) = delete;

  Appender& integer(std::int64_t value);
  Appender& text(std::string_view value);
  Appender& null();
  void end_row();
  void close();

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

/// Rows held column by column, as the engine does. Needs no connection, and so can be filled in
/// another thread.
class Chunk {
 public:
  enum class Type { integer, bigint, text };  ///< INTEGER, BIGINT, VARCHAR
  explicit Chunk(std::vector<Type> types);
  ~Chunk();
  Chunk(const Chunk&) = delete;
  Chunk& operator=(const Chunk&) = delete;

  /// Rows that a chunk has room for.
  static std::size_t capacity();
  /// Sets a column's first rows; of numbers, to those of `values` that `rows` says. Every column
  /// must be set.
  void set_all(std::size_t column, std::int64_t value, std::size_t count);
  void set_some(std::size_t column, const std::int64_t* values, const std::uint32_t* rows,
                std::size_t count);
  void set(std::size_t column, std::size_t row, std::string_view value);
  void set_null(std::size_t column, std::size_t row);
  void set_size(std::size_t rows);
  std::size_t size() const;

 private:
  friend class ChunkAppender;
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

/// Appends rows a chunk at a time: several times faster than Appender. As with it, nothing is sure
/// to be in the table before `close`.
class ChunkAppender {
 public:
  ChunkAppender(Connection& connection, const std::string& table);
  ~ChunkAppender();
  ChunkAppender(const ChunkAppender&) = delete;
  ChunkAppender& operator=(const ChunkAppender&) = delete;

  /// Adds the chunk's rows, whose columns are the table's, and empties it.
  void append(Chunk& chunk);
  void close();

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

/// A transaction from here to the end of the scope. All or nothing needs no care at the places that
/// fail: what is not committed when the scope is left, by `return` or by an exception, is rolled
/// back. A killed process leaves the file as if it had rolled back.
class Transaction {
 public:
  explicit Transaction(Connection& connection);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  /// On disk when it returns. Throws when the engine could not; then nothing was changed.
  void commit();

 private:
  Connection& connection_;
  bool open_ = true;
};

}  // namespace redthread::warehouse
