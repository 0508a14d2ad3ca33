// SPDX-License-Identifier: Apache-2.0
// What people do: sign in, follow a number, walk by keyboard, send a link, write on a bad connection.
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { closeBrowser, REGION, settled, signIn, URL_, violations, visitor, type Visitor } from "./visitor";

const KIB = 1024;
let person: Visitor;
beforeEach(async () => {
  person = await visitor();
});
afterEach(() => person.close());
afterAll(closeBrowser);

describe("signing in", () => {
  it("with a wrong password says so and shows nothing", async () => {
    const stranger = await visitor({ signedIn: false });
    await signIn(stranger.page, "nobody", "wrong wrong wrong");
    await stranger.page.waitForSelector("[role=alert]");
    expect(await stranger.page.locator("header.frame").count()).toBe(0);
    expect(await violations(stranger.page)).toEqual([]);
    await stranger.close();
  });
  it("leads to the link that was opened, and out again", async () => {
    await person.visit(`/${REGION}/mal`);
    await person.page.click("details.account summary");
    await person.page.click("details.account button");
    await person.page.waitForSelector("#login");
    expect(new URL(person.page.url()).pathname).toBe(`/${REGION}/mal`);
  });
});

describe("a number", () => {
  it("opens its thread beside, and Escape closes it and gives the keyboard back", async () => {
    await person.visit(`/${REGION}/start`);
    const number = person.page.locator(".scorecard a.value").first();
    const text = await number.innerText();
    await number.focus();
    await person.page.keyboard.press("Enter");
    await person.page.waitForSelector(".thread-panel .big");
    expect(await person.page.innerText(".thread-panel .big")).toBe(text);
    expect(await person.page.locator(".thread-panel .operands").count()).toBeGreaterThan(0);
    await person.page.keyboard.press("Escape");
    await person.page.waitForSelector(".thread-panel", { state: "detached" });
    expect(await number.evaluate((link) => link === document.activeElement)).toBe(true);
  });
  it("is a link wherever it has a value, and a dash that is told as missing where it has none", async () => {
    for (const page of ["start", "ekonomi"]) {
      await person.visit(`/${REGION}/${page}`);
      expect(await person.page.locator("table.figures span.value:not(.missing)").count()).toBe(0);
      for (const dash of await person.page.locator("table.figures .value.missing").all()) expect((await dash.textContent())?.length).toBeGreaterThan(2);
    }
  });
  it("leads down to a file, a line and a hash", async () => {
    await person.visit(`/${REGION}/tal?figure=${encodeURIComponent(`${REGION}/economy.result/HSF/2024-01..2024-04/as_was/ytd`)}`);
    const source = person.page.locator(".source code").first();
    while (!(await source.isVisible())) await person.page.locator(".operands details:has(.source):not([open]) > summary:visible").first().click();
    expect(await source.innerText()).toMatch(/\S+, (rad|line) \d+/);
  });
});

describe("the keyboard", () => {
  it("reaches a page by Ctrl+K and a few letters", async () => {
    await person.visit(`/${REGION}/start`);
    await person.page.keyboard.press("Control+k");
    await person.page.waitForSelector("dialog[open]");
    expect(await violations(person.page)).toEqual([]);
    await person.page.keyboard.type("intern kon");
    await person.page.waitForSelector("#hits [aria-selected=true]");
    await person.page.keyboard.press("Enter");
    await person.page.waitForURL(`**/${REGION}/internkontroll*`);
  });
  it("finds an indicator by its name and opens its thread", async () => {
    await person.visit(`/${REGION}/start`);
    await person.page.keyboard.press("Control+k");
    await person.page.keyboard.type("sjukfr");
    await person.page.waitForFunction(() => document.querySelectorAll("#hits li").length > 0);
    await person.page.keyboard.press("ArrowDown");
    await person.page.keyboard.press("ArrowUp");
    await person.page.keyboard.press("Enter");
    await person.page.waitForSelector(".thread-panel .big");
  });
  it("meets everything that a mouse can press, and shows where it is", async () => {
    await person.visit(`/${REGION}/start`);
    const wanted = await person.page.evaluate(() => [...document.querySelectorAll("a[href], button, select, summary")].filter((one) => (one as HTMLElement).checkVisibility()).length);
    const met = new Set<string>();
    let unseen = 0;
    for (let step = 0; step < wanted + 20; step += 1) {
      await person.page.keyboard.press("Tab");
      const at = await person.page.evaluate(() => {
        const one = document.activeElement as HTMLElement;
        if (one === document.body) return null;
        const all = [...document.querySelectorAll("a[href], button, select, summary")];
        return { index: all.indexOf(one), outline: getComputedStyle(one).outlineStyle !== "none" || getComputedStyle(one).boxShadow !== "none" };
      });
      if (!at) break;
      if (at.index >= 0) met.add(String(at.index));
      if (!at.outline) unseen += 1;
    }
    expect(met.size).toBeGreaterThanOrEqual(wanted - 1); // the skip link shows only when it is reached
    expect(unseen).toBe(0);
  });
  it("skips to the content", async () => {
    await person.visit(`/${REGION}/start`);
    await person.page.keyboard.press("Tab");
    expect(await person.page.evaluate(() => document.activeElement?.getAttribute("href"))).toBe("#content");
  });
});

