// SPDX-License-Identifier: Apache-2.0
// The plan's objects as lists; which hang on which.
import { addressOf, get } from "../api/client";
import type { PlanObject } from "../api/types";

/** The object's id, whichever name the server gives it. */
export function idOf(object: PlanObject): string {
  return object.key ?? object.id ?? "";
}

/** The object's name in the language, else its id. */
export function nameOf(object: PlanObject, lang: "sv" | "en"): string {
  return (lang === "en" && object.fields.name_en) || object.fields.name || idOf(object);
}

/** True when the field, keys separated by `;`, names `key`. */
export function names(object: PlanObject, field: string, key: string): boolean {
  return (object.fields[field] ?? "").split(";").map((one) => one.trim()).includes(key);
}

/** All objects of some kinds, page after page. */
export async function objectsOf(region: string, kinds: string[], lang: string): Promise<Record<string, PlanObject[]>> {
  const lists = await Promise.all(kinds.map(async (kind) => [kind, await whole(region, kind, lang)] as const));
  return Object.fromEntries(lists);
}

async function whole(region: string, kind: string, lang: string): Promise<PlanObject[]> {
  const items: PlanObject[] = [];
  let after: string | null = "";
  while (after !== null) {
    const page: { items: PlanObject[]; next: string | null } = await get(addressOf(`regions/${region}/plan/${kind}`, { lang, after }));
    items.push(...page.items);
    after = page.next && page.items.length ? page.next : null;
  }
  const order = (object: PlanObject) => Number(object.fields.order ?? Infinity);
  return items.sort((a, b) => order(a) - order(b) || 0);
}
