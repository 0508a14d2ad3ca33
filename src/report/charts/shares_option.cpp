// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "report/charts/option_parts.hpp"

namespace redthread::report {
namespace {

constexpr int row_height = 44;
constexpr int bar_width = 26;

/// The sum of a row's parts; 0 when it is no whole: a part is missing, or some are negative and
/// some are not. Costs are a whole: all negative.
double whole(const ChartData& data, std::size_t row) {
  double sum = 0;
  for (const ChartSeries& part : data.series) {
    const ChartPoint& point = part.points[row];
    if (!point.value) return 0;
    const double value = shown_value(*point.value, point.format);
    if (value * sum < 0) return 0;
    sum += value;
  }
  return sum;
}

}  // namespace

void draw_shares(Drawing& drawing, const ChartData& data) {
  std::vector<LegendEntry> entries;
  Json all = Json::array();
  const int pixels = lying_pixels(data.categories);
  for (std::size_t i = 0; i < data.series.size(); ++i) {
    const ChartSeries& part = data.series[i];
    const Look& look = part_looks.at(i % part_looks.size());
    Json items = Json::array();
    for (std::size_t row = 0; row < data.categories.size(); ++row) {
      const ChartPoint& point = part.points[row];
      const double sum = whole(data, row);
      if (sum == 0) {
        // One mark for the row.
        Json item = {{"value", 0},
                     {"itemStyle", {{"color", "none"}, {"borderWidth", 0}, {"decal", false}}}};
        if (i == 0) item["label"] = label(missing_mark, "right");
        items.push_back(std::move(item));
        continue;
      }
      const double share = shown_value(*point.value, point.format) / sum * 100;
      Json item = {{"value", share}};
      if (share / 100 * pixels > label_width(point.text) + 10) {
        item["label"] = label(point.text, "inside");
        item["label"]["backgroundColor"] = paper;
        item["label"]["padding"] = {1, 4};
      }
      items.push_back(std::move(item));
    }
    Json style = filled(look);
    style["borderColor"] = paper;
    style["borderWidth"] = 1.5;
    all.push_back({{"type", "bar"},
                   {"name", std::to_string(i)},
                   {"stack", "whole"},
                   {"data", items},
                   {"barWidth", bar_width},
                   {"itemStyle", style}});
    entries.push_back({std::to_string(i), part.name});
  }
  const int top = add_legend(drawing.option, entries);
  drawing.height = top + row_height * static_cast<int>(data.categories.size()) + 4;
  drawing.option["grid"] = {
      {"left", 0}, {"right", 2}, {"top", top}, {"bottom", 4}, {"containLabel", true}};
  drawing.option["yAxis"] = lying_categories(data.categories);
  drawing.option["xAxis"] = hidden_axis({0, 100});
  drawing.option["series"] = std::move(all);
}

}  // namespace redthread::report
