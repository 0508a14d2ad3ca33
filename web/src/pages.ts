// SPDX-License-Identifier: Apache-2.0
// The table of pages. A new page is a file in pages/ and a line here.
import type { Component } from "svelte";

export interface Page {
  key: string; // its name in addresses
  sv: string;
  en: string;
  permission?: string; // shown in the menu only to those who have it
  hidden?: boolean; // reached by links, not by the menu
  load: () => Promise<{ default: Component }>;
}

export const pages: Page[] = [
  { key: "start", sv: "Start", en: "Start", load: () => import("./pages/start.svelte") },
  { key: "mal", sv: "Mål", en: "Goals", load: () => import("./pages/goals.svelte") },
  { key: "produktion", sv: "Produktion", en: "Production", load: () => import("./pages/production.svelte") },
  { key: "tillganglighet", sv: "Tillgänglighet", en: "Access", load: () => import("./pages/access.svelte") },
  { key: "medarbetare", sv: "Medarbetare", en: "Personnel", load: () => import("./pages/personnel.svelte") },
  { key: "ekonomi", sv: "Ekonomi", en: "Economy", load: () => import("./pages/economy.svelte") },
  { key: "atgarder", sv: "Åtgärder", en: "Actions", load: () => import("./pages/actions.svelte") },
  { key: "internkontroll", sv: "Intern kontroll", en: "Internal control", load: () => import("./pages/internal_control.svelte") },
  { key: "avvikelser", sv: "Avvikelser", en: "Incidents", load: () => import("./pages/incidents.svelte") },
  { key: "investeringar", sv: "Investeringar", en: "Investments", load: () => import("./pages/investments.svelte") },
  { key: "rapporter", sv: "Rapporter", en: "Reports", load: () => import("./pages/reports.svelte") },
  { key: "data", sv: "Data", en: "Data", load: () => import("./pages/data.svelte") },
  { key: "administration", sv: "Administration", en: "Administration", permission: "administer", load: () => import("./pages/administration.svelte") },
  { key: "tal", sv: "Tal", en: "Figure", hidden: true, load: () => import("./pages/figure.svelte") },
  { key: "objekt", sv: "Planen", en: "The plan", hidden: true, load: () => import("./pages/plan_object.svelte") },
];

export function pageOf(key: string): Page | undefined {
  return pages.find((page) => page.key === key);
}

export function pageTitle(page: Page, lang: "sv" | "en"): string {
  return page[lang];
}
