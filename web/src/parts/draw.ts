// SPDX-License-Identifier: Apache-2.0
// The only file that knows ECharts. Values give places on the chart; every word on it is the server's text.
import { LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use, type EChartsCoreOption } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers"; // the SVG one writes style attributes, which our CSP refuses
import type { Series, SeriesLine } from "../api/types";
import { month, place, shown, tick, type Lang } from "../format/value";

use([LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

export interface Wanted {
  series: Series;
  lines: SeriesLine[];
  lang: Lang;
  names: Record<string, string>;
}

export interface Drawn {
  show: (wanted: Wanted) => void;
  resize: () => void;
  dispose: () => void;
}

// Lines differ by dash and symbol too, so that they can be told apart without colour.
const LOOK: Record<SeriesLine, { color: string; type: "solid" | "dashed" | "dotted"; width: number; symbol: string }> = {
  actual: { color: "#b3202c", type: "solid", width: 2.5, symbol: "circle" },
  budget: { color: "#3d4650", type: "dashed", width: 1.5, symbol: "rect" },
  forecast: { color: "#0062ba", type: "dotted", width: 2, symbol: "triangle" },
  previous: { color: "#8a8f95", type: "solid", width: 1.5, symbol: "emptyCircle" },
  r12: { color: "#5b3fa0", type: "solid", width: 1.5, symbol: "diamond" },
};

export function draw(box: HTMLElement): Drawn {
  const chart = init(box, undefined, { renderer: "canvas", devicePixelRatio: Math.max(2, devicePixelRatio) });
  return {
    show: (wanted) => chart.setOption(option(wanted), true),
    resize: () => chart.resize(),
    dispose: () => chart.dispose(),
  };
}

function option({ series, lines, lang, names }: Wanted): EChartsCoreOption {
  const unit = unitOf(series, lines);
  return {
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12 },
    grid: { left: 8, right: 12, top: 32, bottom: 4, containLabel: true },
    legend: { top: 0, left: 0, itemWidth: 28, textStyle: { color: "#292c30" } },
    tooltip: { trigger: "axis", renderMode: "richText", order: "seriesAsc", formatter: (points: { seriesName: string; dataIndex: number; seriesIndex: number; axisValue: string }[]) => hint(points, series, lines) },
    xAxis: { type: "category", data: series.months.map((one) => month(one.month, lang)), axisLabel: { color: "#5b5d60" }, axisTick: { show: false } },
    yAxis: {
      type: "value",
      scale: true,
      axisLabel: { color: "#5b5d60", formatter: (value: number) => tick(value, unit, lang) },
      splitLine: { lineStyle: { color: "#e8e8e9" } },
    },
    series: lines.map((line) => ({
      type: "line",
      name: names[line],
      data: series.months.map((one) => place(one[line]?.value)),
      connectNulls: false,
      symbol: LOOK[line].symbol,
      symbolSize: 5,
      color: LOOK[line].color,
      lineStyle: { type: LOOK[line].type, width: LOOK[line].width },
    })),
  };
}

function hint(points: { seriesName: string; dataIndex: number; seriesIndex: number; axisValue: string }[], series: Series, lines: SeriesLine[]): string {
  const said = points.map((point) => {
    const line = lines[point.seriesIndex];
    return `${point.seriesName}: ${shown(line ? series.months[point.dataIndex]?.[line] : null)}`;
  });
  return [points[0]?.axisValue ?? "", ...said].join("\n");
}

/** The measure unit that the figures' texts show: shares have none of their own and are written in percent. */
function unitOf(series: Series, lines: SeriesLine[]): string {
  const first = series.months.flatMap((one) => lines.map((line) => one[line])).find((figure) => figure?.value);
  return first?.measure_unit || (first?.text.endsWith("%") ? "%" : "");
}
