// SPDX-License-Identifier: Apache-2.0
// Runs the program for one region, one command at a time, and remembers what it answered.
import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

export class Problem extends Error {
  constructor(status, title, more = {}) {
    super(title);
    this.status = status;
    this.title = title;
    this.more = more;
  }
}

export class Redthread {
  constructor(program, folder) {
    this.program = program;
    this.folder = folder;
    const settings = readFileSync(join(folder, "region.toml"), "utf8");
    this.key = /^key\s*=\s*"(.*?)"/m.exec(settings)[1];
    this.name = /sv = "(.*?)"/.exec(settings)[1];
    this.root = /^unit\s*=\s*"(.*?)"/m.exec(settings)[1];
    this.cache = new Map();
    this.last = Promise.resolve();
  }

  /** The JSON that `redthread COMMAND REGION ...` prints. */
  run(command, args = [], { fresh = false } = {}) {
    const key = JSON.stringify([command, args]);
    if (!fresh && this.cache.has(key)) return this.cache.get(key);
    if (fresh) this.cache.clear();
    const answer = (this.last = this.last.catch(() => undefined).then(() => this.start(command, args)));
    if (!fresh) this.cache.set(key, answer);
    return answer;
  }

  start(command, args) {
    return new Promise((resolve, reject) => {
      const all = [...command.split(" "), this.folder, ...args, "--json"];
      execFile(this.program, all, { maxBuffer: 1 << 28 }, (failed, out, err) => {
        let body;
        try {
          body = JSON.parse(out);
        } catch {
          return reject(new Problem(422, err.split("\n")[0] || String(failed), { detail: err }));
        }
        if (body.diagnostics && body.errors && command !== "check") return reject(new Problem(422, body.diagnostics[0]?.message ?? err, { diagnostics: body.diagnostics }));
        resolve(body);
      });
    });
  }

  units() {
    const [, ...lines] = readFileSync(join(this.folder, "organisation.csv"), "utf8").trim().split("\n");
    return lines.map((line) => {
      const [code, name, parent, kind, valid_from, valid_to] = (line.match(/("([^"]*)"|[^,]*)(,|$)/g) ?? []).map((cell) => cell.replace(/,$/, "").replace(/^"|"$/g, ""));
      return { code, name, parent, kind, valid_from, valid_to: valid_to ?? "" };
    });
  }

  statements(lang) {
    const folder = join(this.folder, "catalog", "statements");
    if (!existsSync(folder)) return [];
    return readdirSync(folder).filter((name) => name.endsWith(".toml")).map((name) => {
      const key = basename(name, ".toml");
      const title = new RegExp(`^title\\s*=.*?${lang} = "(.*?)"`, "m").exec(readFileSync(join(folder, name), "utf8"))?.[1] ?? key;
      return { key, title, area: areaOf(key) };
    });
  }

  reports() {
    const folder = join(this.folder, "reports");
    return existsSync(folder) ? readdirSync(folder).map((name) => basename(name, ".md")).map((key) => ({ key, title: titleOf(readFileSync(join(folder, `${key}.md`), "utf8")) ?? key })) : [];
  }

  measures() {
    const file = join(this.folder, "catalog", "measures.toml");
    if (!existsSync(file)) return [];
    return [...readFileSync(file, "utf8").matchAll(/^\[+measures?\.?"?([\w.]*)"?\]+[^[]*?name\s*=\s*\{?.*?"(.*?)"/gm)].map(([, key, name]) => ({ key, name })).filter((one) => one.key);
  }
}

const titleOf = (text) => /^title\s*[:=]\s*"?(.*?)"?$/m.exec(text)?.[1];

function areaOf(key) {
  if (/access|waiting|counting|guarantee/.test(key)) return "access";
  if (/sick|hours|staff|work_environment|restraint/.test(key)) return "personnel";
  if (/production|diagnostics|dental|beds|rehabilitation|episode/.test(key)) return "production";
  if (/income|result|cost|investment|balance|cash|economy|effects|funds|purchases/.test(key)) return "economy";
  return "other";
}
