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
  note?: string;
  source?: string;
  row_title?: string;
  rows: StatementRow[];
}

export interface StatementRow {
  key: string;
  label: string;
  parent: string;
  style?: "normal" | "of_which" | "total" | "heading";
  indent?: number;
  note?: string;
  cells: (Figure | null)[];
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
  valid_to: string | null;
}

export type Area = "economy" | "production" | "access" | "personnel" | "other";

export interface Region {
  key: string;
  name: string;
  language: "sv" | "en";
  root: string;
  /** The unit that reports are about: where one starts. */
  unit: string;
  period: string | null;
  periods: { period: string; text: string }[];
  units: Unit[];
  statements: { key: string; title: string; area: Area }[];
  indicators: Named[];
  measures: Named[];
  goals: Named[];
  reports: string[];
  late_deliveries: number;
  overdue_deliveries: number;
}

export interface Account {
  id: string;
  login: string;
  name: string;
  disabled?: boolean;
  grants: { region: string; unit: string; role: string }[];
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
  meaning: string;
  has_own_steps: boolean;
  fields: { name: string; type: string; required: boolean; of: string[] }[];
}

/** Rows of a plan table: texts by the column's key. */
export interface PlanTable {
  columns?: { name: string; is_number: boolean }[];
  rows: Record<string, string>[];
}

export interface Deviation {
  key: string;
  name: string;
  outcome: Figure | null;
  deviation: Figure;
  share?: Figure | null;
  by_unit: { unit: string; name: string; figure: Figure }[];
  by_line: { row: string; label: string; figure: Figure }[];
}

export interface Mine {
  comments: { report: string; period: string; unit: string; due: string }[];
  controls: { id: string; control: string; name: string; unit: string; due: string; overdue: boolean }[];
  signatures: { report: string; period: string; version: string }[];
}

export interface Series {
  name: string;
  months: ({ month: string; text: string } & Record<SeriesLine, Figure | null>)[];
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
  period?: string;
}

/** A delivery that the region awaits. */
export interface Owed {
  fact: string;
  from: string;
  period: string;
  state: "in" | "late" | "awaited" | "overdue";
  days_late: number;
  due: string | null;
  file: string | null;
}

export interface Deliveries {
  deliveries: Delivery[];
  owed: Owed[];
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
  shown: Figure | null;
  other: Figure | null;
  difference: Figure | null;
  within_rounding: boolean;
}

export interface ReportStatus {
  report: PlanObject | null;
  asked: { unit: string; name: string; kind: string; has_commented: boolean; waits_for: string[] }[];
  commented: number;
}

export interface Step {
  value: number;
  word: string;
  description: string;
}

export interface RiskScale {
  key: string;
  name: string;
  likelihood_name: string;
  consequence_name: string;
  likelihood: Step[];
  consequence: Step[];
  /** Rising. A cell's and a risk's `level` is a place in this list. */
  levels: { name: string; symbol: string; rank: number; obligation: string }[];
  cells: { likelihood: number; consequence: number; level: number }[];
}

export interface Risk {
  key: string;
  name: string;
  owner: string;
  response: string;
  mandatory: boolean;
  scale: string | null;
  likelihood: number | null;
  consequence: number | null;
  value: string | null;
  level: number | null;
}

export interface InternalControl {
  year: number;
  scales: RiskScale[];
  risks: Risk[];
  groups: { name: string; risks: string[] }[];
  controls: { key: string; name: string; unit: string; performer: string; frequency: string; risks: string[]; months: string[] }[];
  mitigations: { key: string; name: string; owner: string; risks: string[]; starts: string | null; ends: string | null; status: string; effect: string }[];
}

export interface Adoption {
  adoption: AdoptionEntry | null;
  as_adopted: boolean;
  changed: unknown[];
  assurance: AdoptionEntry | null;
  as_assured: boolean;
}
export type AdoptionEntry = Record<string, unknown>;

export interface Job {
  id: string;
  kind: string;
  state: "running" | "done" | "failed" | "cancelled";
  progress: { done?: number; total?: number; unit?: string; text?: string } | null;
  result?: unknown;
  problem?: ProblemBody | null;
}

export interface ProblemBody {
  type?: string;
  title: string;
  status: number;
  detail?: string;
  request_id?: string;
  diagnostics?: Diagnostic[];
  /** Seconds to wait before trying again, when the server says so. */
  retry_after?: string;
  /** Of a conflict: what others wrote meanwhile. */
  theirs?: PlanObject | null;
}
