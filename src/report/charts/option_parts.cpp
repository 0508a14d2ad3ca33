// SPDX-License-Identifier: Apache-2.0
#include "report/charts/option_parts.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/text.hpp"

namespace redthread::report {
namespace {

constexpr std::size_t name_length = 48;
constexpr int legend_line = 22;

Json stripes(double turns) {
  return {{"color", paper},         {"symbol", "rect"},
          {"symbolSize", 1},        {"dashArrayX", {1, 0}},
          {"dashArrayY", {1.5, 4}}, {"rotation", turns * 2 * std::numbers::pi}};
}

Json decal(Pattern pattern) {
  switch (pattern) {
    case Pattern::solid:
      break;
    case Pattern::stripes:
      return stripes(-0.125);
    case Pattern::counter_stripes:
      return stripes(0.125);
    case Pattern::rows:
      return stripes(0);
    case Pattern::columns:
      return stripes(0.25);
    case Pattern::dots:
      return {{"color", paper},       {"symbol", "circle"},
              {"symbolSize", 0.7},    {"dashArrayX", Json::array({{5, 5}, {0, 5, 5, 0}})},
              {"dashArrayY", {4, 0}}, {"rotation", 0}};
  }
  return false;
}

/// Of lying categories: longer names wrap, but between words.
int names_width(const std::vector<std::string>& categories) {
  constexpr int wraps_at = 168;
  constexpr int most = 230;
  int name = 0;
  int word = wraps_at;
  for (const std::string& category : categories) {
    name = std::max(name, label_width(category));
    for (const std::string_view each : split(category, ' ')) {
      word = std::max(word, label_width(each));
    }
  }
  return std::min({name, word, most});
}

}  // namespace

Drawing new_drawing() {
  Drawing drawing;
  drawing.option = {
      {"animation", false},
      {"textStyle",
       {{"fontFamily", "Open Sans, Segoe UI, Arial, Liberation Sans, sans-serif"},
        {"fontSize", text_size},
        {"color", ink}}},
  };
  return drawing;
}

Json says(std::string_view text) { return {{"text", text}}; }

Json label(std::string_view text, const char* position) {
  return {{"show", true}, {"position", position},  {"formatter", says(text)},
          {"color", ink}, {"fontSize", text_size}, {"textBorderWidth", 0},
          {"distance", 5}};
}

Json filled(const Look& look) {
  return {{"color", look.colour},
          {"decal", decal(look.pattern)},
          {"borderColor", look.colour},
          {"borderWidth", look.pattern == Pattern::solid ? 0 : 1}};
}

const Look& look_of(const ChartSeries& series) {
  if (series.nth > 0) return part_looks.at((series.nth + 1) % part_looks.size());
  switch (series.role) {
    case Chart::Series::Role::budget:
      return budget_look;
    case Chart::Series::Role::previous:
      return previous_look;
    case Chart::Series::Role::forecast:
    case Chart::Series::Role::forecast_low:
    case Chart::Series::Role::forecast_high:
      return forecast_look;
    case Chart::Series::Role::outcome:
    case Chart::Series::Role::rolling:
    case Chart::Series::Role::target:
    case Chart::Series::Role::tolerance:
    case Chart::Series::Role::part:
      break;
  }
  return outcome_look;
}

int label_width(std::string_view text) {
  constexpr double wide = 0.58;  // em: a digit of Open Sans; most letters are narrower
  constexpr double narrow = 0.3;
  double width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    static constexpr std::u32string_view thin = U" ,.:;'ijlt()\u00A0\u202F";
    width += thin.find(character.code_point) == std::u32string_view::npos ? wide : narrow;
    at += character.bytes;
  }
  return static_cast<int>(std::ceil(width * text_size));
}

