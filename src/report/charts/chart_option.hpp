// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "base/language.hpp"
#include "model/document.hpp"

namespace redthread::report {

/// What press draws: an ECharts option as JSON, and the picture's size in CSS pixels. Everything
/// that is read in the picture stands in it: figures as they are printed in the table, ticks,
/// names.
struct ChartOption {
  std::string option;
  int width = 0;
  int height = 0;
};

/// The option of a chart. Bars lie, unless the categories' names are short (months). Bullets stand
/// on scales of their own when the rows' measure units differ; the figure of role `tolerance` is
/// the level where tolerance ends, and the band lies between it and the target. In shares, a row
/// with a part that is missing or negative has no whole, and no bar. A bridge's steps start where
/// the one before ended. nullopt when there is nothing to draw: no value, or so many rows or
/// columns (`drawn_rows`, `drawn_columns`) that only a table can be read.
std::optional<ChartOption> chart_option(const Chart& chart, Language language);

inline constexpr std::size_t drawn_rows = 60;     ///< a line may have more
inline constexpr std::size_t drawn_columns = 16;  ///< of a heat matrix; 8 series otherwise

}  // namespace redthread::report
