// The one way tests audit files: in memory, with the real readers, until nothing more is wanted.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Auditor } from "../../src/analysis/auditor.ts";
import { defaultSettings, type Settings } from "../../src/analysis/configuration/settings.ts";
import { createAuditor, loadReaders } from "../../src/audit.ts";
import type { AuditResult } from "../../src/model/finding.ts";
import type { Reader } from "../../src/model/reader.ts";
import { root, settle } from "./settle.ts";

const require = createRequire(import.meta.url);
let loading: Promise<readonly Reader[]> | undefined;

/** The readers, loaded once a process. */
export function readers(): Promise<readonly Reader[]> {
  loading ??= loadReaders({
    runtime: readFileSync(require.resolve("web-tree-sitter/web-tree-sitter.wasm")),
    grammar: readFileSync(require.resolve("@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm")),
  });
  return loading;
}

/** Files by path; the audit of them all. What is wanted and not among them is missing. */
export async function audit(
  files: Readonly<Record<string, string>>,
  settings: Partial<Settings> = {},
): Promise<AuditResult & { readonly auditor: Auditor }> {
  const auditor = createAuditor(await readers(), root, "2026-03-19");
  for (const [path, text] of Object.entries(files)) auditor.put(root + path, text);
  return { ...settle(auditor, { ...defaultSettings, ...settings }), auditor };
}
