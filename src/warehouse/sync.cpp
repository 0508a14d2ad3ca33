// SPDX-License-Identifier: Apache-2.0
#include "warehouse/sync.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "base/files.hpp"
#include "base/text.hpp"
#include "warehouse/closed_months.hpp"
#include "warehouse/delivery_folder.hpp"
#include "warehouse/fact_cube.hpp"
#include "warehouse/fact_table.hpp"
#include "warehouse/manifest.hpp"
#include "warehouse/row_check.hpp"
#include "warehouse/row_sync.hpp"

namespace redthread::warehouse {
namespace {

/// Faults of one delivery that are told one by one; quarantine has all of them.
constexpr std::size_t told_faults = 50;

/// A file whose rows are to be put in.
struct Incoming {
  DeliveryFile file;
  Delivery manifest;
  std::string check_sha256;
  CheckedDelivery checked;
  std::optional<int> earlier;  ///< the live delivery whose rows it replaces
  bool is_recheck = false;     ///< the same bytes: it keeps its number and manifest
};

void integer_or_null(Appender& row, std::optional<std::int64_t> value) {
  if (value) {
    row.integer(*value);
  } else {
    row.null();
  }
}

class Sync {
 public:
  Sync(Connection& connection, const Catalog& catalog, const SyncOptions& options,
       const Pseudonyms& pseudonyms, Diagnostics& diagnostics)
      : connection_(connection),
        catalog_(catalog),
        options_(options),
        diagnostics_(diagnostics),
        closed_(catalog, diagnostics),
        rows_(connection, catalog, closed_, options, pseudonyms, diagnostics) {}

  SyncResult run() {
    known_ = known_deliveries(connection_);
    for (DeliveryFile& file : find_deliveries(catalog_, diagnostics_)) take_stock(std::move(file));
    take_stock_of_gone();
    closed_.tell_missing();
    result_.unchanged += rows_.unchanged();
    result_.rechecked += rows_.rechecked();

    Transaction transaction(connection_);
    prepare_fact_tables(connection_, catalog_);
    if (!incoming_.empty() || !gone_.empty()) take_in_reported();
    if (!diagnostics_.has_errors()) closed_.check_values(connection_);
    if (!diagnostics_.has_errors()) {
      int number = next_delivery_number(connection_);
      rows_.apply(number, result_);
    }
    if (!diagnostics_.has_errors()) refresh_cubes(connection_, catalog_);
    if (!diagnostics_.has_errors()) transaction.commit();
    return finished();
  }

 private:
  void take_in_reported() {
    end_earlier();
    number_deliveries();
    find_duplicates_among_incoming();
    insert();
    find_duplicates_of_kept();
    tell_untold_duplicates();
  }

  /// What find_deliveries did not see, and take_stock did not strike out, is gone.
  void take_stock_of_gone() {
    for (const auto& [file, known] : known_) {
      result_.withdrawn.push_back(known.manifest);
      if (known.manifest.span) {
        rows_.withdraw(known.manifest);
      } else {
        gone_.push_back(known.manifest.id);
      }
    }
  }

  SyncResult finished() { return diagnostics_.has_errors() ? SyncResult{} : std::move(result_); }

  /// Decides what is to be done with a file; reads and checks it unless it is unchanged.
  void take_stock(DeliveryFile file) {
    const auto before = known_.find(file.file);
    if (file.fact->has_rows()) {
      rows_.take_stock(std::move(file), before == known_.end() ? nullptr : &before->second);
      if (before != known_.end()) known_.erase(before);
    } else {
      take_stock_of_reported(std::move(file));
    }
  }

  void take_stock_of_reported(DeliveryFile file) {
    const std::optional<std::string> bytes = read_text_file(file.path, file.file, diagnostics_);
    const auto known = known_.find(file.file);
    if (bytes) {
      Incoming incoming{.check_sha256 = fingerprint(*file.fact)};
      incoming.file = std::move(file);
      incoming.manifest = {.fact = incoming.file.fact->key,
                           .file = incoming.file.file,
                           .sha256 = sha256_hex(*bytes),
                           .loaded_at = options_.loaded_at,
                           .loaded_by = options_.loaded_by};
      if (known != known_.end()) {
        incoming.earlier = known->second.manifest.id;
        incoming.is_recheck = known->second.manifest.sha256 == incoming.manifest.sha256;
        if (incoming.is_recheck) incoming.manifest = known->second.manifest;
      }
      if (incoming.is_recheck) ++result_.unchanged;
      if (incoming.is_recheck && known->second.check_sha256 == incoming.check_sha256) {
        has_kept_ = true;
      } else {
        if (incoming.is_recheck) ++result_.rechecked;
        check(incoming, *bytes);
        incoming_.push_back(std::move(incoming));
      }
    }
    if (known != known_.end()) known_.erase(known);
  }

  const std::string& fingerprint(const Fact& fact) {
    std::string& fingerprint = fingerprints_[&fact];
    if (fingerprint.empty()) fingerprint = check_fingerprint(catalog_, fact);
    return fingerprint;
  }

