// SPDX-License-Identifier: Apache-2.0
// The one place that talks to the server. A problem that the server tells is thrown as `Problem`; a
// server that cannot be reached as `Offline`.
import type { ProblemBody } from "./types";

export class Problem extends Error {
  constructor(readonly body: ProblemBody) {
    super(body.title);
  }
  get status(): number {
    return this.body.status;
  }
}

export class Offline extends Error {}

export type Query = Record<string, string | number | undefined | null>;

const CACHED_ANSWERS = 200;
const cache = new Map<string, { etag: string; body: unknown }>();
let csrf = "";

/** What to send with every write from now on; it comes with the session. */
export function keepCsrf(token: string): void {
  csrf = token;
}

/** Nothing of what one account saw is shown to the next. */
export function forgetAnswers(): void {
  cache.clear();
}

export function addressOf(path: string, query: Query = {}): string {
  const said = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const text = new URLSearchParams(said.map(([key, value]) => [key, String(value)])).toString();
  return `/api/${path}${text ? `?${text}` : ""}`;
}

/** What was answered last, at once; undefined when it was never asked for. */
export function answered<T>(address: string): T | undefined {
  return cache.get(address)?.body as T | undefined;
}

/** GET; the server is asked whether what we have is still so (ETag). */
export async function get<T>(address: string, signal?: AbortSignal): Promise<T> {
  const kept = cache.get(address);
  const headers: Record<string, string> = { Accept: "application/json" };
  if (kept?.etag) headers["If-None-Match"] = kept.etag;
  const answer = await ask(address, signal ? { headers, signal } : { headers });
  if (answer.status === 304 && kept) return kept.body as T;
  const body = await bodyOf<T>(answer);
  if (cache.size >= CACHED_ANSWERS) cache.delete(cache.keys().next().value ?? "");
  cache.set(address, { etag: answer.headers.get("ETag") ?? "", body });
  return body;
}

/** POST, PUT or DELETE. */
export async function write<T>(method: "POST" | "PUT" | "DELETE", address: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json", "X-CSRF-Token": csrf };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const answer = await ask(address, body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) });
  return bodyOf<T>(answer);
}

async function ask(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, { ...init, credentials: "same-origin" });
  } catch (reason) {
    if (reason instanceof DOMException && reason.name === "AbortError") throw reason;
    throw new Offline(String(reason));
  }
}

async function bodyOf<T>(answer: Response): Promise<T> {
  if (answer.status === 204) return undefined as T;
  const text = await answer.text();
  const body: unknown = text && answer.headers.get("Content-Type")?.includes("json") ? JSON.parse(text) : undefined;
  if (answer.ok) return body as T;
  const told = body as Partial<ProblemBody> | undefined;
  const wait = answer.headers.get("Retry-After");
  throw new Problem({ ...told, ...(wait ? { retry_after: wait } : {}), title: told?.title ?? `${answer.status} ${answer.statusText}`, status: answer.status });
}
