// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "base/period.hpp"
#include "model/catalog.hpp"

namespace redthread::figures {

/// What can be said of an expression before anyone evaluates it: its lag, its name, how its value
/// is shown, whether its method changed.

/// The longest lag (släp) of the measures that it rests on. All of them are then read over the
/// same months, so that a ratio never has more months above than below.
int lag_of(const Expression& expression, const Catalog& catalog);

/// The expression with `cell` added to every measure in it that has those breakdowns. nullopt
/// when none has, or when one of them already stands at another category: then the question has
/// no answer here.
std::optional<Expression> with_cell(const Expression& expression, const Cell& cell,
                                    const Catalog& catalog);

/// `Läkarbesök, Somatisk vård`, or a formula in the measures' names.
LocalText label_of(const Expression& expression, const Catalog& catalog);
/// How its value is shown when nobody says otherwise.
NumberFormat format_of(const Expression& expression, const Catalog& catalog);
/// In percent: differences are shown in percentage points and have no percentage.
bool is_percent(const MeasureUnit& unit, const NumberFormat& format);

/// The definition in force in a month.
const DefinitionVersion& version_at(const std::vector<DefinitionVersion>& versions, Month month);
/// The last change of definition without a bridge that takes effect in (`after`, `until`].
std::optional<Month> unbridged_change(const std::vector<DefinitionVersion>& versions, Month after,
                                      Month until);
/// The same over every measure that the expression rests on.
std::optional<Month> unbridged_change(const Expression& expression, const Catalog& catalog,
                                      Month after, Month until);

/// Whether the value of a span is the sum of its parts' values: measures that add over months,
/// and their sums, differences and multiples.
bool adds_over_months(const Expression& expression, const Catalog& catalog);

}  // namespace redthread::figures
