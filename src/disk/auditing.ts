// Gives an auditor what it asks for until it asks for nothing more, from wherever files are.
import type { AuditResult } from "../model/finding.ts";
import { breathe } from "./breathe.ts";
import type { Loaded } from "./load.ts";

/** An auditor, as far as loading for it goes. */
export interface Takes<Settings> {
  /** URI of the folder that is audited, ending in `/`. */
  readonly root: string;
  put(uri: string, text: string, as: "asked"): void;
  remove(uri: string): void;
  putUnread(uri: string, why: string, as: "asked"): void;
  putListing(folder: string, uris: readonly string[] | "missing"): void;
  auditing(settings: Settings): Generator<readonly string[], AuditResult>;
}

/** Where files come from. A problem is a full sentence. */
export interface Gives {
  load(uri: string): Promise<Loaded>;
  /** URIs of the files directly in a folder. */
  list(folder: string): Promise<readonly string[] | "missing" | { readonly problem: string }>;
}

/** Milliseconds of work after which others get their turn: edits that have arrived, and a wish to stop. */
const turn = 20;

/** Audits, and loads what is asked for meanwhile; stops between two deployments when it is told to. */
export async function auditGiving<Settings>(
  giver: Gives,
  taker: Takes<Settings>,
  settings: Settings,
  signal?: AbortSignal,
): Promise<AuditResult> {
  const steps = taker.auditing(settings);
  for (let since = performance.now(); ; ) {
    const step = steps.next();
    if (step.done) return step.value;
    for (const uri of step.value) await give(giver, taker, uri);
    if (performance.now() - since < turn) continue;
    await breathe();
    signal?.throwIfAborted();
    since = performance.now();
  }
}

async function give<Settings>(giver: Gives, taker: Takes<Settings>, uri: string): Promise<void> {
  if (uri.endsWith("/")) {
    const listed = await giver.list(uri);
    if (typeof listed === "string" || !("problem" in listed)) return taker.putListing(uri, listed);
    taker.putListing(uri, "missing");
    return taker.putUnread(uri, listed.problem, "asked");
  }
  const loaded = await giver.load(uri);
  if (loaded === "missing") taker.remove(uri);
  else if ("text" in loaded) taker.put(uri, loaded.text, "asked");
  else taker.putUnread(uri, loaded.problem, "asked");
}
