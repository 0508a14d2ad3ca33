// SPDX-License-Identifier: Apache-2.0
import { here } from "../state/here.svelte";
import { en } from "./en";
import { sv, type Words } from "./sv";

/** The words of the language that the address names. */
export function words(): Words {
  return here.lang === "en" ? en : sv;
}
