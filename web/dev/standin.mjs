// SPDX-License-Identifier: Apache-2.0
// A stand-in for `redthread serve`: answers the web application by running `redthread ... --json`. For the
// developer of the web only: accounts are made up, and nothing here is protected.
//
//   REDTHREAD=build/redthread node web/dev/standin.mjs REGION_FOLDER...      listens on 127.0.0.1:8100 (PORT)
import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { Problem, Redthread } from "./standin/redthread.mjs";
import { answerRegion } from "./standin/region.mjs";

const dist = join(dirname(fileURLToPath(import.meta.url)), "..", "dist");
const port = Number(process.env.PORT ?? 8100);
const password = process.env.REDTHREAD_PASSWORD ?? "stand-in password";
const program = process.env.REDTHREAD ?? "build/redthread";
const regions = process.argv.slice(2).map((folder) => new Redthread(program, folder));

const everything = ["see_figures", "see_plan", "comment", "edit_plan", "edit_reports", "sign", "load_data", "see_rows", "see_looks", "see_journal", "administer"];
const accounts = ["controller", "administrator"].map((login, index) => ({
  id: String(index + 1),
  login,
  name: login === "controller" ? "Anna Berg" : "Adam Ek",
  disabled: false,
  grants: regions.map((region) => ({ region: region.key, unit: region.root, role: login })),
}));
const sessions = new Map();

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2" };
const CSP = "default-src 'self'; img-src 'self' data:; frame-ancestors 'self'; object-src 'none'; base-uri 'self'";

createServer((question, answer) => {
  serve(question, answer).catch((reason) => {
    const problem = reason instanceof Problem ? reason : new Problem(500, String(reason?.stack ?? reason));
    if (answer.headersSent) return answer.end();
    send(answer, problem.status, { type: "about:blank", title: problem.title, status: problem.status, request_id: "standin", ...problem.more }, "application/problem+json");
  });
}).listen(port, "127.0.0.1", () => console.log(`http://127.0.0.1:${port}  controller or administrator, "${password}"`));

async function serve(question, answer) {
  const url = new URL(question.url, "http://standin");
  const path = url.pathname.split("/").filter(Boolean).map(decodeURIComponent);
  if (path[0] !== "api") return sendFile(url.pathname, answer);
  const body = ["POST", "PUT"].includes(question.method) ? await bodyOf(question) : {};
  const session = /session=(\w+)/.exec(question.headers.cookie ?? "")?.[1] ?? "";
  const account = accounts.find((one) => one.login === sessions.get(session));

  if (path[1] === "login") return send(answer, 200, { oidc: null });
  if (path[1] === "session" && question.method === "POST") {
    const known = accounts.find((one) => one.login === body.login);
    if (!known || body.password !== password) throw new Problem(401, "Fel användarnamn eller lösenord.");
    const token = Math.random().toString(36).slice(2);
    sessions.set(token, known.login);
    answer.setHeader("Set-Cookie", `session=${token}; HttpOnly; SameSite=Lax; Path=/`);
    return send(answer, 200, sessionOf(known, token));
  }
  if (!account) throw new Problem(401, "Inte inloggad");
  if (path[1] === "session") {
    if (question.method === "DELETE") sessions.delete(session);
    return send(answer, 200, sessionOf(account, session));
  }
  if (question.method !== "GET" && question.headers["x-csrf-token"] !== session) throw new Problem(403, "CSRF-token saknas");
  if (path[1] === "accounts") return send(answer, 200, path[2] === "journal" ? { items: [], next: null } : { items: accounts, next: null });
  if (path[1] === "jobs") return job(path, answer);
  if (path[1] !== "regions") throw new Problem(404, "Finns inte");
  if (!path[2]) return send(answer, 200, { regions: regions.map((region) => ({ key: region.key, name: region.name })) });
  const region = regions.find((one) => one.key === path[2]);
  if (!region) throw new Problem(404, `Regionen ${path[2]} finns inte`);
  const result = await answerRegion(region, question.method, path.slice(3), Object.fromEntries(url.searchParams), body);
  if (result?.file) return sendWhole(answer, result.file, result.type);
  send(answer, result?.job ? 202 : 200, result);
}

function sessionOf(account, csrf) {
  const permissions = account.login === "administrator" ? everything : everything.filter((one) => one !== "administer");
  return { account, csrf, regions: regions.map((region) => ({ key: region.key, name: region.name, permissions })) };
}

function job(path, answer) {
  const done = { id: path[2], kind: "load", state: "done", progress: { done: 1, total: 1, unit: "", text: "klar" } };
  if (path[3] !== "events") return send(answer, 200, done);
  answer.writeHead(200, { "Content-Type": "text/event-stream" });
  let step = 0;
  const tick = setInterval(() => {
    step += 1;
    if (step < 4) answer.write(`event: progress\ndata: ${JSON.stringify({ ...done, state: "running", progress: { done: step, total: 4, unit: "filer", text: "" } })}\n\n`);
    else {
      answer.write(`event: done\ndata: ${JSON.stringify(done)}\n\n`);
      clearInterval(tick);
      answer.end();
    }
  }, 300);
}

async function bodyOf(question) {
  const chunks = [];
  for await (const chunk of question) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  return text ? JSON.parse(text) : {};
}

function send(answer, status, body, type = "application/json") {
  answer.writeHead(status, { "Content-Type": type, "Cache-Control": "no-cache" });
  answer.end(JSON.stringify(body));
}

function sendWhole(answer, file, type) {
  answer.writeHead(200, { "Content-Type": type, "Content-Security-Policy": "default-src 'self'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'" });
  createReadStream(file).pipe(answer);
}

function sendFile(pathname, answer) {
  const wanted = join(dist, normalize(pathname));
  const file = extname(pathname) && wanted.startsWith(dist) && existsSync(wanted) ? wanted : join(dist, "index.html");
  answer.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream", "Content-Security-Policy": CSP });
  createReadStream(file).pipe(answer);
}
