// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>

#include "model/document.hpp"

namespace redthread::report {

/// Colours of charts, on white. Shapes have a contrast of 3:1 or more, texts of 4.5:1; looks that
/// stand side by side differ in lightness too (for print in grey) and in pattern (so that colour is
/// never alone). Verified by palette_test.

enum class Pattern { solid, stripes, counter_stripes, rows, columns, dots };
struct Look {
  const char* colour;
  Pattern pattern = Pattern::solid;
};

inline constexpr const char* ink = "#1d2327";
inline constexpr const char* soft_ink = "#545d64";
inline constexpr const char* paper = "#ffffff";
inline constexpr const char* grid_line = "#d3d8dc";  // decoration: the ticks' texts say the same
inline constexpr const char* band = "#e3e7ea";       // always with a border that is a shape
inline constexpr const char* thread_red = "#9f1b32";

inline constexpr Look outcome_look = {"#1f3a52", Pattern::solid};
inline constexpr Look budget_look = {"#6f7d89", Pattern::stripes};
inline constexpr Look previous_look = {"#8a9299", Pattern::dots};
inline constexpr Look forecast_look = {"#6b5b95", Pattern::counter_stripes};
/// Steps of a bridge.
inline constexpr Look up_look = {"#4b7a63", Pattern::solid};
inline constexpr Look down_look = {thread_red, Pattern::stripes};
/// Parts of a whole, in order, each with a pattern of its own; a seventh looks like the first
/// again.
inline constexpr std::array<Look, 6> part_looks = {{{"#16324f", Pattern::solid},
                                                    {"#6f7d89", Pattern::stripes},
                                                    {thread_red, Pattern::rows},
                                                    {"#b58a2e", Pattern::dots},
                                                    {"#1e4a3c", Pattern::columns},
                                                    {"#6b5b95", Pattern::counter_stripes}}};
/// Cells of a heat matrix from the lowest value to the highest; texts are ink or paper on them.
inline constexpr std::array<const char*, 6> heat_colours = {"#ffffff", "#e6ecf1", "#c5d2dd",
                                                            "#9fb3c4", "#3f6585", "#1f3a52"};
/// A table's fills, as the HTML report has them.
const char* fill_colour(Table::Fill fill);

/// Whether white text on `colour` is easier to read than ink.
bool is_dark(const char* colour);
/// WCAG 2: from 1 (same) to 21 (black on white). `#rrggbb`.
double contrast(const char* a, const char* b);

}  // namespace redthread::report
