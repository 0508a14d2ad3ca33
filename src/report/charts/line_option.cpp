// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <optional>

#include "report/charts/option_parts.hpp"

namespace redthread::report {
namespace {

using Role = Chart::Series::Role;

constexpr int line_height = 320;

struct Stroke {
  const char* colour;
  double width;
  Json dash;           ///< `solid`, or lengths
  const char* symbol;  ///< at each point
};

/// Series of one role are told apart by colour and by what stands at their points.
Stroke stroke_of(const ChartSeries& series) {
  constexpr std::array<const char*, 3> symbols = {"rect", "triangle", "diamond"};
  if (series.nth > 0) {
    return {look_of(series).colour, 2, "solid", symbols.at((series.nth - 1) % symbols.size())};
  }
  switch (series.role) {
    case Role::rolling:
      return {thread_red, 3, "solid", "none"};
    case Role::budget:
      return {budget_look.colour, 2, {9, 4}, "none"};
    case Role::previous:
      return {previous_look.colour, 2, {2, 3}, "none"};
    case Role::forecast:
      return {outcome_look.colour, 2, {5, 4}, "emptyCircle"};
    case Role::forecast_low:
    case Role::forecast_high:
      return {soft_ink, 1, {2, 2}, "none"};
    case Role::target:
      return {thread_red, 1.5, {10, 3, 2, 3}, "none"};
    case Role::outcome:
    case Role::tolerance:
    case Role::part:
      break;
  }
  return {outcome_look.colour, 2, "solid", "circle"};
}

bool is_labelled(Role role) {
  return role == Role::outcome || role == Role::rolling || role == Role::forecast ||
         role == Role::target;
}

class LineDrawing {
 public:
  LineDrawing(Drawing& drawing, const ChartData& data, Language language)
      : drawing_(drawing), data_(data), language_(language) {}

  void draw() {
    const ChartPoint& first = *data_.first_value();
    const Range values = range();
    const std::vector<Tick> ticks =
        ticks_for(values.low, values.high, false, first.format, first.with_suffix, language_);
    Json all = Json::array();
    std::vector<LegendEntry> entries;
    for (std::size_t i = 0; i < data_.series.size(); ++i) {
      entries.push_back(legend_entry(data_.series[i], i));
      if (is_band(data_.series[i].role)) {
        all.push_back(band_edge(data_.series[i], i));
      } else {
        all.push_back(line(data_.series[i], i));
      }
    }
    all.push_back(missing_marks(ticks.front().at));
    const int top = add_legend(drawing_.option, entries) + 12;
    drawing_.height = line_height;
    drawing_.option["grid"] = {
        {"left", 0}, {"right", label_room_}, {"top", top}, {"bottom", 4}, {"containLabel", true}};
    drawing_.option["xAxis"] = upright_categories(data_.categories);
    drawing_.option["xAxis"]["boundaryGap"] = false;
    drawing_.option["yAxis"] = value_axis(ticks);
    drawing_.option["series"] = std::move(all);
  }

 private:
  static LegendEntry legend_entry(const ChartSeries& series, std::size_t index) {
    LegendEntry entry{std::to_string(index), series.name};
    const bool line_alone = std::string_view(stroke_of(series).symbol) == "none";
    if (line_alone) entry.symbol = {{"itemStyle", {{"color", "none"}, {"borderWidth", 0}}}};
    return entry;
  }

  /// An interval needs both its ends.
  bool is_band(Role role) const {
    return (role == Role::forecast_low || role == Role::forecast_high) &&
           data_.find(Role::forecast_low) != nullptr && data_.find(Role::forecast_high) != nullptr;
  }

  Range range() const {
    const ChartPoint& first = *data_.first_value();
    const double start = shown_value(*first.value, first.format);
    Range range{start, start};
    for (const ChartSeries& series : data_.series) {
      for (const ChartPoint& point : series.points) {
        if (!point.value) continue;
        range.low = std::min(range.low, shown_value(*point.value, point.format));
        range.high = std::max(range.high, shown_value(*point.value, point.format));
      }
    }
    return range;
  }

  Json line(const ChartSeries& series, std::size_t index) {
    const Stroke stroke = stroke_of(series);
    const std::size_t last = is_labelled(series.role) ? last_value(series) : std::string::npos;
    Json points = Json::array();
    for (std::size_t i = 0; i < series.points.size(); ++i) {
      const ChartPoint& point = series.points[i];
      Json item = {{"value", nullptr}};
      if (point.value) item["value"] = shown_value(*point.value, point.format);
      if (const auto start = series.role == Role::forecast ? joint(series, i) : std::nullopt) {
        item = {{"value", *start}, {"symbol", "none"}};
      }
      if (i == last) mark_last(item, series, i);
      points.push_back(std::move(item));
    }
    return {
        {"type", "line"},
        {"name", std::to_string(index)},
        {"data", points},
        {"symbol", stroke.symbol},
        {"showAllSymbol", true},
        {"symbolSize", 6},
        {"connectNulls", false},
        {"labelLayout", {{"moveOverlap", "shiftY"}}},
        {"z", series.role == Role::rolling ? 4 : 3},
        {"itemStyle", {{"color", stroke.colour}}},
        {"lineStyle", {{"color", stroke.colour}, {"width", stroke.width}, {"type", stroke.dash}}}};
  }

