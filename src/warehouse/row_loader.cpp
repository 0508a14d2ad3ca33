// SPDX-License-Identifier: Apache-2.0
#include "warehouse/row_loader.hpp"

#include <algorithm>
#include <exception>
#include <functional>
#include <memory>
#include <string_view>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "base/decimal.hpp"
#include "base/text.hpp"
#include "warehouse/row_block.hpp"
#include "warehouse/row_queue.hpp"
#include "warehouse/row_rules.hpp"
#include "warehouse/row_typer.hpp"
#include "warehouse/rows/row_source.hpp"
#include "warehouse/sql/dialect.hpp"

namespace redthread::warehouse {
namespace {

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
        diagnostics_(diagnostics) {
    for (const int index : table_.stored()) {
      const FactColumn& column = delivery.fact->columns[static_cast<std::size_t>(index)];
      if (column.type == FactColumn::Type::key) keys_.push_back(index);
    }
  }

  LoadedRows run() {
    source_ = open_rows(delivery_.file.path, delivery_.file.file, diagnostics_);
    const Span header{.file = delivery_.file.file, .line = 1};
    if (source_ == nullptr || !typer_.bind(source_->header(), header, diagnostics_)) {
      result_.is_unusable = true;
      return std::move(result_);
    }
    take_in();
    result_.format = source_->format();
    diagnostics_.append(source_->told());
    result_.is_unusable = source_->told().has_errors();
    if (!result_.is_unusable) break_rules();
    std::stable_sort(
        result_.faults.begin(), result_.faults.end(),
        [](const Diagnostic& a, const Diagnostic& b) { return a.span.line < b.span.line; });
    return std::move(result_);
  }

 private:
  void take_in() {
    ChunkAppender table(connection_, table_.name());
    RowQueue queue(table_.types());
    std::exception_ptr failure;
    std::thread reader([&] {
      try {
        read_into(queue);
      } catch (...) {
        failure = std::current_exception();
      }
      queue.close();
    });
    try {
      append_from(queue, table);
    } catch (...) {
      queue.close();
      reader.join();
      throw;
    }
    reader.join();
    if (failure) std::rethrow_exception(failure);
    table.close();
  }

  void append_from(RowQueue& queue, ChunkAppender& table) {
    std::int64_t chunks = 0;
    while (std::unique_ptr<Chunk> chunk = queue.take()) {
      table.append(*chunk);
      queue.give_back(std::move(chunk));
      if (progress_ && ++chunks % progress_chunks == 0) {
        progress_(chunks * static_cast<std::int64_t>(Chunk::capacity()));
      }
    }
  }

  /// In the reader's thread: everything that does not need the engine.
  void read_into(RowQueue& queue) {
    RowBlock block(table_);
    bool is_wanted = true;
    for (RowBatch batch; is_wanted && source_->next(batch);) {
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
        block.add(batch.lines[row], typer_.month(), typer_.values());
        remember_keys();
        ++result_.rows;
        if (block.is_full()) is_wanted = pass_on(block, queue);
      }
    }
    if (is_wanted) pass_on(block, queue);
  }

  /// False when no more rows are wanted.
  bool pass_on(RowBlock& block, RowQueue& queue) const {
    block.sort();
    for (std::size_t first = 0; first < block.size(); first += Chunk::capacity()) {
      std::unique_ptr<Chunk> chunk = queue.empty();
      if (chunk == nullptr) return false;
      block.fill(*chunk, delivery_.number, first);
      queue.put(std::move(chunk));
    }
    block.clear();
    return true;
  }

  void remember_keys() {
    for (const int key : keys_) {
      const TypedValue& value = typer_.values()[static_cast<std::size_t>(key)];
      if (value.is_missing) continue;
      const auto column = static_cast<std::size_t>(key);  // each has hashes of its own
      result_.key_hashes.push_back(std::hash<std::string_view>{}(value.text) + column);
    }
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
    std::sort(result_.key_hashes.begin(), result_.key_hashes.end());
    const bool ask_keys = has_twins(result_.key_hashes);
    std::vector<BrokenRule> broken =
        broken_rules(connection_, table_.rows_of(delivery_.number), *delivery_.fact, ask_keys);
    if (broken.empty()) return;
    connection_.run("CREATE OR REPLACE TEMP TABLE bad_line(line INTEGER NOT NULL)");
    Appender lines(connection_, "bad_line");
    int last = -1;
    for (BrokenRule& each : broken) {
      lines.integer(each.line).end_row();
      if (each.line != last) {
        ++result_.bad_rows;
        --result_.rows;
      }
      last = each.line;
      keep({.severity = Severity::error,
            .code = std::move(each.code),
            .span = {.file = delivery_.file.file, .line = each.line},
            .message = std::move(each.message),
            .hint = std::move(each.hint)});
    }
    lines.close();
    connection_.run(
        fmt::format("DELETE FROM {} WHERE delivery_id = {} AND line IN (SELECT line FROM "
                    "bad_line); DROP TABLE bad_line",
                    sql_name(table_.name()), delivery_.number));
  }

  static constexpr std::int64_t progress_chunks = 50;

  Connection& connection_;
  const RowDelivery& delivery_;
  FactTable table_;
  RowTyper typer_;
  const std::function<void(std::int64_t)>& progress_;
  Diagnostics& diagnostics_;
  std::unique_ptr<RowSource> source_;
  std::vector<int> keys_;  ///< columns
  LoadedRows result_;
};

}  // namespace

bool has_twins(const std::vector<std::uint64_t>& sorted) {
  return std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end();
}

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
