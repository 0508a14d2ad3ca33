// SPDX-License-Identifier: Apache-2.0
// Whole ways of work, each by the person whose job it is, with the accounts that tests/browser makes.
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { closeBrowser, REGION, settled, signIn, URL_, visitor, type Visitor, PASSWORD } from "./visitor";

const PERIOD = "2024-T1";
const REPORT = "delarsrapport";
const open: Visitor[] = [];

async function as(login: string, how: { width?: number } = {}): Promise<Visitor> {
  const person = await visitor({ ...how, signedIn: false });
  open.push(person);
  await signIn(person.page, login, PASSWORD);
  await person.page.waitForSelector("header.frame");
  return person;
}

/** What the API answers to who is logged in on the page. */
async function ask(person: Visitor, path: string): Promise<{ status: number; body: string }> {
  return person.page.evaluate(async (address) => {
    const answer = await fetch(address);
    return { status: answer.status, body: await answer.text() };
  }, path);
}

afterEach(async () => {
  for (const person of open.splice(0)) {
    expect(person.complaints.filter((each) => !/403|404|409|422/.test(each))).toEqual([]);
    await person.close();
  }
});
afterAll(closeBrowser);

describe("a head of a unit on a phone", () => {
  it("sees what waits, writes the unit's comment, and finds it saved", async () => {
    const ulf = await as("ulf", { width: 360 });
    await ulf.visit(`/${REGION}/start?unit=AKUT&period=${PERIOD}`);
    await ulf.visit(`/${REGION}/rapporter/${REPORT}?unit=AKUT&period=${PERIOD}&comment=AKUT`);
    const text = ulf.page.locator("textarea").first();
    await text.fill("Inhyrd personal minskar sedan mars.");
    await expect.poll(async () => (await ask(ulf, `/api/regions/${REGION}/reports/${REPORT}/comments?period=${PERIOD}`)).body, { timeout: 20_000 }).toContain("Inhyrd personal minskar");
    expect(await ulf.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  });
  it("is refused what belongs to others, also by address", async () => {
    const ulf = await as("ulf");
    expect((await ask(ulf, `/api/regions/${REGION}/scorecard?period=${PERIOD}&unit=NARA`)).status).toBe(403);
    expect((await ask(ulf, `/api/regions/${REGION}/scorecard?period=${PERIOD}&unit=AKUT`)).status).toBe(200);
    expect((await ask(ulf, `/api/regions/slso`)).status).toBe(404);
    expect((await ask(ulf, `/api/accounts`)).status).toBe(403);
    await ulf.page.goto(`${URL_}/${REGION}/start?unit=NARA&period=${PERIOD}`);
    await settled(ulf.page);
    expect(await ulf.page.locator("[role=alert]").count()).toBeGreaterThan(0);
  });
});

describe("an auditor", () => {
  it("walks from a figure to the delivery's file and line, and sees the journal verified", async () => {
    const greta = await as("greta");
    await greta.visit(`/${REGION}/tal?figure=${encodeURIComponent(`${REGION}/economy.result/HSF/2024-01..2024-04/as_was/ytd`)}`);
    const source = greta.page.locator(".source code").first();
    while (!(await source.isVisible())) await greta.page.locator(".operands details:has(.source):not([open]) > summary:visible").first().click();
    expect(await source.innerText()).toMatch(/\S+, (rad|line) \d+/);
    const verified = JSON.parse((await ask(greta, `/api/regions/${REGION}/journal/verify`)).body);
    expect(verified.holds).toBe(true);
    expect((await ask(greta, `/api/regions/${REGION}/quarantine`)).status).toBe(403);
  });
});

describe("a controller's month", () => {
  it("loads, sees the deliveries, explains the largest deviation", async () => {
    const karin = await as("karin");
    await karin.visit(`/${REGION}/data?period=${PERIOD}`);
    await karin.page.getByRole("button", { name: /^(Läs in|Ladda|Läs)/ }).first().click();
    await expect.poll(async () => karin.page.locator("main").innerText(), { timeout: 60_000 }).toMatch(/klar|inläst/i);
    await karin.visit(`/${REGION}/start?period=${PERIOD}`);
    const worst = JSON.parse((await ask(karin, `/api/regions/${REGION}/deviations?period=${PERIOD}`)).body).rows[0];
    expect(await karin.page.locator("main").innerText()).toContain(worst.name);
  });
});

describe("a planner's tertial", () => {
  it("collects, freezes, signs, publishes and corrects a report, and its figures are open data", async () => {
    const petra = await as("petra");
    const api = async (method: string, path: string, body: object): Promise<{ status: number; body: string }> =>
      petra.page.evaluate(
        async ([how, address, sent]) => {
          const csrf = (await (await fetch("/api/session")).json()).csrf;
          const answer = await fetch(address, { method: how, headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf }, body: sent });
          return { status: answer.status, body: await answer.text() };
        },
        [method, `/api/regions/${REGION}/reports/${REPORT}/${path}`, JSON.stringify(body)] as const,
      );
    await petra.visit(`/${REGION}/rapporter/${REPORT}?period=${PERIOD}`);
    const frozen = await api("POST", "freeze", { period: PERIOD, incomplete: "enheterna svarar i nästa version" });
    expect(frozen.status).toBe(202);
    const job = JSON.parse(frozen.body).job as string;
    await expect.poll(async () => JSON.parse((await ask(petra, `/api/jobs/${job}`)).body).state, { timeout: 110_000 }).toBe("done");
    await petra.visit(`/${REGION}/rapporter/${REPORT}?period=${PERIOD}`);
    expect(await petra.page.locator("main").innerText()).toMatch(/fryst/i);
    expect((await api("POST", "sign", { period: PERIOD, decision: "§ 12/24" })).status).toBe(200);
    expect((await api("POST", "publish", { period: PERIOD })).status).toBe(200);
    const published = JSON.parse((await ask(petra, `/open/${REGION}/v1/data?kpi=economy.result`)).body);
    expect(published.count).toBeGreaterThan(0);
    const corrected = await api("POST", "correct", { period: PERIOD, reason: "fel i tabell 3" });
    expect(corrected.status).toBe(200);
    await petra.visit(`/${REGION}/rapporter/${REPORT}?period=${PERIOD}`);
    expect(await petra.page.locator("main").innerText()).toMatch(/version 2|öppen/i);
  });
});
