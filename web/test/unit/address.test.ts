// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { changed, figureId, figureParts, parseAddress, writeAddress } from "../../src/state/address";

const START = parseAddress("/vastmanland/start", "?unit=AKUT&period=2024-T1&only=red&lang=en");

describe("an address", () => {
  it("is read and written without loss", () => {
    const text = "/vastmanland/ekonomi/income_statement?unit=AKUT&period=2024-01..2024-04&row=resultat";
    expect(writeAddress(parseAddress(...(text.split(/(?=\?)/) as [string, string])))).toBe(text);
  });
  it("keeps letters that mean something in addresses", () => {
    const address = { region: "r", page: "mal", item: "a b/c?d", query: { q: "å & ä" } };
    const written = new URL(writeAddress(address), "http://x");
    expect(parseAddress(written.pathname, written.search)).toEqual(address);
  });
  it("survives letters that are no letters", () => expect(parseAddress("/%E5/start", "").region).toBe("%E5"));
  it("may be empty", () => expect(writeAddress(parseAddress("/", ""))).toBe("/"));
});

describe("a change of the address", () => {
  it("carries unit, period and language to another page, and leaves the page's own filters", () =>
    expect(writeAddress(changed(START, { page: "mal" }))).toBe("/vastmanland/mal?unit=AKUT&period=2024-T1&lang=en"));
  it("keeps the page's filters on the page", () => expect(changed(START, { query: { unit: "HSF" } }).query).toEqual({ unit: "HSF", period: "2024-T1", only: "red", lang: "en" }));
  it("takes a filter away", () => expect(changed(START, { query: { only: undefined, unit: "" } }).query).toEqual({ period: "2024-T1", lang: "en" }));
  it("drops what another region does not have", () => expect(writeAddress(changed(START, { region: "slso" }))).toBe("/slso/start?lang=en"));
  it("leaves an item when the page is left", () => {
    const item = changed(START, { page: "mal", item: "ekonomi" });
    expect(item.item).toBe("ekonomi");
    expect(changed(item, { query: { unit: "X" } }).item).toBe("ekonomi");
    expect(changed(item, { page: "data" }).item).toBe("");
  });
});

describe("a figure's id", () => {
  it("tells its parts", () =>
    expect(figureParts("vastmanland/economy.result/HSF/2024-01..2024-04/as_was/ytd")).toEqual({ key: "economy.result", unit: "HSF", period: "2024-01..2024-04", organisation: "as_was", column: "ytd" }));
  it("may name a table's row", () => expect(figureParts(figureId("r", "waiting/dag_0_30", "HSF", "2024-04", "", "first_visit"))?.key).toBe("waiting/dag_0_30"));
  it("has no thread when it is a difference of two", () => {
    expect(figureParts("r/a - b/HSF/2024-01..2024-04/as_was/ytd - ytd")).toBeNull();
    expect(figureParts("nothing")).toBeNull();
  });
});
