// SPDX-License-Identifier: Apache-2.0
// Something that a person does with a button: busy, done, or refused with the reason.
import { Offline, Problem } from "../api/client";
import type { ProblemBody } from "../api/types";

export class Deed {
  busy = $state(false);
  offline = $state(false);
  problem: ProblemBody | undefined = $state.raw(undefined);

  /** True when it was done. */
  async attempt(deed: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.problem = undefined;
    this.offline = false;
    try {
      await deed();
      return true;
    } catch (reason) {
      if (reason instanceof Problem) this.problem = reason.body;
      else if (reason instanceof Offline) this.offline = true;
      else throw reason;
      return false;
    } finally {
      this.busy = false;
    }
  }
}
