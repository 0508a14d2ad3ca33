// SPDX-License-Identifier: Apache-2.0
// Status and trend: a shape and a word each, so that colour is never alone. Defined once.
import type { Words } from "../words/sv";

export interface Mark {
  shape: string;
  tone: "green" | "yellow" | "red" | "none";
  word: (words: Words) => string;
}

const STATUS: Record<string, Mark> = {
  green: { shape: "●", tone: "green", word: (w) => w.status.green },
  yellow: { shape: "◐", tone: "yellow", word: (w) => w.status.yellow },
  red: { shape: "▲", tone: "red", word: (w) => w.status.red },
  none: { shape: "○", tone: "none", word: (w) => w.status.none },
  not_started: { shape: "○", tone: "none", word: (w) => w.status.not_started },
  as_planned: { shape: "●", tone: "green", word: (w) => w.status.as_planned },
  mostly_done: { shape: "●", tone: "green", word: (w) => w.status.mostly_done },
  delayed: { shape: "◐", tone: "yellow", word: (w) => w.status.delayed },
  not_as_planned: { shape: "▲", tone: "red", word: (w) => w.status.not_as_planned },
  paused: { shape: "‖", tone: "yellow", word: (w) => w.status.paused },
  done: { shape: "✓", tone: "green", word: (w) => w.status.done },
  ok: { shape: "✓", tone: "green", word: (w) => w.status.without_deviation },
  without_deviation: { shape: "✓", tone: "green", word: (w) => w.status.without_deviation },
  deviation: { shape: "▲", tone: "red", word: (w) => w.status.with_deviation },
  with_deviation: { shape: "▲", tone: "red", word: (w) => w.status.with_deviation },
  not_performed: { shape: "✕", tone: "red", word: (w) => w.status.not_performed },
  not_planned: { shape: "–", tone: "none", word: (w) => w.status.not_planned },
  due: { shape: "◌", tone: "none", word: (w) => w.status.due },
  late: { shape: "!", tone: "red", word: (w) => w.status.late },
  planned: { shape: "◌", tone: "none", word: (w) => w.status.planned },
  in: { shape: "✓", tone: "green", word: (w) => w.status.in },
  awaited: { shape: "◌", tone: "none", word: (w) => w.status.awaited },
  overdue: { shape: "▲", tone: "red", word: (w) => w.status.overdue },
  open: { shape: "○", tone: "none", word: (w) => w.status.open },
  frozen: { shape: "◐", tone: "yellow", word: (w) => w.status.frozen },
  signed: { shape: "●", tone: "green", word: (w) => w.status.signed },
  published: { shape: "✓", tone: "green", word: (w) => w.status.published },
};

/** The mark of a status word; an unknown word is shown as it is. */
export function mark(status: string): Mark {
  return STATUS[status] ?? { shape: "○", tone: "none", word: (w) => status || w.status.none };
}

const TREND: Record<string, { arrow: string; word: (words: Words) => string }> = {
  positive: { arrow: "↗", word: (w) => w.trend.positive },
  neutral: { arrow: "→", word: (w) => w.trend.neutral },
  negative: { arrow: "↘", word: (w) => w.trend.negative },
};

export function trendMark(trend: string): { arrow: string; word: (words: Words) => string } {
  return TREND[trend] ?? { arrow: "", word: (w) => w.trend.none };
}
