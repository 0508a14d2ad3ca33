// SPDX-License-Identifier: Apache-2.0
#include "database/connection.hpp"

#include <fmt/format.h>

#include "base/error.hpp"

namespace redthread::database {

void Connection::change(const std::string& sql, const std::vector<Parameter>& parameters) {
  const auto rows = query(sql, parameters);
  while (rows->next()) {
  }
}

bool is_postgresql(const std::string& address) {
  return address.rfind("postgresql://", 0) == 0 || address.rfind("postgres://", 0) == 0;
}

std::string shown_address(const std::string& address) {
  if (!is_postgresql(address)) return address;
  const std::size_t start = address.find("://") + 3;
  const std::size_t end = address.find_first_of("/?", start);
  const std::string host = address.substr(start, end == std::string::npos ? end : end - start);
  const std::size_t at = host.rfind('@');
  std::string shown = address.substr(0, start);
  if (at != std::string::npos) shown += host.substr(0, host.find_first_of(":@")) + "@";
  shown += at == std::string::npos ? host : host.substr(at + 1);
  // Parameters may hold a password, and say nothing that a person needs.
  if (end != std::string::npos) shown += address.substr(end, address.find('?', end) - end);
  return shown;
}

std::string begin_write(const Dialect& dialect, const std::string& table) {
  return fmt::format(fmt::runtime(dialect.begin_write), table);
}

std::unique_ptr<Connection> connect(const std::string& address) {
  return is_postgresql(address) ? connect_postgresql(address) : connect_sqlite(address);
}

Transaction::Transaction(Connection& connection, const std::string& begin)
    : connection_(connection) {
  try {
    connection_.run(begin);
  } catch (const Error&) {
    // The engine may have begun before it failed, as when a lock was waited for in vain.
    try {
      connection_.run("ROLLBACK");
    } catch (const Error&) {  // NOLINT(bugprone-empty-catch): there was none
    }
    throw;
  }
}

Transaction::~Transaction() {
  if (!open_) return;
  try {
    connection_.run("ROLLBACK");
  } catch (const Error&) {  // NOLINT(bugprone-empty-catch): a lost connection has rolled back
  }
}

void Transaction::commit() {
  connection_.run("COMMIT");
  open_ = false;
}

}  // namespace redthread::database
