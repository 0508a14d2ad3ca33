// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { isFields, Refusal, type Detail, type PdfRequest } from "./protocol.js";
import { makeCompiler, type NodeCompiler } from "./typst.js";

/** No such folder: a document reads the files of its request only. */
const WORKSPACE = "/nonexistent/redthread-press";
const MAIN = `${WORKSPACE}/main.typ`;
/** Cached results that were of no use in so many documents are dropped. */
const DOCUMENTS_REMEMBERED = 8;

/** By its fonts: reading them is most of what a compiler costs to make. */
const compilers = new Map<string, NodeCompiler>();

/** The PDF of a Typst document, in base64. */
export function setPdf(request: PdfRequest): string {
  const compiler = compilerWith(request.fonts);
  compiler.resetShadow();
  compiler.mapShadow(MAIN, Buffer.from(request.source));
  for (const [path, file] of Object.entries(request.files)) {
    const bytes = "text" in file ? Buffer.from(file.text) : Buffer.from(file.base64, "base64");
    compiler.mapShadow(join(WORKSPACE, path), bytes);
  }
  try {
    return compile(compiler, request).toString("base64");
  } finally {
    compiler.evictCache(DOCUMENTS_REMEMBERED);
  }
}

function compile(compiler: NodeCompiler, request: PdfRequest): Buffer {
  const compiled = compiler.compile({ mainFilePath: MAIN });
  const failed = compiled.takeError();
  const document = compiled.result;
  if (failed || !document) {
    throw refusal(failed ? compiler.fetchDiagnostics(failed).map(detailOf) : []);
  }
  const options: { pdfStandard?: string; creationTimestamp?: number } = {};
  if (request.standard !== undefined) options.pdfStandard = request.standard;
  if (request.creationTimestamp !== undefined) options.creationTimestamp = request.creationTimestamp;
  try {
    return compiler.pdf(document, options);
  } catch (error) {
    throw refusal(detailsInDebugText(String(error)));
  }
}

function refusal(details: Detail[]): Refusal {
  const first = details[0]?.message ?? "no reason given";
  return new Refusal(`Typst refuses the document: ${first}`, details);
}

function detailOf(found: unknown): Detail {
  if (!isFields(found)) return { message: String(found) };
  const detail: Detail = { message: String(found["message"]) };
  if (typeof found["path"] === "string") detail.path = found["path"].replace(`${WORKSPACE}/`, "");
  const start = isFields(found["range"]) ? found["range"]["start"] : undefined;
  if (isFields(start)) {
    detail.line = Number(start["line"]) + 1;
    detail.column = Number(start["character"]) + 1;
  }
  return detail;
}

/** What a standard forbids comes as Rust's debug text of a list: `[… message: "…", …]`. */
function detailsInDebugText(text: string): Detail[] {
  const found = [...text.matchAll(/\bmessage: ("(?:[^"\\]|\\.)*")/g)];
  if (found.length === 0) return [{ message: text }];
  return found.map((match) => ({ message: unquoted(match[1] ?? "") }));
}

function unquoted(literal: string): string {
  return literal.slice(1, -1).replaceAll(/\\(.)/g, "$1");
}

function compilerWith(fonts: string[]): NodeCompiler {
  const key = JSON.stringify(fonts);
  let compiler = compilers.get(key);
  if (!compiler) {
    const fontBlobs = fonts.flatMap(filesOf).map((path) => readFileSync(path));
    compiler = makeCompiler(WORKSPACE, fontBlobs);
    compilers.set(key, compiler);
  }
  return compiler;
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) throw new Refusal(`there is no font file or folder ${path}`);
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => /\.(ttf|otf|ttc)$/i.test(name));
  return names.sort().map((name) => join(path, name));
}
