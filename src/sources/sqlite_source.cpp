// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <utility>

#include <fmt/format.h>
#include <sqlite3.h>

#include "base/text.hpp"
#include "sources/open_source.hpp"

namespace redthread::sources {
namespace {

constexpr int busy_ms = 10'000;
constexpr int longest_field_bytes = 16 << 20;
constexpr int steps_between_looks = 10'000;

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
struct FinishStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

class SqliteSource final : public OpenSource {
 public:
  SqliteSource(std::unique_ptr<sqlite3, CloseDatabase> database, const QuerySource& source)
      : database_(std::move(database)), source_(source) {
    sqlite3* const raw = database_.get();
    sqlite3_busy_timeout(raw, busy_ms);
    sqlite3_limit(raw, SQLITE_LIMIT_LENGTH, longest_field_bytes);
    sqlite3_limit(raw, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_progress_handler(raw, steps_between_looks, &SqliteSource::is_late, this);
  }

  /// Whether it is a database that can be read; and from here on it stays as it is.
  bool begin(Diagnostics& diagnostics) {
    restart_clock();
    if (sqlite3_exec(database_.get(), "BEGIN; SELECT count(*) FROM sqlite_master", nullptr, nullptr,
                     nullptr) == SQLITE_OK) {
      return true;
    }
    diagnostics.error("sources.database", source_.open_place,
                      fmt::format("the database of `{}` cannot be read: {}", source_.key,
                                  printable(sqlite3_errmsg(database_.get()))),
                      "`path` is a SQLite file, relative to the region folder");
    return false;
  }

  bool run(const SourceQuery& query, const QueryText& text, Period months,
           Diagnostics& diagnostics) override {
    query_ = &query;
    restart_clock();
    sqlite3_stmt* statement = nullptr;
    const int code =
        sqlite3_prepare_v2(database_.get(), text.text.c_str(),
                           static_cast<int>(text.text.size()) + 1, &statement, nullptr);
    statement_.reset(statement);
    if (code != SQLITE_OK) {
      const int offset = sqlite3_error_offset(database_.get());
      tell_at(query, offset < 0 ? std::string::npos : static_cast<std::size_t>(offset),
              "sources.query_failed",
              fmt::format("SQLite: {}", printable(sqlite3_errmsg(database_.get()))), {},
              diagnostics);
      return false;
    }
    if (sqlite3_stmt_readonly(statement) == 0) {
      tell_at(query, std::string::npos, "sources.not_read_only", "the query writes",
              "a source is only read", diagnostics);
      return false;
    }
    if (!bind(months, diagnostics)) return false;
    columns_.clear();
    for (int i = 0; i < sqlite3_column_count(statement); ++i) {
      columns_.emplace_back(sqlite3_column_name(statement, i));
    }
    return true;
  }

  const std::vector<std::string>& columns() const override { return columns_; }

  bool next(Diagnostics& diagnostics) override {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_DONE) return false;
    if (code == SQLITE_ROW) return read_row(diagnostics);
    if (code == SQLITE_INTERRUPT) {
      tell_at(*query_, std::string::npos, "sources.timeout",
              fmt::format("SQLite did not answer within {} seconds", source_.timeout_s),
              "an index on the date may help; `timeout` gives it longer", diagnostics);
    } else {  // without the database's own words, which may quote a row
      tell_at(*query_, std::string::npos, "sources.query_failed",
              fmt::format("SQLite cannot go on with the query after {} rows: {}", rows_,
                          sqlite3_errstr(code)),
              {}, diagnostics);
    }
    return false;
  }

  std::optional<std::string_view> field(std::size_t column) const override {
    if (sqlite3_column_type(statement_.get(), static_cast<int>(column)) == SQLITE_NULL) {
      return std::nullopt;
    }
    if (!numbers_[column].empty()) return numbers_[column];
    const int index = static_cast<int>(column);
    const unsigned char* text = sqlite3_column_text(statement_.get(), index);
    const int bytes = sqlite3_column_bytes(statement_.get(), index);
    return std::string_view(reinterpret_cast<const char*>(text), static_cast<std::size_t>(bytes));
  }

