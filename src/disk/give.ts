// Gives an auditor what it asks for until it asks for nothing more.
import type { Problem } from "../model/declaration.ts";
import type { AuditResult } from "../model/finding.ts";
import { listFolder, loadFile } from "./load.ts";
import { pathOf } from "./uri.ts";

export interface Takes {
  put(uri: string, text: string, as: "asked"): void;
  remove(uri: string): void;
  putListing(folder: string, uris: readonly string[] | "missing"): void;
}

/** Each round goes one module deeper; the deepest nesting that is evaluated is well below this. */
const rounds = 100;

/** Audits again and again until nothing is wanted. Files that cannot be read are added to the result's problems. */
export async function auditWithDisk(taker: Takes, audit: () => AuditResult, signal?: AbortSignal): Promise<AuditResult> {
  const problems: Problem[] = [];
  let result = audit();
  for (let round = 0; result.wanted.length > 0 && round < rounds; round += 1) {
    signal?.throwIfAborted();
    for (const uri of result.wanted) {
      const problem = await give(taker, uri);
      if (problem) problems.push({ uri, start: 0, end: 0, message: problem });
    }
    result = audit();
  }
  return problems.length ? { ...result, problems: [...result.problems, ...problems] } : result;
}

async function give(taker: Takes, uri: string): Promise<string | undefined> {
  const path = pathOf(uri);
  if (uri.endsWith("/")) {
    taker.putListing(uri, path === undefined ? "missing" : await listFolder(path));
    return undefined;
  }
  const loaded = path === undefined ? "missing" : await loadFile(path);
  if (loaded !== "missing" && "text" in loaded) {
    taker.put(uri, loaded.text, "asked");
    return undefined;
  }
  taker.remove(uri);
  return loaded === "missing" ? undefined : loaded.problem;
}
