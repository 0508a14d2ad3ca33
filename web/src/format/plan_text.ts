// SPDX-License-Identifier: Apache-2.0
// What the plan's tables say: a word of a few, or a number that is written with the reader's decimal sign.
import type { Words } from "../words/sv";
import type { Lang } from "./value";

const NUMBER = /^[-−+]?\d+([.,]\d+)?(\s?%)?$/;

export function isNumber(text: string): boolean {
  return NUMBER.test(text.trim());
}

export function planText(text: string, lang: Lang, words: Words): string {
  const known = words.cells[text];
  if (known) return known;
  if (!isNumber(text)) return text;
  const written = text.replace(/^-/, "−").replace(" %", "\u00a0%");
  return lang === "sv" ? written.replace(".", ",") : written;
}