 private:
  static int is_late(void* source) {
    return std::chrono::steady_clock::now() > static_cast<SqliteSource*>(source)->deadline_ ? 1 : 0;
  }

  void restart_clock() {
    rows_ = 0;
    deadline_ = std::chrono::steady_clock::now() + std::chrono::seconds(source_.timeout_s);
  }

  bool bind(Period months, Diagnostics& diagnostics) {
    for (int i = 1; i <= sqlite3_bind_parameter_count(statement_.get()); ++i) {
      const char* written = sqlite3_bind_parameter_name(statement_.get(), i);
      const std::string_view name = written == nullptr ? "?" : written;
      std::optional<Parameter> parameter;
      if (name == ":from") parameter = Parameter::from;
      if (name == ":to") parameter = Parameter::to;
      if (name == ":period") parameter = Parameter::period;
      if (!parameter) {
        tell_at(*query_, query_->sql.find(name), "sources.parameter",
                fmt::format("there is no parameter `{}`", name),
                "the parameters are :from and :to (first and last day), and :period (2024-03)",
                diagnostics);
        return false;
      }
      const std::string text = parameter_text(*parameter, months);
      sqlite3_bind_text(statement_.get(), i, text.data(), static_cast<int>(text.size()),
                        SQLITE_TRANSIENT);
    }
    return true;
  }

  /// Looks at the kinds of the row's values; numbers with decimals get a text of ours.
  bool read_row(Diagnostics& diagnostics) {
    ++rows_;
    numbers_.assign(columns_.size(), {});
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const int index = static_cast<int>(i);
      const int type = sqlite3_column_type(statement_.get(), index);
      if (type == SQLITE_FLOAT) {
        const auto text = exact_text(sqlite3_column_double(statement_.get(), index));
        if (text) numbers_[i] = *text;
      }
      if (type == SQLITE_BLOB || (type == SQLITE_FLOAT && numbers_[i].empty())) {
        tell_at(*query_, std::string::npos, "sources.cell",
                fmt::format("row {} has {} in `{}`", rows_,
                            type == SQLITE_BLOB ? "bytes" : "an infinite number",
                            printable(columns_[i])),
                "cast it to a text or a number", diagnostics);
        return false;
      }
    }
    return true;
  }

  std::unique_ptr<sqlite3, CloseDatabase> database_;
  const QuerySource& source_;
  std::unique_ptr<sqlite3_stmt, FinishStatement> statement_;
  const SourceQuery* query_ = nullptr;
  std::vector<std::string> columns_;
  std::vector<std::string> numbers_;  ///< of the row, where a value is a number with decimals
  std::int64_t rows_ = 0;
  std::chrono::steady_clock::time_point deadline_;
};

}  // namespace

std::optional<std::string> exact_text(double number) {
  if (!std::isfinite(number)) return std::nullopt;
  char text[400];
  const auto [end, problem] =
      std::to_chars(std::begin(text), std::end(text), number, std::chars_format::fixed);
  if (problem != std::errc()) return std::nullopt;
  return std::string(std::begin(text), end);
}

std::unique_ptr<OpenSource> open_sqlite(const QuerySource& source, const std::string& folder,
                                        Diagnostics& diagnostics) {
  const std::filesystem::path path = std::filesystem::path(folder) / source.path;
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) {
    diagnostics.error("sources.database", source.open_place,
                      fmt::format("there is no file `{}`", printable(source.path)),
                      "`path` is a SQLite file, relative to the region folder");
    return nullptr;
  }
  sqlite3* database = nullptr;
  const int code =
      sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
  std::unique_ptr<sqlite3, CloseDatabase> owned(database);
  if (code != SQLITE_OK) {
    diagnostics.error(
        "sources.database", source.open_place,
        fmt::format("the database of `{}` cannot be opened: {}", source.key, sqlite3_errstr(code)));
    return nullptr;
  }
  auto opened = std::make_unique<SqliteSource>(std::move(owned), source);
  if (!opened->begin(diagnostics)) return nullptr;
  return opened;
}

}  // namespace redthread::sources
