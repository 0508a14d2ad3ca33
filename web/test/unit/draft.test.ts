// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Offline, Problem } from "../../src/api/client";
import { Conflict, Draft } from "../../src/state/draft.svelte";

const kept = new Map<string, string>();
vi.stubGlobal("localStorage", {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => kept.set(key, value),
  removeItem: (key: string) => kept.delete(key),
});

beforeEach(() => {
  kept.clear();
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe("a draft", () => {
  it("saves itself a while after the last key, once, on top of what was seen", async () => {
    const save = vi.fn(() => Promise.resolve({ version: 4 }));
    const draft = new Draft("d", "old", 3, save);
    expect(draft.state).toBe("saved");
    draft.write("n");
    draft.write("new");
    expect(draft.state).toBe("waiting");
    await vi.advanceTimersByTimeAsync(2000);
    expect(save.mock.calls).toEqual([["new", 3]]);
    expect(draft.state).toBe("saved");
    expect(kept.size).toBe(0);
    draft.write("newer");
    await vi.advanceTimersByTimeAsync(2000);
    expect(save).toHaveBeenLastCalledWith("newer", 4);
  });
  it("loses nothing without a connection, and saves when it is back", async () => {
    let down = true;
    const save = vi.fn(() => (down ? Promise.reject(new Offline("no")) : Promise.resolve({ version: 2 })));
    const draft = new Draft("d", "", 1, save);
    draft.write("written in a tunnel");
    await vi.advanceTimersByTimeAsync(2000);
    expect(draft.state).toBe("offline");
    expect(kept.get("redthread:draft:d")).toContain("written in a tunnel");
    down = false;
    await vi.advanceTimersByTimeAsync(11_000);
    expect(draft.state).toBe("saved");
  });
  it("is there again when the window was closed before it was saved", async () => {
    new Draft("d", "old", 1, () => Promise.reject(new Offline("no"))).write("mine");
    const save = vi.fn(() => Promise.resolve({ version: 2 }));
    const draft = new Draft("d", "old", 1, save);
    expect(draft.text).toBe("mine");
    await vi.advanceTimersByTimeAsync(100);
    expect(save).toHaveBeenCalledWith("mine", 1);
  });
  it("shows both texts in a conflict and writes only what a person chose", async () => {
    const save = vi.fn().mockRejectedValueOnce(new Conflict("theirs", 5)).mockResolvedValueOnce({ version: 6 });
    const draft = new Draft("d", "old", 1, save);
    draft.write("mine");
    await vi.advanceTimersByTimeAsync(2000);
    expect(draft.state).toBe("conflict");
    expect(draft.theirs).toEqual({ text: "theirs", version: 5 });
    draft.write("mine still");
    await vi.advanceTimersByTimeAsync(20_000);
    expect(save).toHaveBeenCalledTimes(1);
    draft.settle("both");
    await vi.advanceTimersByTimeAsync(100);
    expect(save).toHaveBeenLastCalledWith("both", 5);
    expect(draft.state).toBe("saved");
  });
  it("writes nothing when theirs is taken", async () => {
    const save = vi.fn().mockRejectedValueOnce(new Conflict("theirs", 5));
    const draft = new Draft("d", "old", 1, save);
    draft.write("mine");
    await vi.advanceTimersByTimeAsync(2000);
    draft.settle("theirs");
    await vi.advanceTimersByTimeAsync(2000);
    expect([draft.text, draft.state, save.mock.calls.length]).toEqual(["theirs", "saved", 1]);
  });
  it("tells why a text was refused, and keeps it", async () => {
    const draft = new Draft("d", "", 1, () => Promise.reject(new Problem({ title: "unknown figure", status: 422 })));
    draft.write("{figure nothing}");
    await vi.advanceTimersByTimeAsync(2000);
    expect(draft.state).toBe("refused");
    expect(draft.problem?.title).toBe("unknown figure");
    expect(kept.size).toBe(1);
  });
});
