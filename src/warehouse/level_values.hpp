// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>

#include "model/catalog.hpp"
#include "model/cube.hpp"
#include "warehouse/delivered_months.hpp"
#include "warehouse/duckdb.hpp"

namespace redthread::warehouse {

/// Values that do not add up, distinct persons and medians: computed for each unit and all above
/// it, for each span that has a name (month, quarter, tertial, delår, year, year to date, rolling
/// twelve), and for each cell. Kept in the table `level_value`.

/// What the fact's measures of this kind rest on, but for the rows.
std::string level_signature(const Catalog& catalog, const Fact& fact);

/// Computes them anew for the spans that the months (Month::index) lie in; nullopt = for all.
void rebuild_levels(Connection& connection, const Catalog& catalog, const Fact& fact,
                    const std::optional<std::set<int>>& months);

/// Adds them to the cube.
void read_levels(Connection& connection, const Catalog& catalog, const Fact& fact,
                 const DeliveredMonths& delivered, Cube& cube);

/// Computes them from the rows in a restated organisation, and adds them to the cube; nothing is
/// kept. A unit that carries on a part of another has no value for the time before.
void restate_levels(Connection& connection, const Catalog& catalog, const Fact& fact,
                    const Organisation& restated, const DeliveredMonths& delivered, Cube& cube);

}  // namespace redthread::warehouse
