// Terraform's values on top of the model's: sets, whole resources, encoded documents, errors that `try` may catch.
import { identity } from "../../../model/look.ts";
import type { Origin } from "../../../model/origin.ts";
import {
  constant,
  type ListValue,
  type ObjectValue,
  type Property,
  type Reason,
  type ReferenceValue,
  type Scalar,
  scalar,
  unknown,
  type Value,
} from "../../../model/value.ts";

/** A set: no order, no doubles, no indexes. */
type SetValue = ListValue & { readonly set: true };

/** A resource without an attribute asked of it yet: `azurerm_subnet.x`. As a value elsewhere it is its id. */
export type WholeValue = ReferenceValue & {
  readonly attribute: (name: string) => Value;
  /** The names of its ARM id. */
  readonly names: () => readonly Value[];
};

/** A resource's id that still knows whose it is. */
type IdValue = ReferenceValue & { readonly of: WholeValue };

/** A nested block as a value: attributes that it does not give are read from Azure. */
type BlockValue = ObjectValue & { readonly computed: (name: string) => Value };

export function isBlockValue(value: ObjectValue): value is BlockValue {
  return "computed" in value;
}

export function ownerOf(value: Value): WholeValue | undefined {
  if (value.kind !== "reference" || value.path.length > 0) return undefined;
  return isWhole(value) ? value : "of" in value ? (value as IdValue).of : undefined;
}

/** Text that a document was encoded to, with the document: `jsonencode({…})`. */
type EncodedValue = Value & { readonly decoded: Value };

export function isSet(value: Value): value is SetValue {
  return value.kind === "list" && "set" in value;
}

export function isWhole(value: Value): value is WholeValue {
  return value.kind === "reference" && "attribute" in value;
}

export function decodedOf(value: Value): Value | undefined {
  return "decoded" in value ? (value as EncodedValue).decoded : undefined;
}

export function isNull(value: Value): boolean {
  return value.kind === "scalar" && value.value === null;
}

export function failure(text: string, at: Origin): Value {
  return unknown({ kind: "error", text, at }, at);
}

export function isFailure(value: Value): boolean {
  return value.kind === "unknown" && value.because.kind === "error";
}

export const tooMuch: Reason = { kind: "limit", text: "This takes more steps than the audit allows." };

/** Keys keep their case in Terraform: two that differ in it alone are both kept. */
export function record(properties: Iterable<Property>, at: Origin, open?: Reason): ObjectValue {
  const props = new Map<string, Property>();
  for (const property of properties) {
    const folded = property.name.toLowerCase();
    const there = props.get(folded);
    props.set(there && there.name !== property.name ? `${folded}\0${property.name}` : folded, property);
  }
  return open ? { kind: "object", props, at, open } : { kind: "object", props, at };
}

export function propertyOf(value: ObjectValue, name: string): Property | undefined {
  const folded = name.toLowerCase();
  const found = value.props.get(folded);
  return found?.name === name ? found : value.props.get(`${folded}\0${name}`);
}

/** In the order that Terraform walks maps in. */
export function sortedProperties(value: ObjectValue): readonly Property[] {
  return [...value.props.values()].sort((a, b) => compareText(a.name, b.name));
}

