// SPDX-License-Identifier: Apache-2.0
#include "warehouse/row_loader.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/decimal.hpp"
#include "base/text.hpp"
#include "warehouse/row_rules.hpp"
#include "warehouse/row_typer.hpp"
#include "warehouse/rows/row_source.hpp"
#include "warehouse/sql/dialect.hpp"

namespace redthread::warehouse {
namespace {

/// Rows wait here until the rules across rows have been asked; a table of this connection alone.
constexpr const char* staging = "staged_row";

class Loader {
 public:
  Loader(Connection& connection, const Catalog& catalog, const RowDelivery& delivery,
         const Pseudonyms& pseudonyms, const std::function<void(std::int64_t)>& progress,
         Diagnostics& diagnostics)
      : connection_(connection),
        delivery_(delivery),
        table_(*delivery.fact),
        typer_(catalog, *delivery.fact, delivery.name, pseudonyms),
        progress_(progress),
        diagnostics_(diagnostics) {}

  LoadedRows run() {
    source_ = open_rows(delivery_.file.path, delivery_.file.file, diagnostics_);
    const Span header{.file = delivery_.file.file, .line = 1};
    if (source_ == nullptr || !typer_.bind(source_->header(), header, diagnostics_)) {
      result_.is_unusable = true;
      return std::move(result_);
    }
    connection_.run(
        fmt::format("CREATE OR REPLACE TEMP TABLE {}({})", staging, table_.column_definitions()));
    stage();
    result_.format = source_->format();
    diagnostics_.append(source_->told());
    result_.is_unusable = source_->told().has_errors();
    if (!result_.is_unusable) {
      break_rules();
      move_in();
    }
    connection_.run(fmt::format("DROP TABLE {}", staging));
    std::stable_sort(
        result_.faults.begin(), result_.faults.end(),
        [](const Diagnostic& a, const Diagnostic& b) { return a.span.line < b.span.line; });
    return std::move(result_);
  }

 private:
  void stage() {
    ChunkAppender chunk(connection_, staging, table_.types());
    RowBatch batch;
    std::size_t filled = 0;
    std::int64_t told = 0;
    while (source_->next(batch)) {
      for (Diagnostic& fault : batch.faults) {
        ++result_.bad_rows;
        keep(std::move(fault));
      }
      for (std::size_t row = 0; row < batch.rows; ++row) {
        const auto& faults = typer_.read(batch.fields.data() + row * batch.columns);
        if (!faults.empty()) {
          keep_faults(batch, row, faults);
          continue;
        }
        fill(chunk, filled, batch.lines[row]);
        ++result_.rows;
        if (++filled == ChunkAppender::capacity()) {
          chunk.append(filled);
          filled = 0;
        }
      }
      if (progress_ && result_.rows - told >= progress_step) {
        told = result_.rows;
        progress_(told);
      }
    }
    if (filled > 0) chunk.append(filled);
    chunk.close();
  }

  void fill(ChunkAppender& chunk, std::size_t row, int line) {
    chunk.set(0, row, std::int64_t{delivery_.number});
    chunk.set(1, row, std::int64_t{line});
    chunk.set(2, row, std::int64_t{typer_.month().index()});
    const std::vector<TypedValue>& values = typer_.values();
    std::size_t column = FactTable::leading_columns;
    for (const int index : table_.stored()) {
      const TypedValue& value = values[static_cast<std::size_t>(index)];
      if (value.is_missing) {
        chunk.set_null(column, row);
      } else if (is_text(index)) {
        chunk.set(column, row, value.text);
      } else {
        chunk.set(column, row, value.number);
      }
      ++column;
    }
  }

  bool is_text(int index) const {
    const FactColumn::Type type = delivery_.fact->columns[static_cast<std::size_t>(index)].type;
    return type == FactColumn::Type::key || type == FactColumn::Type::text;
  }

  void keep_faults(const RowBatch& batch, std::size_t row, const std::vector<RowFault>& faults) {
    ++result_.bad_rows;
    for (const RowFault& fault : faults) {
      if (result_.faults.size() >= LoadedRows::kept_faults) return;
      Diagnostic told{.severity = Severity::error,
                      .code = fault.code,
                      .message = fault.message,
                      .hint = fault.hint};
      source_->point(told, batch, row, fault.field);
      keep(std::move(told));
    }
  }

  void keep(Diagnostic fault) {
    if (result_.faults.size() < LoadedRows::kept_faults) result_.faults.push_back(std::move(fault));
  }

  void break_rules() {
    std::vector<BrokenRule> broken = broken_rules(connection_, staging, *delivery_.fact);
    if (broken.empty()) return;
    connection_.run("CREATE OR REPLACE TEMP TABLE bad_line(line INTEGER NOT NULL)");
    Appender lines(connection_, "bad_line");
    int last = -1;
    for (BrokenRule& each : broken) {
      lines.integer(each.line).end_row();
      if (each.line != last) ++result_.bad_rows;
      last = each.line;
      keep({.severity = Severity::error,
            .code = std::move(each.code),
            .span = {.file = delivery_.file.file, .line = each.line},
            .message = std::move(each.message),
            .hint = std::move(each.hint)});
    }
    lines.close();
    connection_.run(fmt::format(
        "DELETE FROM {} WHERE line IN (SELECT line FROM bad_line); DROP TABLE bad_line", staging));
    Result left = connection_.query(fmt::format("SELECT count(*) FROM {}", staging));
    left.next();
    result_.rows = left.integer(0);
  }

  /// In the order of month and unit, so that a query of some months reads those only.
  void move_in() {
    connection_.run(fmt::format("INSERT INTO {} SELECT * FROM {} ORDER BY month, {}",
                                sql_name(table_.name()), staging, table_.unit_name()));
  }

  static constexpr std::int64_t progress_step = 100'000;

  Connection& connection_;
  const RowDelivery& delivery_;
  FactTable table_;
  RowTyper typer_;
  const std::function<void(std::int64_t)>& progress_;
  Diagnostics& diagnostics_;
  std::unique_ptr<RowSource> source_;
  LoadedRows result_;
};

}  // namespace

bool LoadedRows::is_refused(const Fact& fact) const {
  if (is_unusable) return true;
  return bad_rows > 0 && Exact::quotient(bad_rows, bad_rows + rows) > Exact(fact.max_bad_rows);
}

LoadedRows load_rows(Connection& connection, const Catalog& catalog, const RowDelivery& delivery,
                     const Pseudonyms& pseudonyms,
                     const std::function<void(std::int64_t)>& progress, Diagnostics& diagnostics) {
  return Loader(connection, catalog, delivery, pseudonyms, progress, diagnostics).run();
}

}  // namespace redthread::warehouse
