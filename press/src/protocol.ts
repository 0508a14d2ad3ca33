// SPDX-License-Identifier: Apache-2.0

/** One line in, one line out. What is not as described here is answered with an error. */

export interface ChartRequest {
  id: number;
  verb: "chart";
  /** An ECharts option; formatters are lookup tables, see texts.ts. */
  option: Record<string, unknown>;
  /** In CSS pixels. */
  width: number;
  height: number;
}

/** A file that the source reads, by its path: its text, or its bytes in base64. */
export type PdfFile = { text: string } | { base64: string };

export interface PdfRequest {
  id: number;
  verb: "pdf";
  /** Typst. */
  source: string;
  files: Record<string, PdfFile>;
  /** Font files, or folders of them. No other fonts are seen. */
  fonts: string[];
  /** A PDF standard as Typst names it, e.g. `ua-1`. */
  standard?: string;
  /** Seconds since 1970. */
  creationTimestamp?: number;
}

export type Request = ChartRequest | PdfRequest;

/** Where in a source something is wrong; lines and columns from 1. */
export interface Detail {
  message: string;
  path?: string;
  line?: number;
  column?: number;
}

export type Answer =
  | { id: number; svg: string }
  | { id: number; pdf: string }
  | { id: number | null; error: { message: string; details: Detail[] } };

/** What a request could not be answered for. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly details: Detail[] = [],
  ) {
    super(message);
  }
}

type Fields = Record<string, unknown>;

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The request on a line. Throws Refusal. */
export function parseRequest(value: unknown): Request {
  if (!isFields(value)) throw new Refusal("a request is a JSON object");
  if (typeof value["id"] !== "number") throw new Refusal("a request has a number as its id");
  switch (value["verb"]) {
    case "chart":
      return parseChart(value, value["id"]);
    case "pdf":
      return parsePdf(value, value["id"]);
    default:
      throw new Refusal(`unknown verb: ${JSON.stringify(value["verb"])}`);
  }
}

function parseChart(fields: Fields, id: number): ChartRequest {
  const { option, width, height } = fields;
  if (!isFields(option)) throw new Refusal("option is an object");
  return { id, verb: "chart", option, width: size("width", width), height: size("height", height) };
}

function size(name: string, value: unknown): number {
  if (typeof value === "number" && value > 0 && value <= 10_000) return value;
  throw new Refusal(`${name} is a number from 1 to 10000`);
}

function parsePdf(fields: Fields, id: number): PdfRequest {
  const { source, files, fonts, standard, creationTimestamp } = fields;
  if (typeof source !== "string") throw new Refusal("source is a string");
  if (!isFields(files) || !Object.values(files).every(isFile)) {
    throw new Refusal("files is an object of {text} or {base64}");
  }
  if (!Array.isArray(fonts) || !fonts.every((font) => typeof font === "string")) {
    throw new Refusal("fonts is a list of paths");
  }
  const request: PdfRequest = {
    id,
    verb: "pdf",
    source,
    files: files as Record<string, PdfFile>,
    fonts,
  };
  if (standard !== undefined) {
    if (typeof standard !== "string") throw new Refusal("standard is a string");
    request.standard = standard;
  }
  if (creationTimestamp !== undefined) {
    if (typeof creationTimestamp !== "number") throw new Refusal("creationTimestamp is a number");
    request.creationTimestamp = creationTimestamp;
  }
  return request;
}

function isFile(value: unknown): boolean {
  return isFields(value) && (typeof value["text"] === "string" || typeof value["base64"] === "string");
}
