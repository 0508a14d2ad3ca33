// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <type_traits>
#include <utility>

#include "base/error.hpp"
#include "warehouse/duckdb_engine.hpp"

namespace redthread::warehouse {
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

struct ChunkAppender::Handle : EngineAppender {
  using EngineAppender::EngineAppender;
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

}  // namespace redthread::warehouse
