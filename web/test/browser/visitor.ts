// SPDX-License-Identifier: Apache-2.0
// A person at a browser: Debian's chromium against the server that REDTHREAD_URL names (the server's usual port
// when nothing is said). REDTHREAD_LOGIN and REDTHREAD_PASSWORD are of an account that may everything.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium, type Browser, type Page } from "playwright-core";

export const URL_ = process.env.REDTHREAD_URL ?? "http://127.0.0.1:8080";
export const LOGIN = process.env.REDTHREAD_LOGIN ?? "administrator";
export const PASSWORD = process.env.REDTHREAD_PASSWORD ?? "correct horse battery";
export const REGION = process.env.REDTHREAD_REGION ?? "vastmanland";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export interface Visitor {
  page: Page;
  /** What the browser complained of: errors of scripts, refused by the policy, files that are missing. */
  complaints: string[];
  visit: (path: string) => Promise<void>;
  close: () => Promise<void>;
}

let browser: Browser | undefined;

export async function visitor(how: { width?: number; signedIn?: boolean; reducedMotion?: boolean } = {}): Promise<Visitor> {
  browser ??= await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  const context = await browser.newContext({ viewport: { width: how.width ?? 1280, height: 900 }, reducedMotion: how.reducedMotion ? "reduce" : "no-preference" });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    const fromPreview = message.location().url.includes("preview.html") || message.text().includes("preview.html");
    if (message.type() === "error" && !message.text().includes("401") && !fromPreview) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  const visit = async (path: string) => {
    await page.goto(URL_ + path);
    await settled(page);
  };
  await page.goto(`${URL_}/`);
  if (how.signedIn !== false) {
    await signIn(page, LOGIN, PASSWORD);
    await page.waitForSelector("header.frame");
  }
  return { page, complaints, visit, close: () => context.close() };
}

export async function signIn(page: Page, login: string, password: string): Promise<void> {
  await page.fill("#login", login);
  await page.fill("#password", password);
  await page.click("button[type=submit]");
}

/** When nothing is waited for any more. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector("h1") !== null && document.querySelector(".skeletons, .waiting, [aria-busy=true]") === null, undefined, { timeout: 60_000 });
}

/** What axe-core has against the page, as it stands. */
export async function violations(page: Page): Promise<string[]> {
  // What fades in is judged when it is there.
  await page.evaluate(() => Promise.all(document.getAnimations().filter((each) => each.effect?.getComputedTiming().iterations !== Infinity).map((each) => each.finished.catch(() => undefined))));
  await page.evaluate(axe); // by the debugger: the page's policy refuses inline scripts
  return page.evaluate(async () => {
    const run = (globalThis as unknown as { axe: { run: (context: Document, options: object) => Promise<{ violations: { id: string; help: string; nodes: { html: string }[] }[] }> } }).axe;
    const found = await run.run(document, { iframes: false });
    return found.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${one.help}: ${node.html.slice(0, 160)}`));
  });
}

export async function closeBrowser(): Promise<void> {
  await browser?.close();
  browser = undefined;
}