describe("the address", () => {
  it("is the state: what is chosen stands in it, and back goes back", async () => {
    await person.visit(`/${REGION}/ekonomi`);
    await person.page.locator(".chosen select").nth(1).selectOption("AKUT").catch(() => person.page.locator(".chosen select").nth(0).selectOption("AKUT"));
    await person.page.waitForURL("**unit=AKUT**");
    await person.page.click("nav a[href*='/mal']");
    expect(new URL(person.page.url()).searchParams.get("unit")).toBe("AKUT");
    await person.page.goBack();
    expect(new URL(person.page.url()).pathname).toBe(`/${REGION}/ekonomi`);
    const another = await visitor();
    await another.visit(person.page.url().slice(URL_.length));
    expect(await another.page.innerText("nav .crumbs strong")).toBe(await person.page.innerText("nav .crumbs strong"));
    await another.close();
  });
  it("of a row draws that row", async () => {
    await person.visit(`/${REGION}/ekonomi`);
    await person.page.locator(".statement .row-link").first().click();
    await settled(person.page);
    expect(await person.page.locator(".statement tr.chosen-row").count()).toBe(1);
    expect(new URL(person.page.url()).searchParams.get("row")).toBeTruthy();
  });
});

describe("a bad connection", () => {
  it("is told, keeps what was written, and saves it when it is back", async () => {
    await person.visit(`/${REGION}/rapporter/delarsrapport?period=2024-T1&comment=AKUT`);
    const text = `Kostnaderna ökar {figure economy.result}. ${Date.now()}`;
    await person.page.context().setOffline(true);
    await person.page.fill("#comment", text);
    await person.page.waitForSelector("#comment-state[data-state=offline]");
    expect(await person.page.evaluate(() => Object.values(localStorage).join())).toContain(text);
    await person.page.context().setOffline(false);
    await person.page.waitForSelector("#comment-state[data-state=saved]", { timeout: 30_000 });
    const other = await visitor();
    await other.visit(`/${REGION}/rapporter/delarsrapport?period=2024-T1&comment=AKUT`);
    expect(await other.page.inputValue("#comment")).toBe(text);

    // Both have it open; both write.
    await other.page.fill("#comment", `${text} Deras.`);
    await other.page.waitForSelector("#comment-state[data-state=saved]");
    await other.page.waitForTimeout(3000);
    await person.page.fill("#comment", `${text} Min.`);
    await person.page.waitForSelector("dialog.conflict[open]");
    expect(await person.page.inputValue("#conflict-mine")).toBe(`${text} Min.`);
    expect(await person.page.inputValue("#conflict-theirs")).toBe(`${text} Deras.`);
    expect(await violations(person.page)).toEqual([]);
    await person.page.click("dialog.conflict button:nth-of-type(1)");
    await person.page.waitForSelector("#comment-state[data-state=saved]");
    await other.close();
  });
});

describe("the start page", () => {
  it("brings less than 250 KiB of script, compressed", async () => {
    await person.visit(`/${REGION}/start`);
    await person.page.waitForSelector(".scorecard tbody tr");
    const scripts = await person.page.evaluate(async () => {
      const loaded = performance.getEntriesByType("resource").map((entry) => entry.name).filter((name) => name.endsWith(".js"));
      return Promise.all(loaded.map(async (name) => (await fetch(name)).text()));
    });
    expect(scripts.length).toBeGreaterThan(1);
    expect(scripts.reduce((sum, script) => sum + gzipSync(script).length, 0)).toBeLessThan(250 * KIB);
  });
  it("does not move for those who asked for that", async () => {
    const calm = await visitor({ reducedMotion: true });
    await calm.visit(`/${REGION}/start`);
    expect(await calm.page.evaluate(() => [...document.querySelectorAll("*")].filter((one) => parseFloat(getComputedStyle(one).transitionDuration) > 0).length)).toBe(0);
    await calm.close();
  });
  it("on paper has what it is about, and no buttons", async () => {
    await person.visit(`/${REGION}/start`);
    await person.page.emulateMedia({ media: "print" });
    expect(await person.page.isVisible(".print-head")).toBe(true);
    expect(await person.page.isVisible("header.frame")).toBe(false);
    expect(await person.page.isVisible(".scorecard .wide")).toBe(true);
  });
});
