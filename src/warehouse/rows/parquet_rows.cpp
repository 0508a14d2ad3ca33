// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "warehouse/duckdb.hpp"
#include "warehouse/rows/batch_builder.hpp"
#include "warehouse/rows/formats.hpp"
#include "warehouse/rows/input_file.hpp"

namespace redthread::warehouse {
namespace {

constexpr std::string_view magic = "PAR1";
constexpr std::string_view encrypted_magic = "PARE";

std::string quoted(std::string_view text, char quote) {
  std::string result(1, quote);
  for (const char c : text) {
    if (c == quote) result += c;
    result += c;
  }
  return result + quote;
}

/// What a column of a type the engine names becomes.
struct Cast {
  std::string sql;  ///< `{}` is the column
  bool is_text = false;
  bool is_float = false;
};

std::optional<Cast> cast_of(std::string_view type) {
  if (type.ends_with(']')) return std::nullopt;  // a list
  if (type == "VARCHAR" || type.starts_with("ENUM")) return Cast{"{}::VARCHAR", true, false};
  if (type == "FLOAT" || type == "DOUBLE") return Cast{"{}::VARCHAR", false, true};
  for (const std::string_view timestamp :
       {"TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"}) {
    // Many programs know no dates and write the day's first instant.
    if (type == timestamp) {
      return Cast{"replace(regexp_replace({}::VARCHAR, ' 00:00:00$', ''), ' ', 'T')"};
    }
  }
  if (type.starts_with("DECIMAL(")) return Cast{"{}::VARCHAR"};
  for (const std::string_view plain :
       {"BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT",
        "UINTEGER", "UBIGINT", "UHUGEINT", "DATE", "TIME", "UUID"}) {
    if (type == plain) return Cast{"{}::VARCHAR"};
  }
  return std::nullopt;
}

/// In words that fit after "column `x` holds".
const char* kind_of(std::string_view type) {
  if (type.ends_with(']')) return "lists";
  if (type.starts_with("STRUCT") || type.starts_with("MAP")) return "values with parts";
  if (type == "BLOB") return "bytes";
  if (type == "TIMESTAMP WITH TIME ZONE") return "instants, which are another day elsewhere";
  return "values of a kind that rows cannot have";
}

/// A column of the file.
struct Column {
  std::string name;
  std::string type;
};

class ParquetRows final : public RowSource {
 public:
  ParquetRows(const std::string& shown_as, InputFile file, const RowLimits& limits)
      : RowSource(shown_as),
        limits_(limits),
        file_(std::move(file)),
        // By its descriptor: the very file that was opened, and a path without special characters.
        path_(fmt::format("/proc/self/fd/{}", file_.descriptor())),
        database_(OnlyFile{path_}),
        connection_(database_) {}

  bool open(Diagnostics& diagnostics);
  std::string format() const override { return "Parquet"; }
  bool next(RowBatch& batch) override;

 private:
  std::vector<Column> columns();
  bool check_columns(const std::vector<Column>& columns, Diagnostics& diagnostics);
  void add_row();
  void tell_unreadable(Diagnostics& diagnostics) {
    diagnostics.error("rows.parquet", {.file = shown_as()},
                      "the Parquet file cannot be read: it is damaged, cut short or encrypted",
                      "export and copy it again; the copy must be as long as the original");
  }

  RowLimits limits_;
  InputFile file_;
  std::string path_;
  Database database_;
  Connection connection_;
  std::vector<Cast> casts_;
  std::optional<Result> result_;
  BatchBuilder builder_;
  int record_ = 0;
};

std::vector<Column> ParquetRows::columns() {
  std::vector<Column> found;
  for (Result rows = connection_.query(
           fmt::format("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM "
                       "read_parquet('{}'))",
                       path_));
       rows.next();) {
    found.push_back({std::string(rows.text(0)), std::string(rows.text(1))});
  }
  return found;
}

bool ParquetRows::check_columns(const std::vector<Column>& columns, Diagnostics& diagnostics) {
  for (const Column& column : columns) {
    header_.push_back(column.name);
    const auto cast = cast_of(column.type);
    if (cast) {
      casts_.push_back(*cast);
      continue;
    }
    diagnostics.error("rows.column_type", {.file = shown_as()},
                      fmt::format("column `{}` holds {}", column.name, kind_of(column.type)),
                      "deliver texts, numbers, dates (without a time zone) and booleans only");
  }
  for (const HeaderFault& fault : header_faults(header_, limits_)) {
    diagnostics.error("rows.header", {.file = shown_as()}, fault.message, fault.hint);
  }
  return !diagnostics.has_errors();
}

bool ParquetRows::open(Diagnostics& diagnostics) {
  // The engine's errors speak of its insides; what a person can do is the same for all of them.
  try {
    if (!check_columns(columns(), diagnostics)) return false;
    std::string selected;
    for (std::size_t i = 0; i < header_.size(); ++i) {
      if (i > 0) selected += ", ";
      selected += fmt::format(fmt::runtime(casts_[i].sql), quoted(header_[i], '"'));
    }
    result_ = connection_.stream(fmt::format("SELECT {} FROM read_parquet('{}')", selected, path_));
    return true;
  } catch (const Error&) {
    tell_unreadable(diagnostics);
    return false;
  }
}

bool ParquetRows::next(RowBatch& batch) {
  builder_.start(header_.size());
  try {
    while (result_ && !builder_.is_full()) {
      if (result_->next()) {
        add_row();
      } else {
        result_.reset();
      }
    }
  } catch (const Error&) {
    result_.reset();
    tell_unreadable(told_);
    builder_.start(header_.size());
  }
  builder_.finish(batch);
  return batch.rows > 0 || !batch.faults.empty();
}

void ParquetRows::add_row() {
  ++record_;
  for (std::size_t i = 0; i < casts_.size(); ++i) {
    const std::string_view value = result_->text(i);
    if (casts_[i].is_text) {
      std::string fault = fault_of_text(value, limits_);
      if (!fault.empty()) {
        builder_.drop_row();
        builder_.add_fault(
            {.severity = Severity::error,
             .code = "rows.cell",
             .span = {.file = shown_as(), .line = record_, .column = static_cast<int>(i) + 1},
             .message = std::move(fault),
             .hint = {},
             .excerpt = {}});
        return;
      }
    }
    if (casts_[i].is_float) {
      builder_.add(plain_number(value));
    } else {
      builder_.add(value);
    }
  }
  builder_.end_row(record_);
}

}  // namespace

std::unique_ptr<RowSource> open_parquet(const std::string& path, const std::string& shown_as,
                                        Diagnostics& diagnostics, const RowLimits& limits) {
  auto file = InputFile::open(path, shown_as, diagnostics);
  if (!file) return nullptr;
  std::array<char, magic.size()> start{};
  const auto got = file->read(start.data(), start.size(), diagnostics);
  if (!got) return nullptr;
  if (*got == 0) {
    diagnostics.error("csv.empty", {.file = shown_as}, "the file is empty");
    return nullptr;
  }
  const std::string_view first(start.data(), *got);
  if (first != magic && first != encrypted_magic) {
    diagnostics.error("rows.format", {.file = shown_as}, "this is not a Parquet file",
                      "give the file the extension of what it is");
    return nullptr;
  }
  Diagnostics trouble;
  auto rows = std::make_unique<ParquetRows>(shown_as, std::move(*file), limits);
  if (rows->open(trouble)) return rows;
  diagnostics.append(trouble);
  return nullptr;
}

}  // namespace redthread::warehouse
