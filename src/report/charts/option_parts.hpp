// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "report/charts/chart_data.hpp"
#include "report/charts/chart_option.hpp"
#include "report/charts/palette.hpp"
#include "report/charts/ticks.hpp"

namespace redthread::report {

/// Parts that the kinds of chart share, and the kinds, one file each.

using Json = nlohmann::json;

/// Narrow enough for a telephone to show it whole in type that can be read.
inline constexpr int chart_width = 520;
inline constexpr int text_size = 14;

/// A drawing in the making: `option` has fonts and no movement; kinds add axes and series.
struct Drawing {
  Json option;
  int height = 0;
};
Drawing new_drawing();

/// Always this text, whatever ECharts has to say.
Json says(std::string_view text);
/// A label: shown, in ink.
Json label(std::string_view text, const char* position);
Json filled(const Look& look);
/// By role; a second series of the same role has a look of its own.
const Look& look_of(const ChartSeries& series);
/// The room that a text takes, roughly, in pixels.
int label_width(std::string_view text);

struct LegendEntry {
  std::string series;  ///< its name in the option
  std::string text;
  Json symbol = Json::object();  ///< how its symbol differs from the series' own
};
/// A legend at the top; returns the room that it takes.
int add_legend(Json& option, const std::vector<LegendEntry>& entries);
/// The categories from top to bottom, wrapped to two lines where they are long.
Json lying_categories(const std::vector<std::string>& categories);
/// The categories from left to right.
Json upright_categories(const std::vector<std::string>& categories);
/// A value axis with these ticks, and a pale line across the chart at each.
Json value_axis(const std::vector<Tick>& ticks);
/// What an axis spans.
struct Range {
  double low = 0;
  double high = 0;
};
/// Zero and every value of the series.
Range range_with_zero(const std::vector<const ChartSeries*>& series);
/// Wider, so that labels of so many pixels fit beyond its ends when it is `pixels` long in all.
Range with_room(Range range, int before, int after, int pixels);
/// An axis that is not seen.
Json hidden_axis(Range range);
/// The pixels that lying bars have, beside the categories' names.
int lying_pixels(const std::vector<std::string>& categories);
/// A thin line across the bars at `value` of axis `axis` (`xAxis`, `yAxis`).
Json line_at(const char* axis, double value);

void draw_line(Drawing& drawing, const ChartData& data, Language language);
void draw_spark(Drawing& drawing, const ChartData& data);
void draw_bars(Drawing& drawing, const ChartData& data, Language language);
void draw_shares(Drawing& drawing, const ChartData& data);
void draw_bullet(Drawing& drawing, const ChartData& data);
void draw_bridge(Drawing& drawing, const ChartData& data);
void draw_heat(Drawing& drawing, const ChartData& data);

}  // namespace redthread::report
