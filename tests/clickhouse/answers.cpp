// SPDX-License-Identifier: Apache-2.0
//
// Asks ClickHouse, in process: `clickhouse_answers LIBRARY FILE`. FILE has statements, each ended
// by a line with `;` alone; prints their answers tab-separated, each ended by a line with `;`. A
// program by itself, built without sanitizers, which the library does not start under.
#include <cstddef>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>

#include <dlfcn.h>

namespace {

/// The part of the library's C interface that is used, found by name.
struct ClickHouse {
  using Connection = void*;
  using Result = void;
  Connection* (*connect)(int, char**) = nullptr;
  Result* (*query)(Connection, const char*, const char*) = nullptr;
  char* (*buffer)(Result*) = nullptr;
  std::size_t (*length)(Result*) = nullptr;
  const char* (*error)(Result*) = nullptr;
  void (*destroy)(Result*) = nullptr;
  void (*close)(Connection*) = nullptr;
};

template <typename Function>
bool find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(dlsym(library, name));
  return function != nullptr;
}

bool open(const char* path, ClickHouse& engine) {
  void* library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return false;
  return find(library, "chdb_connect", engine.connect) &&
         find(library, "chdb_query", engine.query) &&
         find(library, "chdb_result_buffer", engine.buffer) &&
         find(library, "chdb_result_length", engine.length) &&
         find(library, "chdb_result_error", engine.error) &&
         find(library, "chdb_destroy_query_result", engine.destroy) &&
         find(library, "chdb_close_conn", engine.close);
}

bool answer(const ClickHouse& engine, ClickHouse::Connection connection, const std::string& sql) {
  ClickHouse::Result* result = engine.query(connection, sql.c_str(), "TabSeparatedRaw");
  const char* error = engine.error(result);
  if (error != nullptr) {
    std::cerr << error << "\nin: " << sql << "\n";
    return false;
  }
  const std::size_t length = engine.length(result);
  if (length > 0) std::cout.write(engine.buffer(result), static_cast<std::streamsize>(length));
  std::cout << ";\n";
  engine.destroy(result);
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: clickhouse_answers LIBRARY FILE\n";
    return 2;
  }
  ClickHouse engine;
  if (!open(argv[1], engine)) {
    std::cerr << "cannot open " << argv[1] << ": " << dlerror() << "\n";
    return 2;
  }
  ClickHouse::Connection* connection = engine.connect(1, argv);
  if (connection == nullptr) {
    std::cerr << "ClickHouse does not start\n";
    return 2;
  }
  std::ifstream file(argv[2]);
  std::string statement;
  bool is_well = true;
  for (std::string line; is_well && std::getline(file, line);) {
    if (line != ";") {
      statement += line + "\n";
      continue;
    }
    is_well = answer(engine, *connection, statement);
    statement.clear();
  }
  engine.close(connection);
  return is_well ? 0 : 1;
}