  void check(Incoming& incoming, std::string_view bytes) {
    incoming.checked = check_delivery(catalog_, incoming.file, bytes);
    const CheckedDelivery& checked = incoming.checked;
    incoming.manifest.rows = static_cast<std::int64_t>(checked.rows.size());
    incoming.manifest.quarantined = checked.bad_rows;
    result_.quarantined_rows += checked.bad_rows;
    tell_faults(incoming);
    if (checked.is_unusable) incoming.checked.rows.clear();
    if (checked.rows.empty() && checked.faults.empty()) {
      diagnostics_.warning("warehouse.empty_delivery", {.file = incoming.file.file},
                           "the delivery has no rows",
                           "its values are now missing; remove the file if that is meant");
    }
  }

  void tell_faults(const Incoming& incoming) {
    const CheckedDelivery& checked = incoming.checked;
    const bool is_refused = checked.is_refused(*incoming.file.fact);
    const std::size_t told = std::min(checked.faults.size(), told_faults);
    for (std::size_t i = 0; i < told; ++i) {
      Diagnostic fault = checked.faults[i];
      fault.severity = is_refused ? Severity::error : Severity::warning;
      if (fault.excerpt.empty()) set_excerpt(fault, checked.source);
      diagnostics_.add(std::move(fault));
    }
    if (checked.bad_rows == 0 || checked.is_unusable) return;
    const std::size_t untold = checked.faults.size() - told;
    const std::string counts = fmt::format(
        "{} of {} rows are bad{}", checked.bad_rows,
        checked.bad_rows + static_cast<std::int64_t>(checked.rows.size()),
        untold == 0 ? ""
                    : fmt::format(" (the first {} faults are told, {} are not)", told, untold));
    const Span place{.file = incoming.file.file};
    if (is_refused) {
      diagnostics_.error("warehouse.delivery_refused", place,
                         fmt::format("the delivery is refused: {}, and the fact `{}` allows {} %",
                                     counts, incoming.file.fact->key, allowed_percent(incoming)),
                         "nothing of this sync was kept; correct the file and try again");
    } else {
      diagnostics_.warning("warehouse.rows_quarantined", place,
                           counts + "; they are in quarantine and the others are taken in", {});
    }
  }

  static std::string allowed_percent(const Incoming& incoming) {
    return (incoming.file.fact->max_bad_rows * Decimal(100)).normalized().to_string();
  }

  /// Takes out the rows that are replaced or withdrawn, and ends their deliveries.
  void end_earlier() {
    std::vector<int> emptied;
    std::vector<int> ended;
    for (const Incoming& incoming : incoming_) {
      if (incoming.earlier) emptied.push_back(*incoming.earlier);
      if (incoming.earlier && !incoming.is_recheck) ended.push_back(*incoming.earlier);
    }
    for (const int gone : gone_) {
      emptied.push_back(gone);
      ended.push_back(gone);
    }
    if (!emptied.empty()) {
      const std::string numbers = number_list(emptied);
      connection_.run("DELETE FROM reported_value WHERE delivery_id IN " + numbers);
      connection_.run("DELETE FROM quarantine WHERE delivery_id IN " + numbers);
    }
    end_deliveries(connection_, ended, options_.loaded_at);
  }

  void number_deliveries() {
    int id = next_delivery_number(connection_);
    for (Incoming& incoming : incoming_) {
      if (!incoming.is_recheck) incoming.manifest.id = id++;
    }
  }

  static std::string identity(const ReportedRow& row) {
    return fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}", row.measure, row.cell, row.unit,
                       row.period.first().index(), row.period.last().index(),
                       static_cast<int>(row.scenario), row.made ? row.made->index() : -1);
  }

  /// A row that says again what the row at `line` of `file` says.
  void tell_duplicate(const Incoming& incoming, const ReportedRow& row, const std::string& file,
                      int line) {
    if (++duplicates_[{incoming.file.file, file}] > told_faults) return;
    const std::string cell = row.cell.empty() ? "" : fmt::format("{{{}}}", row.cell);
    const std::string place = file == incoming.file.file
                                  ? fmt::format("on line {}", line)
                                  : fmt::format("in {} on line {}", file, line);
    Diagnostic& told = diagnostics_.error(
        "warehouse.duplicate",
        {.file = incoming.file.file,
         .line = row.line,
         .column = row.column,
         .length = static_cast<int>(character_count(row.measure))},
        fmt::format("`{}{}` for {}, {}, {}{} is already given {}", row.measure, cell, row.unit,
                    row.period.to_string(), to_string(row.scenario),
                    row.made ? " made " + row.made->to_string() : "", place),
        "remove one of the two; a correction is made in the file that has the value");
    set_excerpt(told, incoming.checked.source);
  }

  void tell_untold_duplicates() {
    for (const auto& [files, count] : duplicates_) {
      if (count <= told_faults) continue;
      diagnostics_.error(
          "warehouse.duplicate", {.file = files.first},
          fmt::format("{} more rows are already given in {}", count - told_faults, files.second),
          "is one of the two a copy, or an older version, of the other?");
    }
  }

