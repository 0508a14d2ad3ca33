// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "figures/columns.hpp"
#include "figures/lookup.hpp"
#include "model/results.hpp"

namespace redthread::figures {

/// Everything at the unit and below that says the same thing differently, over the spans of the
/// standard columns: year to date and year, this year and last, outcome, budget and forecast.
/// In order of measure, cell, unit, span, kind. Only what is complete on both sides is compared.
std::vector<Finding> findings(Columns& columns, Lookup& lookup, int unit, Period asked);

}  // namespace redthread::figures
