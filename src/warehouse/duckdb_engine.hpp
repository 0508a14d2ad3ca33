// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <duckdb.h>

#include "warehouse/duckdb.hpp"

namespace redthread::warehouse {

/// What the files of the seam to DuckDB share. No other file includes this.

struct Connection::Handle {
  Handle() = default;
  ~Handle() { duckdb_disconnect(&connection); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;

  duckdb_connection connection = nullptr;
};

/// Throws Error `warehouse.engine`; of the engine's message only what cannot quote a row's value.
[[noreturn]] void engine_failed(std::string_view doing, duckdb_error_type type,
                                const char* message);

}  // namespace redthread::warehouse
