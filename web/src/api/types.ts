// SPDX-License-Identifier: Apache-2.0
// What the API answers with. Values are texts that the server wrote in the asked language; `value` is
// exact (a decimal or a fraction, `751/3998`) and serves places on a chart only.

export type State = "present" | "missing" | string;
export type StatusWord = "green" | "yellow" | "red" | "none";
export type TrendWord = "positive" | "neutral" | "negative" | "none";

/** A number somewhere on a page. `id` is its address: REGION/KEY/UNIT/PERIOD/ORGANISATION/COLUMN. */
export interface Figure {
  id: string;
  label: string;
  value: string | null;
  text: string;
  measure_unit: string;
  state: State;
  state_note: string;
  period: string;
  scenario: string;
  unit: string;
  column?: string;
}

export interface Source {
  line: number;
  written: string;
  note: string;
  delivery: number;
  file: string;
  sha256: string;
  loaded_at: string;
  loaded_by: string;
}

/** A figure with the way that it was made, down to deliveries. */
export interface Thread extends Figure {
  operation: string;
  definition: string;
  definition_version: number;
  explanation: string;
  operands: Thread[];
  sources: Source[];
  comparisons?: Figure[];
}

export interface Indicator {
  indicator: string;
  name: string;
  outcome: Figure | null;
  previous: Figure | null;
  target: string;
  target_level: string;
  to_target: Figure | null;
  status: StatusWord;
  trend: TrendWord;
  history?: { month: string; value: string | null; text?: string; status: StatusWord }[];
}

export interface Statement {
  statement: string;
  title: string;
  measure_unit: string;
  columns: { key: string; title: string }[];
  rows: { key: string; label: string; parent: string; strong?: boolean; cells: (Figure | null)[] }[];
}

export interface Goal {
  goal: string;
  name: string;
  parent: string;
  attained: number;
  judged: number;
  total: number;
  status: StatusWord;
  trend: TrendWord;
  rule: string;
}

export interface Named {
  key: string;
  name: string;
}

export interface Unit {
  code: string;
  name: string;
  parent: string;
  kind: string;
  valid_from: string;
  valid_to: string;
}

export type Area = "economy" | "production" | "access" | "personnel" | "other";

export interface Region {
  key: string;
  name: string;
  languages: string[];
  root: string;
  period: string;
  periods: string[];
  units: Unit[];
  statements: { key: string; title: string; area: Area }[];
  indicators: Named[];
  measures: Named[];
  goals: Named[];
  reports: { key: string; title: string }[];
  version: string;
  mine?: { unit: string; permissions: string[] }[];
  complete?: { missing: { what: string; period: string; text: string }[] };
}

export interface Account {
  id: string;
  login: string;
  name: string;
  disabled?: boolean;
  grants: { region: string; unit: string; role: string }[];
  permissions?: string[];
}

export interface PlanObject {
  kind: string;
  key: string;
  id?: string;
  version: number;
  fields: Record<string, string>;
}

export interface HistoryEntry {
  sequence: number;
  at: string;
  who: string;
  kind: string;
  key: string;
  version: number;
  before: Record<string, string> | null;
  after: Record<string, string> | null;
  reason: string;
  hash: string;
}

export interface Kind {
  kind: string;
  name: string;
  fields: { name: string; label: string; type: string; required: boolean; values?: string[]; kind?: string }[];
}

/** Rows of a plan table: texts by the column's key. */
export interface PlanTable {
  columns?: { key: string; title: string }[];
  rows: Record<string, string>[];
}

export interface Deviation {
  key: string;
  name: string;
  outcome: Figure;
  deviation: Figure;
  by_unit: { unit: string; name: string; figure: Figure }[];
  by_line: { row: string; label: string; figure: Figure }[];
}

export interface Mine {
  comments: { report: string; title?: string; period: string; unit: string; due: string }[];
  controls: { id: string; name: string; unit: string; due: string }[];
  signatures: { report: string; title?: string; period: string }[];
}

export interface Series {
  key: string;
  name: string;
  unit: string;
  months: ({ month: string } & Record<SeriesLine, Figure | null>)[];
}
export type SeriesLine = "actual" | "budget" | "forecast" | "previous" | "r12";

export interface Delivery {
  id: number;
  fact: string;
  file: string;
  sha256: string;
  rows: number;
  quarantined: number;
  loaded_at: string;
  loaded_by: string;
  month?: string;
}

export interface Diagnostic {
  severity: string;
  code: string;
  message: string;
  hint: string;
  file?: string;
  line?: number;
  column?: number;
  place?: { file: string; line: number; column: number };
}

export interface Finding {
  kind: string;
  title: string;
  shown: Figure;
  other: Figure;
  difference: Figure;
  within_rounding: boolean;
}

export interface ReportStatus {
  report: PlanObject | null;
  asked: { unit: string; name: string; kind: string; has_commented: boolean; waits_for: string[] }[];
  commented?: number;
  chapters?: { id: string; title: string; words: number }[];
  findings?: Finding[];
}

export interface ControlResult {
  month: string;
  result: string;
}

export interface InternalControl {
  scale: {
    id: string;
    name?: string;
    likelihood_name?: string;
    consequence_name?: string;
    likelihoods: { value: number; word: string }[];
    consequences: { value: number; word: string }[];
    /** cells[likelihood][consequence], from the lowest step up. */
    cells: ({ level: string; word: string; symbol: string; colour: string; rank: number } | null)[][];
  } | null;
  risks: {
    id: string;
    name: string;
    unit: string;
    likelihood: number | null;
    consequence: number | null;
    level: string;
    owner: string;
    mandatory?: boolean;
    measures: { id: string; name: string; status: string }[];
  }[];
  controls: {
    id: string;
    name: string;
    risk: string;
    unit: string;
    frequency: string;
    responsible: string;
    months: ControlResult[];
  }[];
  adoption: { decision: string; day: string; who: string; text: string; holds?: boolean } | null;
  assurance?: { decision: string; day: string; who: string; text: string; holds?: boolean } | null;
}

export interface Job {
  id: string;
  kind: string;
  state: "running" | "done" | "failed" | "cancelled";
  progress: { done: number; total: number; unit: string; text: string };
  result?: unknown;
  problem?: ProblemBody;
}

export interface ProblemBody {
  type?: string;
  title: string;
  status: number;
  detail?: string;
  request_id?: string;
  diagnostics?: Diagnostic[];
  mine?: string;
  theirs?: string;
  theirs_version?: number;
}
