// Whether a declared value and a live one mean the same. What the code does not say, or what nobody knows of it, is no difference.
import type { Graph, Resource } from "../../model/graph.ts";
import { idOf } from "../../model/ids.ts";
import { look } from "../../model/look.ts";
import type { Origin } from "../../model/origin.ts";
import type { ObjectValue, Path, Value } from "../../model/value.ts";

export interface Difference {
  readonly path: Path;
  /** Where it is said in the code. */
  readonly at: Origin;
  /** As a person would write them. */
  readonly declared: string;
  readonly live: string;
}

export interface Sides {
  readonly declared: Graph;
  readonly live: Graph;
  readonly pairs: ReadonlyMap<Resource, Resource>;
}

/** The first difference below a path; undefined when there is none for sure. */
export function compareAt(declared: Resource, live: Resource, path: Path, sides: Sides): Difference | undefined {
  const mine = look(declared.body, path, declared.condition);
  if (mine.is !== "value" || isDefault(mine.value)) return undefined;
  const theirs = look(live.body, path);
  if (theirs.is === "unclear") return undefined;
  if (theirs.is === "absent")
    return isEmpty(mine.value) ? undefined : { path, at: mine.value.at, declared: show(mine.value), live: "nothing" };
  return differ(mine.value, theirs.value, path, sides);
}

function differ(mine: Value, theirs: Value, path: Path, sides: Sides): Difference | undefined {
  const said = { path, at: mine.at, declared: show(mine), live: show(theirs) };
  switch (mine.kind) {
    case "scalar":
      if (typeof mine.value === "string" && mine.value.startsWith("/") && theirs.kind === "scalar")
        return sameId(mine, theirs, sides) === false ? said : undefined;
      if (theirs.kind === "list" && theirs.items.length === 1 && theirs.items[0]) return differ(mine, theirs.items[0], path, sides);
      return theirs.kind === "scalar" && plain(mine.value) === plain(theirs.value) ? undefined : said;
    case "reference":
      return sameId(mine, theirs, sides) === false ? said : undefined;
    case "object":
      return theirs.kind === "object" ? differInside(mine, theirs, path, sides) : said;
    case "list":
      return theirs.kind === "list" && !mine.open ? differInList(mine.items, theirs.items, path, said, sides) : undefined;
    case "text":
    case "choice":
    case "constant":
    case "unknown":
      return undefined;
  }
}

/** Only what the code says: Azure adds its defaults. */
function differInside(mine: ObjectValue, theirs: ObjectValue, path: Path, sides: Sides): Difference | undefined {
  for (const [key, property] of mine.props) {
    if (isDefault(property.value) || property.value.kind === "unknown" || key === "id") continue;
    const other = theirs.props.get(key);
    const way = [...path, property.name];
    const found = other
      ? differ(property.value, other.value, way, sides)
      : isEmpty(property.value) || !isPlain(property.value)
        ? undefined
        : { path: way, at: property.at, declared: show(property.value), live: "nothing" };
    if (found) return found;
  }
  return undefined;
}

/** As sets: items with a name are held against those of the name, the others against whichever is the same. */
function differInList(
  mine: readonly Value[],
  theirs: readonly Value[],
  path: Path,
  said: Difference,
  sides: Sides,
): Difference | undefined {
  const left = new Set(theirs);
  for (const [at, item] of mine.entries()) {
    const name = nameOf(item);
    if (item.kind !== "scalar" && item.kind !== "object" && item.kind !== "reference") return undefined;
    const same = [...left].find((other) => (name === undefined ? !differ(item, other, path, sides) : nameOf(other) === name));
    if (!same) return { path: [...path, name ?? at], at: item.at, declared: show(item), live: "nothing" };
    left.delete(same);
    const inside = name === undefined ? undefined : differ(item, same, [...path, name], sides);
    if (inside) return inside;
  }
  const [more] = left;
  return more ? { ...said, path: [...path, nameOf(more) ?? "*"], declared: "nothing", live: show(more) } : undefined;
}

/** Whether two ids are of one resource: undefined where it cannot be told. */
function sameId(mine: Value, theirs: Value, sides: Sides): boolean | undefined {
  const there = sides.live.resolve(theirs);
  const here = sides.declared.resolve(mine);
  if (here.is === "found" && !here.resource.existing) {
    const match = sides.pairs.get(here.resource);
    if (match && there.is === "found") return match === there.resource || (there.others ?? []).includes(match);
  }
  const [a, b] = [idOf(mine), idOf(theirs)];
  const [x, y] = [a?.to.by === "id" ? a.to.names.at(-1) : undefined, b?.to.by === "id" ? b.to.names.at(-1) : undefined];
  if (x?.kind !== "scalar" || y?.kind !== "scalar" || a?.below.length) return undefined;
  return plain(x.value) === plain(y.value);
}

function isDefault(value: Value): boolean {
  return value.at.from === "default";
}

function isEmpty(value: Value): boolean {
  if (value.kind === "list") return value.items.length === 0;
  if (value.kind === "object") return value.props.size === 0;
  return (
    value.kind === "scalar" &&
    (value.value === null || value.value === "" || value.value === false || /^(none|disabled)$/i.test(String(value.value)))
  );
}

function isPlain(value: Value): boolean {
  return value.kind === "scalar" || value.kind === "list";
}

function nameOf(value: Value): string | undefined {
  const named = look(value, ["name"]);
  return named.is === "value" && named.value.kind === "scalar" ? plain(named.value.value) : undefined;
}

function plain(value: string | number | boolean | null): string {
  return String(value ?? "")
    .trim()
    .toLowerCase();
}

function show(value: Value): string {
  if (value.kind === "scalar") return `'${String(value.value)}'`;
  if (value.kind === "list") return value.items.length > 4 ? `${value.items.length} items` : `[${value.items.map(show).join(", ")}]`;
  const name = nameOf(value);
  if (name !== undefined) return `'${name}'`;
  return value.kind === "reference" && value.to.by === "id" ? show(value.to.names.at(-1) ?? value) : "another value";
}
