// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "base/number_format.hpp"
#include "catalog/table_reader.hpp"
#include "model/expression.hpp"
#include "model/measure_unit.hpp"

namespace redthread::catalog {

/// How numbers in a measure unit are shown when nothing is said: `mnkr 1`, `tkr 0`, `kr 0` (kr and
/// öre), `percent 1` (%), `points 1` (pp), `mm:ss` (s, sekunder, min), hours with `timmar` after
/// (h, timmar), else `number 0`; always in the unit as it was declared.
NumberFormat default_format(const MeasureUnit& unit);

/// The same for a formula: a quotient or share of the same dimension is `percent 1`.
NumberFormat default_format(const Expression& formula, const MeasureUnit& unit);

/// How many decimals of the base unit are kept of reported values when nothing is said: 2 for kr
/// (öre), time (1/100 s) and årsarbetare, 4 for poäng, 6 for %, pp, ‰ and compound units, else 0.
int default_scale(const MeasureUnit& unit);

/// Whether its numbers are finite decimals in base units, which is how values are stored.
bool can_be_stored(const MeasureUnit& unit);

/// The scale in base units that keeps every number with so many decimals in `unit`: one decimal of
/// percent is three of the plain share, one decimal of mnkr is none of kronor.
int scale_in_base_units(const MeasureUnit& unit, int decimals);

/// The format fitted to numbers in `unit`: a plain `number` shows the unit as declared. nullopt
/// when it is for another dimension (kronor shown as percent); `why` then says what it is for.
std::optional<NumberFormat> fitted(NumberFormat format, const MeasureUnit& unit, std::string& why);

/// Reads the key `show` as written; an error when it is no format.
std::optional<NumberFormat> read_format(TableReader& reader);

/// `show` of something in `unit`: as written and fitted, else `otherwise`.
NumberFormat format_for(TableReader& reader, const MeasureUnit& unit,
                        const NumberFormat& otherwise);

}  // namespace redthread::catalog
