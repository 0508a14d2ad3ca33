// SPDX-License-Identifier: Apache-2.0

/**
 * How wide a text is, in pixels, so that ECharts can lay out labels without a browser: advance
 * widths of Open Sans, in thousandths of the font size, by characters that share one.
 */
const WIDTHS: [number, string][] = [
  [170, "’"],
  [221, "'"],
  [227, "¸"],
  [245, ","],
  [253, "ijlìíîï"],
  [260, " \u00a0\u202f"],
  [266, ".:;·"],
  [267, "!J¡"],
  [279, "IÌÍÎÏ"],
  [296, "()"],
  [322, "-"],
  [329, "[]"],
  [339, "f"],
  [347, "²³¹"],
  [350, "”"],
  [353, "t"],
  [367, "/\\"],
  [379, "{}"],
  [401, '"'],
  [408, "r"],
  [429, "?¿°"],
  [448, "_"],
  [468, "z"],
  [476, "csç"],
  [500, "v«»–yýÿ"],
  [520, "FLxk§"],
  [550, "gSTEaÈÉÊËàáâãäå|*"],
  [561, "eèéêëYÝ"],
  [572, "$+0123456789<=>~£¤±×÷−≤≥ZX"],
  [604, "oòóôõöøVP"],
  [614, "bdpqKhnuñùúûüRß"],
  [635, "CÇAÀÁÂÃÄÅB#"],
  [729, "GUÙÚÛÜD&H"],
  [779, "NÑwOQÒÓÔÕÖØ…"],
  [823, "%"],
  [858, "æÆ@MW"],
  [930, "m—"],
];
const OTHER_WIDTH = 600;
const WIDE = 1000;
const BOLD_WIDTH = 1.06;

const widths = new Map(
  WIDTHS.flatMap(([width, characters]) => [...characters].map((character) => [character, width])),
);

function widthOf(character: string): number {
  const ideographOrEmoji = (character.codePointAt(0) ?? 0) >= 0x2e80;
  return widths.get(character) ?? (ideographOrEmoji ? WIDE : OTHER_WIDTH);
}

/** `font` as in CSS: `bold 13px Open Sans`. */
export function measureText(text: string, font = "12px"): { width: number } {
  const size = Number(/([\d.]+)px/.exec(font)?.[1] ?? 12);
  let width = 0;
  for (const character of text) width += widthOf(character);
  const weight = /\b(bold|[6-9]00)\b/.test(font) ? BOLD_WIDTH : 1;
  return { width: (width / 1000) * size * weight };
}
