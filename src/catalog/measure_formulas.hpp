// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "catalog/definitions.hpp"
#include "catalog/loading.hpp"
#include "model/catalog.hpp"

namespace redthread::catalog {

/// What was written about a measure, beside the Measure itself.
struct MeasureDraft {
  std::vector<FormulaOrigin> origins;  ///< by version
  bool is_computed = false;
  bool by_given = false;
  bool unit_given = false;
};

/// Checks the formulas of all measures, operands before what is computed from them: cycles, names,
/// cells, measure units. Fills the units that are not declared, and the breakdowns of measures
/// that say nothing about `by`; says in `loading.units_known` whose units can be relied on.
/// `drafts` run along `catalog.measures`.
void check_measure_formulas(Loading& loading, Catalog& catalog,
                            const std::vector<MeasureDraft>& drafts);

/// Looks measures up for formulas of indicators and statement rows.
NameLookup measure_lookup(const Loading& loading, const Catalog& catalog);

/// The breakdowns that every operand of a formula can be split by, besides the cells it names.
std::vector<std::string> common_breakdowns(const Expression& formula, const Catalog& catalog);

}  // namespace redthread::catalog
