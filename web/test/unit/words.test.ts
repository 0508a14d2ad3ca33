// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { mark, trendMark } from "../../src/format/status";
import { pages, pageOf } from "../../src/pages";
import { en } from "../../src/words/en";
import { sv } from "../../src/words/sv";

const OWN = ["fields", "choices", "cells"]; // names from files and the server, which are English already

function keysOf(words: object, path = ""): string[] {
  return Object.entries(words).flatMap(([key, value]) => (OWN.includes(key) ? [] : typeof value === "object" && value !== null ? keysOf(value as object, `${path}${key}.`) : [`${path}${key}`]));
}

describe("the words", () => {
  it("are the same in both languages", () => expect(keysOf(en).sort()).toEqual(keysOf(sv).sort()));
  it("are never empty", () => {
    for (const words of [sv, en]) expect(JSON.stringify(words)).not.toContain('""');
  });
});

describe("a status", () => {
  const KNOWN = ["green", "yellow", "red", "none", "without_deviation", "with_deviation", "not_performed", "planned", "late", "open", "frozen", "signed", "published", "overdue", "awaited"];
  it("has a shape and a word of its own in both languages", () => {
    for (const words of [sv, en]) {
      for (const status of KNOWN) {
        expect(mark(status).shape, status).not.toBe("");
        expect(mark(status).word(words), status).not.toBe(status === "none" ? "" : undefined);
      }
    }
    expect(new Set(["green", "yellow", "red", "none"].map((status) => mark(status).shape)).size).toBe(4);
  });
  it("that is unknown is shown as it is written", () => expect(mark("otherwise").word(sv)).toBe("otherwise"));
  it("of a trend is better, unchanged or worse, not up or down", () => {
    expect(trendMark("negative").word(sv)).toBe("sämre");
    expect(trendMark("?").arrow).toBe("");
  });
});

describe("the table of pages", () => {
  it("names each page once", () => expect(new Set(pages.map((page) => page.key)).size).toBe(pages.length));
  it("has names in both languages", () => {
    for (const page of pages) expect(page.sv && page.en).toBeTruthy();
    expect(pageOf("start")?.en).toBe("Start");
    expect(pageOf("?")).toBeUndefined();
  });
});
