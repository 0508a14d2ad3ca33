// SPDX-License-Identifier: Apache-2.0
#include "warehouse/duckdb.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <mutex>
#include <optional>
#include <set>
#include <system_error>
#include <type_traits>
#include <utility>

#include <duckdb.h>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace redthread::warehouse {
namespace {

constexpr const char* in_memory = ":memory:";

/// The files that this process has open. The engine's lock keeps other processes out, but not a
/// second database in the same one, which would damage the file.
class OpenFiles {
 public:
  bool add(const std::string& file) {
    const std::lock_guard lock(mutex_);
    return files_.insert(file).second;
  }
  void remove(const std::string& file) {
    const std::lock_guard lock(mutex_);
    files_.erase(file);
  }

 private:
  std::mutex mutex_;
  std::set<std::string> files_;
};

OpenFiles& open_files() {
  static OpenFiles files;
  return files;
}

/// A name in OpenFiles for as long as it lives.
class OpenFile {
 public:
  explicit OpenFile(const std::string& path) {
    if (path == in_memory) return;
    std::error_code ignored;
    std::string file = std::filesystem::weakly_canonical(path, ignored).string();
    if (file.empty()) file = path;
    if (!open_files().add(file)) {
      throw Error("warehouse.locked",
                  fmt::format("the warehouse `{}` is already open in this program", path));
    }
    file_ = std::move(file);
  }
  ~OpenFile() {
    if (!file_.empty()) open_files().remove(file_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

 private:
  std::string file_;
};

bool file_exists(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored);
}

/// The engine's first line, which says what is wrong; what follows is SQL and stack.
std::string first_line(const char* text) {
  const std::string_view all = text == nullptr ? "" : text;
  return printable(all.substr(0, all.find('\n')));
}

/// Kinds of failure whose text speaks of files, SQL and memory, never of a row's value.
bool is_free_of_values(duckdb_error_type type) {
  switch (type) {
    case DUCKDB_ERROR_IO:
    case DUCKDB_ERROR_OUT_OF_MEMORY:
    case DUCKDB_ERROR_CATALOG:
    case DUCKDB_ERROR_PARSER:
    case DUCKDB_ERROR_BINDER:
    case DUCKDB_ERROR_TRANSACTION:
    case DUCKDB_ERROR_PERMISSION:
    case DUCKDB_ERROR_CONNECTION:
    case DUCKDB_ERROR_INTERRUPT:
    case DUCKDB_ERROR_SETTINGS:
    case DUCKDB_ERROR_MISSING_EXTENSION:
    case DUCKDB_ERROR_AUTOLOAD:
      return true;
    default:
      return false;
  }
}

[[noreturn]] void engine_failed(std::string_view doing, duckdb_error_type type,
                                const char* message) {
  std::string text = fmt::format("the database engine failed while {}", doing);
  if (is_free_of_values(type)) {
    text += ": " + first_line(message);
  } else {
    text += fmt::format(" (kind {})", static_cast<int>(type));
  }
  if (type == DUCKDB_ERROR_IO) text += "; is the disk full, or gone?";
  throw Error("warehouse.engine", text);
}

/// The process that holds the lock, out of `... is held in /usr/bin/x (PID 4711) by ...`.
std::string holder(std::string_view message) {
  const std::size_t start = message.find("(PID ");
  if (start == std::string_view::npos) return "another program";
  const std::size_t end = message.find(')', start);
  return fmt::format("another program {}", printable(message.substr(start, end - start + 1)));
}

[[noreturn]] void cannot_open(const std::string& path, std::string_view message) {
  if (message.find("lock on file") != std::string_view::npos) {
    throw Error("warehouse.locked",
                fmt::format("{} has the warehouse `{}` open; wait until it is done, or stop it",
                            holder(message), path));
  }
  std::error_code ignored;
  const std::filesystem::path parent = std::filesystem::path(path).parent_path();
  if (!parent.empty() && !std::filesystem::is_directory(parent, ignored)) {
    throw Error("warehouse.open", fmt::format("the warehouse `{}` cannot be created: there is no "
                                              "folder `{}`",
                                              path, parent.string()));
  }
  if (std::filesystem::is_directory(path, ignored)) {
    throw Error("warehouse.open", fmt::format("the warehouse `{}` is a folder, not a file", path));
  }
  throw Error("warehouse.open",
              fmt::format("the warehouse `{}` cannot be opened: {}; it holds nothing that is not "
                          "in the region folder's data/, so that it may be deleted and made again",
                          path, first_line(std::string(message).c_str())));
}

/// A configuration for the time of opening.
class Config {
 public:
  Config() {
    REDTHREAD_ASSERT(duckdb_create_config(&config_) == DuckDBSuccess, "no memory for a setting");
    set("autoinstall_known_extensions", "false");
    set("autoload_known_extensions", "false");
  }
  /// The warehouse: reaches nothing but its own file.
  void shut_in() {
    // One analyst's machine: two threads load and read what a region has, and leave the rest alone.
    set("threads", "2");
    set("enable_external_access", "false");  // for good: an open database does not take it back
  }
  /// A reader of one file; what it may reach is said, and locked, once it is open.
  void small() {
    set("threads", "1");
    set("memory_limit", "1GB");
    set("temp_directory", "");
  }
  ~Config() { duckdb_destroy_config(&config_); }
  Config(const Config&) = delete;
  Config& operator=(const Config&) = delete;
  duckdb_config get() const { return config_; }

