// Gives an auditor what it asks for until it asks for nothing more.
import { setImmediate as breathe } from "node:timers/promises";
import type { Problem } from "../model/declaration.ts";
import type { AuditResult } from "../model/finding.ts";
import { isOutside, repositoryOf } from "./boundary.ts";
import { listFolder, loadFile } from "./load.ts";
import { pathOf } from "./uri.ts";

/** An auditor, as far as loading for it goes. */
export interface Takes<Settings> {
  /** URI of the folder that is audited, ending in `/`. */
  readonly root: string;
  put(uri: string, text: string, as: "asked"): void;
  remove(uri: string): void;
  putListing(folder: string, uris: readonly string[] | "missing"): void;
  wanting(settings: Settings): Generator<undefined, readonly string[]>;
  auditing(settings: Settings): Generator<undefined, AuditResult>;
}

/** Each round goes one module deeper; the deepest nesting that is evaluated is well below this. */
const rounds = 100;

/** Milliseconds of work after which others get their turn: edits that have arrived, and a wish to stop. */
const turn = 40;

/** Loads again and again until nothing is wanted, then audits; stops between two deployments when it is told to. Files that cannot be read are added to the result's problems. */
export async function auditWithDisk<Settings>(taker: Takes<Settings>, settings: Settings, signal?: AbortSignal): Promise<AuditResult> {
  const problems: Problem[] = [];
  const repository = repositoryOf(taker.root);
  let wanted = await drive(taker.wanting(settings), signal);
  for (let round = 0; wanted.length > 0 && round < rounds; round += 1) {
    signal?.throwIfAborted();
    for (const uri of wanted) {
      const problem = await give(taker, uri, repository);
      if (problem) problems.push({ uri, start: 0, end: 0, message: problem });
    }
    wanted = await drive(taker.wanting(settings), signal);
  }
  const result = await drive(taker.auditing(settings), signal);
  return problems.length ? { ...result, problems: [...result.problems, ...problems] } : result;
}

async function drive<Answer>(steps: Generator<undefined, Answer>, signal: AbortSignal | undefined): Promise<Answer> {
  for (let since = performance.now(); ; ) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - since < turn) continue;
    await breathe();
    signal?.throwIfAborted();
    since = performance.now();
  }
}

async function give<Settings>(taker: Takes<Settings>, uri: string, repository: string | undefined): Promise<string | undefined> {
  const outside = isOutside(uri, repository);
  const path = outside ? undefined : pathOf(uri);
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
  if (outside) return "This file is named by a template, lies outside the repository, and was not read.";
  return loaded === "missing" ? undefined : loaded.problem;
}
