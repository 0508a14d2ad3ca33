// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "base/period.hpp"
#include "model/catalog.hpp"
#include "model/cube.hpp"

namespace redthread::figures {

/// Which months a question is about, and which reported values cover them.

/// January to December of one year.
bool is_calendar_year(Period span);

/// The months that a column rule means for the asked period. Lag (släp) first, then the years
/// back, so that both sides of a comparison are equally long. A whole calendar year is complete
/// and never lags; R12 keeps its twelve months and ends earlier.
Period resolve_span(Period asked, ColumnRule::SpanRule rule, int years_back, int lag_months);

/// The period to ask for with rule `period` so that a subject with this lag answers for exactly
/// `span`. nullopt when there is none.
std::optional<Period> asked_for(Period span, int lag_months);

/// The values with a number that cover `span` exactly, without gap or overlap, as many and as
/// short as possible; in order of time. nullopt when no such set exists.
/// `values`: of one series, in any order. cost: months of the span x values.
std::optional<std::vector<Cube::Value>> finest_tiling(Period span,
                                                      const std::vector<Cube::Value>& values);

/// Whole runs of months of `span` for which `is_in(Month)` holds, in order of time.
template <typename Predicate>
std::vector<Period> runs_of_months(Period span, Predicate is_in) {
  std::vector<Period> runs;
  for (const Month month : span.each_month()) {
    if (!is_in(month)) continue;
    if (!runs.empty() && runs.back().last().plus(1) == month) {
      runs.back() = Period(runs.back().first(), month);
    } else {
      runs.push_back(Period::month(month));
    }
  }
  return runs;
}

}  // namespace redthread::figures
