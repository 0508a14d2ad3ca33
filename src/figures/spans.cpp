// SPDX-License-Identifier: Apache-2.0
#include "figures/spans.hpp"

#include <algorithm>
#include <cstddef>

namespace redthread::figures {
namespace {

Period unlagged_span(Period asked, ColumnRule::SpanRule rule) {
  switch (rule) {
    case ColumnRule::SpanRule::period:
      return asked;
    case ColumnRule::SpanRule::month:
      return Period::month(asked.last());
    case ColumnRule::SpanRule::ytd:
      return asked.year_to_date();
    case ColumnRule::SpanRule::year:
      return asked.whole_year();
    case ColumnRule::SpanRule::r12:
      return asked.rolling_twelve();
  }
  return asked;
}

}  // namespace

bool is_calendar_year(Period span) { return span == span.whole_year(); }

Period resolve_span(Period asked, ColumnRule::SpanRule rule, int years_back, int lag_months) {
  Period span = unlagged_span(asked, rule);
  if (lag_months > 0 && !is_calendar_year(span)) {
    span = rule == ColumnRule::SpanRule::r12 ? span.shifted(-lag_months) : span.lagged(lag_months);
  }
  return span.shifted(-12 * years_back);
}

std::optional<Period> asked_for(Period span, int lag_months) {
  if (lag_months == 0 || is_calendar_year(span)) return span;
  const Period longer(span.first(), span.last().plus(lag_months));
  for (const Period asked : {span.shifted(lag_months), longer}) {
    if (resolve_span(asked, ColumnRule::SpanRule::period, 0, lag_months) == span) return asked;
  }
  return std::nullopt;
}

std::optional<std::vector<Cube::Value>> finest_tiling(Period span,
                                                      const std::vector<Cube::Value>& values) {
  // From the end: the most tiles that cover from each month to the span's end, and the first of
  // them. More tiles are finer; among equally many, the shorter first tile.
  const int months = span.months();
  struct Cover {
    int tiles = -1;  ///< -1: this month cannot be reached exactly
    const Cube::Value* first = nullptr;
  };
  std::vector<Cover> covers(static_cast<std::size_t>(months) + 1);
  covers.back().tiles = 0;
  for (int start = months - 1; start >= 0; --start) {
    Cover& cover = covers[static_cast<std::size_t>(start)];
    const Month month = span.first().plus(start);
    for (const Cube::Value& value : values) {
      if (value.span.first() != month || span.last() < value.span.last()) continue;
      if (!has_value(value.state)) continue;
      const int after = start + value.span.months();
      const int rest = covers[static_cast<std::size_t>(after)].tiles;
      if (rest < 0) continue;
      const bool finer =
          rest + 1 > cover.tiles ||
          (rest + 1 == cover.tiles && value.span.months() < cover.first->span.months());
      if (finer) cover = {.tiles = rest + 1, .first = &value};
    }
  }
  if (covers.front().tiles < 0) return std::nullopt;
  std::vector<Cube::Value> tiles;
  for (std::size_t start = 0; start < static_cast<std::size_t>(months);) {
    const Cube::Value* tile = covers[start].first;
    tiles.push_back(*tile);
    start += static_cast<std::size_t>(tile->span.months());
  }
  return tiles;
}

}  // namespace redthread::figures
