// SPDX-License-Identifier: Apache-2.0

/** A standard column (`ytd_budget_deviation_pct`) in words. */
export function columnText(column: string, parts: Record<string, string>): string {
  const said = column.split("_").map((part) => parts[part] ?? part);
  const text = said.join(" ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
