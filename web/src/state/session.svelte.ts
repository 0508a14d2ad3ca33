// SPDX-License-Identifier: Apache-2.0
// Who is signed in.
import { addressOf, forgetAnswers, get, keepCsrf, Offline, Problem, write } from "../api/client";
import type { Account } from "../api/types";

interface Answer {
  account: Account;
  csrf: string;
  regions: { key: string; name: string; permissions: string[] }[];
}

class Session {
  state: "unknown" | "out" | "in" | "offline" = $state("unknown");
  account: Account | null = $state.raw(null);
  /** Where the account has a part, and what it may there. */
  regions: Answer["regions"] = $state.raw([]);

  async look(): Promise<void> {
    try {
      this.#enter(await get<Answer>(addressOf("session")));
    } catch (reason) {
      this.state = reason instanceof Offline ? "offline" : "out";
    }
  }

  /** Signs in. Returns what the server says against it, or null when it worked. */
  async enter(login: string, password: string, lang: string): Promise<Problem | Offline | null> {
    try {
      this.#enter(await write<Answer>("POST", addressOf("session", { lang }), { login, password }));
      return null;
    } catch (reason) {
      if (reason instanceof Problem || reason instanceof Offline) return reason;
      throw reason;
    }
  }

  async leave(): Promise<void> {
    await write("DELETE", addressOf("session")).catch(() => undefined);
    this.out();
  }

  out(): void {
    this.state = "out";
    this.account = null;
    this.regions = [];
    forgetAnswers();
  }

  #enter(answer: Answer): void {
    keepCsrf(answer.csrf);
    this.account = answer.account;
    this.regions = answer.regions;
    this.state = "in";
  }
}

export const session = new Session();
