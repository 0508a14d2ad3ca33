// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <charconv>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>
#include <libpq-fe.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "sources/open_source.hpp"
#include "sources/postgresql_types.hpp"

namespace redthread::sources {
namespace {

struct CloseConnection {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Connection = std::unique_ptr<PGconn, CloseConnection>;
using Answer = std::unique_ptr<PGresult, ClearResult>;

void say_nothing(void* /*unused*/, const PGresult* /*unused*/) {}

std::string first_line(std::string_view text) {
  return printable(trim(text.substr(0, text.find('\n'))));
}

/// Of the message that a query could not be answered with.
std::string_view part_of(const Answer& answer, int field) {
  const char* text = PQresultErrorField(answer.get(), field);
  return text == nullptr ? std::string_view() : std::string_view(text);
}

/// Whether the server's words are about the query: its syntax and its names (42), what it may do
/// (25, 0A), never a value in a row.
bool is_about_the_query(std::string_view state) {
  return state.starts_with("42") || state.starts_with("25") || state.starts_with("0A") ||
         state.starts_with("3F");
}

class PostgresqlSource final : public OpenSource {
 public:
  PostgresqlSource(Connection connection, const QuerySource& source)
      : connection_(std::move(connection)), source_(source) {
    PQsetNoticeReceiver(connection_.get(), say_nothing, nullptr);
  }

  /// A transaction that only reads and sees one state of the database, in which texts are exact.
  void begin() {
    for (const std::string& command :
         {std::string("SET default_transaction_read_only = on"),
          std::string("SET DateStyle = 'ISO, YMD'"), std::string("SET TimeZone = 'UTC'"),
          std::string("SET extra_float_digits = 1"),
          fmt::format("SET statement_timeout = '{}s'", source_.timeout_s),
          std::string("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")}) {
      const Answer answer(PQexec(connection_.get(), command.c_str()));
      if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) {
        throw Error("sources.unreachable",
                    fmt::format("the server of `{}` does not answer: {}", source_.key,
                                first_line(PQerrorMessage(connection_.get()))));
      }
    }
  }

  bool run(const SourceQuery& query, const QueryText& text, Period months,
           Diagnostics& diagnostics) override {
    query_ = &query;
    text_ = &text;
    rows_ = 0;
    drain();
    std::vector<std::string> values;
    values.reserve(text.uses.size());
    for (const QueryText::Use& use : text.uses) {
      values.push_back(parameter_text(use.parameter, months));
    }
    std::vector<const char*> pointers;
    pointers.reserve(values.size());
    for (const std::string& value : values) pointers.push_back(value.c_str());
    if (PQsendQueryParams(connection_.get(), text.numbered().c_str(),
                          static_cast<int>(pointers.size()), nullptr, pointers.data(), nullptr,
                          nullptr, /*resultFormat=*/0) == 0 ||
        PQsetSingleRowMode(connection_.get()) == 0) {
      throw_lost();
    }
    answer_.reset(PQgetResult(connection_.get()));
    is_first_row_waiting_ = PQresultStatus(answer_.get()) == PGRES_SINGLE_TUPLE;
    if (!is_first_row_waiting_ && PQresultStatus(answer_.get()) != PGRES_TUPLES_OK) {
      tell_failure(diagnostics);
      return false;
    }
    return read_columns(diagnostics);
  }

  const std::vector<std::string>& columns() const override { return columns_; }

  bool next(Diagnostics& diagnostics) override {
    if (is_first_row_waiting_) {
      is_first_row_waiting_ = false;
    } else {
      if (PQresultStatus(answer_.get()) != PGRES_SINGLE_TUPLE) return false;
      answer_.reset(PQgetResult(connection_.get()));
    }
    const ExecStatusType status = PQresultStatus(answer_.get());
    if (status == PGRES_SINGLE_TUPLE) return read_row(diagnostics);
    if (status != PGRES_TUPLES_OK) tell_failure(diagnostics);
    return false;
  }

  std::optional<std::string_view> field(std::size_t column) const override {
    const int index = static_cast<int>(column);
    if (PQgetisnull(answer_.get(), 0, index) != 0) return std::nullopt;
    if (!rewritten_[column].empty()) return rewritten_[column];
    return raw(index);
  }

 private:
  std::string_view raw(int column) const {
    return {PQgetvalue(answer_.get(), 0, column),
            static_cast<std::size_t>(PQgetlength(answer_.get(), 0, column))};
  }

  /// The connection takes a new query when the one before has nothing more to say.
  void drain() {
    answer_.reset();
    while (const Answer left{PQgetResult(connection_.get())}) continue;
  }

  bool read_columns(Diagnostics& diagnostics) {
    columns_.clear();
    forms_.clear();
    for (int i = 0; i < PQnfields(answer_.get()); ++i) {
      columns_.emplace_back(PQfname(answer_.get(), i));
      const auto form = form_of_type(PQftype(answer_.get(), i));
      if (!form) {
        tell_at(*query_, std::string::npos, "sources.column_type",
                fmt::format("the type of the column `{}` is not one that a delivery can have",
                            printable(columns_.back())),
                "cast it, to text, numeric or date; a time with a zone: "
                "(changed at time zone 'Europe/Stockholm')::date",
                diagnostics);
        return false;
      }
      forms_.push_back(*form);
    }
    return true;
  }

