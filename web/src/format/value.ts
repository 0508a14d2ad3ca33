// SPDX-License-Identifier: Apache-2.0
// The one formatter. Figures come as texts from the server; here they are only placed, never computed.
import type { Figure } from "../api/types";

export type Lang = "sv" | "en";
export const MISSING = "–";

/** The figure's text; a dash when it is missing, never a zero. `unit` is left out where a heading says it. */
export function shown(figure: Figure | null | undefined, saidAbove = ""): string {
  if (!figure || isMissing(figure)) return figure?.text || MISSING;
  return saidAbove ? without(figure.text, saidAbove) : figure.text;
}

export function isMissing(figure: Figure | null | undefined): boolean {
  return !figure || figure.state === "missing" || (figure.value === null && figure.text === MISSING);
}

/** A text without its measure unit: `47,6 mnkr` under the heading `mnkr` is `47,6`. */
export function without(text: string, measureUnit: string): string {
  const bare = text.endsWith(measureUnit) ? text.slice(0, -measureUnit.length).trimEnd() : text;
  return bare === "" ? text : bare;
}

/** A place on a chart. Exact values may be fractions. Null is a gap, not a zero. */
export function place(value: string | null | undefined): number | null {
  if (value === null || value === undefined || value === "") return null;
  const [over, under] = value.split("/");
  const number = Number(over) / (under === undefined ? 1 : Number(under));
  return Number.isFinite(number) ? number : null;
}

const SCALES: Record<string, number> = { "%": 100, pp: 100, mnkr: 1e-6, tkr: 1e-3 };

/** The words of a chart's axis, in the measure unit that the figures are shown in. */
export function tick(value: number, measureUnit: string, lang: Lang): string {
  const scaled = value * (SCALES[measureUnit] ?? 1);
  return new Intl.NumberFormat(locale(lang), { maximumFractionDigits: Math.abs(scaled) < 10 ? 2 : 0 }).format(scaled).replace("-", "−");
}

/** How many: rows, entries, comments. */
export function count(number: number, lang: Lang): string {
  return new Intl.NumberFormat(locale(lang)).format(number);
}

/** A day or a moment as `2024-05-08` or `2024-05-08 14:03`, in the reader's time. */
export function day(text: string | undefined | null): string {
  if (!text) return MISSING;
  if (!text.includes("T")) return text;
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) return text;
  const two = (number: number) => String(number).padStart(2, "0");
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())} ${two(moment.getHours())}:${two(moment.getMinutes())}`;
}

/** `2024-04` as `apr 2024`; `2024-01..2024-04` and `2024-T1` as `jan–apr 2024`. */
export function period(text: string, lang: Lang): string {
  const tertial = /^(\d{4})-T([123])$/.exec(text);
  const quarter = /^(\d{4})-Q([1-4])$/.exec(text);
  const part = tertial ?? quarter;
  if (part) {
    const months = tertial ? 4 : 3;
    const first = (Number(part[2]) - 1) * months + 1;
    return span(`${part[1]}-${first}`, `${part[1]}-${first + months - 1}`, lang);
  }
  const interim = /^(\d{4})-D$/.exec(text);
  if (interim) return span(`${interim[1]}-1`, `${interim[1]}-8`, lang);
  const [from = "", to] = text.split("..");
  return to ? span(from, to, lang) : month(from, lang);
}

export function month(text: string, lang: Lang): string {
  const [year = "", number] = text.split("-");
  return number ? `${monthName(Number(number), lang)} ${year}` : year;
}

function span(from: string, to: string, lang: Lang): string {
  const [fromYear, fromMonth] = from.split("-");
  const [toYear, toMonth] = to.split("-");
  if (from === to) return month(from, lang);
  if (fromYear === toYear && Number(fromMonth) === 1 && Number(toMonth) === 12) return String(fromYear);
  if (fromYear === toYear) return `${monthName(Number(fromMonth), lang)}–${monthName(Number(toMonth), lang)} ${toYear}`;
  return `${month(from, lang)}–${month(to, lang)}`;
}

function monthName(number: number, lang: Lang): string {
  return new Intl.DateTimeFormat(locale(lang), { month: "short", timeZone: "UTC" }).format(new Date(Date.UTC(2024, number - 1, 1))).replace(".", "");
}

function locale(lang: Lang): string {
  return lang === "en" ? "en-GB" : "sv-SE";
}
