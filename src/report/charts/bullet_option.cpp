// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>

#include "report/charts/option_parts.hpp"

namespace redthread::report {
namespace {

using Role = Chart::Series::Role;

constexpr int row_height = 40;
constexpr int bar_width = 12;
constexpr int band_width = 24;
constexpr int column_gap = 16;

const ChartPoint* point_at(const ChartSeries* series, std::size_t row) {
  return series == nullptr || !series->points[row].value ? nullptr : &series->points[row];
}

/// Where a row's values stand, 0 to 1, on a scale of its own or on the common one.
class RowScale {
 public:
  void take(const ChartPoint* point) {
    if (point == nullptr) return;
    const double at = shown_value(*point->value, point->format);
    range_.low = std::min(range_.low, at);
    range_.high = std::max(range_.high, at);
  }
  void take(const RowScale& other) {
    range_.low = std::min(range_.low, other.range_.low);
    range_.high = std::max(range_.high, other.range_.high);
  }
  double place(double value) const {
    constexpr double room_beyond = 1.06;
    const double span = range_.high - range_.low;
    return span > 0 ? (value - range_.low) / (span * room_beyond) : 0;
  }
  double place(const ChartPoint& point) const {
    return place(shown_value(*point.value, point.format));
  }

 private:
  Range range_;
};

bool rows_share_a_scale(const ChartData& data) {
  const ChartPoint& first = *data.first_value();
  return std::all_of(data.series.begin(), data.series.end(), [&](const ChartSeries& series) {
    return std::all_of(series.points.begin(), series.points.end(), [&](const ChartPoint& point) {
      return !point.value || same_scale(point.format, first.format);
    });
  });
}

std::vector<RowScale> scales_of(const ChartData& data) {
  std::vector<RowScale> scales(data.categories.size());
  RowScale common;
  for (std::size_t row = 0; row < scales.size(); ++row) {
    for (const ChartSeries& series : data.series) scales[row].take(point_at(&series, row));
    common.take(scales[row]);
  }
  if (rows_share_a_scale(data)) std::fill(scales.begin(), scales.end(), common);
  return scales;
}

/// Texts to the right of the bars, a column a series.
Json text_column(const ChartSeries& series, int offset) {
  Json texts = Json::array();
  for (const ChartPoint& point : series.points) texts.push_back(point.text);
  Json axis = {{"type", "category"},
               {"inverse", true},
               {"position", "right"},
               {"offset", offset},
               {"data", texts},
               {"name", series.name},
               {"nameLocation", "start"},
               {"nameGap", 8},
               {"nameTextStyle", {{"align", "right"}, {"color", soft_ink}}},
               {"axisLine", {{"show", false}}},
               {"axisTick", {{"show", false}}},
               {"axisLabel",
                {{"align", "right"},
                 {"color", ink},
                 {"fontSize", text_size},
                 {"interval", 0},
                 {"margin", 0}}}};
  return axis;
}

int column_width(const ChartSeries& series) {
  int width = label_width(series.name);
  for (const ChartPoint& point : series.points) width = std::max(width, label_width(point.text));
  return width + column_gap;
}

/// A bar from one place to another: what lies before it is not painted. Bars on the same axis would
/// stand side by side: `axis` is one of those that have the same rows.
void add_floating(Json& all, const char* name, const Json& from, const Json& to, int width,
                  const Json& style, int axis) {
  Json base = {{"type", "bar"},          {"stack", name},
               {"stackStrategy", "all"}, {"barWidth", width},
               {"yAxisIndex", axis},     {"z", 2 + axis},
               {"data", from},           {"itemStyle", {{"color", "none"}}}};
  Json bar = base;
  bar["name"] = name;
  bar["data"] = to;
  bar["itemStyle"] = style;
  all.push_back(std::move(base));
  all.push_back(std::move(bar));
}

}  // namespace

void draw_bullet(Drawing& drawing, const ChartData& data) {
  const ChartSeries* outcome = data.find(Role::outcome);
  if (outcome == nullptr) outcome = &data.series.front();
  const ChartSeries* target = data.find(Role::target);
  const ChartSeries* tolerance = data.find(Role::tolerance);
  const std::vector<RowScale> scales = scales_of(data);
  Json starts = Json::array();
  Json bars = Json::array();
  Json band_starts = Json::array();
  Json bands = Json::array();
  Json marks = Json::array();
  for (std::size_t row = 0; row < scales.size(); ++row) {
    const RowScale& scale = scales[row];
    const ChartPoint* reached = point_at(outcome, row);
    const ChartPoint* wanted = point_at(target, row);
    const ChartPoint* limit = point_at(tolerance, row);
    const double zero = scale.place(0.0);
    starts.push_back(reached != nullptr ? Json(zero) : Json());
    bars.push_back(reached != nullptr ? Json(scale.place(*reached) - zero) : Json());
    if (wanted != nullptr) marks.push_back({scale.place(*wanted), row});
    const bool has_band = wanted != nullptr && limit != nullptr;
    band_starts.push_back(has_band ? Json(scale.place(*wanted)) : Json());
    bands.push_back(has_band ? Json(scale.place(*limit) - scale.place(*wanted)) : Json());
  }
  Json all = Json::array();
  std::vector<LegendEntry> entries;
  entries.push_back({"0", outcome->name});
  if (tolerance != nullptr && target != nullptr) {
    add_floating(all, "2", band_starts, bands, band_width,
                 {{"color", band}, {"borderColor", soft_ink}, {"borderWidth", 1}}, 0);
    entries.push_back({"2", tolerance->name});
  }
  add_floating(all, "0", starts, bars, bar_width, filled(outcome_look), 1);
  if (target != nullptr) {
    all.push_back(
        {{"type", "scatter"},
         {"name", "1"},
         {"symbol", "rect"},
         {"symbolSize", {6, band_width + 6}},
         {"z", 4},
         {"itemStyle",
          {{"color", thread_red}, {"opacity", 1}, {"borderColor", paper}, {"borderWidth", 1}}},
         {"data", marks}});
    const Json upright = {{"icon", "path://M0,0h3v14h-3z"}, {"itemStyle", {{"borderWidth", 0}}}};
    entries.insert(entries.begin() + 1, {"1", target->name, upright});
  }
  int right = column_width(*outcome);
  Json columns = Json::array({lying_categories(data.categories), text_column(*outcome, right)});
  if (target != nullptr) {
    right += column_width(*target);
    columns.push_back(text_column(*target, right));
  }
  const int top = add_legend(drawing.option, entries) + 24;
  drawing.height = top + row_height * static_cast<int>(scales.size()) + 4;
  drawing.option["grid"] = {{"left", chart_width - lying_pixels(data.categories)},
                            {"right", right},
                            {"top", top},
                            {"bottom", 4}};
  drawing.option["yAxis"] = std::move(columns);
  drawing.option["xAxis"] = hidden_axis({0, 1});
  drawing.option["series"] = std::move(all);
}

}  // namespace redthread::report
