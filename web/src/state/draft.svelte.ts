// SPDX-License-Identifier: Apache-2.0
// A text that saves itself. What is not on the server yet is kept in this browser, so that a lost connection
// or a closed window loses nothing; what somebody else wrote meanwhile is never overwritten unseen.
import { Offline, Problem } from "../api/client";
import type { ProblemBody } from "../api/types";

export type DraftState = "saved" | "waiting" | "saving" | "offline" | "refused" | "conflict";

const QUIET_MS = 1500; // after the last key
const AGAIN_MS = 10_000; // without a connection

export interface Saved {
  version: number;
}

/** Thrown by `save`: somebody else wrote meanwhile, this text as this version. */
export class Conflict extends Error {
  constructor(
    readonly text: string,
    readonly version: number,
  ) {
    super("somebody else wrote meanwhile");
  }
}

export class Draft {
  text = $state("");
  state: DraftState = $state("saved");
  problem: ProblemBody | undefined = $state.raw(undefined);
  theirs: { text: string; version: number } | undefined = $state.raw(undefined);
  #seen: number;
  #kept: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #save: (text: string, seen: number) => Promise<Saved>;

  /** `name` is unique to the text; `save` writes it on top of version `seen`. */
  constructor(name: string, text: string, seen: number, save: (text: string, seen: number) => Promise<Saved>) {
    this.#kept = `redthread:draft:${name}`;
    this.#seen = seen;
    this.#save = save;
    const kept = this.#stored();
    this.text = kept?.text ?? text;
    if (kept && kept.text !== text) {
      this.#seen = kept.seen;
      this.state = "waiting";
      this.#plan(0);
    }
  }

  write(text: string): void {
    this.text = text;
    if (this.state === "conflict") return;
    this.state = "waiting";
    this.#store();
    this.#plan(QUIET_MS);
  }

  /** Saves now. */
  async save(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.state === "saving" || this.state === "conflict") return;
    const text = this.text;
    this.state = "saving";
    this.problem = undefined;
    try {
      const saved = await this.#save(text, this.#seen);
      this.#seen = saved.version;
      if (this.text !== text) {
        this.write(this.text);
        return;
      }
      this.state = "saved";
      localStorage.removeItem(this.#kept);
    } catch (reason) {
      this.#store();
      if (reason instanceof Offline) {
        this.state = "offline";
        this.#plan(AGAIN_MS);
      } else if (reason instanceof Conflict) {
        this.theirs = { text: reason.text, version: reason.version };
        this.state = "conflict";
      } else if (reason instanceof Problem) {
        this.problem = reason.body;
        this.state = "refused";
      } else throw reason;
    }
  }

  /** Ends a conflict with the text that a person chose. */
  settle(text: string): void {
    if (!this.theirs) return;
    this.#seen = this.theirs.version;
    const theirs = this.theirs.text;
    this.theirs = undefined;
    this.text = text;
    if (text === theirs) {
      this.state = "saved";
      localStorage.removeItem(this.#kept);
    } else {
      this.state = "waiting";
      void this.save();
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
    if (this.state === "waiting") void this.save();
  }

  #plan(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), milliseconds);
  }

  #store(): void {
    localStorage.setItem(this.#kept, JSON.stringify({ text: this.text, seen: this.#seen }));
  }

  #stored(): { text: string; seen: number } | undefined {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(this.#kept) ?? "null");
      return kept as { text: string; seen: number } | undefined ?? undefined;
    } catch {
      return undefined;
    }
  }
}
