// SPDX-License-Identifier: Apache-2.0
// Something that is asked of the server: loading, ready, a problem, or offline. While it is asked anew, what
// was answered last is still shown.
import { answered, get, Offline, Problem } from "../api/client";
import type { ProblemBody } from "../api/types";

export class Resource<T> {
  data: T | undefined = $state.raw(undefined);
  problem: ProblemBody | undefined = $state.raw(undefined);
  offline = $state(false);
  loading = $state(false);
  #address = "";
  #asked: AbortController | undefined;

  async load(address: string): Promise<void> {
    this.#asked?.abort();
    const asked = new AbortController();
    this.#asked = asked;
    if (address !== this.#address) this.data = answered<T>(address) ?? this.data;
    this.#address = address;
    this.loading = true;
    try {
      this.data = await get<T>(address, asked.signal);
      this.problem = undefined;
      this.offline = false;
    } catch (reason) {
      if (this.#asked !== asked || asked.signal.aborted) return;
      if (reason instanceof Problem) {
        this.problem = reason.body;
        this.data = undefined;
        if (reason.status === 401) dispatchEvent(new Event("redthread:signed-out"));
      } else if (reason instanceof Offline) this.offline = true;
      else throw reason;
    } finally {
      if (this.#asked === asked) this.loading = false;
    }
  }

  again(): Promise<void> {
    return this.load(this.#address);
  }

  stop(): void {
    this.#asked?.abort();
  }
}
