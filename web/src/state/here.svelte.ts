// SPDX-License-Identifier: Apache-2.0
// Where the reader is: the address, and the region that it names.
import type { Region } from "../api/types";
import { period as inWords } from "../format/value";
import { session } from "./session.svelte";
import { changed, parseAddress, writeAddress, type Address, type Change } from "./address";

class Here {
  address: Address = $state.raw(parseAddress(location.pathname, location.search));
  /** What the server says of the region; null until it has. */
  region: Region | null = $state.raw(null);
  titles: Record<string, string> = $state.raw({});

  lang: "sv" | "en" = $derived(this.address.query.lang === "en" ? "en" : "sv");
  unit: string = $derived(this.address.query.unit ?? this.region?.unit ?? "");
  period: string = $derived(this.address.query.period ?? this.region?.period ?? String(new Date().getFullYear()));
  against: "budget" | "previous" = $derived(this.address.query.against === "previous" ? "previous" : "budget");
  organisation: string = $derived(this.address.query.organisation ?? "");

  unitName: string = $derived(this.region?.units.find((unit) => unit.code === this.unit)?.name ?? this.unit);

  /** What every question about figures carries. */
  question: Record<string, string> = $derived({
    unit: this.unit,
    period: this.period,
    organisation: this.organisation,
    lang: this.lang,
  });

  constructor() {
    addEventListener("popstate", () => {
      this.address = parseAddress(location.pathname, location.search);
    });
  }

  href(change: Change): string {
    return writeAddress(changed(this.address, change));
  }

  go(change: Change, how: { replace?: boolean } = {}): void {
    this.open(this.href(change), how);
  }

  open(href: string, how: { replace?: boolean } = {}): void {
    if (how.replace) history.replaceState(null, "", href);
    else history.pushState(null, "", href);
    const url = new URL(href, location.href);
    this.address = parseAddress(url.pathname, url.search);
  }

  /** Whether the account has the permission somewhere in the region; the server decides where. */
  may(permission: string): boolean {
    return session.regions.find((one) => one.key === this.address.region)?.permissions.includes(permission) ?? false;
  }

  /** A report's title, once the list of reports is known. */
  reportTitle(key: string): string {
    return this.titles[key] ?? key;
  }

  /** A period in words: the server's when it has them. */
  periodText(period: string = this.period): string {
    return this.region?.periods.find((one) => one.period === period)?.text ?? inWords(period, this.lang);
  }
}

export const here = new Here();

/** Links within the application change the address without loading the page anew. */
export function followLinks(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element | null)?.closest("a[href]");
  if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
  if (/^\/(api|open)\//.test(link.pathname) || (link.hash && link.pathname === location.pathname)) return;
  event.preventDefault();
  here.open(link.pathname + link.search);
}
