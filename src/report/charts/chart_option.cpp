// SPDX-License-Identifier: Apache-2.0
#include "report/charts/chart_option.hpp"

#include "report/charts/option_parts.hpp"

namespace redthread::report {
namespace {

constexpr int spark_width = 320;
constexpr std::size_t drawn_series = 8;

bool is_drawn(const ChartData& data, Chart::Kind kind) {
  if (data.first_value() == nullptr) return false;
  const bool over_time = kind == Chart::Kind::line || kind == Chart::Kind::spark;
  if (!over_time && data.categories.size() > drawn_rows) return false;
  return data.series.size() <= (kind == Chart::Kind::heat ? drawn_columns : drawn_series);
}

}  // namespace

std::optional<ChartOption> chart_option(const Chart& chart, Language language) {
  const ChartData data = chart_data(chart, language);
  if (!is_drawn(data, chart.kind)) return std::nullopt;
  Drawing drawing = new_drawing();
  int width = chart_width;
  switch (chart.kind) {
    case Chart::Kind::line:
      draw_line(drawing, data, language);
      break;
    case Chart::Kind::bars:
      draw_bars(drawing, data, language);
      break;
    case Chart::Kind::shares:
      draw_shares(drawing, data);
      break;
    case Chart::Kind::bullet:
      draw_bullet(drawing, data);
      break;
    case Chart::Kind::bridge:
      draw_bridge(drawing, data);
      break;
    case Chart::Kind::spark:
      draw_spark(drawing, data);
      if (data.series.size() == 1) width = spark_width;
      break;
    case Chart::Kind::heat:
      draw_heat(drawing, data);
      break;
  }
  return ChartOption{drawing.option.dump(-1, ' ', false, Json::error_handler_t::replace), width,
                     drawing.height};
}

}  // namespace redthread::report
