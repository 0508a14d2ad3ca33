// SPDX-License-Identifier: Apache-2.0
// The routes of one region, each by the command that prints its body.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { internalControl } from "./control.mjs";
import { Problem } from "./redthread.mjs";

const KINDS = ["goal", "indicator", "target", "assignment", "activity", "action", "effect", "risk", "risk_assessment", "control", "mitigation", "incident", "investment", "contract", "recommendation"];
const PLAN_TABLES = {
  effects: (q) => ["--period", q.period ?? q.year], fulfilment: (q) => ["--period", q.period ?? q.year, "--figures"], incidents: (q) => ["--period", q.period ?? q.year],
  investments: (q) => ["--year", q.year], forecasts: (q) => ["--year", q.year], procurement: (q) => ["--year", q.year],
  contracts: (q) => (q.day ? ["--on", q.day] : []), recommendations: (q) => (q.day ? ["--on", q.day] : []), differences: (q) => ["--year", q.year],
};

export async function answerRegion(region, method, path, q, body) {
  const lang = q.lang === "en" ? "en" : "sv";
  const figures = (q2 = q) => ["--period", q2.period, "--language", lang, ...(q2.unit ? ["--unit", q2.unit] : []), ...(q2.organisation ? ["--organisation", q2.organisation] : [])];
  const [what, key, verb, more] = path;
  if (method !== "GET") return change(region, path, q, body);
  switch (what) {
    case undefined: return about(region, lang);
    case "scorecard": return region.run("scorecard", [...figures(), ...(q.goal ? ["--goal", q.goal] : []), "--months", q.months ?? "13"]);
    case "statements": return region.run("statement", [key, ...figures()]);
    case "figure": {
      const thread = await region.run("explain", [q.key, ...figures(), ...(q.column ? ["--column", q.column] : [])]);
      const compared = await region.run("figure", [q.key, ...figures(), "--compare", "budget,previous,forecast,r12"]).catch(() => ({ figures: [] }));
      return { ...thread, comparisons: compared.figures.filter((one) => one.state !== "missing") };
    }
    case "series": return series(region, q, lang);
    case "deviations": return deviations(region, q, figures);
    case "goals": return region.run("goals", figures());
    case "findings": return region.run("findings", figures());
    case "deliveries": return { owed: [], fetched: [], ...(await region.run("deliveries", [])) };
    case "quarantine": case "check": case "looks": return region.run(what, []);
    case "rows": return region.run("rows", [q.key, ...figures(), ...(q.column ? ["--column", q.column] : []), "--limit", q.limit ?? "100"]);
    case "mine": return mine(region);
    case "search": return search(region, q, lang);
    case "plan": return plan(region, key, verb, more, q);
    case "plan-tables": return region.run(`plan ${key === "differences" ? "diff" : key}`, PLAN_TABLES[key]?.(q) ?? []);
    case "internal-control": return key === "adoption" ? region.run("plan adopted", ["--year", q.year]) : internalControl(region, q);
    case "journal": return key === "verify" ? region.run("journal verify", []) : { items: [], next: null };
    case "reports": return reports(region, key, verb, more, q);
  }
  throw new Problem(404, "Finns inte");
}

async function about(region, lang) {
  const period = region.key === "syntetiska" ? "2024-04" : "2024-T1";
  const indicators = (await region.run("scorecard", ["--period", period, "--language", lang, "--months", "13"])).indicators.map((one) => ({ key: one.indicator, name: one.name }));
  const goals = (await region.run("goals", ["--period", period, "--language", lang])).goals.map((one) => ({ key: one.goal, name: one.name }));
  const months = Array.from({ length: 12 }, (_, index) => `2024-${String(12 - index).padStart(2, "0")}`);
  return {
    key: region.key, name: region.name, language: "sv", root: region.root, unit: region.root, period, periods: ["2024", "2024-T3", "2024-T2", "2024-T1", ...months].map((one) => ({ period: one, text: one })),
    units: region.units(), statements: region.statements(lang), indicators, measures: region.measures(), goals, reports: region.reports().map((one) => one.key), late_deliveries: 0, overdue_deliveries: 0,
  };
}

