// SPDX-License-Identifier: Apache-2.0
#include "warehouse/warehouse.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "base/error.hpp"
#include "warehouse/closed_months.hpp"
#include "warehouse/delivered_months.hpp"
#include "warehouse/duckdb.hpp"
#include "warehouse/fact_cube.hpp"
#include "warehouse/manifest.hpp"
#include "warehouse/pseudonym.hpp"
#include "warehouse/row_check.hpp"
#include "warehouse/row_list.hpp"
#include "warehouse/schema.hpp"
#include "warehouse/sql/rows_sql.hpp"
#include "warehouse/sync.hpp"

namespace redthread::warehouse {
namespace {

/// The whole years that the values lie in; nullopt when there are none.
std::optional<Period> years_of_values(Connection& connection) {
  std::optional<Period> all = months_with_deliveries(connection);
  Result span = connection.query("SELECT min(first_month), max(last_month) FROM reported_value");
  span.next();
  if (!span.is_null(0)) {
    const Period reported(Month::from_index(static_cast<int>(span.integer(0))),
                          Month::from_index(static_cast<int>(span.integer(1))));
    all = all ? Period(std::min(all->first(), reported.first()),
                       std::max(all->last(), reported.last()))
              : reported;
  }
  if (!all) return std::nullopt;
  return Period(Month(all->first().year(), 1), Month(all->last().year(), 12));
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

void read_reported(Connection& connection, const Catalog& catalog, Cube& cube) {
  Result rows = connection.query(
      "SELECT measure, cell, unit, scenario, first_month, last_month, \"value\", state, "
      "delivery_id, line, written, note, made, low, high FROM reported_value "
      "ORDER BY measure, cell, unit, scenario, first_month, last_month");
  while (rows.next()) {
    const Cube::Key key =
        key_of(catalog, cube, rows.text(0), rows.text(1), rows.text(2), rows.text(3));
    const std::optional<State> state = parse_state(rows.text(7));
    REDTHREAD_ASSERT(state, "a state that was stored is known");
    Cube::Value value{.span = {Month::from_index(static_cast<int>(rows.integer(4))),
                               Month::from_index(static_cast<int>(rows.integer(5)))},
                      .state = *state};
    if (!rows.is_null(6)) {
      value.value = rows.integer(6);
    } else if (has_value(*state)) {
      value.state = State::missing;  // `preliminary` and nothing yet: not a zero
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
}

}  // namespace

struct Warehouse::State {
  explicit State(const std::string& path)
      : database(path), connection(database), pseudonyms(key_beside(path)) {
    migrate(database, connection);
  }

  static Pseudonyms::Key key_beside(const std::string& path) {
    if (path == ":memory:") return Pseudonyms::random_key();
    return Pseudonyms::key_in(
        (std::filesystem::path(path).parent_path() / "pseudonym.key").string());
  }

  Database database;
  Connection connection;
  Pseudonyms pseudonyms;
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
  return warehouse::sync(state_->connection, catalog, options, state_->pseudonyms, diagnostics);
}

Cube Warehouse::cube(const Catalog& catalog, const Organisation* restated) {
  const std::optional<Period> range = years_of_values(state_->connection);
  if (!range) return {};
  Cube cube(*range);
  read_reported(state_->connection, catalog, cube);
  read_cubes(state_->connection, catalog, restated, cube);
  return cube;
}

std::vector<Delivery> Warehouse::deliveries() {
  std::vector<Delivery> deliveries;
  for (auto& [file, known] : known_deliveries(state_->connection)) {
    deliveries.push_back(std::move(known.manifest));
  }
  std::sort(deliveries.begin(), deliveries.end(),
            [](const Delivery& a, const Delivery& b) { return a.id < b.id; });
  return deliveries;
}

std::vector<ClosedPart> Warehouse::closed_parts(const Catalog& catalog, const Fact& fact,
                                                Month through) {
  return warehouse::closed_parts(state_->connection, catalog, fact, through);
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

RowList Warehouse::rows(const Catalog& catalog, const RowsQuestion& question, std::int64_t limit) {
  return read_rows(state_->connection, catalog, question, limit);
}

std::string counting_sql(const Catalog& catalog, const RowsQuestion& question, bool clickhouse) {
  return figure_query(catalog, question, clickhouse ? warehouse::clickhouse() : duckdb());
}

std::string Warehouse::engine_version() { return "DuckDB " + Database::library_version(); }

}  // namespace redthread::warehouse
