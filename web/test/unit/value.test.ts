// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { Figure } from "../../src/api/types";
import { columnText } from "../../src/format/column";
import { planText } from "../../src/format/plan_text";
import { count, day, isMissing, month, period, place, shown, tick, without } from "../../src/format/value";
import { en } from "../../src/words/en";
import { sv } from "../../src/words/sv";

const figure = (change: Partial<Figure>): Figure => ({
  id: "r/k/U/2024-01..2024-04/as_was/ytd", label: "Resultat", value: "47600000", text: "47,6\u00a0mnkr", measure_unit: "mnkr", state: "present", state_note: "",
  period: "2024-01..2024-04", scenario: "actual", unit: "U", ...change,
});

describe("a figure's text", () => {
  it("is the server's", () => expect(shown(figure({}))).toBe("47,6\u00a0mnkr"));
  it("leaves out the measure unit that a heading says", () => expect(shown(figure({}), "mnkr")).toBe("47,6"));
  it("keeps a measure unit that the heading does not say", () => expect(shown(figure({ text: "3,4\u00a0%" }), "mnkr")).toBe("3,4\u00a0%"));
  it("is a dash when missing, never a zero", () => {
    expect(shown(figure({ value: null, text: "–", state: "missing" }))).toBe("–");
    expect(shown(null)).toBe("–");
    expect(shown(figure({ value: "0", text: "0,0\u00a0mnkr" }))).toBe("0,0\u00a0mnkr");
  });
  it("says why it is not comparable", () => expect(shown(figure({ value: null, text: "ej jämförbar", state: "not_comparable" }))).toBe("ej jämförbar"));
  it("knows zero from missing", () => {
    expect(isMissing(figure({ value: "0", text: "0" }))).toBe(false);
    expect(isMissing(figure({ value: null, text: "–", state: "missing" }))).toBe(true);
    expect(isMissing(undefined)).toBe(true);
  });
  it("never becomes empty", () => expect(without("mnkr", "mnkr")).toBe("mnkr"));
});

describe("a place on a chart", () => {
  it("is read from exact values, also fractions", () => {
    expect(place("-475000000")).toBe(-475000000);
    expect(place("275/337")).toBeCloseTo(0.816, 3);
  });
  it("is a gap where there is no value", () => {
    for (const none of [null, undefined, "", "1/0", "x"]) expect(place(none)).toBeNull();
  });
  it("has ticks in the measure unit that is shown", () => {
    expect(tick(-475_000_000, "mnkr", "sv")).toBe("−475");
    expect(tick(0.815, "%", "sv")).toBe("82");
    expect(tick(1234, "st", "en")).toBe("1,234");
  });
});

describe("days, months and periods", () => {
  it("are written as people say them", () => {
    expect(month("2024-04", "sv")).toBe("apr 2024");
    expect(period("2024-T1", "sv")).toBe("jan–apr 2024");
    expect(period("2024-T3", "en")).toBe("Sept–Dec 2024");
    expect(period("2024-Q2", "sv")).toBe("apr–juni 2024");
    expect(period("2024-D", "sv")).toBe("jan–aug 2024");
    expect(period("2024-01..2024-04", "sv")).toBe("jan–apr 2024");
    expect(period("2024-04..2024-04", "sv")).toBe("apr 2024");
    expect(period("2024-01..2024-12", "sv")).toBe("2024");
    expect(period("2023-11..2024-02", "sv")).toBe("nov 2023–feb 2024");
    expect(period("2024", "sv")).toBe("2024");
  });
  it("are left as they are when they are no moments", () => {
    expect(day("2024-05-13")).toBe("2024-05-13");
    expect(day(null)).toBe("–");
    expect(day("2024-05-13T99")).toBe("2024-05-13T99");
  });
});

describe("counts, columns and the plan's texts", () => {
  it("follow the language", () => {
    expect(count(61204, "sv").replace(/\s/g, " ")).toBe("61 204");
    expect(count(61204, "en")).toBe("61,204");
    expect(planText("35.0 %", "sv", sv)).toBe("35,0\u00a0%");
    expect(planText("-1.6", "sv", sv)).toBe("−1,6");
    expect(planText("-1.6", "en", en)).toBe("−1.6");
    expect(planText("mnkr, within budget", "sv", sv)).toBe("mnkr, inom budget");
    expect(planText("§ 12/24", "sv", sv)).toBe("§ 12/24");
    expect(columnText("ytd_budget_deviation_pct", sv.figure.column)).toBe("Ackumulerat budget avvikelse i procent");
  });
});
