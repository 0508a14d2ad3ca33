// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "catalog/formula.hpp"
#include "catalog/table_reader.hpp"
#include "model/catalog.hpp"

namespace redthread::catalog {

/// The versions of a definition with the places of their formulas, one origin a version, and the
/// tables that they were read from.
struct Definition {
  std::vector<DefinitionVersion> versions;
  std::vector<FormulaOrigin> origins;
  std::vector<const TomlValue*> tables;
};

/// Reads `formula` and `versions` of a measure or an indicator. Version 1 is the table's own;
/// later ones come in order of their month, each with a formula exactly when the first has one.
/// `others` are keys that a version may have besides, for the caller to read.
Definition read_definition(TableReader& reader, const MeasureUnits& units, Diagnostics& diagnostics,
                           const std::vector<std::string_view>& others = {});

/// Every key that a formula names, in reading order.
std::vector<const Expression*> keys_in(const Expression& formula);

}  // namespace redthread::catalog