 private:
  void set(const char* name, const char* value) {
    REDTHREAD_ASSERT(duckdb_set_config(config_, name, value) == DuckDBSuccess,
                     "a setting that this DuckDB does not know");
  }
  duckdb_config config_ = nullptr;
};

}  // namespace

struct Database::Handle {
  explicit Handle(const std::string& path) : file(path) {
    Config config;
    config.shut_in();
    open(path, config);
  }
  explicit Handle(const OnlyFile& only) : file(in_memory) {
    Config config;
    config.small();
    open(in_memory, config);
    shut_in_with(only.path);
  }
  ~Handle() { duckdb_close(&database); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;

  void open(const std::string& path, const Config& config) {
    char* message = nullptr;
    if (duckdb_open_ext(path.c_str(), &database, config.get(), &message) == DuckDBSuccess) return;
    const std::string why = message == nullptr ? "" : message;
    duckdb_free(message);
    cannot_open(path, why);
  }
  /// Paths can be allowed only once the database is open, and only before access is shut off.
  void shut_in_with(const std::string& path) {
    REDTHREAD_ASSERT(path.find('\'') == std::string::npos, "a path of plain characters");
    duckdb_connection connection = nullptr;
    bool sound = duckdb_connect(database, &connection) == DuckDBSuccess;
    for (const std::string& sql :
         {"SET allowed_paths = ['" + path + "']", std::string("SET enable_external_access = false"),
          std::string("SET lock_configuration = true")}) {
      sound = sound && duckdb_query(connection, sql.c_str(), nullptr) == DuckDBSuccess;
    }
    duckdb_disconnect(&connection);
    REDTHREAD_ASSERT(sound, "a setting that this DuckDB does not know");
  }

  OpenFile file;
  duckdb_database database = nullptr;
};

Database::Database(const std::string& path)
    : is_new_(path == in_memory || !file_exists(path)), handle_(std::make_unique<Handle>(path)) {}
Database::Database(const OnlyFile& file) : is_new_(true), handle_(std::make_unique<Handle>(file)) {}
Database::~Database() = default;

std::string Database::library_version() { return duckdb_library_version(); }

struct Result::Handle {
  struct Column {
    duckdb_type type = DUCKDB_TYPE_INVALID;
    void* data = nullptr;
    std::uint64_t* validity = nullptr;
  };

