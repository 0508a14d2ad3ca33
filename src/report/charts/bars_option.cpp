// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.hpp"
#include "report/charts/option_parts.hpp"

namespace redthread::report {
namespace {

constexpr std::size_t short_name = 8;
constexpr int upright_height = 300;
constexpr int label_gap = 8;

std::vector<const ChartSeries*> all_series(const ChartData& data) {
  std::vector<const ChartSeries*> series;
  series.reserve(data.series.size());
  for (const ChartSeries& each : data.series) series.push_back(&each);
  return series;
}

/// What is not there has no bar: only its mark stands where the bar would begin.
Json bar(const ChartPoint& point, const char* beyond_high, const char* beyond_low) {
  const double at = point.value ? shown_value(*point.value, point.format) : 0;
  Json item = {{"value", at}, {"label", label(point.text, at < 0 ? beyond_low : beyond_high)}};
  if (!point.value) {
    item["itemStyle"] = {{"color", "none"}, {"borderWidth", 0}, {"decal", false}};
  }
  return item;
}

Json bar_series(const ChartData& data, bool lying, bool labelled, int bar_width) {
  Json all = Json::array();
  for (std::size_t i = 0; i < data.series.size(); ++i) {
    Json items = Json::array();
    for (const ChartPoint& point : data.series[i].points) {
      Json item = lying ? bar(point, "right", "left") : bar(point, "top", "bottom");
      if (point.value && !labelled) item["label"] = {{"show", false}};
      items.push_back(std::move(item));
    }
    all.push_back({{"type", "bar"},
                   {"name", std::to_string(i)},
                   {"data", items},
                   {"barWidth", bar_width},
                   {"barGap", "12%"},
                   {"itemStyle", filled(look_of(data.series[i]))}});
  }
  all[0]["markLine"] = line_at(lying ? "xAxis" : "yAxis", 0);
  return all;
}

int add_bar_legend(Json& option, const ChartData& data) {
  if (data.series.size() < 2) return 4;
  std::vector<LegendEntry> entries;
  for (std::size_t i = 0; i < data.series.size(); ++i) {
    entries.push_back({std::to_string(i), data.series[i].name});
  }
  return add_legend(option, entries);
}

struct LabelRoom {
  int low = 0;
  int high = 0;
};
LabelRoom label_room(const ChartData& data) {
  LabelRoom room;
  for (const ChartSeries& series : data.series) {
    for (const ChartPoint& point : series.points) {
      int& side = point.value && point.value->is_negative() ? room.low : room.high;
      side = std::max(side, label_width(point.text) + label_gap);
    }
  }
  return room;
}

void draw_lying(Drawing& drawing, const ChartData& data) {
  const auto count = static_cast<int>(data.series.size());
  const int bar_width = count == 1 ? 20 : 15;
  const int row = count * (bar_width + 2) + 16;
  const int top = add_bar_legend(drawing.option, data);
  const LabelRoom room = label_room(data);
  const Range range = with_room(range_with_zero(all_series(data)), room.low, room.high,
                                lying_pixels(data.categories));
  drawing.height = top + row * static_cast<int>(data.categories.size()) + 4;
  drawing.option["grid"] = {
      {"left", 0}, {"right", 0}, {"top", top}, {"bottom", 4}, {"containLabel", true}};
  drawing.option["yAxis"] = lying_categories(data.categories);
  drawing.option["xAxis"] = hidden_axis(range);
  drawing.option["series"] = bar_series(data, true, true, bar_width);
}

void draw_upright(Drawing& drawing, const ChartData& data, Language language) {
  constexpr int axis_labels = 60;
  const auto categories = static_cast<int>(data.categories.size());
  const auto count = static_cast<int>(data.series.size());
  const int place = (chart_width - axis_labels) / categories;
  const int bar_width = std::clamp((place * 3 / 4) / count, 2, 40);
  const LabelRoom room = label_room(data);
  const bool labelled = std::max(room.low, room.high) <= bar_width + label_gap;
  const int top = add_bar_legend(drawing.option, data) + 16;
  const Range range = range_with_zero(all_series(data));
  const ChartPoint& first = *data.first_value();
  drawing.height = upright_height;
  drawing.option["grid"] = {
      {"left", 0}, {"right", 0}, {"top", top}, {"bottom", 4}, {"containLabel", true}};
  drawing.option["xAxis"] = upright_categories(data.categories);
  drawing.option["xAxis"]["axisLine"]["show"] = false;
  drawing.option["yAxis"] =
      value_axis(ticks_for(range.low, range.high, true, first.format, first.with_suffix, language));
  drawing.option["series"] = bar_series(data, false, labelled, bar_width);
}

}  // namespace

void draw_bars(Drawing& drawing, const ChartData& data, Language language) {
  const bool upright =
      data.categories.size() > 2 &&
      std::all_of(data.categories.begin(), data.categories.end(),
                  [](const std::string& name) { return character_count(name) <= short_name; });
  if (upright) {
    draw_upright(drawing, data, language);
  } else {
    draw_lying(drawing, data);
  }
}

}  // namespace redthread::report