  /// Leaves the first row of each identity, so that what is inserted is unique.
  void find_duplicates_among_incoming() {
    struct Place {
      const Incoming* incoming;
      int line;
    };
    std::unordered_map<std::string, Place> first;
    for (Incoming& incoming : incoming_) {
      std::erase_if(incoming.checked.rows, [&](const ReportedRow& row) {
        const auto [place, is_new] =
            first.try_emplace(identity(row), Place{.incoming = &incoming, .line = row.line});
        if (is_new) return false;
        tell_duplicate(incoming, row, place->second.incoming->file.file, place->second.line);
        return true;
      });
    }
  }

  void insert() {
    Appender values(connection_, "reported_value");
    Appender quarantine(connection_, "quarantine");
    for (const Incoming& incoming : incoming_) {
      keep_manifest(incoming);
      for (const ReportedRow& row : incoming.checked.rows) {
        insert_value(values, incoming.manifest.id, row);
      }
      for (const Diagnostic& fault : incoming.checked.faults) {
        quarantine.integer(incoming.manifest.id)
            .integer(fault.span.line)
            .integer(fault.span.column)
            .text(fault.code)
            .text(fault.message)
            .text(fault.hint)
            .end_row();
      }
      if (!incoming.is_recheck) result_.loaded.push_back(incoming.manifest);
    }
    values.close();
    quarantine.close();
  }

  void keep_manifest(const Incoming& incoming) {
    const Known delivery{.manifest = incoming.manifest, .check_sha256 = incoming.check_sha256};
    if (incoming.is_recheck) {
      update_manifest(connection_, delivery);
    } else {
      insert_manifest(connection_, delivery);
    }
  }

  static void insert_value(Appender& values, int delivery, const ReportedRow& row) {
    values.integer(delivery)
        .integer(row.line)
        .text(row.measure)
        .text(row.cell)
        .text(row.unit)
        .integer(row.period.first().index())
        .integer(row.period.last().index())
        .text(to_string(row.scenario));
    integer_or_null(values, row.value);
    values.text(to_string(row.state)).text(row.written).text(row.note);
    integer_or_null(values, row.made ? std::optional(row.made->index()) : std::nullopt);
    integer_or_null(values, row.ends ? std::optional(row.ends->low) : std::nullopt);
    integer_or_null(values, row.ends ? std::optional(row.ends->high) : std::nullopt);
    values.end_row();
  }

  /// Rows that a kept delivery has already. Both sides are unique by now, so that the join gives
  /// each incoming row at most once.
  void find_duplicates_of_kept() {
    if (incoming_.empty() || !has_kept_) return;
    std::map<int, const Incoming*> by_id;
    std::vector<int> numbers;
    for (const Incoming& incoming : incoming_) {
      by_id[incoming.manifest.id] = &incoming;
      numbers.push_back(incoming.manifest.id);
    }
    Result pairs = connection_.query(fmt::format(
        "SELECT fresh.delivery_id, fresh.line, delivery.file, known.line FROM reported_value fresh "
        "JOIN reported_value known USING (measure, cell, unit, first_month, last_month, scenario) "
        "JOIN delivery ON delivery.id = known.delivery_id "
        "WHERE fresh.made IS NOT DISTINCT FROM known.made AND fresh.delivery_id IN {0} AND "
        "known.delivery_id NOT IN {0} ORDER BY ALL",
        number_list(numbers)));
    while (pairs.next()) {
      const Incoming& incoming = *by_id.at(static_cast<int>(pairs.integer(0)));
      const int line = static_cast<int>(pairs.integer(1));
      const auto row =
          std::lower_bound(incoming.checked.rows.begin(), incoming.checked.rows.end(), line,
                           [](const ReportedRow& each, int wanted) { return each.line < wanted; });
      tell_duplicate(incoming, *row, std::string(pairs.text(2)),
                     static_cast<int>(pairs.integer(3)));
    }
  }

  Connection& connection_;
  const Catalog& catalog_;
  const SyncOptions& options_;
  Diagnostics& diagnostics_;
  std::map<std::string, Known> known_;  ///< by file; at last those that are gone
  std::map<const Fact*, std::string> fingerprints_;
  std::vector<Incoming> incoming_;                                         ///< by file
  std::map<std::pair<std::string, std::string>, std::size_t> duplicates_;  ///< by the two files
  std::vector<int> gone_;  ///< reported deliveries whose files are no longer there
  ClosedMonths closed_;
  RowSync rows_;
  bool has_kept_ = false;  ///< some delivery's rows stay as they are
  SyncResult result_;
};

}  // namespace

SyncResult sync(Connection& connection, const Catalog& catalog, const SyncOptions& options,
                const Pseudonyms& pseudonyms, Diagnostics& diagnostics) {
  return Sync(connection, catalog, options, pseudonyms, diagnostics).run();
}

}  // namespace redthread::warehouse
