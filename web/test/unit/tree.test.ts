// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { Delivery, Goal, Unit } from "../../src/api/types";
import { deliveriesByMonth, monthOf } from "../../src/parts/calendar";
import { goalPath, goalTree, treeOf, unitPath, unitTree } from "../../src/parts/tree";

const goal = (key: string, parent: string): Goal => ({ goal: key, name: key, parent, attained: 0, judged: 0, total: 0, status: "none", trend: "none", rule: "" });
const unit = (code: string, parent: string, name = code): Unit => ({ code, name, parent, kind: "unit", valid_from: "2024-01-01", valid_to: null });

describe("a tree", () => {
  it("has parents before children, in the order given", () =>
    expect(goalTree([goal("b.1", "b"), goal("a", ""), goal("b", ""), goal("a.1", "a")]).map((one) => [one.goal, one.depth])).toEqual([["a", 0], ["a.1", 1], ["b", 0], ["b.1", 1]]));
  it("puts what has an unknown parent at the top", () => expect(goalTree([goal("x", "gone")]).map((one) => one.depth)).toEqual([0]));
  it("ends, also when a parent is itself or its child", () => {
    expect(treeOf([{ k: "a", p: "a" }], (one) => one.k, (one) => one.p)).toHaveLength(1);
    expect(goalPath([goal("a", "b"), goal("b", "a")], "a")).toHaveLength(2);
  });
  it("has each unit once, as it was last", () => expect(unitTree([unit("A", ""), unit("B", "A", "old"), unit("B", "A", "new")]).map((one) => one.name)).toEqual(["A", "new"]));
  it("tells the path from the root", () => {
    const units = [unit("A", ""), unit("B", "A"), unit("C", "B")];
    expect(unitPath(units, "C").map((one) => one.code)).toEqual(["A", "B", "C"]);
    expect(unitPath(units, "?")).toEqual([]);
  });
});

describe("the calendar of deliveries", () => {
  const delivery = (file: string, period?: string): Delivery => ({ id: 1, fact: "contact", file, sha256: "", rows: 10, quarantined: 1, loaded_at: "", loaded_by: "", ...(period ? { period } : {}) });
  it("takes the month that the server tells, else the file's", () => {
    expect(monthOf(delivery("data/x.csv", "2024-03..2024-03"))).toBe("2024-03");
    expect(monthOf(delivery("data/x.csv", "2024-01..2024-12"))).toBeUndefined();
    expect(monthOf(delivery("data/contact/2024-03_AKUT.csv"))).toBe("2024-03");
    expect(monthOf(delivery("data/2024-13.csv"))).toBeUndefined();
    expect(monthOf(delivery("data/12024-031.csv"))).toBeUndefined();
  });
  it("adds up what came for a month in parts", () =>
    expect(deliveriesByMonth([delivery("2024-03_A.csv"), delivery("2024-03_B.csv"), delivery("2023-03.csv")], "2024")).toEqual([{ fact: "contact", months: { "2024-03": { rows: 20, quarantined: 2 } } }]));
});