  Handle() = default;
  ~Handle() {
    duckdb_destroy_data_chunk(&chunk);
    duckdb_destroy_result(&result);
    duckdb_destroy_prepare(&streamed);
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;

  bool next_chunk() {
    duckdb_destroy_data_chunk(&chunk);
    chunk = duckdb_fetch_chunk(result);
    if (chunk == nullptr && duckdb_result_error(&result) != nullptr) {
      engine_failed("reading rows", duckdb_result_error_type(&result),
                    duckdb_result_error(&result));
    }
    row = 0;
    size = chunk == nullptr ? 0 : duckdb_data_chunk_get_size(chunk);
    if (size == 0) return false;
    columns.resize(duckdb_column_count(&result));
    for (std::size_t i = 0; i < columns.size(); ++i) {
      duckdb_vector vector = duckdb_data_chunk_get_vector(chunk, i);
      columns[i] = {.type = duckdb_column_type(&result, i),
                    .data = duckdb_vector_get_data(vector),
                    .validity = duckdb_vector_get_validity(vector)};
    }
    return true;
  }

  duckdb_prepared_statement streamed = nullptr;  ///< lives as long as its rows are read
  duckdb_result result{};
  duckdb_data_chunk chunk = nullptr;
  std::vector<Column> columns;
  idx_t size = 0;
  idx_t row = 0;
  bool started = false;
};

Result::Result(std::unique_ptr<Handle> handle) : handle_(std::move(handle)) {}
Result::Result(Result&&) noexcept = default;
Result& Result::operator=(Result&&) noexcept = default;
Result::~Result() = default;

bool Result::next() {
  Handle& handle = *handle_;
  if (handle.started && handle.row + 1 < handle.size) {
    ++handle.row;
    return true;
  }
  handle.started = true;
  return handle.next_chunk();
}

bool Result::is_null(std::size_t column) const {
  std::uint64_t* validity = handle_->columns.at(column).validity;
  return validity != nullptr && !duckdb_validity_row_is_valid(validity, handle_->row);
}

std::int64_t Result::integer(std::size_t column) const {
  const Handle::Column& from = handle_->columns.at(column);
  REDTHREAD_ASSERT(!is_null(column), "an integer that is null");
  if (from.type == DUCKDB_TYPE_INTEGER) {
    return static_cast<const std::int32_t*>(from.data)[handle_->row];
  }
  REDTHREAD_ASSERT(from.type == DUCKDB_TYPE_BIGINT, "an integer of another type");
  return static_cast<const std::int64_t*>(from.data)[handle_->row];
}

std::string_view Result::text(std::size_t column) const {
  const Handle::Column& from = handle_->columns.at(column);
  REDTHREAD_ASSERT(from.type == DUCKDB_TYPE_VARCHAR, "a text of another type");
  if (is_null(column)) return {};
  duckdb_string_t& text = static_cast<duckdb_string_t*>(from.data)[handle_->row];
  return {duckdb_string_t_data(&text), duckdb_string_t_length(text)};
}

struct Connection::Handle {
  Handle() = default;
  ~Handle() { duckdb_disconnect(&connection); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;

  duckdb_connection connection = nullptr;
};

Connection::Connection(Database& database) : handle_(std::make_unique<Handle>()) {
  if (duckdb_connect(database.handle_->database, &handle_->connection) != DuckDBSuccess) {
    throw Error("warehouse.engine", "the database engine gave no connection");
  }
}
Connection::~Connection() = default;

void Connection::run(const std::string& sql) {
  Result::Handle handle;
  if (duckdb_query(handle_->connection, sql.c_str(), &handle.result) == DuckDBSuccess) return;
  engine_failed("running a statement", duckdb_result_error_type(&handle.result),
                duckdb_result_error(&handle.result));
}

bool Connection::has_table(const std::string& name) {
  duckdb_table_description description = nullptr;
  const bool found = duckdb_table_description_create(handle_->connection, nullptr, name.c_str(),
                                                     &description) == DuckDBSuccess;
  duckdb_table_description_destroy(&description);
  return found;
}

Result Connection::stream(const std::string& sql) {
  auto handle = std::make_unique<Result::Handle>();
  if (duckdb_prepare(handle_->connection, sql.c_str(), &handle->streamed) != DuckDBSuccess) {
    engine_failed("preparing a query", DUCKDB_ERROR_PARSER, duckdb_prepare_error(handle->streamed));
  }
  if (duckdb_execute_prepared_streaming(handle->streamed, &handle->result) != DuckDBSuccess) {
    engine_failed("running a query", duckdb_result_error_type(&handle->result),
                  duckdb_result_error(&handle->result));
  }
  return Result(std::move(handle));
}

Result Connection::query(const std::string& sql, const std::vector<Parameter>& parameters) {
  struct Prepared {
    Prepared() = default;
    ~Prepared() { duckdb_destroy_prepare(&statement); }
    Prepared(const Prepared&) = delete;
    Prepared& operator=(const Prepared&) = delete;
    duckdb_prepared_statement statement = nullptr;
  };
  Prepared prepared;
  if (duckdb_prepare(handle_->connection, sql.c_str(), &prepared.statement) != DuckDBSuccess) {
    engine_failed("preparing a query", DUCKDB_ERROR_PARSER,
                  duckdb_prepare_error(prepared.statement));
  }
  REDTHREAD_ASSERT(duckdb_nparams(prepared.statement) == parameters.size(),
                   "as many parameters as the statement has");
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    duckdb_state bound = DuckDBError;
    if (const auto* integer = std::get_if<std::int64_t>(&parameters[i])) {
      bound = duckdb_bind_int64(prepared.statement, i + 1, *integer);
    } else if (const auto* text = std::get_if<std::string_view>(&parameters[i])) {
      bound = duckdb_bind_varchar_length(prepared.statement, i + 1, text->data(), text->size());
    } else {
      bound = duckdb_bind_null(prepared.statement, i + 1);
    }
    if (bound != DuckDBSuccess) {
      engine_failed("binding a parameter", DUCKDB_ERROR_INVALID_INPUT, nullptr);
    }
  }
  auto handle = std::make_unique<Result::Handle>();
  if (duckdb_execute_prepared(prepared.statement, &handle->result) != DuckDBSuccess) {
    engine_failed("running a query", duckdb_result_error_type(&handle->result),
                  duckdb_result_error(&handle->result));
  }
  return Result(std::move(handle));
}

namespace {

/// The engine's appender, for both of ours.
class EngineAppender {
 public:
  EngineAppender(duckdb_connection connection, const std::string& table) {
    check(duckdb_appender_create(connection, nullptr, table.c_str(), &appender_));
  }
  // Destroying flushes; what fails then is rolled back with the transaction.
  ~EngineAppender() { duckdb_appender_destroy(&appender_); }
  EngineAppender(const EngineAppender&) = delete;
  EngineAppender& operator=(const EngineAppender&) = delete;

