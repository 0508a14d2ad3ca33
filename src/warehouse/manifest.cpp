// SPDX-License-Identifier: Apache-2.0
#include "warehouse/manifest.hpp"

#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"

namespace redthread::warehouse {
namespace {

Parameter first_month(const Delivery& delivery) {
  if (!delivery.span) return std::monostate{};
  return std::int64_t{delivery.span->first().index()};
}

Parameter last_month(const Delivery& delivery) {
  if (!delivery.span) return std::monostate{};
  return std::int64_t{delivery.span->last().index()};
}

Month month_of(const Result& rows, std::size_t column) {
  return Month::from_index(static_cast<int>(rows.integer(column)));
}

}  // namespace

std::string number_list(const std::vector<int>& numbers) {
  REDTHREAD_ASSERT(!numbers.empty(), "SQL has no empty list");
  return fmt::format("({})", fmt::join(numbers, ", "));
}

std::map<std::string, Known> known_deliveries(Connection& connection) {
  std::map<std::string, Known> known;
  Result rows = connection.query(
      "SELECT id, fact, file, sha256, check_sha256, \"rows\", quarantined, loaded_at, loaded_by, "
      "first_month, last_month, label, format, bytes, modified FROM delivery "
      "WHERE ended_at IS NULL");
  while (rows.next()) {
    const std::string file(rows.text(2));
    Known& each = known[file];
    each = {.manifest = {.id = static_cast<int>(rows.integer(0)),
                         .fact = std::string(rows.text(1)),
                         .file = file,
                         .sha256 = std::string(rows.text(3)),
                         .rows = rows.integer(5),
                         .quarantined = rows.integer(6),
                         .loaded_at = std::string(rows.text(7)),
                         .loaded_by = std::string(rows.text(8)),
                         .label = std::string(rows.text(11)),
                         .format = std::string(rows.text(12))},
            .check_sha256 = std::string(rows.text(4))};
    if (!rows.is_null(9)) each.manifest.span = Period(month_of(rows, 9), month_of(rows, 10));
    if (!rows.is_null(13)) each.stamp = {.bytes = rows.integer(13), .modified = rows.integer(14)};
  }
  return known;
}

int next_delivery_number(Connection& connection) {
  Result latest = connection.query("SELECT coalesce(max(id), 0) FROM delivery");
  latest.next();
  return static_cast<int>(latest.integer(0)) + 1;
}

void insert_manifest(Connection& connection, const Known& delivery) {
  const Delivery& manifest = delivery.manifest;
  connection.query(
      "INSERT INTO delivery(id, fact, file, sha256, check_sha256, \"rows\", quarantined, "
      "loaded_at, loaded_by, first_month, last_month, label, format, bytes, modified) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {std::int64_t{manifest.id}, manifest.fact, manifest.file, manifest.sha256,
       delivery.check_sha256, manifest.rows, manifest.quarantined, manifest.loaded_at,
       manifest.loaded_by, first_month(manifest), last_month(manifest), manifest.label,
       manifest.format, delivery.stamp.bytes, delivery.stamp.modified});
}

void update_manifest(Connection& connection, const Known& delivery) {
  const Delivery& manifest = delivery.manifest;
  connection.query(
      "UPDATE delivery SET check_sha256 = ?, \"rows\" = ?, quarantined = ?, first_month = ?, "
      "last_month = ?, label = ?, format = ?, bytes = ?, modified = ? WHERE id = ?",
      {delivery.check_sha256, manifest.rows, manifest.quarantined, first_month(manifest),
       last_month(manifest), manifest.label, manifest.format, delivery.stamp.bytes,
       delivery.stamp.modified, std::int64_t{manifest.id}});
}

void end_deliveries(Connection& connection, const std::vector<int>& numbers,
                    const std::string& ended_at) {
  if (numbers.empty()) return;
  connection.query("UPDATE delivery SET ended_at = ? WHERE id IN " + number_list(numbers),
                   {ended_at});
}

}  // namespace redthread::warehouse