  /// A series' last value is told: beyond the chart's end, or at the point where others go on.
  void mark_last(Json& item, const ChartSeries& series, std::size_t at) {
    constexpr int gap = 14;
    const ChartPoint& point = series.points[at];
    const bool at_end = at + 1 == series.points.size();
    item["label"] = label(point.text, at_end ? "right" : is_lower(series, at) ? "bottom" : "top");
    item["label"]["fontWeight"] = series.role == Role::target ? "normal" : "bold";
    item["symbol"] = series.role == Role::forecast ? "emptyCircle" : "circle";
    if (series.role == Role::target) item["symbolSize"] = 0.01;
    if (at_end) label_room_ = std::max(label_room_, label_width(point.text) + gap);
  }

  bool is_lower(const ChartSeries& series, std::size_t at) const {
    const ChartSeries* other =
        data_.find(series.role == Role::rolling ? Role::outcome : Role::rolling);
    return other != nullptr && other->points[at].value &&
           *series.points[at].value < *other->points[at].value;
  }

  /// A forecast and its interval begin where the outcome ended.
  std::optional<double> joint(const ChartSeries& series, std::size_t at) const {
    const ChartSeries* outcome = data_.find(Role::outcome);
    const bool next = at + 1 < series.points.size() && series.points[at + 1].value;
    if (series.points[at].value || !next || outcome == nullptr) return std::nullopt;
    const ChartPoint& point = outcome->points[at];
    return point.value ? std::optional(shown_value(*point.value, point.format)) : std::nullopt;
  }

  /// The lower edge as it is; the upper edge as what stands on it, with the band between.
  Json band_edge(const ChartSeries& series, std::size_t index) {
    const Stroke stroke = stroke_of(series);
    const bool upper = series.role == Role::forecast_high;
    const std::vector<ChartPoint>& lows = data_.find(Role::forecast_low)->points;
    Json points = Json::array();
    for (std::size_t i = 0; i < series.points.size(); ++i) {
      const ChartPoint& point = series.points[i];
      Json value;
      if (point.value && lows[i].value) {
        value = shown_value(*point.value, point.format);
        if (upper) value = value.get<double>() - shown_value(*lows[i].value, lows[i].format);
      } else if (const auto start = joint(series, i)) {
        value = upper ? 0 : *start;
      }
      points.push_back(std::move(value));
    }
    Json edge = {
        {"type", "line"},
        {"name", std::to_string(index)},
        {"data", points},
        {"stack", "interval"},
        {"stackStrategy", "all"},
        {"symbol", "none"},
        {"z", 2},
        {"itemStyle", {{"color", stroke.colour}}},
        {"lineStyle", {{"color", stroke.colour}, {"width", stroke.width}, {"type", stroke.dash}}}};
    if (upper) edge["areaStyle"] = {{"color", band}, {"opacity", 1}, {"origin", "start"}};
    return edge;
  }

  /// Where the outcome is missing among others, or nothing is known, its mark stands at the foot.
  Json missing_marks(double foot) const {
    const ChartSeries* outcome = data_.find(Role::outcome);
    const std::size_t last = outcome == nullptr ? std::string::npos : last_value(*outcome);
    Json marks = Json::array();
    for (std::size_t i = 0; i < data_.categories.size(); ++i) {
      const bool past = last != std::string::npos && i <= last;
      const bool known =
          std::any_of(data_.series.begin(), data_.series.end(), [&](const ChartSeries& series) {
            const bool tells = past ? series.role == Role::outcome
                                    : series.role != Role::target && series.role != Role::budget;
            return tells && series.points[i].value;
          });
      if (known) continue;
      marks.push_back({{"value", {i, foot}}, {"label", label(missing_mark, "top")}});
    }
    return {{"type", "scatter"},
            {"symbolSize", 0.01},
            {"data", marks},
            {"itemStyle", {{"color", "none"}}}};
  }

  Drawing& drawing_;
  const ChartData& data_;
  Language language_;
  int label_room_ = 8;
};

}  // namespace

void draw_line(Drawing& drawing, const ChartData& data, Language language) {
  LineDrawing(drawing, data, language).draw();
}

}  // namespace redthread::report