/** By code points, as Go compares UTF-8. */
export function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Items in order and without doubles. What cannot be compared is kept. */
export function setOf(items: readonly Value[], at: Origin, open?: Reason): SetValue {
  const seen = new Set<string>();
  const kept = items.filter((item) => {
    const id = exactIdentity(item);
    if (id === undefined) return true;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
  const plain = kept.every((item) => item.kind === "scalar");
  if (plain) kept.sort(compareScalars);
  return open ? { kind: "list", items: kept, at, open, set: true } : { kind: "list", items: kept, at, set: true };
}

function compareScalars(a: Value, b: Value): number {
  const [x, y] = [a.kind === "scalar" ? a.value : null, b.kind === "scalar" ? b.value : null];
  if (typeof x === "number" && typeof y === "number") return x - y;
  return compareText(String(x), String(y));
}

/** As the model's `identity`, but strings keep their case, as Terraform compares them. */
export function exactIdentity(value: Value): string | undefined {
  switch (value.kind) {
    case "scalar":
      return JSON.stringify(value.value);
    case "list":
      return value.open ? undefined : joined("[", value.items.map(exactIdentity), "]");
    case "object":
      if (value.open) return undefined;
      return joined(
        "{",
        sortedProperties(value).map((property) => {
          const inner = exactIdentity(property.value);
          return inner === undefined ? undefined : `${JSON.stringify(property.name)}:${inner}`;
        }),
        "}",
      );
    default:
      return identity(value);
  }
}

function joined(open: string, parts: readonly (string | undefined)[], close: string): string | undefined {
  return parts.includes(undefined) ? undefined : open + parts.join(",") + close;
}

/** Whether nothing in it is left to be known. */
export function isKnown(value: Value): boolean {
  if (value.kind === "scalar") return true;
  if (value.kind === "list") return !value.open && value.items.every(isKnown);
  if (value.kind === "object") return !value.open && [...value.props.values()].every((property) => isKnown(property.value));
  return false;
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** Of a value that is known. */
export function toJson(value: Value): Json {
  if (value.kind === "scalar") return value.value;
  if (value.kind === "list") return value.items.map(toJson);
  if (value.kind === "object") return Object.fromEntries(sortedProperties(value).map(({ name, value: inner }) => [name, toJson(inner)]));
  return null;
}

export function fromJson(json: Json, at: Origin): Value {
  if (Array.isArray(json)) return { kind: "list", items: json.map((item) => fromJson(item, at)), at };
  if (json === null || typeof json !== "object") return scalar(json as Scalar, at);
  return record(
    Object.entries(json).map(([name, value]) => ({ name, at, value: fromJson(value, at) })),
    at,
  );
}

/** A number as Terraform writes it in a string. */
export function numberText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) >= 1e21) return BigInt(value).toString();
  const text = String(value);
  return text.includes("e") ? value.toFixed(20).replace(/(?:\.|(?<![.0]))0+$/, "") : text;
}

/** The result of an operation on values that are not known: the same operation on the same values is the same value. */
export function symbolic(name: string, args: readonly Value[], at: Origin): Value {
  const unclear = args.find((arg) => arg.kind === "unknown");
  if (unclear?.kind === "unknown") return unknown(unclear.because, at);
  const ids = args.map(exactIdentity);
  const because = args.map(reasonIn).find((reason) => reason !== undefined) ?? {
    kind: "azure",
    text: "This is known when it is deployed.",
  };
  return ids.includes(undefined) ? unknown(because, at) : constant(`${name}(${ids.join(", ")})`, because, at);
}

/** Why a value is not wholly known. */
export function reasonIn(value: Value): Reason | undefined {
  switch (value.kind) {
    case "scalar":
      return undefined;
    case "unknown":
    case "constant":
      return value.because;
    case "choice":
      return value.when.because;
    case "reference":
      return { kind: "azure", text: "This is read from another resource when it is deployed." };
    case "text":
      return first(value.parts);
    case "list":
      return value.open ?? first(value.items);
    case "object":
      return value.open ?? first([...value.props.values()].map((property) => property.value));
  }
}

function first(values: readonly Value[]): Reason | undefined {
  for (const value of values) {
    const reason = reasonIn(value);
    if (reason) return reason;
  }
  return undefined;
}

/** A scalar as a string; for anything else the reason why it is none. */
export function asText(value: Value): string | Reason {
  if (value.kind === "scalar") {
    if (typeof value.value === "number") return numberText(value.value);
    return value.value === null ? { kind: "error", text: "A string is needed and this is null." } : String(value.value);
  }
  return reasonIn(value) ?? { kind: "error", text: "A string is needed here." };
}

/** Whether an error is anywhere in it, so that `try` goes on. */
export function failsWithin(value: Value): boolean {
  if (value.kind === "list") return value.items.some(failsWithin);
  if (value.kind === "object") return [...value.props.values()].some((property) => failsWithin(property.value));
  if (value.kind === "text") return value.parts.some(failsWithin);
  return isFailure(value);
}

/** What stands for every item of a collection whose size is not known. */
export type RepeatedValue = ListValue & { readonly open: Reason; readonly each: Value };

export function isRepeated(value: Value): value is RepeatedValue {
  return value.kind === "list" && "each" in value;
}
