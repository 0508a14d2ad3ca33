// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "report/charts/option_parts.hpp"

namespace redthread::report {
namespace {

constexpr int row_height = 32;
constexpr int header_line = 22;
constexpr std::size_t wide_columns = 8;  // more are set in smaller type

/// The cell's own fill, else the value's place between the lowest and the highest.
const char* colour_of(const ChartPoint& point, Range range) {
  if (point.fill != Table::Fill::none) return fill_colour(point.fill);
  if (!point.value || range.high <= range.low) return paper;
  const double place =
      (shown_value(*point.value, point.format) - range.low) / (range.high - range.low);
  const auto index =
      static_cast<std::size_t>(std::floor(place * static_cast<double>(heat_colours.size())));
  return heat_colours.at(std::min(index, heat_colours.size() - 1));
}

Range range_of(const ChartData& data) {
  const ChartPoint& first = *data.first_value();
  const double start = shown_value(*first.value, first.format);
  Range range{start, start};
  for (const ChartSeries& series : data.series) {
    for (const ChartPoint& point : series.points) {
      if (!point.value) continue;
      const double at = shown_value(*point.value, point.format);
      range.low = std::min(range.low, at);
      range.high = std::max(range.high, at);
    }
  }
  return range;
}

}  // namespace

void draw_heat(Drawing& drawing, const ChartData& data) {
  const Range range = range_of(data);
  const int size = data.series.size() > wide_columns ? 11 : text_size;
  Json cells = Json::array();
  Json names = Json::array();
  for (std::size_t column = 0; column < data.series.size(); ++column) {
    names.push_back(data.series[column].name);
    for (std::size_t row = 0; row < data.categories.size(); ++row) {
      const ChartPoint& point = data.series[column].points[row];
      const char* colour = colour_of(point, range);
      Json text = label(point.text, "inside");
      text["color"] = is_dark(colour) ? paper : ink;
      text["fontSize"] = size;
      cells.push_back({{"value", {column, row, 0}},
                       {"label", text},
                       {"itemStyle", {{"color", colour}, {"borderColor", "#8a9299"}}}});
    }
  }
  const int cell = lying_pixels(data.categories) / static_cast<int>(data.series.size());
  const bool one_line =
      std::all_of(data.series.begin(), data.series.end(),
                  [&](const ChartSeries& series) { return label_width(series.name) <= cell - 6; });
  const int header_height = header_line * (one_line ? 1 : 2);
  drawing.height = header_height + row_height * static_cast<int>(data.categories.size()) + 4;
  drawing.option["grid"] = {
      {"left", 0}, {"right", 1}, {"top", 0}, {"bottom", 4}, {"containLabel", true}};
  drawing.option["yAxis"] = lying_categories(data.categories);
  drawing.option["xAxis"] = {{"type", "category"},
                             {"position", "top"},
                             {"data", names},
                             {"axisLine", {{"show", false}}},
                             {"axisTick", {{"show", false}}},
                             {"axisLabel",
                              {{"color", ink},
                               {"fontSize", size},
                               {"interval", 0},
                               {"lineHeight", size + 3},
                               {"width", cell - 6},
                               {"overflow", "break"}}}};
  // ECharts insists; every cell has its own colour.
  drawing.option["visualMap"] = {{"show", false}, {"min", 0}, {"max", 1}};
  drawing.option["series"] = {
      {{"type", "heatmap"}, {"data", cells}, {"itemStyle", {{"borderWidth", 1}}}}};
}

}  // namespace redthread::report
