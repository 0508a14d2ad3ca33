// SPDX-License-Identifier: Apache-2.0
#include "warehouse/warehouse.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "warehouse/duckdb.hpp"
#include "warehouse/row_check.hpp"
#include "warehouse/schema.hpp"
#include "warehouse/sync.hpp"

namespace redthread::warehouse {
namespace {

/// The whole years that the values lie in; nullopt when there are none.
std::optional<Period> years_of_values(Connection& connection) {
  Result span = connection.query("SELECT min(first_month), max(last_month) FROM reported_value");
  span.next();
  if (span.is_null(0)) return std::nullopt;
  const Month first = Month::from_index(static_cast<int>(span.integer(0)));
  const Month last = Month::from_index(static_cast<int>(span.integer(1)));
  return Period(Month(first.year(), 1), Month(last.year(), 12));
}

/// The series of a row, in the catalog's and the cube's numbers.
Cube::Key key_of(const Catalog& catalog, Cube& cube, std::string_view measure,
                 std::string_view cell, std::string_view unit, std::string_view scenario) {
  const int measure_index = catalog.measure_index(measure);
  const std::optional<int> unit_index = catalog.organisation.index_of(unit);
  const std::optional<Scenario> known_scenario = parse_scenario(scenario);
  REDTHREAD_ASSERT(measure_index >= 0 && unit_index && known_scenario,
                   "a value that the catalog does not know: sync with this catalog first");
  return {.measure = measure_index,
          .cell = cube.intern(cell_from_text(cell)),
          .unit = *unit_index,
          .scenario = *known_scenario};
}

}  // namespace

struct Warehouse::State {
  explicit State(const std::string& path) : database(path), connection(database) {
    migrate(database, connection);
  }
  Database database;
  Connection connection;
};

Warehouse::Warehouse(std::unique_ptr<State> state) : state_(std::move(state)) {}
Warehouse::Warehouse(Warehouse&&) noexcept = default;
Warehouse& Warehouse::operator=(Warehouse&&) noexcept = default;
Warehouse::~Warehouse() = default;

Warehouse Warehouse::open(const std::string& path) {
  return Warehouse(std::make_unique<State>(path));
}

SyncResult Warehouse::sync(const Catalog& catalog, const SyncOptions& options,
                           Diagnostics& diagnostics) {
  return warehouse::sync(state_->connection, catalog, options, diagnostics);
}

Cube Warehouse::cube(const Catalog& catalog) {
  const std::optional<Period> range = years_of_values(state_->connection);
  if (!range) return {};
  Cube cube(*range);
  Result rows = state_->connection.query(
      "SELECT measure, cell, unit, scenario, first_month, last_month, \"value\", state, "
      "delivery_id, line, written, note, made, low, high FROM reported_value "
      "ORDER BY measure, cell, unit, scenario, first_month, last_month");
  while (rows.next()) {
    const Cube::Key key =
        key_of(catalog, cube, rows.text(0), rows.text(1), rows.text(2), rows.text(3));
    const std::optional<redthread::State> state = parse_state(rows.text(7));
    REDTHREAD_ASSERT(state, "a state that was stored is known");
    Cube::Value value{.span = {Month::from_index(static_cast<int>(rows.integer(4))),
                               Month::from_index(static_cast<int>(rows.integer(5)))},
                      .state = *state};
    if (!rows.is_null(6)) {
      value.value = rows.integer(6);
    } else if (has_value(*state)) {
      value.state = redthread::State::missing;  // `preliminary` and nothing yet: not a zero
    }
    value.source = cube.add_source({.delivery = static_cast<int>(rows.integer(8)),
                                    .line = static_cast<int>(rows.integer(9)),
                                    .written = std::string(rows.text(10)),
                                    .note = std::string(rows.text(11))});
    if (!rows.is_null(13)) {
      cube.set_ends(value.source, {.low = rows.integer(13), .high = rows.integer(14)});
    }
    if (rows.is_null(12)) {
      cube.set(key, value);
    } else {
      cube.set_version(key, Month::from_index(static_cast<int>(rows.integer(12))), value);
    }
  }
  return cube;
}

std::vector<Delivery> Warehouse::deliveries() {
  std::vector<Delivery> deliveries;
  Result rows = state_->connection.query(
      "SELECT id, fact, file, sha256, \"rows\", quarantined, loaded_at, loaded_by FROM delivery "
      "WHERE ended_at IS NULL ORDER BY id");
  while (rows.next()) {
    deliveries.push_back({.id = static_cast<int>(rows.integer(0)),
                          .fact = std::string(rows.text(1)),
                          .file = std::string(rows.text(2)),
                          .sha256 = std::string(rows.text(3)),
                          .rows = rows.integer(4),
                          .quarantined = rows.integer(5),
                          .loaded_at = std::string(rows.text(6)),
                          .loaded_by = std::string(rows.text(7))});
  }
  return deliveries;
}

std::vector<QuarantinedRow> Warehouse::quarantine() {
  std::vector<QuarantinedRow> quarantined;
  Result rows = state_->connection.query(
      "SELECT delivery.id, fact, file, line, \"column\", code, reason, hint FROM quarantine "
      "JOIN delivery ON delivery.id = delivery_id ORDER BY file, line, \"column\", code");
  while (rows.next()) {
    quarantined.push_back({.delivery = static_cast<int>(rows.integer(0)),
                           .fact = std::string(rows.text(1)),
                           .file = std::string(rows.text(2)),
                           .line = static_cast<int>(rows.integer(3)),
                           .column = static_cast<int>(rows.integer(4)),
                           .code = std::string(rows.text(5)),
                           .reason = std::string(rows.text(6)),
                           .hint = std::string(rows.text(7))});
  }
  return quarantined;
}

std::string Warehouse::engine_version() { return "DuckDB " + Database::library_version(); }

}  // namespace redthread::warehouse
