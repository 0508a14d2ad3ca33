// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/period.hpp"
#include "model/catalog.hpp"
#include "warehouse/sql/dialect.hpp"

namespace redthread::warehouse {

/// The pieces that queries over a fact's rows are made of.

/// `a AND b`, `(1 = 1)` when there is none.
std::string all_of(const std::vector<std::string>& conditions);

/// The months in which a version of a definition is in force, as a condition on `"month"`; nothing
/// for a measure with one version.
std::vector<std::string> version_months(const Measure& measure, std::size_t version,
                                        const Dialect& dialect);

/// `"month" BETWEEN first AND last`
std::string months_between(Period months, const Dialect& dialect);

/// Whether a measure counts the rows of the last snapshot day only.
bool counts_last_day(const Measure& measure, const Fact& fact);

/// `"date" = "_last_day"`: the row is of its month's last snapshot; wants `rows_with_last_day`.
std::string is_last_day(const Fact& fact, const Dialect& dialect);

/// The fact's table; `with_last_day`: joined with the last snapshot day of each month, of all that
/// was delivered of the fact (of the given months; nullopt = all).
std::string rows_with_last_day(const Fact& fact, bool with_last_day, std::optional<Period> months,
                               const Dialect& dialect);

/// The column of the fact that a breakdown's categories are in; -1 when it has none.
int column_of(const Fact& fact, const std::string& breakdown);

}  // namespace redthread::warehouse
