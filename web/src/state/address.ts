// SPDX-License-Identifier: Apache-2.0
// The address is the state of a view: /REGION/PAGE/ITEM?unit=..&period=..; anything can be sent as a link.

export interface Address {
  region: string;
  page: string;
  item: string;
  query: Readonly<Record<string, string>>;
}

export interface Change {
  region?: string;
  page?: string;
  item?: string;
  query?: Record<string, string | undefined>;
}

/** What applies everywhere and is kept from page to page; the rest belongs to one page. */
export const CARRIED = ["unit", "period", "against", "organisation", "lang"] as const;

export function parseAddress(pathname: string, search: string): Address {
  const [region = "", page = "", ...item] = pathname.split("/").filter(Boolean).map(decoded);
  return { region, page, item: item.join("/"), query: Object.fromEntries(new URLSearchParams(search)) };
}

export function writeAddress(address: Address): string {
  const parts = [address.region, address.page, ...address.item.split("/")].filter(Boolean).map(encodeURIComponent);
  const query = new URLSearchParams(Object.entries(address.query).filter(([, value]) => value !== "")).toString();
  return `/${parts.join("/")}${query ? `?${query}` : ""}`;
}

/** The address after a change. A new page keeps only what applies everywhere; `undefined` takes a filter away. */
export function changed(address: Address, change: Change): Address {
  const region = change.region ?? address.region;
  const page = change.page ?? address.page;
  const elsewhere = region !== address.region || page !== address.page;
  const kept: Record<string, string> = {};
  for (const [key, value] of Object.entries(address.query)) {
    if (!elsewhere || (CARRIED as readonly string[]).includes(key)) kept[key] = value;
  }
  if (region !== address.region) {
    delete kept.unit;
    delete kept.period;
  }
  for (const [key, value] of Object.entries(change.query ?? {})) {
    if (value === undefined || value === "") delete kept[key];
    else kept[key] = value;
  }
  return { region, page, item: change.item ?? (elsewhere ? "" : address.item), query: kept };
}

/** The parts of a figure's id; null when no thread can be asked for (a difference of two figures). */
export function figureParts(id: string): { key: string; unit: string; period: string; organisation: string; column: string } | null {
  const parts = id.split("/");
  if (parts.length < 6) return null;
  const [unit = "", period = "", organisation = "", column = ""] = parts.slice(-4);
  const key = parts.slice(1, -4).join("/");
  return key.includes(" ") || column.includes(" ") ? null : { key, unit, period, organisation, column };
}

/** The id of a figure that there is only a key for. */
export function figureId(region: string, key: string, unit: string, period: string, organisation: string, column = "ytd"): string {
  return [region, key, unit, period, organisation || "as_was", column].join("/");
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
