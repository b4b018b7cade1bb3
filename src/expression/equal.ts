// Whether two values are equal, as far as that is sure.
import type { Value } from "../model/value.ts";
import { canonical } from "./canonical.ts";

/** True, false, or undefined where it is not known. */
export function equal(a: Value, b: Value, foldCase = false): boolean | undefined {
  if (a.kind === "scalar" && b.kind === "scalar") {
    if (foldCase && typeof a.value === "string" && typeof b.value === "string") return a.value.toLowerCase() === b.value.toLowerCase();
    return a.value === b.value;
  }
  const name = canonical(a);
  if (name !== undefined && name === canonical(b)) return true;
  if (isNoId(a, b) || isNoId(b, a)) return false;
  if (a.kind === "list" && b.kind === "list") return equalLists(a, b, foldCase);
  if (a.kind === "object" && b.kind === "object") return equalObjects(a, b, foldCase);
  if (a.kind === "text" && b.kind === "scalar") return mayEqual(a, b.value, foldCase);
  if (b.kind === "text" && a.kind === "scalar") return mayEqual(b, a.value, foldCase);
  if (a.kind === "text" && b.kind === "text") return textsDiffer(a.parts, b.parts, foldCase) ? false : undefined;
  return isShape(a) && isShape(b) ? false : undefined;
}

/** Whether it is an id that Azure gives, of a resource or of its identity: such a one is never empty. */
export function isGivenId(value: Value): boolean {
  return value.kind === "reference" && (value.path.length === 0 || /^(principal|client|tenant)Id$/i.test(String(value.path.at(-1))));
}

/** Whether one is an id that Azure gives and the other, null or another plain value, is none. */
function isNoId(id: Value, other: Value): boolean {
  if (!isGivenId(id) || id.kind !== "reference" || other.kind !== "scalar") return false;
  return typeof other.value !== "string" || other.value === "" || (id.path.length === 0 && !other.value.startsWith("/"));
}

function isShape(value: Value): boolean {
  return value.kind === "scalar" || value.kind === "text" || value.kind === "list" || value.kind === "object";
}

/** Whether two texts are never equal: what is left without their common beginning and end is known, and differs. */
function textsDiffer(a: readonly Value[], b: readonly Value[], foldCase: boolean): boolean {
  const fold = (part: Value | undefined) =>
    part?.kind === "scalar" ? (foldCase ? `${part.value}`.toLowerCase() : `${part.value}`) : undefined;
  const [first, second] = [fold(a[0]), fold(b[0])];
  if (first !== undefined && second !== undefined && !first.startsWith(second) && !second.startsWith(first)) return true;
  const [last, final] = [fold(a.at(-1)), fold(b.at(-1))];
  if (last !== undefined && final !== undefined && !last.endsWith(final) && !final.endsWith(last)) return true;
  if (a.length !== b.length) return false;
  const unlike = a.flatMap((part, index) => {
    const other = b[index];
    const name = canonical(part);
    return other && name !== undefined && name === canonical(other) ? [] : [[fold(part), fold(other)] as const];
  });
  const [only] = unlike;
  return unlike.length === 1 && only !== undefined && only[0] !== undefined && only[1] !== undefined && only[0] !== only[1];
}

function equalLists(a: Value & { kind: "list" }, b: Value & { kind: "list" }, foldCase: boolean): boolean | undefined {
  const open = a.open ?? b.open;
  if (!open && a.items.length !== b.items.length) return false;
  return every(
    a.items.slice(0, b.items.length).map((item, index) => [item, b.items[index] ?? item]),
    open !== undefined,
    foldCase,
  );
}

function equalObjects(a: Value & { kind: "object" }, b: Value & { kind: "object" }, foldCase: boolean): boolean | undefined {
  const open = a.open ?? b.open;
  if (!open && a.props.size !== b.props.size) return false;
  const shared: [Value, Value][] = [];
  for (const [name, property] of a.props) {
    const other = b.props.get(name);
    if (other) shared.push([property.value, other.value]);
    else if (!open) return false;
  }
  return every(shared, open !== undefined, foldCase);
}

function every(pairs: readonly (readonly [Value, Value])[], open: boolean, foldCase: boolean): boolean | undefined {
  let sure: true | undefined = open ? undefined : true;
  for (const [a, b] of pairs) {
    const same = equal(a, b, foldCase);
    if (same === false) return open ? undefined : false;
    if (same === undefined) sure = undefined;
  }
  return sure;
}

/** A text differs for sure from a string that lacks one of its known ends. */
function mayEqual(text: Value & { kind: "text" }, other: string | number | boolean | null, foldCase: boolean): false | undefined {
  if (typeof other !== "string") return false;
  const fold = (part: string) => (foldCase ? part.toLowerCase() : part);
  const known = text.parts.map((part) => (part.kind === "scalar" ? fold(`${part.value}`) : ""));
  const wanted = fold(other);
  const fits = wanted.startsWith(known[0] ?? "") && wanted.endsWith(known.at(-1) ?? "") && known.join("").length <= wanted.length;
  return fits ? undefined : false;
}
