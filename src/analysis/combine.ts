// Judgements of all deployments as one list: the same finding from several is one that names them; the order is fixed.
import type { Check, Finding } from "../model/finding.ts";
import type { Origin } from "../model/origin.ts";

/** In order of file, position, rule; equal ones joined. */
export function combineFindings(all: readonly Finding[]): readonly Finding[] {
  const seen = new Map<string, Finding>();
  for (const finding of all) {
    const key = [
      finding.rule,
      finding.verdict,
      place(finding.at),
      finding.requirement?.id ?? "",
      finding.value ?? "",
      finding.message,
    ].join("\n");
    const have = seen.get(key);
    seen.set(key, have ? { ...have, deployments: union(have.deployments, finding.deployments) } : finding);
  }
  return [...seen.values()].sort(byPlace);
}

export function combineChecks(all: readonly Check[]): readonly Check[] {
  const seen = new Map<string, Check>();
  for (const check of all) {
    const key = [
      check.rule,
      check.verdict,
      check.subject.key,
      check.requirement?.id ?? "",
      check.value ?? "",
      check.ports?.join() ?? "",
    ].join("\n");
    const have = seen.get(key);
    seen.set(key, have ? { ...have, deployments: union(have.deployments, check.deployments) } : check);
  }
  return [...seen.values()];
}

function byPlace(a: Finding, b: Finding): number {
  return (
    compare(fileOf(a.at), fileOf(b.at)) ||
    startOf(a.at) - startOf(b.at) ||
    compare(a.rule, b.rule) ||
    compare(a.value ?? "", b.value ?? "") ||
    compare(a.message, b.message)
  );
}

function place(at: Origin): string {
  return at.from === "file" ? `${at.uri}:${at.start}-${at.end}` : fileOf(at);
}

function fileOf(at: Origin): string {
  return at.from === "file" ? at.uri : at.from === "azure" ? at.id : at.of;
}

function startOf(at: Origin): number {
  return at.from === "file" ? at.start : 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function union(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...new Set([...a, ...b])];
}
