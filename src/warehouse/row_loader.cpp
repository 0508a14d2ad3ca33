// SPDX-License-Identifier: Apache-2.0
#include "warehouse/row_loader.hpp"

#include <algorithm>
#include <exception>
#include <functional>
#include <map>
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
  Loader(Connection& connection, const Catalog& catalog, const Fact& fact,
         const std::vector<RowDelivery>& deliveries, const Pseudonyms& pseudonyms,
         const RowProgress& progress)
      : connection_(connection),
        fact_(fact),
        deliveries_(deliveries),
        table_(fact),
        typer_(catalog, fact, pseudonyms),
        progress_(progress),
        results_(deliveries.size()) {
    for (const int index : table_.stored()) {
      const FactColumn& column = fact.columns[static_cast<std::size_t>(index)];
      if (column.type == FactColumn::Type::key) keys_.push_back(index);
    }
  }

  LoadedFact run() {
    take_in();
    std::sort(key_hashes_.begin(), key_hashes_.end());
    const bool has_twins =
        std::adjacent_find(key_hashes_.begin(), key_hashes_.end()) != key_hashes_.end();
    break_rules(has_twins);
    for (LoadedRows& each : results_) {
      std::stable_sort(
          each.faults.begin(), each.faults.end(),
          [](const Diagnostic& a, const Diagnostic& b) { return a.span.line < b.span.line; });
    }
    return {.deliveries = std::move(results_), .has_twins = has_twins};
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
    std::size_t delivery = 0;
    std::int64_t rows = 0;
    while (true) {
      RowQueue::Filled filled = queue.take();
      if (filled.chunk == nullptr) return;
      if (filled.delivery != delivery) rows = 0;
      delivery = filled.delivery;
      rows += static_cast<std::int64_t>(filled.chunk->size());
      table.append(*filled.chunk);
      queue.give_back(std::move(filled.chunk));
      progress_(delivery, rows);
    }
  }

  /// In the reader's thread: everything that does not need the engine.
  void read_into(RowQueue& queue) {
    RowBlock block(table_);
    for (std::size_t i = 0; i < deliveries_.size(); ++i) {
      if (!read_delivery(i, block, queue)) return;
    }
  }

  /// False when no more rows are wanted.
  bool read_delivery(std::size_t index, RowBlock& block, RowQueue& queue) {
    const RowDelivery& delivery = deliveries_[index];
    LoadedRows& result = results_[index];
    const auto source = open_rows(delivery.file.path, delivery.file.file, result.told);
    const Span header{.file = delivery.file.file, .line = 1};
    if (source == nullptr || !typer_.begin(delivery.name, source->header(), header, result.told)) {
      result.is_unusable = true;
      return true;
    }
    for (RowBatch batch; source->next(batch);) {
      for (Diagnostic& fault : batch.faults) {
        ++result.bad_rows;
        keep(result, std::move(fault));
      }
      for (std::size_t row = 0; row < batch.rows; ++row) {
        const auto& faults = typer_.read(batch.fields.data() + row * batch.columns);
        if (!faults.empty()) {
          keep_faults(result, *source, batch, row, faults);
          continue;
        }
        block.add(batch.lines[row], typer_.month(), typer_.values());
        remember_keys();
        ++result.rows;
        if (block.is_full() && !pass_on(index, block, queue)) return false;
      }
    }
    result.format = source->format();
    result.told.append(source->told());
    result.is_unusable = source->told().has_errors();
    return pass_on(index, block, queue);
  }

  /// False when no more rows are wanted.
  bool pass_on(std::size_t index, RowBlock& block, RowQueue& queue) const {
    block.sort();
    for (std::size_t first = 0; first < block.size(); first += Chunk::capacity()) {
      std::unique_ptr<Chunk> chunk = queue.empty();
      if (chunk == nullptr) return false;
      block.fill(*chunk, deliveries_[index].number, first);
      queue.put(std::move(chunk), index);
    }
    block.clear();
    return true;
  }

  void remember_keys() {
    for (const int key : keys_) {
      const TypedValue& value = typer_.values()[static_cast<std::size_t>(key)];
      if (value.is_missing) continue;
      const auto column = static_cast<std::size_t>(key);  // each has hashes of its own
      key_hashes_.push_back(std::hash<std::string_view>{}(value.text) + column);
    }
  }

  static void keep_faults(LoadedRows& result, const RowSource& source, const RowBatch& batch,
                          std::size_t row, const std::vector<RowFault>& faults) {
    ++result.bad_rows;
    for (const RowFault& fault : faults) {
      if (result.faults.size() >= LoadedRows::kept_faults) return;
      Diagnostic told{.severity = Severity::error,
                      .code = fault.code,
                      .message = fault.message,
                      .hint = fault.hint};
      source.point(told, batch, row, fault.field);
      keep(result, std::move(told));
    }
  }

  static void keep(LoadedRows& result, Diagnostic fault) {
    if (result.faults.size() < LoadedRows::kept_faults) result.faults.push_back(std::move(fault));
  }

  void break_rules(bool ask_keys) {
    std::vector<int> numbers;
    std::map<int, std::size_t> usable;  // by number: index
    for (std::size_t i = 0; i < deliveries_.size(); ++i) {
      if (results_[i].is_unusable) continue;
      numbers.push_back(deliveries_[i].number);
      usable.emplace(deliveries_[i].number, i);
    }
    if (numbers.empty()) return;
    std::vector<BrokenRule> broken =
        broken_rules(connection_, table_.rows_of(numbers), fact_, ask_keys);
    if (broken.empty()) return;
    connection_.run(
        "CREATE OR REPLACE TEMP TABLE bad_row(delivery_id INTEGER NOT NULL, line INTEGER NOT "
        "NULL)");
    Appender rows(connection_, "bad_row");
    const BrokenRule* last = nullptr;
    for (BrokenRule& each : broken) {
      const std::size_t index = usable.at(each.delivery);
      LoadedRows& result = results_[index];
      if (last == nullptr || last->delivery != each.delivery || last->line != each.line) {
        ++result.bad_rows;
        --result.rows;
        rows.integer(each.delivery).integer(each.line).end_row();
      }
      last = &each;
      keep(result, {.severity = Severity::error,
                    .code = std::move(each.code),
                    .span = {.file = deliveries_[index].file.file, .line = each.line},
                    .message = std::move(each.message),
                    .hint = std::move(each.hint)});
    }
    rows.close();
    connection_.run(
        fmt::format("DELETE FROM {0} USING bad_row WHERE {0}.delivery_id = bad_row.delivery_id AND "
                    "{0}.line = bad_row.line; DROP TABLE bad_row",
                    sql_name(table_.name())));
  }

  Connection& connection_;
  const Fact& fact_;
  const std::vector<RowDelivery>& deliveries_;
  FactTable table_;
  RowTyper typer_;
  const RowProgress& progress_;
  std::vector<int> keys_;  ///< columns
  std::vector<LoadedRows> results_;
  /// Of each key of a good row, whichever column it is of: two that are the same have the same.
  std::vector<std::uint64_t> key_hashes_;
};

}  // namespace

bool LoadedRows::is_refused(const Fact& fact) const {
  if (is_unusable) return true;
  return bad_rows > 0 && Exact::quotient(bad_rows, bad_rows + rows) > Exact(fact.max_bad_rows);
}

LoadedFact load_rows(Connection& connection, const Catalog& catalog, const Fact& fact,
                     const std::vector<RowDelivery>& deliveries, const Pseudonyms& pseudonyms,
                     const RowProgress& progress) {
  return Loader(connection, catalog, fact, deliveries, pseudonyms, progress).run();
}

}  // namespace redthread::warehouse