  duckdb_appender get() { return appender_; }
  void check(duckdb_state state) {
    if (state == DuckDBSuccess) return;
    duckdb_error_data error = duckdb_appender_error_data(appender_);
    const duckdb_error_type type = duckdb_error_data_error_type(error);
    const char* text = duckdb_error_data_message(error);
    const std::string message = text == nullptr ? "" : text;
    duckdb_destroy_error_data(&error);
    engine_failed("adding rows", type, message.c_str());
  }

 private:
  duckdb_appender appender_ = nullptr;
};

}  // namespace

struct Appender::Handle : EngineAppender {
  using EngineAppender::EngineAppender;
};

Appender::Appender(Connection& connection, const std::string& table)
    : handle_(std::make_unique<Handle>(connection.handle_->connection, table)) {}
Appender::~Appender() = default;

Appender& Appender::integer(std::int64_t value) {
  handle_->check(duckdb_append_int64(handle_->get(), value));
  return *this;
}
Appender& Appender::text(std::string_view value) {
  handle_->check(duckdb_append_varchar_length(handle_->get(), value.data(), value.size()));
  return *this;
}
Appender& Appender::null() {
  handle_->check(duckdb_append_null(handle_->get()));
  return *this;
}
void Appender::end_row() { handle_->check(duckdb_appender_end_row(handle_->get())); }
void Appender::close() { handle_->check(duckdb_appender_close(handle_->get())); }

struct Chunk::Handle {
  explicit Handle(std::vector<Type> columns) : types(std::move(columns)) {
    std::vector<duckdb_logical_type> logical;
    for (const Type type : types) logical.push_back(duckdb_create_logical_type(engine_type(type)));
    chunk = duckdb_create_data_chunk(logical.data(), logical.size());
    for (duckdb_logical_type& type : logical) duckdb_destroy_logical_type(&type);
    REDTHREAD_ASSERT(chunk != nullptr, "no memory for a chunk of rows");
    look_up_vectors();
  }
  ~Handle() { duckdb_destroy_data_chunk(&chunk); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;

  static duckdb_type engine_type(Type type) {
    switch (type) {
      case Type::integer:
        return DUCKDB_TYPE_INTEGER;
      case Type::bigint:
        return DUCKDB_TYPE_BIGINT;
      case Type::text:
        break;
    }
    return DUCKDB_TYPE_VARCHAR;
  }

  void look_up_vectors() {
    vectors.resize(types.size());
    for (std::size_t i = 0; i < types.size(); ++i) {
      vectors[i].vector = duckdb_data_chunk_get_vector(chunk, i);
      vectors[i].data = duckdb_vector_get_data(vectors[i].vector);
    }
  }

  /// Calls `fill` with the column's numbers, of the type that they are of.
  template <typename Fill>
  void with_numbers(std::size_t column, const Fill& fill) {
    void* data = vectors[column].data;
    if (types[column] == Type::integer) {
      fill(static_cast<std::int32_t*>(data));
    } else {
      fill(static_cast<std::int64_t*>(data));
    }
  }

  struct Vector {
    duckdb_vector vector = nullptr;
    void* data = nullptr;
  };
  std::vector<Type> types;
  std::vector<Vector> vectors;
  duckdb_data_chunk chunk = nullptr;
};

Chunk::Chunk(std::vector<Type> types) : handle_(std::make_unique<Handle>(std::move(types))) {}
Chunk::~Chunk() = default;

std::size_t Chunk::capacity() { return duckdb_vector_size(); }

void Chunk::set_all(std::size_t column, std::int64_t value, std::size_t count) {
  handle_->with_numbers(column, [&](auto* numbers) {
    std::fill_n(numbers, count, static_cast<std::remove_pointer_t<decltype(numbers)>>(value));
  });
}

void Chunk::set_some(std::size_t column, const std::int64_t* values, const std::uint32_t* rows,
                     std::size_t count) {
  handle_->with_numbers(column, [&](auto* numbers) {
    for (std::size_t i = 0; i < count; ++i) {
      numbers[i] = static_cast<std::remove_pointer_t<decltype(numbers)>>(values[rows[i]]);
    }
  });
}

void Chunk::set(std::size_t column, std::size_t row, std::string_view value) {
  duckdb_vector_assign_string_element_len(handle_->vectors[column].vector, row, value.data(),
                                          value.size());
}

void Chunk::set_null(std::size_t column, std::size_t row) {
  duckdb_vector vector = handle_->vectors[column].vector;
  duckdb_vector_ensure_validity_writable(vector);
  duckdb_validity_set_row_invalid(duckdb_vector_get_validity(vector), row);
}

void Chunk::set_size(std::size_t rows) { duckdb_data_chunk_set_size(handle_->chunk, rows); }
std::size_t Chunk::size() const { return duckdb_data_chunk_get_size(handle_->chunk); }

/// With a second thread the engine would give it the rows that are handed over, and the caller's
/// would ask all the while whether it is done: a core that whoever makes the rows can use.
struct ChunkAppender::Handle : EngineAppender {
  Handle(duckdb_connection to, const std::string& table)
      : EngineAppender(to, table), connection(to) {
    use_threads(1);
  }
  ~Handle() { use_threads(2); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;

  /// Says nothing when the engine refuses, in a transaction that has failed: it is a matter of
  /// speed, and the database is closed next.
  void use_threads(int number) const {
    duckdb_query(connection, fmt::format("SET threads = {}", number).c_str(), nullptr);
  }

  duckdb_connection connection = nullptr;
};

ChunkAppender::ChunkAppender(Connection& connection, const std::string& table)
    : handle_(std::make_unique<Handle>(connection.handle_->connection, table)) {}
ChunkAppender::~ChunkAppender() = default;

void ChunkAppender::append(Chunk& chunk) {
  Chunk::Handle& rows = *chunk.handle_;
  handle_->check(duckdb_append_data_chunk(handle_->get(), rows.chunk));
  duckdb_data_chunk_reset(rows.chunk);
  rows.look_up_vectors();
}

void ChunkAppender::close() { handle_->check(duckdb_appender_close(handle_->get())); }

Transaction::Transaction(Connection& connection) : connection_(connection) {
  connection_.run("BEGIN TRANSACTION");
}

Transaction::~Transaction() {
  if (!open_) return;
  try {
    connection_.run("ROLLBACK");
  } catch (const Error&) {  // The engine has rolled back by itself after a failure.
  }
}

void Transaction::commit() {
  open_ = false;  // A commit that fails has rolled back.
  connection_.run("COMMIT");
}

}  // namespace redthread::warehouse