async function series(region, q, lang) {
  const [year, month] = lastMonth(q.period);
  const months = Array.from({ length: Math.min(Number(q.months ?? 24), 24) }, (_, index) => new Date(Date.UTC(year, month - 1 - index, 1)).toISOString().slice(0, 7)).reverse();
  const lines = { month: "actual", month_budget: "budget", month_forecast: "forecast", month_previous: "previous", r12: "r12" };
  const answers = [];
  for (const one of months) {
    const args = [q.key, "--period", one, "--language", lang, ...(q.unit ? ["--unit", q.unit] : []), "--compare", "budget,previous,r12", "--column", "month"];
    const { figures } = await region.run("figure", args).catch(() => ({ figures: [] }));
    const said = { month: one, text: one, actual: null, budget: null, forecast: null, previous: null, r12: null };
    for (const figure of figures) if (lines[figure.column]) said[lines[figure.column]] = figure;
    answers.push(said);
  }
  return { name: answers.find((one) => one.actual)?.actual.label ?? q.key, months: answers };
}

function lastMonth(period) {
  const [year, part = "12"] = (period.includes("..") ? period.split("..")[1] : period).split("-");
  if (part.startsWith("T")) return [Number(year), 4 * Number(part[1])];
  if (part.startsWith("Q")) return [Number(year), 3 * Number(part[1])];
  return [Number(year), part === "D" ? 8 : Number(part)];
}

async function deviations(region, q, figures) {
  const statement = region.statements("sv").find((one) => one.key === "income_statement");
  if (!statement) return { rows: [] };
  const column = q.against === "previous" ? "ytd_previous_change" : "ytd_budget_deviation";
  const whole = await region.run("statement", [statement.key, ...figures()]);
  const at = whole.columns.findIndex((one) => one.key === column);
  const size = (figure) => Math.abs(Number(figure?.value ?? 0));
  const rows = whole.rows.filter((row) => row.cells[at]?.value && Number(row.cells[at].value) !== 0).sort((a, b) => size(b.cells[at]) - size(a.cells[at])).slice(0, 5);
  const children = region.units().filter((unit) => unit.parent === (q.unit || region.root));
  const parts = [];
  for (const unit of children) parts.push({ unit, statement: await region.run("statement", [statement.key, ...figures({ ...q, unit: unit.code })]).catch(() => null) });
  return {
    rows: rows.map((row) => ({
      key: row.key, name: row.label, outcome: row.cells[0], deviation: row.cells[at],
      by_line: whole.rows.filter((one) => one.parent === row.key && one.cells[at]?.value).map((one) => ({ row: one.key, label: one.label, figure: one.cells[at] })),
      by_unit: parts.flatMap(({ unit, statement: of }) => {
        const figure = of?.rows.find((one) => one.key === row.key)?.cells[at];
        return figure?.value ? [{ unit: unit.code, name: unit.name, figure }] : [];
      }),
    })),
  };
}

async function mine(region) {
  const { objects } = await region.run("report status", [], { fresh: true });
  const open = objects.filter((one) => one.fields.state === "open" && one.fields.asks);
  return {
    comments: open.flatMap((one) => one.fields.asks.split(";").slice(0, 3).map((unit) => ({ report: one.fields.template, period: one.fields.period, unit, due: one.fields.due ?? "" }))),
    controls: [],
    signatures: objects.filter((one) => one.fields.state === "frozen").map((one) => ({ report: one.fields.template, period: one.fields.period, version: one.fields.version })),
  };
}

