// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "model/catalog.hpp"
#include "warehouse/sql/dialect.hpp"

namespace redthread::warehouse {

/// Distinct persons or a median, which do not add up: for every unit, all that are above it, and
/// every wanted span. Joins the tables `unit_above(unit, month, above)`, where a unit is above
/// itself, and `wanted_span(first_month, last_month)`.
///
/// Its columns: unit, first month, last month, the category of each of `breakdowns`, and the value.
/// Rows without a category of one of them are left out. A measure that is not a flow is what it is
/// in a span's last month.
std::string level_query(const Catalog& catalog, int measure,
                        const std::vector<std::string>& breakdowns, const Dialect& dialect);

}  // namespace redthread::warehouse
