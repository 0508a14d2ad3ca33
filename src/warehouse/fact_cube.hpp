// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>

#include "model/catalog.hpp"
#include "model/cube.hpp"
#include "warehouse/duckdb.hpp"

namespace redthread::warehouse {

/// What the rows of a fact add up to, by unit, month and category: the table `cube_<fact>`, with a
/// column a measure, which one query over the rows fills (sql/cube_sql.hpp). Measures that do not
/// add up (distinct persons, medians) have their values for each unit, all that are above it, and
/// each span in the table `level_value`.

/// Computes the months whose rows changed (Month::index) anew, and those in which a row may have
/// got another neighbour by that; all of them when the measures' definitions have changed since.
/// Part of the caller's transaction.
void rebuild_cube(Connection& connection, const Catalog& catalog, const Fact& fact,
                  const std::set<int>& touched);

/// Brings the cubes of all facts with rows up to date with the definitions of their measures.
void refresh_cubes(Connection& connection, const Catalog& catalog);

/// Adds the values of all facts with rows. A month that was delivered, and in which a unit that is
/// known to the fact has no rows, counts zero; a month that was not is missing.
/// `restated`: the organisation that what does not add up is counted in; nullptr = as it was.
void read_cubes(Connection& connection, const Catalog& catalog, const Organisation* restated,
                Cube& cube);

}  // namespace redthread::warehouse