  bool read_row(Diagnostics& diagnostics) {
    ++rows_;
    rewritten_.assign(columns_.size(), {});
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const int index = static_cast<int>(i);
      if (forms_[i] == PostgresqlForm::text || PQgetisnull(answer_.get(), 0, index) != 0) continue;
      const std::string_view text = raw(index);
      if (forms_[i] == PostgresqlForm::truth) {
        rewritten_[i] = text == "t" ? "1" : "0";
        continue;
      }
      double number = 0;
      std::from_chars(text.data(), text.data() + text.size(), number);
      const auto exact = exact_text(number);
      if (!exact) {
        tell_at(
            *query_, std::string::npos, "sources.cell",
            fmt::format("row {} has a number that is none in `{}`", rows_, printable(columns_[i])),
            "write null where there is no number", diagnostics);
        return false;
      }
      rewritten_[i] = *exact;
    }
    return true;
  }

  void tell_failure(Diagnostics& diagnostics) {
    const std::string_view state = part_of(answer_, PG_DIAG_SQLSTATE);
    if (PQstatus(connection_.get()) != CONNECTION_OK || state.starts_with("57P")) throw_lost();
    if (state == "57014") {
      tell_at(*query_, std::string::npos, "sources.timeout",
              fmt::format("PostgreSQL did not answer within {} seconds", source_.timeout_s),
              "an index on the date may help; `timeout` gives it longer", diagnostics);
    } else if (state == "25006" || state.empty()) {  // or a command, which gives no rows
      tell_at(*query_, std::string::npos, "sources.not_read_only", "the query writes",
              "a source is only read", diagnostics);
    } else if (is_about_the_query(state)) {
      tell_at(*query_, position(), "sources.query_failed",
              fmt::format("PostgreSQL: {}", first_line(part_of(answer_, PG_DIAG_MESSAGE_PRIMARY))),
              first_line(part_of(answer_, PG_DIAG_MESSAGE_HINT)), diagnostics);
    } else {  // without the server's words, which may quote a row
      tell_at(*query_, position(), "sources.query_failed",
              fmt::format("PostgreSQL cannot go on with the query after {} rows (SQLSTATE {})",
                          rows_, printable(state)),
              state.starts_with("22") ? "a value cannot be what the query makes of it: a division "
                                        "by zero, or a cast"
                                      : "",
              diagnostics);
    }
  }

  /// Where in the query's text the server found it wrong; npos when it does not say.
  std::size_t position() const {
    const std::string_view written = part_of(answer_, PG_DIAG_STATEMENT_POSITION);
    std::size_t characters = 0;
    std::from_chars(written.data(), written.data() + written.size(), characters);
    if (characters == 0) return std::string::npos;
    const std::string sent = text_->numbered();
    std::size_t at = 0;
    for (; characters > 1 && at < sent.size(); --characters) at += character_at(sent, at).bytes;
    return text_->offset_of_numbered(at);
  }

  [[noreturn]] void throw_lost() const {
    throw Error("sources.lost", fmt::format("the connection to `{}` broke: {}", source_.key,
                                            first_line(PQerrorMessage(connection_.get()))));
  }

  Connection connection_;
  const QuerySource& source_;
  Answer answer_;  ///< the row, or what came instead
  const SourceQuery* query_ = nullptr;
  const QueryText* text_ = nullptr;
  bool is_first_row_waiting_ = false;
  std::vector<std::string> columns_;
  std::vector<PostgresqlForm> forms_;
  std::vector<std::string> rewritten_;  ///< of the row, where our text is another
  std::int64_t rows_ = 0;
};

/// The connection from the environment; nullopt with a diagnostic that does not quote it.
std::optional<std::string> connection_text(const QuerySource& source, Diagnostics& diagnostics) {
  const char* text = std::getenv(source.connection_env.c_str());
  if (text == nullptr || *text == '\0') {
    diagnostics.error(
        "sources.connection", source.open_place,
        fmt::format("the environment variable `{}` is not set", printable(source.connection_env)),
        "it holds the connection: postgresql://user@server/database");
    return std::nullopt;
  }
  PQconninfoOption* const options = PQconninfoParse(text, nullptr);
  PQconninfoFree(options);
  if (options == nullptr) {
    diagnostics.error("sources.connection", source.open_place,
                      fmt::format("what `{}` holds is not a connection of PostgreSQL",
                                  printable(source.connection_env)),
                      "write it as postgresql://user@server/database, or host=... dbname=...");
    return std::nullopt;
  }
  return text;
}

}  // namespace

std::unique_ptr<OpenSource> open_postgresql(const QuerySource& source, Diagnostics& diagnostics) {
  const auto text = connection_text(source, diagnostics);
  if (!text) return nullptr;
  // What the text says goes before what stands above it.
  const std::array<const char*, 4> names = {"connect_timeout", "application_name", "dbname",
                                            nullptr};
  const std::array<const char*, 4> values = {"10", "redthread", text->c_str(), nullptr};
  Connection connection(PQconnectdbParams(names.data(), values.data(), /*expand_dbname=*/1));
  if (PQstatus(connection.get()) != CONNECTION_OK) {
    throw Error("sources.unreachable",
                fmt::format("the server of `{}` cannot be reached: {}", source.key,
                            first_line(PQerrorMessage(connection.get()))));
  }
  if (PQsetClientEncoding(connection.get(), "UTF8") != 0) {
    throw Error("sources.unreachable",
                fmt::format("the server of `{}` cannot send UTF-8", source.key));
  }
  auto opened = std::make_unique<PostgresqlSource>(std::move(connection), source);
  opened->begin();
  return opened;
}

}  // namespace redthread::sources
