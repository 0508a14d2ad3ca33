// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <cstring>
#include <map>

#include <fmt/format.h>
#include <libpq-fe.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "database/connection.hpp"

namespace redthread::database {
namespace {

constexpr Dialect postgresql = {.name = "PostgreSQL",
                                .integer = "BIGINT",
                                .table_options = "",
                                .begin_schema = "BEGIN; SELECT pg_advisory_xact_lock(7248361)",
                                .begin_write = "BEGIN; LOCK TABLE {} IN EXCLUSIVE MODE",
                                .begin_read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                                .other_tables = "SELECT 0"};

struct CloseConnection {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using ResultHandle = std::unique_ptr<PGresult, ClearResult>;

/// By SQLSTATE: the server's sentence may quote a value.
Error error_of(const PGresult* result) {
  const char* field = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
  const std::string state = field ? field : "";
  if (state == "55P03" || state == "40001" || state == "40P01") {
    return {"plan.busy", "another process holds the store; try again when it is done"};
  }
  if (state == "53100") {
    return {"plan.disk_full", "the disk with the store is full; nothing was changed"};
  }
  if (state.empty() || state.rfind("08", 0) == 0 || state.rfind("57P", 0) == 0) {
    return {"plan.open", "the connection to PostgreSQL was lost; nothing was changed"};
  }
  return {"plan.engine", "PostgreSQL: SQLSTATE " + state};
}

class PostgresqlRows final : public Rows {
 public:
  explicit PostgresqlRows(ResultHandle result) : result_(std::move(result)) {}

  bool next() override { return ++row_ < PQntuples(result_.get()); }
  bool is_null(int column) const override { return PQgetisnull(result_.get(), row_, column) != 0; }
  std::int64_t integer(int column) const override {
    const std::string_view digits = text(column);
    std::int64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
  }
  std::string_view text(int column) const override {
    return {PQgetvalue(result_.get(), row_, column),
            static_cast<std::size_t>(PQgetlength(result_.get(), row_, column))};
  }

 private:
  ResultHandle result_;
  int row_ = -1;
};

class PostgresqlConnection final : public Connection {
 public:
  explicit PostgresqlConnection(const std::string& url) : connection_(PQconnectdb(url.c_str())) {
    if (PQstatus(connection_.get()) != CONNECTION_OK) {
      const std::string words = PQerrorMessage(connection_.get());
      throw Error("plan.open", "PostgreSQL: " + printable(std::string(trim(words))));
    }
    PQsetNoticeProcessor(
        connection_.get(), [](void*, const char*) {}, nullptr);
    run(
        fmt::format("SET client_encoding = 'UTF8'; SET synchronous_commit = on; "
                    "SET lock_timeout = {}",
                    patience_ms));
  }

  const Dialect& dialect() const override { return postgresql; }

  void run(const std::string& sql) override {
    checked(ResultHandle(PQexec(connection_.get(), sql.c_str())));
  }

  std::unique_ptr<Rows> query(const std::string& sql,
                              const std::vector<Parameter>& parameters) override {
    std::vector<std::string> texts(parameters.size());
    std::vector<const char*> values(parameters.size(), nullptr);
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      if (const auto* number = std::get_if<std::int64_t>(&parameters[i])) {
        texts[i] = std::to_string(*number);
      } else if (const auto* text = std::get_if<std::string_view>(&parameters[i])) {
        texts[i] = *text;
      } else {
        continue;
      }
      values[i] = texts[i].c_str();
    }
    const std::string& name = prepared(sql);
    return std::make_unique<PostgresqlRows>(checked(ResultHandle(
        PQexecPrepared(connection_.get(), name.c_str(), static_cast<int>(values.size()),
                       values.data(), nullptr, nullptr, 0))));
  }

 private:
  const std::string& prepared(const std::string& sql) {
    const auto found = names_.find(sql);
    if (found != names_.end()) return found->second;
    const std::string name = "s" + std::to_string(names_.size());
    checked(ResultHandle(PQprepare(connection_.get(), name.c_str(), sql.c_str(), 0, nullptr)));
    return names_.emplace(sql, name).first->second;
  }

  static ResultHandle checked(ResultHandle result) {
    const ExecStatusType status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw error_of(result.get());
    return result;
  }

  std::unique_ptr<PGconn, CloseConnection> connection_;
  std::map<std::string, std::string> names_;  ///< of prepared statements, by their text
};

}  // namespace

std::unique_ptr<Connection> connect_postgresql(const std::string& url) {
  try {
    return std::make_unique<PostgresqlConnection>(url);
  } catch (Error& error) {
    error.while_doing("while opening the store " + shown_address(url));
    throw;
  }
}

}  // namespace redthread::database
