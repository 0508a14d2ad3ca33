// SPDX-License-Identifier: Apache-2.0
// Trees of units and goals, as lists with depth: what a reader walks up and down.
import type { Goal, Unit } from "../api/types";

export interface Node {
  depth: number;
}

/** Parents before children, in the order given; what has an unknown parent stands at the top. */
export function treeOf<T>(items: readonly T[], key: (item: T) => string, parent: (item: T) => string): (T & Node)[] {
  const known = new Set(items.map(key));
  const below = new Map<string, T[]>();
  for (const item of items) {
    const over = known.has(parent(item)) && parent(item) !== key(item) ? parent(item) : "";
    below.set(over, [...(below.get(over) ?? []), item]);
  }
  const list: (T & Node)[] = [];
  const walked = new Set<string>();
  const walk = (over: string, depth: number): void => {
    for (const item of below.get(over) ?? []) {
      if (walked.has(key(item))) continue;
      walked.add(key(item));
      list.push({ ...item, depth });
      walk(key(item), depth + 1);
    }
  };
  walk("", 0);
  return list;
}

/** One line a unit: of several spells of a unit the last. */
export function unitTree(units: readonly Unit[]): (Unit & Node)[] {
  const last = new Map(units.map((unit) => [unit.code, unit]));
  return treeOf([...last.values()], (unit) => unit.code, (unit) => unit.parent);
}

export function goalTree(goals: readonly Goal[]): (Goal & Node)[] {
  return treeOf(goals, (goal) => goal.goal, (goal) => goal.parent);
}

/** From the root to `key`, both included; empty when it is unknown. */
export function pathTo<T>(items: readonly T[], wanted: string, key: (item: T) => string, parent: (item: T) => string): T[] {
  const by = new Map(items.map((item) => [key(item), item]));
  const path: T[] = [];
  for (let item = by.get(wanted); item && !path.includes(item); item = by.get(parent(item))) path.unshift(item);
  return path;
}

export function unitPath(units: readonly Unit[], code: string): Unit[] {
  return pathTo(units, code, (unit) => unit.code, (unit) => unit.parent);
}

export function goalPath(goals: readonly Goal[], key: string): Goal[] {
  return pathTo(goals, key, (goal) => goal.goal, (goal) => goal.parent);
}
