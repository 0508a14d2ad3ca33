// SPDX-License-Identifier: Apache-2.0
#include "report/charts/draw_charts.hpp"

#include <variant>

#include "base/files.hpp"
#include "report/charts/chart_option.hpp"
#include "report/charts/finished_svg.hpp"

namespace redthread::report {
namespace {

/// A chart's id as letters and digits, for the ids in its picture.
std::string key_of(const Chart& chart) {
  constexpr std::size_t digits = 8;
  return "c" + sha256_hex(chart.data.id).substr(0, digits);
}

}  // namespace

Pictures draw_charts(const Document& document, Press& press) {
  Pictures pictures;
  for (const Block& block : document.blocks) {
    const auto* chart = std::get_if<Chart>(&block);
    if (chart == nullptr) continue;
    const auto option = chart_option(*chart, document.language);
    if (!option) continue;
    const std::string drawn = press.chart(option->option, option->width, option->height);
    pictures[chart->data.id] = {
        finished_svg(drawn, key_of(*chart), chart->data.caption, chart->description), option->width,
        option->height};
  }
  return pictures;
}

}  // namespace redthread::report
