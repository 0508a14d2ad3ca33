// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "catalog/loading.hpp"
#include "catalog/table_reader.hpp"
#include "model/catalog.hpp"

namespace redthread::catalog {

/// Reads what a measure counts from the rows of its fact: `aggregate`, `where` and `planned_in` of
/// the measure, and what its later versions change (`tables`, one a version, the measure's own
/// first). `measure` has its fact, its `time` and, when `unit_given`, its unit.
///
/// Fills `rows` of every version, `aggregate`, and the unit and scale in which the values are
/// counted. The smallest step of what is summed is a whole number at that scale; a version whose
/// steps are larger multiplies them. Whether the unit is known.
bool read_row_measure(TableReader& reader, const std::vector<const TomlValue*>& tables,
                      const RowScope& scope, bool unit_given, Loading& loading,
                      const Catalog& catalog, Measure& measure);

}  // namespace redthread::catalog
