// SPDX-License-Identifier: Apache-2.0
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/**
 * Typst, as the binary package of typst.ts offers it: the part that is used here. The package
 * around it only picks a binary by platform, and would bring a dozen others into the lock file.
 */
export interface NodeCompiler {
  mapShadow(path: string, content: Buffer): void;
  resetShadow(): void;
  evictCache(maxAge: number): void;
  compile(what: { mainFilePath: string }): CompileResult;
  /** `creationTimestamp` in seconds. Throws what the standard forbids. */
  pdf(document: Document, options: { pdfStandard?: string; creationTimestamp?: number }): Buffer;
  /** Typst's diagnostics; their ranges count from 0. */
  fetchDiagnostics(error: CompileError): unknown[];
}
export interface CompileResult {
  readonly result: Document | null;
  takeError(): CompileError | null;
}
export type Document = { readonly numOfPages: number };
export type CompileError = { readonly kind: string };

interface Binding {
  NodeCompiler: {
    create(options: { workspace: string; fontArgs: { fontBlobs: Buffer[] }[] }): NodeCompiler;
  };
}

// Typst asks fontconfig for the machine's fonts; see fonts.conf. Set before it is loaded.
process.env["FONTCONFIG_FILE"] = fileURLToPath(new URL("../../fonts.conf", import.meta.url));
const binding = createRequire(import.meta.url)(
  "@myriaddreamin/typst-ts-node-compiler-linux-x64-gnu",
) as Binding;

/** A compiler that sees these fonts (the bytes of font files) and no file on disk but `workspace`'s. */
export function makeCompiler(workspace: string, fontBlobs: Buffer[]): NodeCompiler {
  return binding.NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs }] });
}
