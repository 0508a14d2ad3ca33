// SPDX-License-Identifier: Apache-2.0
#include "warehouse/row_sync.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <tuple>
#include <utility>

#include <fmt/format.h>
#include <sys/stat.h>

#include "base/files.hpp"
#include "base/text.hpp"
#include "warehouse/fact_cube.hpp"
#include "warehouse/fact_table.hpp"
#include "warehouse/row_fingerprint.hpp"
#include "warehouse/sql/dialect.hpp"

namespace redthread::warehouse {
namespace {

/// Faults of one delivery that are told one by one; quarantine has more of them.
constexpr std::size_t told_faults = 50;

std::optional<FileStamp> stamp_of(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return std::nullopt;
  return FileStamp{
      .bytes = status.st_size,
      .modified = std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec};
}

void add_months(std::set<int>& months, const std::optional<Period>& span) {
  if (!span) return;
  for (const Month month : span->each_month()) months.insert(month.index());
}

}  // namespace

RowSync::RowSync(Connection& connection, const Catalog& catalog, ClosedMonths& closed,
                 const SyncOptions& options, const Pseudonyms& pseudonyms, Diagnostics& diagnostics)
    : connection_(connection),
      catalog_(catalog),
      closed_(closed),
      options_(options),
      pseudonyms_(pseudonyms),
      diagnostics_(diagnostics) {}

const std::string& RowSync::fingerprint(const Fact& fact) {
  std::string& fingerprint = fingerprints_[&fact];
  if (fingerprint.empty()) fingerprint = row_fingerprint(catalog_, fact);
  return fingerprint;
}

std::optional<DeliveryName> RowSync::name_of(const DeliveryFile& file) {
  const Span place{.file = file.file};
  auto name = parse_delivery_name(std::filesystem::path(file.path).filename().string());
  if (!name) {
    diagnostics_.error("warehouse.delivery_name", place,
                       "the file's name does not say which months it has", delivery_name_form);
    return std::nullopt;
  }
  const auto& owed_by = file.fact->owed_by;
  if (!owed_by.empty() && std::find(owed_by.begin(), owed_by.end(), name->label) == owed_by.end()) {
    diagnostics_.error(
        "warehouse.unknown_label", place,
        fmt::format("`{}` does not deliver `{}`", printable(name->label), file.fact->key),
        "name the file by the unit that delivers it, `2024-03_" + owed_by.front() + ".csv`; " +
            name_hint(name->label, owed_by));
    return std::nullopt;
  }
  if (Period::month(Month::parse(options_.loaded_at.substr(0, 7)).value_or(name->span.first()))
          .last() < name->span.first()) {
    diagnostics_.error(
        "warehouse.future_delivery", place,
        fmt::format("the delivery is for {}, which has not begun", name->span.to_string()),
        "is the year or the month in its name right?");
    return std::nullopt;
  }
  return name;
}

void RowSync::take_stock(DeliveryFile file, const Known* known) {
  const std::optional<DeliveryName> name = name_of(file);
  if (!name) return;
  live_[file.fact].push_back({.file = file.file, .name = *name});
  const std::optional<FileStamp> stamp = stamp_of(file.path);
  if (!stamp) {
    diagnostics_.error("file.unreadable", {.file = file.file}, "the file cannot be read");
    return;
  }
  const std::string& wanted = fingerprint(*file.fact);
  if (known != nullptr && known->stamp == *stamp && known->check_sha256 == wanted) {
    closed_.allows(*file.fact, file.file, name->span, known->manifest.sha256);
    ++unchanged_;
    return;
  }
  const std::optional<std::string> sha256 = sha256_of_file(file.path, file.file, diagnostics_);
  if (!sha256 || !closed_.allows(*file.fact, file.file, name->span, *sha256)) return;
  Incoming incoming{.file = std::move(file), .name = *name};
  incoming.manifest = {.manifest = {.fact = incoming.file.fact->key,
                                    .file = incoming.file.file,
                                    .sha256 = *sha256,
                                    .loaded_at = options_.loaded_at,
                                    .loaded_by = options_.loaded_by},
                       .check_sha256 = wanted,
                       .stamp = *stamp};
  std::set<int>& touched = touched_[incoming.file.fact->key];
  if (known != nullptr) {
    incoming.earlier = known->manifest.id;
    incoming.is_recheck = known->manifest.sha256 == *sha256;
    if (incoming.is_recheck) {
      ++unchanged_;
      ++rechecked_;
      incoming.manifest.manifest = known->manifest;
    }
    add_months(touched, known->manifest.span);
  }
  incoming.manifest.manifest.span = name->span;
  incoming.manifest.manifest.label = name->label;
  add_months(touched, name->span);
  incoming_.push_back(std::move(incoming));
}

void RowSync::withdraw(const Delivery& manifest) {
  withdrawn_.push_back(manifest.id);
  add_months(touched_[manifest.fact], manifest.span);
}

void RowSync::check_overlaps() {
  for (auto& [fact, live] : live_) {
    std::sort(live.begin(), live.end(), [](const Live& a, const Live& b) {
      return std::tie(a.name.label, a.name.span, a.file) <
             std::tie(b.name.label, b.name.span, b.file);
    });
    for (std::size_t i = 1; i < live.size(); ++i) {
      const Live& before = live[i - 1];
      const Live& each = live[i];
      if (before.name.label != each.name.label ||
          before.name.span.last() < each.name.span.first()) {
        continue;
      }
      diagnostics_.error(
          "warehouse.overlap", {.file = each.file},
          fmt::format("both this delivery and {} have {}", before.file,
                      std::max(before.name.span.first(), each.name.span.first()).to_string()),
          "a correction replaces the file that it corrects; parts of a month have labels, "
          "`2024-03_LABEL.csv`");
    }
  }
}

void RowSync::apply(int& number, SyncResult& result) {
  check_overlaps();
  if (diagnostics_.has_errors()) return;
  std::vector<int> emptied = withdrawn_;
  std::vector<int> ended = withdrawn_;
  std::map<std::string, std::vector<int>> by_fact;
  for (Incoming& incoming : incoming_) {
    if (incoming.earlier) {
      by_fact[incoming.file.fact->key].push_back(*incoming.earlier);
      emptied.push_back(*incoming.earlier);
      if (!incoming.is_recheck) ended.push_back(*incoming.earlier);
    }
    if (!incoming.is_recheck) incoming.manifest.manifest.id = number++;
    incoming.bytes_before = bytes_;
    bytes_ += incoming.manifest.stamp.bytes;
  }
  for (const Fact& fact : catalog_.facts) {
    if (!fact.has_rows() || !touched_.contains(fact.key)) continue;
    std::vector<int> gone = by_fact[fact.key];
    gone.insert(gone.end(), withdrawn_.begin(), withdrawn_.end());
    if (gone.empty()) continue;
    connection_.run(fmt::format("DELETE FROM {} WHERE delivery_id IN {}",
                                sql_name(FactTable(fact).name()), number_list(gone)));
  }
  if (!emptied.empty()) {
    const std::string numbers = number_list(emptied);
    connection_.run("DELETE FROM quarantine WHERE delivery_id IN " + numbers);
    // Of a fact that was reported before.
    connection_.run("DELETE FROM reported_value WHERE delivery_id IN " + numbers);
  }
  end_deliveries(connection_, ended, options_.loaded_at);
  for (const Fact& fact : catalog_.facts) load(fact, result);
  tell_tolerated();
  if (diagnostics_.has_errors()) return;
  find_keys_of_others();
  if (diagnostics_.has_errors()) return;
  for (const Fact& fact : catalog_.facts) {
    const auto touched = touched_.find(fact.key);
    if (fact.has_rows() && touched != touched_.end()) {
      rebuild_cube(connection_, catalog_, fact, touched->second);
    }
  }
}

void RowSync::load(const Fact& fact, SyncResult& result) {
  std::vector<Incoming*> incoming;
  std::vector<RowDelivery> deliveries;
  for (Incoming& each : incoming_) {
    if (each.file.fact != &fact) continue;
    incoming.push_back(&each);
    deliveries.push_back(
        {.file = each.file, .name = each.name, .number = each.manifest.manifest.id});
  }
  if (incoming.empty()) return;
  LoadedFact loaded = load_rows(
      connection_, catalog_, fact, deliveries, pseudonyms_,
      [&](std::size_t delivery, std::int64_t rows) { report_progress(*incoming[delivery], rows); });
  has_twins_[&fact] = loaded.has_twins;
  for (std::size_t i = 0; i < incoming.size(); ++i) {
    take_in(*incoming[i], loaded.deliveries[i], result);
  }
}

void RowSync::take_in(Incoming& incoming, LoadedRows& loaded, SyncResult& result) {
  diagnostics_.append(loaded.told);
  Delivery& manifest = incoming.manifest.manifest;
  manifest.rows = loaded.rows;
  manifest.quarantined = loaded.bad_rows;
  manifest.format = loaded.format;
  result.quarantined_rows += loaded.bad_rows;
  tell_faults(incoming, loaded);
  if (loaded.is_refused(*incoming.file.fact)) return;
  if (loaded.rows == 0 && loaded.bad_rows == 0) {
    diagnostics_.warning("warehouse.empty_delivery", {.file = incoming.file.file},
                         "the delivery has no rows",
                         "its months now count as delivered, with zero; remove the file if that is "
                         "not meant");
  }
  store_faults(incoming, loaded);
  if (incoming.is_recheck) {
    update_manifest(connection_, incoming.manifest);
  } else {
    insert_manifest(connection_, incoming.manifest);
    result.loaded.push_back(manifest);
  }
}

void RowSync::report_progress(const Incoming& incoming, std::int64_t rows) {
  if (!options_.progress) return;
  const auto at = &incoming - incoming_.data();
  options_.progress({.file = incoming.file.file,
                     .rows_of_file = rows,
                     .files_before = static_cast<int>(at),
                     .files = static_cast<int>(incoming_.size()),
                     .bytes_before = incoming.bytes_before,
                     .bytes_of_file = incoming.manifest.stamp.bytes,
                     .bytes = bytes_});
}

void RowSync::tell_faults(const Incoming& incoming, const LoadedRows& loaded) {
  if (loaded.is_unusable || loaded.bad_rows == 0) return;
  const Fact& fact = *incoming.file.fact;
  if (!loaded.is_refused(fact)) {
    Tolerated& tolerated = tolerated_[fact.key];
    tolerated.bad += loaded.bad_rows;
    tolerated.all += loaded.bad_rows + loaded.rows;
    ++tolerated.deliveries;
    return;
  }
  const std::size_t told = std::min(loaded.faults.size(), told_faults);
  for (std::size_t i = 0; i < told; ++i) diagnostics_.add(loaded.faults[i]);
  const std::string untold = loaded.faults.size() > told
                                 ? fmt::format(" (the first {} faults are told)", told)
                                 : std::string();
  diagnostics_.error(
      "warehouse.delivery_refused", {.file = incoming.file.file},
      fmt::format("the delivery is refused: {} of {} rows are bad{}, and the fact `{}` allows {} %",
                  loaded.bad_rows, loaded.bad_rows + loaded.rows, untold, fact.key,
                  (fact.max_bad_rows * Decimal(100)).normalized().to_string()),
      "nothing of this sync was kept; correct the file and try again");
}

/// Bad rows that a fact allows are told in one line; quarantine has each with its reason.
void RowSync::tell_tolerated() {
  for (const auto& [fact, tolerated] : tolerated_) {
    diagnostics_.warning(
        "warehouse.rows_quarantined", {.file = "data/" + fact},
        fmt::format("{} of {} rows in {} {} are bad; they are in quarantine and the others are "
                    "taken in",
                    tolerated.bad, tolerated.all, tolerated.deliveries,
                    tolerated.deliveries == 1 ? "delivery" : "deliveries"),
        "`redthread quarantine` lists them with their reasons");
  }
}

void RowSync::store_faults(const Incoming& incoming, const LoadedRows& loaded) {
  if (loaded.faults.empty()) return;
  Appender quarantine(connection_, "quarantine");
  for (const Diagnostic& fault : loaded.faults) {
    quarantine.integer(incoming.manifest.manifest.id)
        .integer(fault.span.line)
        .integer(fault.span.column)
        .text(fault.code)
        .text(fault.message)
        .text(fault.hint)
        .end_row();
  }
  quarantine.close();
}

void RowSync::find_keys_of_others() {
  for (const auto& [fact, has_twins_among_fresh] : has_twins_) {
    for (const FactColumn& column : fact->columns) {
      if (column.type != FactColumn::Type::key || !column.is_delivered()) continue;
      if (has_twins_among_fresh || is_key_among_kept(*fact, column)) tell_twice(*fact, column);
    }
  }
}

/// Whether a delivery that is kept has a key that a fresh one has, too.
bool RowSync::is_key_among_kept(const Fact& fact, const FactColumn& column) {
  std::vector<int> fresh;
  for (const Incoming& incoming : incoming_) {
    if (incoming.file.fact == &fact) fresh.push_back(incoming.manifest.manifest.id);
  }
  if (fresh.size() == live_.at(&fact).size()) return false;
  Result count = connection_.query(
      fmt::format("SELECT count(*) FROM {0} WHERE delivery_id NOT IN {2} AND {1} IN "
                  "(SELECT {1} FROM {0} WHERE delivery_id IN {2})",
                  sql_name(FactTable(fact).name()), sql_name(column.key), number_list(fresh)));
  count.next();
  return count.integer(0) > 0;
}

/// Tells keys that stand in two deliveries. Within one they are unique by now, so that a key with
/// two rows has two deliveries. Hashes are grouped, which is much smaller than grouping texts.
void RowSync::tell_twice(const Fact& fact, const FactColumn& column) {
  const std::string key = sql_name(column.key);
  const std::string table = sql_name(FactTable(fact).name());
  Result rows = connection_.query(fmt::format(
      "SELECT each.{0}, each.line, delivery.file FROM {1} AS each JOIN delivery "
      "ON delivery.id = each.delivery_id WHERE hash(each.{0}) IN "
      "(SELECT hash({0}) FROM {1} WHERE {0} IS NOT NULL GROUP BY hash({0}) HAVING count(*) > 1) "
      "ORDER BY each.{0}, delivery.file, each.line LIMIT 200",
      key, table));
  struct First {
    std::string key;
    std::string file;
    int line = 0;
  };
  std::optional<First> first;
  std::size_t told = 0;
  while (rows.next()) {
    const std::string_view value = rows.text(0);
    const auto line = static_cast<int>(rows.integer(1));
    if (!first || first->key != value) {
      first = {.key = std::string(value), .file = std::string(rows.text(2)), .line = line};
      continue;
    }
    if (++told > told_faults) continue;
    diagnostics_.error("warehouse.duplicate", {.file = std::string(rows.text(2)), .line = line},
                       fmt::format("`{}` is already given in {} on line {}",
                                   printable(value.substr(0, 60)), first->file, first->line),
                       "each `" + column.key + "` stands once in all deliveries of `" + fact.key +
                           "`; remove one of the two");
  }
}

}  // namespace redthread::warehouse
