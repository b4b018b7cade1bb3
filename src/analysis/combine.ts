// Judgements of all deployments as one list: the same finding from several is one that names them; the order is fixed.
import type { Check, Finding } from "../model/finding.ts";
import type { Origin } from "../model/origin.ts";
import type { Judgement } from "./judge.ts";

/** In order of file, position, rule; equal ones joined. */
export function combineFindings(judgements: readonly Pick<Judgement, "findings">[]): readonly Finding[] {
  return combine(
    judgements.map(({ findings }) => findings),
    findingKey,
  ).sort(byPlace);
}

export function combineChecks(judgements: readonly Judgement[]): readonly Check[] {
  return combine(
    judgements.map(({ checks }) => checks),
    checkKey,
  );
}

/** Of each list that did not change since the last time, the keys are known: making them takes most of the time. */
const keys = new WeakMap<readonly unknown[], readonly string[]>();

function combine<Item extends { readonly deployments: readonly string[] }>(
  lists: readonly (readonly Item[])[],
  keyOf: (item: Item) => string,
): Item[] {
  const seen = new Map<string, Item>();
  const joined = new Map<string, Set<string>>();
  for (const list of lists) {
    const known = keys.get(list) ?? list.map(keyOf);
    keys.set(list, known);
    for (const [index, item] of list.entries()) {
      const key = known[index] ?? "";
      const have = seen.get(key);
      if (!have) {
        seen.set(key, item);
        continue;
      }
      const names = joined.get(key) ?? new Set(have.deployments);
      for (const name of item.deployments) names.add(name);
      joined.set(key, names);
    }
  }
  for (const [key, names] of joined) {
    const have = seen.get(key);
    if (have && names.size > have.deployments.length) seen.set(key, { ...have, deployments: [...names] });
  }
  return [...seen.values()];
}

function findingKey(finding: Finding): string {
  return [finding.rule, finding.verdict, place(finding.at), finding.requirement?.id ?? "", finding.value ?? "", finding.message].join("\n");
}

function checkKey(check: Check): string {
  return [
    check.rule,
    check.verdict,
    check.subject.key,
    place(check.subject.at),
    check.witness ? place(check.witness.at) : "",
    check.requirement?.id ?? "",
    check.value ?? "",
    check.ports?.join() ?? "",
  ].join("\n");
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

/** What a place is in: a file's URI, else the id of what runs in Azure. */
export function fileOf(at: Origin): string {
  return at.from === "file" ? at.uri : at.from === "azure" ? at.id : at.of;
}

function startOf(at: Origin): number {
  return at.from === "file" ? at.start : 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
