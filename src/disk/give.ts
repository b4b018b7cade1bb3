// Gives an auditor what it asks for until it asks for nothing more.
import type { Problem } from "../model/declaration.ts";
import type { AuditResult } from "../model/finding.ts";
import { listFolder, loadFile } from "./load.ts";
import { pathOf } from "./uri.ts";

/** An auditor, as far as loading for it goes. */
export interface Takes<Settings> {
  put(uri: string, text: string, as: "asked"): void;
  remove(uri: string): void;
  putListing(folder: string, uris: readonly string[] | "missing"): void;
  wanted(settings: Settings): readonly string[];
  audit(settings: Settings): AuditResult;
}

/** Each round goes one module deeper; the deepest nesting that is evaluated is well below this. */
const rounds = 100;

/** Loads again and again until nothing is wanted, then audits. Files that cannot be read are added to the result's problems. */
export async function auditWithDisk<Settings>(taker: Takes<Settings>, settings: Settings, signal?: AbortSignal): Promise<AuditResult> {
  const problems: Problem[] = [];
  let wanted = taker.wanted(settings);
  for (let round = 0; wanted.length > 0 && round < rounds; round += 1) {
    signal?.throwIfAborted();
    for (const uri of wanted) {
      const problem = await give(taker, uri);
      if (problem) problems.push({ uri, start: 0, end: 0, message: problem });
    }
    wanted = taker.wanted(settings);
  }
  const result = taker.audit(settings);
  return problems.length ? { ...result, problems: [...result.problems, ...problems] } : result;
}

async function give<Settings>(taker: Takes<Settings>, uri: string): Promise<string | undefined> {
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
