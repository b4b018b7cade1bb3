// Findings that were there when somebody began to look: they are reported and fail nothing.
import { writeFile } from "node:fs/promises";
import { loadFile, reasonOf } from "../disk/load.ts";
import type { AuditResult } from "../model/finding.ts";
import { Refusal } from "./host.ts";

/** Fingerprints, each with how many findings have it. */
export type Baseline = ReadonlyMap<string, number>;

export async function writeBaseline(path: string, result: AuditResult): Promise<void> {
  if (result.left) {
    const why = "There is more to judge than one audit holds, and what is not in the baseline would be new the next time";
    throw new Refusal(`${why}. The baseline was not written: write one for each of several smaller folders.`);
  }
  const counts = new Map<string, { rule: string; subject: string; count: number }>();
  for (const { fingerprint, rule, subject, suppressed } of result.findings) {
    if (suppressed) continue;
    counts.set(fingerprint, { rule, subject: subject.name, count: (counts.get(fingerprint)?.count ?? 0) + 1 });
  }
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify({ schema: 1, findings: Object.fromEntries(sorted) }, undefined, 2);
  await writeFile(path, `${text}\n`).catch((error: unknown) => {
    throw new Refusal(`The baseline could not be written to '${path}': ${reasonOf(error)}.`);
  });
}

export async function readBaseline(path: string): Promise<Baseline> {
  const loaded = await loadFile(path, largest);
  if (loaded === "missing") throw new Refusal(`The baseline '${path}' could not be read: it is not there.`);
  if ("problem" in loaded) throw new Refusal(`The baseline '${path}' could not be read. ${loaded.problem.split(/(?<=\.) /)[0]}`);
  const counts = fingerprints(parse(loaded.text));
  if (!counts) throw new Refusal(`'${path}' is no baseline. Write one with '--write-baseline ${path}'.`);
  return counts;
}

/** As much as the most findings that an audit holds take. */
const largest = 100 * 1024 * 1024;

/** As many findings of a fingerprint as the baseline knows are known; one more is new. */
export function withBaseline(result: AuditResult, baseline: Baseline): AuditResult {
  const left = new Map(baseline);
  const findings = result.findings.map((finding) => {
    const known = left.get(finding.fingerprint) ?? 0;
    if (finding.suppressed || known === 0) return finding;
    left.set(finding.fingerprint, known - 1);
    return { ...finding, baseline: true };
  });
  return { ...result, findings };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // said by the caller: it is no baseline
  }
}

function fingerprints(json: unknown): Baseline | undefined {
  if (typeof json !== "object" || json === null || !("findings" in json)) return undefined;
  const { findings } = json;
  if (typeof findings !== "object" || findings === null) return undefined;
  return new Map(Object.entries(findings).map(([key, entry]) => [key, countOf(entry)]));
}

function countOf(entry: unknown): number {
  return typeof entry === "object" && entry !== null && "count" in entry && typeof entry.count === "number" ? entry.count : 1;
}
