// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "report/charts/option_parts.hpp"

namespace redthread::report {
namespace {

constexpr int row_height = 38;
constexpr int bar_width = 22;

struct Step {
  double from = 0;
  double to = 0;
  bool total = false;
};

/// The first and the last row are totals, from zero; a step starts where the one before ended, and
/// one that is missing leads nowhere.
std::vector<Step> steps_of(const std::vector<ChartPoint>& points) {
  std::vector<Step> steps;
  double reached = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const bool total = i == 0 || i + 1 == points.size();
    const double value = points[i].value ? shown_value(*points[i].value, points[i].format) : 0;
    const bool from_zero = total && points[i].value;
    const Step step{from_zero ? 0 : reached, from_zero ? value : reached + value, total};
    steps.push_back(step);
    reached = step.to;
  }
  return steps;
}

const Look& look_of(const Step& step) {
  if (step.total) return outcome_look;
  return step.to < step.from ? down_look : up_look;
}

}  // namespace

void draw_bridge(Drawing& drawing, const ChartData& data) {
  const std::vector<ChartPoint>& points = data.series.front().points;
  const std::vector<Step> steps = steps_of(points);
  Json bases = Json::array();
  Json bars = Json::array();
  Json links = Json::array();
  Range range;
  int widest = 0;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Step& step = steps[i];
    range.low = std::min({range.low, step.from, step.to});
    range.high = std::max({range.high, step.from, step.to});
    widest = std::max(widest, label_width(points[i].text) + 8);
    bases.push_back(step.from);
    const bool down = step.to < step.from;
    Json item = {{"value", step.to - step.from},
                 {"label", label(points[i].text, down ? "left" : "right")},
                 {"itemStyle", filled(look_of(step))}};
    if (!points[i].value) item["itemStyle"] = {{"color", "none"}, {"decal", false}};
    bars.push_back(std::move(item));
    if (i + 1 < steps.size()) {
      links.push_back({{"coords", {{step.to, i}, {step.to, i + 1}}}});
    }
  }
  if (range.low == range.high) range.high = 1;
  const Json bar = {
      {"type", "bar"}, {"stack", "bridge"}, {"stackStrategy", "all"}, {"barWidth", bar_width}};
  Json base = bar;
  base["data"] = bases;
  base["itemStyle"] = {{"color", "none"}};
  base["markLine"] = line_at("xAxis", 0);
  Json step = bar;
  step["data"] = bars;
  const Json link = {{"type", "lines"},
                     {"coordinateSystem", "cartesian2d"},
                     {"silent", true},
                     {"z", 1},
                     {"lineStyle", {{"color", soft_ink}, {"width", 1}, {"opacity", 1}}},
                     {"data", links}};
  drawing.height = row_height * static_cast<int>(steps.size()) + 8;
  drawing.option["grid"] = {
      {"left", 0}, {"right", 0}, {"top", 4}, {"bottom", 4}, {"containLabel", true}};
  drawing.option["yAxis"] = lying_categories(data.categories);
  drawing.option["xAxis"] =
      hidden_axis(with_room(range, widest, widest, lying_pixels(data.categories)));
  drawing.option["series"] = {base, step, link};
}

}  // namespace redthread::report
