// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <string>
#include <utility>

#include "report/charts/option_parts.hpp"

namespace redthread::report {
namespace {

constexpr int spark_gap = 12;
constexpr int spark_height = 56;
constexpr int spark_margin = 8;

Json spark_line(const ChartSeries& series, int row) {
  const std::size_t last = last_value(series);
  Json points = Json::array();
  for (std::size_t i = 0; i < series.points.size(); ++i) {
    const ChartPoint& point = series.points[i];
    if (!point.value) {
      points.push_back(nullptr);
      continue;
    }
    Json item = {{"value", shown_value(*point.value, point.format)}, {"symbol", "none"}};
    if (i == last) {
      item["symbol"] = "circle";
      item["label"] = label(point.text, "right");
      item["label"]["fontWeight"] = "bold";
    }
    points.push_back(std::move(item));
  }
  return {{"type", "line"},
          {"xAxisIndex", row},
          {"yAxisIndex", row},
          {"data", points},
          {"symbolSize", 7},
          {"showAllSymbol", true},
          {"itemStyle", {{"color", thread_red}}},
          {"lineStyle", {{"color", outcome_look.colour}, {"width", 2}}}};
}

/// From the lowest value to the highest, not seen.
Json spark_axis(const ChartSeries& series, int row) {
  Range range{std::numeric_limits<double>::max(), std::numeric_limits<double>::lowest()};
  for (const ChartPoint& point : series.points) {
    if (!point.value) continue;
    range.low = std::min(range.low, shown_value(*point.value, point.format));
    range.high = std::max(range.high, shown_value(*point.value, point.format));
  }
  if (range.low > range.high) range = {0, 1};
  if (range.low == range.high) range.high = range.low + 1;
  Json axis = hidden_axis(range);
  axis["gridIndex"] = row;
  return axis;
}

}  // namespace

void draw_spark(Drawing& drawing, const ChartData& data) {
  // A row a series, each on its own scale, named where there are several.
  const auto rows = static_cast<int>(data.series.size());
  int names = 0;
  int values = 0;
  for (const ChartSeries& series : data.series) {
    if (rows > 1) names = std::max(names, label_width(series.name) + spark_gap);
    const std::size_t last = last_value(series);
    const std::string text =
        last == std::string::npos ? std::string(missing_mark) : series.points[last].text;
    values = std::max(values, label_width(text) + spark_gap);
  }
  drawing.height = spark_height * rows;
  for (int row = 0; row < rows; ++row) {
    const ChartSeries& series = data.series[static_cast<std::size_t>(row)];
    const int top = row * spark_height;
    drawing.option["grid"].push_back({{"left", names + 2},
                                      {"right", values},
                                      {"top", top + spark_margin},
                                      {"height", spark_height - 2 * spark_margin}});
    drawing.option["xAxis"].push_back({{"type", "category"},
                                       {"gridIndex", row},
                                       {"show", false},
                                       {"boundaryGap", false},
                                       {"data", data.categories}});
    drawing.option["yAxis"].push_back(spark_axis(series, row));
    drawing.option["series"].push_back(spark_line(series, row));
    if (rows > 1) {
      drawing.option["title"].push_back(
          {{"text", series.name},
           {"left", 0},
           {"top", top + spark_height / 2},
           {"padding", 0},
           {"textVerticalAlign", "middle"},
           {"textStyle", {{"fontSize", text_size}, {"fontWeight", "normal"}, {"color", ink}}}});
    }
  }
}

}  // namespace redthread::report
