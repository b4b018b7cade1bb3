// Gives an auditor what it asks for until it asks for nothing more.
import { setImmediate as breathe } from "node:timers/promises";
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
  putUnread(uri: string, why: string, as: "asked"): void;
  putListing(folder: string, uris: readonly string[] | "missing"): void;
  auditing(settings: Settings): Generator<readonly string[], AuditResult>;
}

/** Milliseconds of work after which others get their turn: edits that have arrived, and a wish to stop. */
const turn = 40;

/** Audits, and loads what is asked for meanwhile; stops between two deployments when it is told to. */
export async function auditWithDisk<Settings>(taker: Takes<Settings>, settings: Settings, signal?: AbortSignal): Promise<AuditResult> {
  const repository = repositoryOf(taker.root);
  const steps = taker.auditing(settings);
  for (let since = performance.now(); ; ) {
    const step = steps.next();
    if (step.done) return step.value;
    for (const uri of step.value) await give(taker, uri, repository);
    if (performance.now() - since < turn) continue;
    await breathe();
    signal?.throwIfAborted();
    since = performance.now();
  }
}

async function give<Settings>(taker: Takes<Settings>, uri: string, repository: string | undefined): Promise<void> {
  const outside = isOutside(uri, repository);
  const path = outside ? undefined : pathOf(uri);
  if (uri.endsWith("/")) return taker.putListing(uri, path === undefined ? "missing" : await listFolder(path));
  const loaded = path === undefined ? "missing" : await loadFile(path);
  if (outside) taker.putUnread(uri, "This file is named by a template, lies outside the repository, and was not read.", "asked");
  else if (loaded === "missing") taker.remove(uri);
  else if ("text" in loaded) taker.put(uri, loaded.text, "asked");
  else taker.putUnread(uri, loaded.problem, "asked");
}
