// Deployments that hold nothing that a rule begins from, as far as the outlines of their files tell. They take neither evaluation nor rules.
import { type Outlined, unitOf } from "./discover.ts";
import type { Plan } from "./plans.ts";
import type { Files, Record } from "./world.ts";

/** Modules nested deeper, or in a circle, are left to evaluation, which says so. */
const deepest = 20;

/** What evaluation would ask for; undefined where the deployment has to be evaluated to know. */
export function idleRecord(
  plan: Plan,
  files: Files,
  outlineOf: (uri: string) => Outlined | undefined,
  begins: (kind: string) => boolean,
): Record | undefined {
  if (plan.given) return undefined;
  const record: Record = { reads: new Map(), lists: new Map() };
  const done = new Set<string>();
  const isIdleFile = (uri: string, depth: number): boolean => {
    const given = files.files.get(uri);
    const outline = outlineOf(uri)?.outline;
    if (!given || !outline?.types || outline.types.some(begins)) return false;
    record.reads.set(uri, given);
    for (const need of outline.needs ?? []) {
      const known = files.files.get(need);
      if (!known) return false;
      record.reads.set(need, known);
    }
    return outline.uses.every((used) => isIdle(used, depth + 1));
  };
  const isIdle = (unit: string, depth: number): boolean => {
    if (done.has(unit)) return true;
    if (depth > deepest || !unit.endsWith("/")) return false;
    const listed = files.list(unit);
    if (typeof listed === "string") return false;
    record.lists.set(unit, listed);
    const idle = listed.every((uri) => !takesPart(uri, unit, plan, outlineOf) || isIdleFile(uri, depth));
    if (idle) done.add(unit);
    return idle;
  };
  const idle = plan.members.every(({ entry }) => isIdle(entry.uri, 0) && entry.parameters.every((uri) => reads(uri, files, record)));
  return idle ? record : undefined;
}

/** Whether evaluation reads a file because it lies in its folder. */
function takesPart(uri: string, unit: string, { members }: Plan, outlineOf: (uri: string) => Outlined | undefined): boolean {
  const outlined = outlineOf(uri);
  if (!outlined) return members.some(({ reader }) => reader.claims(uri));
  return outlined.outline.role === "template" && unitOf(outlined) === unit;
}

function reads(uri: string, { files }: Files, { reads }: Record): boolean {
  const given = files.get(uri);
  if (given === undefined || given === "missing") return false;
  reads.set(uri, given);
  return true;
}
