// SPDX-License-Identifier: Apache-2.0
// Every page, in both languages, wide and on a phone: nothing that axe-core objects to, nothing that the browser
// complains of, nothing that sticks out.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pages } from "../../src/pages";
import { closeBrowser, REGION, violations, visitor, type Visitor } from "./visitor";

const WITH_RISKS = process.env.REDTHREAD_CONTROL_REGION ?? "slso";
const views = [
  ...pages.filter((page) => !page.hidden).map((page) => `/${REGION}/${page.key}`),
  `/${REGION}/start?figure=${encodeURIComponent(`${REGION}/economy.result/HSF/2024-01..2024-04/as_was/ytd`)}`,
  `/${REGION}/tal?figure=${encodeURIComponent(`${REGION}/economy.result/HSF/2024-01..2024-04/as_was/ytd`)}`,
  `/${REGION}/rapporter/delarsrapport?period=2024-T1&comment=AKUT`,
  `/${REGION}/objekt/goal/ekonomi`,
  `/${REGION}/finns-inte`,
  `/${WITH_RISKS}/internkontroll?period=2024`,
];

const withLang = (path: string, lang: string) => (lang === "sv" ? path : `${path}${path.includes("?") ? "&" : "?"}lang=${lang}`);

describe.each([1280, 360])("%i pixels wide", (width) => {
  let person: Visitor;
  beforeAll(async () => {
    person = await visitor({ width });
  });
  afterAll(() => person.close());

  describe.each(["sv", "en"])("%s", (lang) => {
    it.each(views)("%s", async (path) => {
      person.complaints.length = 0;
      await person.visit(withLang(path, lang));
      expect(await person.page.getAttribute("html", "lang")).toBe(lang);
      expect(await violations(person.page)).toEqual([]);
      expect(await person.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect(person.complaints).toEqual([]);
      expect(await person.page.locator("h1").count()).toBe(1);
      expect(await person.page.textContent("body")).not.toMatch(/undefined|NaN|\[object/);
    });
  });
});

it("the login passes, in both languages", async () => {
  const person = await visitor({ signedIn: false });
  for (const lang of ["sv", "en"]) {
    await person.visit(`/?lang=${lang}`);
    expect(await violations(person.page)).toEqual([]);
  }
  await person.close();
});

afterAll(closeBrowser);
