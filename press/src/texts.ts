// SPDX-License-Identifier: Apache-2.0
import { isFields, Refusal } from "./protocol.js";

/**
 * JSON holds no functions, and this program writes no number. Where ECharts wants a formatter, an
 * option has the finished texts:
 *   "formatter": {"text": "−475,0"}              always that, taken literally
 *   "formatter": {"texts": [[0, "0"], [500, "500"]]}   the text of the nearest value
 */
export function withFormatters(option: unknown): unknown {
  if (Array.isArray(option)) return option.map(withFormatters);
  if (!isFields(option)) return option;
  return Object.fromEntries(
    Object.entries(option).map(([key, value]) => [
      key,
      key === "formatter" ? formatter(value) : withFormatters(value),
    ]),
  );
}

function formatter(value: unknown): (value: unknown) => string {
  if (isFields(value)) {
    const { text, texts } = value;
    if (typeof text === "string") return () => text;
    if (Array.isArray(texts) && texts.length > 0 && texts.every(isEntry)) {
      return (shown) => nearest(texts, Number(shown));
    }
  }
  throw new Refusal("a formatter is {text} or {texts: [[value, text], ...]}");
}

function isEntry(entry: unknown): entry is [number, string] {
  return Array.isArray(entry) && typeof entry[0] === "number" && typeof entry[1] === "string";
}

function nearest(texts: [number, string][], value: number): string {
  return texts.reduce((best, entry) =>
    Math.abs(entry[0] - value) < Math.abs(best[0] - value) ? entry : best,
  )[1];
}
