import type { Resource } from "../../model/graph.ts";
import { look } from "../../model/look.ts";
import type { Change, Draft, Repair } from "../../model/repair.ts";
import type { Path } from "../../model/value.ts";

/** A repair that sets one property. */
export function setting(resource: Resource, path: Path, value: Draft, title: string, caution?: string): Repair {
  return { title, changes: [{ do: "set", ...placeIn(resource, path), value }], ...(caution !== undefined && { caution }) };
}

/** Sets an object: part by part where there is one, so that what else stands in it, such as encryption of the infrastructure, stays. */
export function setParts(resource: Resource, path: Path, value: { readonly [name: string]: Draft }): readonly Change[] {
  const set = (at: Path, part: Draft): Change => ({ do: "set", resource: resource.key, path: at, value: part });
  if (look(resource.body, path, resource.condition).is !== "value") return [set(path, value)];
  return Object.entries(value).map(([name, part]) => set([...path, name], part));
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
