import type { Resource } from "../../model/graph.ts";
import type { Change, Draft, Repair } from "../../model/repair.ts";
import type { Path } from "../../model/value.ts";

/** A repair that sets one property. */
export function setting(resource: Resource, path: Path, value: Draft, title: string, caution?: string): Repair {
  return { title, changes: [{ do: "set", ...placeIn(resource, path), value }], ...(caution !== undefined && { caution }) };
}

/** A repair that sets one property to what a person has to give; `caution` says no more than that. */
export function asking(resource: Resource, path: Path, value: Draft, title: string, caution: string): Repair {
  return { ...setting(resource, path, value, title, caution), asks: true };
}

/** A repair that takes one property away. */
export function removing(resource: Resource, path: Path, title: string, caution?: string): Repair {
  return { title, changes: [{ do: "remove", ...placeIn(resource, path) }], ...(caution !== undefined && { caution }) };
}

/** Where a property is written: a child that stands inside its parent is written in the parent's body. */
export function placeIn(resource: Resource, path: Path): Pick<Extract<Change, { do: "remove" }>, "resource" | "path"> {
  if (resource.inline && resource.parent) return placeIn(resource.parent, [...resource.inline, ...path]);
  return { resource: resource.key, path };
}
