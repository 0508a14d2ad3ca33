// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "catalog/formula.hpp"
#include "catalog/table_reader.hpp"
#include "model/catalog.hpp"

namespace redthread::catalog {

/// The versions of a definition with the places of their formulas, one origin a version.
struct Definition {
  std::vector<DefinitionVersion> versions;
  std::vector<FormulaOrigin> origins;
};

/// Reads `formula` and `versions` of a measure or an indicator. Version 1 is the table's own;
/// later ones come in order of their month, each with a formula exactly when the first has one.
Definition read_definition(TableReader& reader, const MeasureUnits& units,
                           Diagnostics& diagnostics);

/// Every key that a formula names, in reading order.
std::vector<const Expression*> keys_in(const Expression& formula);

}  // namespace redthread::catalog
