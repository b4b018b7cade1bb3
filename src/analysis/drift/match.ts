// Which live resource a declared one is: by name where it is known, by what is known of it, or because there is only one.
import type { Graph, Resource } from "../../model/graph.ts";
import { identity } from "../../model/look.ts";
import type { Value } from "../../model/value.ts";
import { matches } from "../glob.ts";
import { ofOthers } from "./others.ts";
import { COMPARED } from "./paths.ts";

export interface Matching {
  readonly pairs: ReadonlyMap<Resource, Resource>;
  /** Declared for sure under a name that is known, and not live. */
  readonly missing: readonly Resource[];
  /** Live and not declared, where their parents are declared, or with everything else. */
  readonly extra: readonly Resource[];
}

/**
 * Parents first: a child is looked for among the children of its parent's match only. `live` is what one workspace stands in;
 * `elsewhere` says whether a resource of that lower-case type and name was read beside it.
 */
export function match(declared: Graph, live: Graph, elsewhere: (kind: string, name: string) => boolean): Matching {
  const pairs = new Map<Resource, Resource>();
  const taken = new Set<Resource>();
  const missing: Resource[] = [];
  const wanted = declared.resources.filter(isCompared).sort((a, b) => depth(a) - depth(b));
  const all = live.resources.filter(isCompared);
  for (const sure of [3, 2, 1]) {
    for (const resource of wanted) {
      if (pairs.has(resource)) continue;
      const parent = resource.parent && pairs.get(resource.parent);
      if (resource.parent && isCompared(resource.parent) && !parent) continue;
      const among = all.filter((one) => one.kind === resource.kind && !taken.has(one) && (!parent || one.parent === parent));
      const found = among.filter((one) => likeness(resource, one) >= sure);
      const rivals = wanted.filter((one) => !pairs.has(one) && one.kind === resource.kind && one.parent === resource.parent);
      const only = found[0];
      if (!only || (sure < 3 && found.length > 1) || (sure === 1 && rivals.length > 1)) continue;
      pairs.set(resource, only);
      taken.add(only);
    }
  }
  const others = ofOthers(declared, wanted, pairs);
  for (const resource of wanted) {
    const isSure = !pairs.has(resource) && resource.condition.length === 0 && !resource.repeated && isKnown(resource);
    const parentIsThere = !resource.parent || !isCompared(resource.parent) || pairs.has(resource.parent);
    const isOurs = !others.has(resource) && !elsewhere(resource.kind, nameOf(resource));
    if (isSure && parentIsThere && isOurs && !live.mayHold(resource.type)) missing.push(resource);
  }
  const parents = new Set(pairs.values());
  const groups = new Set([...parents].flatMap(groupOf));
  const open = wanted.filter((one) => !pairs.has(one));
  const extra = all.filter((one) => {
    if (taken.has(one) || (one.parent && isCompared(one.parent) && !parents.has(one.parent))) return false;
    if (!(one.parent && isCompared(one.parent)) && !groupOf(one).some((group) => groups.has(group))) return false;
    return (
      !open.some((other) => other.kind === one.kind && likeness(other, one) > 0) &&
      !declared.mayHold(one.type) &&
      !hasOpen(declared, pairs, one)
    );
  });
  return { pairs, missing, extra };
}

/** The lower-case resource group that a live resource lies in: what lies in groups without anything of the code is not the code's. */
function groupOf(live: Resource): readonly string[] {
  const group = live.home?.resourceGroup;
  return group?.kind === "scalar" ? [`${String(identity(live.home?.subscription ?? group))} ${String(group.value).toLowerCase()}`] : [];
}

function nameOf({ names }: Resource): string {
  const name = names.at(-1);
  return name?.kind === "scalar" ? String(name.value).toLowerCase() : "";
}

/** Whether the declared parent may hold more children than are seen. */
function hasOpen(declared: Graph, pairs: ReadonlyMap<Resource, Resource>, one: Resource): boolean {
  const parent = [...pairs].find(([, live]) => live === one.parent)?.[0];
  return parent !== undefined && declared.children(parent, one.type.slice(one.type.lastIndexOf("/") + 1)).open !== undefined;
}

function isCompared(resource: Resource): boolean {
  return !resource.existing && Object.hasOwn(COMPARED, resource.kind);
}

function depth(resource: Resource): number {
  return resource.type.split("/").length;
}

function isKnown(resource: Resource): boolean {
  return resource.names.every((name) => name.kind === "scalar");
}

/** 3: the same name; 2: what is known of the name fits; 1: nothing is known of it; 0: another. */
function likeness(declared: Resource, live: Resource): number {
  const [mine, theirs] = [declared.names.at(-1), live.names.at(-1)];
  if (!mine || theirs?.kind !== "scalar" || !mayLieTogether(declared, live)) return 0;
  if (mine.kind === "scalar") return identity(mine) === identity(theirs) ? 3 : 0;
  if (mine.kind !== "text") return 1;
  return matches(patternOf(mine.parts), String(theirs.value)) ? 2 : 0;
}

function mayLieTogether(declared: Resource, live: Resource): boolean {
  const group = declared.home?.resourceGroup;
  const theirs = live.home?.resourceGroup;
  return group?.kind !== "scalar" || theirs?.kind !== "scalar" || identity(group) === identity(theirs);
}

/** A glob: what is not known of a name is at least one character. */
function patternOf(parts: readonly Value[]): string {
  return parts.map((part) => (part.kind === "scalar" ? String(part.value).replaceAll("*", "?") : "?*")).join("");
}
