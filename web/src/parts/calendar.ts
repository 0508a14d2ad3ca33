// SPDX-License-Identifier: Apache-2.0
// Which month a delivery is for: what the server says, else the month in its file's name.
import type { Delivery } from "../api/types";

export interface FactMonths {
  fact: string;
  months: Record<string, { rows: number; quarantined: number }>;
}

export function monthOf(delivery: Delivery): string | undefined {
  const span = /^(\d{4}-\d{2})\.\.(\d{4}-\d{2})$/.exec(delivery.period ?? "");
  if (span) return span[1] === span[2] ? span[1] : undefined;
  if (/^\d{4}-\d{2}$/.test(delivery.period ?? "")) return delivery.period;
  return /(?:^|[^\d])(\d{4}-(?:0[1-9]|1[0-2]))(?!\d)/.exec(delivery.file)?.[1];
}

/** Each fact that has deliveries by month, with what came for each month of the year. */
export function deliveriesByMonth(deliveries: readonly Delivery[], year: string): FactMonths[] {
  const facts = new Map<string, FactMonths>();
  for (const one of deliveries) {
    const month = monthOf(one);
    if (!month) continue;
    const fact = facts.get(one.fact) ?? { fact: one.fact, months: {} };
    facts.set(one.fact, fact);
    if (!month.startsWith(year)) continue;
    const sum = (fact.months[month] ??= { rows: 0, quarantined: 0 });
    sum.rows += one.rows;
    sum.quarantined += one.quarantined;
  }
  return [...facts.values()].filter((fact) => Object.keys(fact.months).length > 0);
}