int add_legend(Json& option, const std::vector<LegendEntry>& entries) {
  constexpr int symbol = 28;
  constexpr int gap = 18;
  Json names = Json::array();
  Json texts = Json::array();
  int lines = 1;
  int used = 0;
  for (const LegendEntry& entry : entries) {
    Json name = entry.symbol;
    name["name"] = entry.series;
    names.push_back(std::move(name));
    texts.push_back({std::stoi(entry.series), entry.text});
    const int width = symbol + 5 + label_width(entry.text) + gap;
    if (used > 0 && used + width > chart_width) {
      ++lines;
      used = 0;
    }
    used += width;
  }
  option["legend"] = {{"left", 0},
                      {"top", 0},
                      {"padding", {2, 0}},
                      {"itemWidth", symbol},
                      {"itemHeight", 12},
                      {"itemGap", gap},
                      {"selectedMode", false},
                      {"textStyle", {{"fontSize", text_size}, {"color", ink}}},
                      {"formatter", {{"texts", texts}}},
                      {"data", names}};
  return lines * legend_line + 8;
}

Json lying_categories(const std::vector<std::string>& categories) {
  Json names = Json::array();
  for (const std::string& category : categories) {
    names.push_back(label_text(category, name_length));
  }
  return {{"type", "category"},
          {"inverse", true},
          {"data", names},
          {"axisLine", {{"show", false}}},
          {"axisTick", {{"show", false}}},
          {"axisLabel",
           {{"color", ink},
            {"fontSize", text_size},
            {"lineHeight", 17},
            {"interval", 0},
            {"width", names_width(categories)},
            {"overflow", "break"},
            {"margin", 10}}}};
}

int lying_pixels(const std::vector<std::string>& categories) {
  return chart_width - names_width(categories) - 14;
}

Json upright_categories(const std::vector<std::string>& categories) {
  constexpr std::size_t all_shown = 13;
  Json axis = {{"type", "category"},
               {"data", categories},
               {"axisLine", {{"onZero", false}, {"lineStyle", {{"color", ink}}}}},
               {"axisTick", {{"show", false}}},
               {"axisLabel",
                {{"color", ink}, {"fontSize", text_size}, {"hideOverlap", true}, {"margin", 9}}}};
  if (categories.size() <= all_shown) axis["axisLabel"]["interval"] = 0;
  return axis;
}

Json value_axis(const std::vector<Tick>& ticks) {
  Json texts = Json::array();
  for (const Tick& tick : ticks) texts.push_back({tick.at, tick.text});
  return {{"type", "value"},
          {"min", ticks.front().at},
          {"max", ticks.back().at},
          {"interval", ticks[1].at - ticks[0].at},
          {"axisLine", {{"show", false}}},
          {"axisTick", {{"show", false}}},
          {"splitLine", {{"lineStyle", {{"color", grid_line}, {"width", 1}}}}},
          {"axisLabel",
           {{"color", soft_ink}, {"fontSize", text_size}, {"formatter", {{"texts", texts}}}}}};
}

Range range_with_zero(const std::vector<const ChartSeries*>& series) {
  Range range;
  for (const ChartSeries* each : series) {
    for (const ChartPoint& point : each->points) {
      if (!point.value) continue;
      const double at = shown_value(*point.value, point.format);
      range.low = std::min(range.low, at);
      range.high = std::max(range.high, at);
    }
  }
  if (range.low == range.high) range.high = 1;  // nothing but zeros
  return range;
}

Range with_room(Range range, int before, int after, int pixels) {
  constexpr int least = 80;
  const double bars = std::max(pixels - before - after, least);
  const double per_pixel = (range.high - range.low) / bars;
  return {range.low - before * per_pixel, range.high + after * per_pixel};
}

Json hidden_axis(Range range) {
  return {{"type", "value"},
          {"min", range.low},
          {"max", range.high},
          {"show", false},
          {"axisLabel", {{"show", false}}}};
}

Json line_at(const char* axis, double value) {
  return {{"silent", true},
          {"symbol", "none"},
          {"label", {{"show", false}}},
          {"lineStyle", {{"color", ink}, {"width", 1}, {"type", "solid"}}},
          {"data", Json::array({{{axis, value}}})}};
}

}  // namespace redthread::report