async function search(region, q, lang) {
  const { indicators, goals } = await about(region, lang);
  const risks = (await region.run("plan list", ["risk"])).objects.map((one) => ({ key: one.key, name: one.fields.name }));
  const all = [
    ...region.units().map((one) => ({ kind: "unit", key: one.code, name: one.name })), ...indicators.map((one) => ({ kind: "indicator", ...one })),
    ...goals.map((one) => ({ kind: "goal", ...one })), ...risks.map((one) => ({ kind: "risk", ...one })),
    ...region.reports().map((one) => ({ kind: "report", key: one.key, name: one.title })), ...region.statements(lang).map((one) => ({ kind: "statement", key: one.key, name: one.title })),
  ];
  return { hits: all.filter((hit) => `${hit.name} ${hit.key}`.toLowerCase().includes(q.q.toLowerCase())).slice(0, 30) };
}

async function plan(region, kind, key, verb, q) {
  if (!kind) return { kinds: KINDS.map((name) => ({ kind: name, meaning: name, has_own_steps: false, fields: [] })) };
  if (verb === "history") return region.run("plan history", [kind, key]);
  if (key) return region.run("plan show", [kind, key]);
  const { objects } = await region.run("plan list", [kind]);
  return { items: objects.filter((one) => !q.unit || one.fields.unit === q.unit), next: null };
}

async function reports(region, key, verb, more, q) {
  const period = ["--period", q.period];
  if (!key) {
    const { objects } = await region.run("report status", [], { fresh: true });
    return { items: region.reports().map((one) => ({ ...one, versions: objects.filter((object) => object.fields.template === one.key) })) };
  }
  if (verb === "comments") return { items: (await region.run("plan list", ["comment"])).objects.filter((one) => one.key.startsWith(`${key}.${q.period}.`)) };
  if (verb === "preview.html" || verb === "renderings") {
    const format = verb === "renderings" ? more : "html";
    const out = mkdtempSync(join(tmpdir(), "standin-"));
    const { files } = await region.run("report", [key, ...period, "--format", format, "--out", out], { fresh: true });
    return { file: files[0].path, type: format === "html" ? "text/html; charset=utf-8" : "application/octet-stream" };
  }
  if (verb === "diff") return region.run("report diff", [key, ...period]);
  return region.run("report status", [key, ...period], { fresh: true }).catch(() => ({ report: null, asked: [], commented: 0 }));
}

async function change(region, [what, key, verb, more], q, body) {
  const fresh = { fresh: true };
  const who = ["--who", "standin"];
  if (what === "load") return { job: "1" };
  if (what === "plan") {
    const fields = Object.entries(body.fields ?? {}).map(([name, value]) => `${name}=${value}`);
    return region.run("plan set", [key, verb, ...fields, "--version", String(body.seen), "--reason", body.reason || "webb", ...who], fresh);
  }
  if (what === "internal-control") {
    const year = ["--year", String(body.year)];
    if (key === "rollover") return region.run("plan rollover", [...year, ...who], fresh);
    if (key === "occurrences") return region.run("plan occurrences", ["--period", body.period, ...who], fresh);
    return region.run(`plan ${key}`, [...year, "--decision", body.decision, ...who], fresh);
  }
  const period = ["--period", body.period];
  switch (verb) {
    case "open": return region.run("report open", [key, ...period, ...(body.due ? ["--due", body.due] : []), ...who], fresh);
    case "comments": {
      const now = (await region.run("plan list", ["comment"])).objects.find((one) => one.key === `${key}.${body.period}.${more}`);
      if ((now?.version ?? 0) !== body.seen) throw new Problem(409, "Någon annan har ändrat texten");
      return region.run("report comment", [key, ...period, "--unit", more, "--text", body.text, ...(body.incomplete ? ["--incomplete", body.incomplete] : []), ...who], fresh);
    }
    case "freeze": await region.run("report freeze", [key, ...period, ...(body.incomplete ? ["--incomplete", body.incomplete] : []), ...who], fresh); return { job: "2" };
    case "sign": return region.run("report sign", [key, ...period, "--signer", "Anna Berg", "--decision", body.decision], fresh);
    case "publish": return region.run("report publish", [key, ...period, "--out", mkdtempSync(join(tmpdir(), "standin-")), ...who], fresh);
    case "correct": return region.run("report correct", [key, ...period, "--reason", body.reason, ...who], fresh);
  }
  throw new Problem(404, "Finns inte");
}
