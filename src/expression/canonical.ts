// Canonical text: the same expression over constants of a deployment is the same constant, however it is spelt.
import { addressIdentity } from "../model/look.ts";
import type { Origin } from "../model/origin.ts";
import {
  type ChoiceValue,
  constant,
  type ListValue,
  type ObjectValue,
  type Reason,
  type TextValue,
  unknown,
  type Value,
} from "../model/value.ts";
import { hash64 } from "./hash.ts";

const longest = 400;
const canonicals = new WeakMap<Value, string | false>();
const doubts = new WeakMap<Value, Reason | false>();
const measures = new WeakMap<Value, Measure>();

/** Text that is equal for values that are equal for sure within one deployment, case kept; undefined where that cannot be said. */
export function canonical(value: Value): string | undefined {
  if (value.kind === "scalar") return JSON.stringify(value.value);
  if (value.kind === "constant" && value.name.length <= longest) return value.name;
  const known = canonicals.get(value);
  if (known !== undefined) return known || undefined;
  const spelt = spell(value);
  const short = spelt !== undefined && spelt.length > longest ? `${spelt.slice(0, 40)}~${hash64(spelt)}` : spelt;
  canonicals.set(value, short ?? false);
  return short;
}

function spell(value: Value): string | undefined {
  switch (value.kind) {
    case "scalar":
      return JSON.stringify(value.value);
    case "constant":
      return value.name;
    case "text":
      return value.parts.length === 1 && value.parts[0] ? canonical(value.parts[0]) : called("concat", value.parts);
    case "reference": {
      const to = addressIdentity(value.to);
      return to === undefined ? undefined : [to, ...value.path.map((step) => String(step).toLowerCase())].join(".");
    }
    case "list":
      return value.open ? undefined : called("", value.items);
    case "object": {
      if (value.open) return undefined;
      const sorted = [...value.props].sort(([a], [b]) => (a < b ? -1 : 1));
      const props = sorted.map(([name, property]) => [name, canonical(property.value)] as const);
      return props.some(([, text]) => text === undefined) ? undefined : `{${props.map(([name, text]) => `${name}:${text}`).join(",")}}`;
    }
    case "choice":
      return called(`${value.when.is ? "" : "!"}${value.when.test}?`, [value.then, value.else]);
    case "unknown":
      return undefined;
  }
}

function called(name: string, args: readonly Value[]): string | undefined {
  const texts = args.map(canonical);
  return texts.includes(undefined) ? undefined : `${name}(${texts.join(",")})`;
}

/** The first reason why a value, or anything in it, is not known; undefined when all of it is. */
export function doubt(value: Value): Reason | undefined {
  if (value.kind !== "text" && value.kind !== "list" && value.kind !== "object") return seek(value);
  const known = doubts.get(value);
  if (known !== undefined) return known || undefined;
  const found = seek(value);
  doubts.set(value, found ?? false);
  return found;
}

const fromAzure: Reason = { kind: "azure", text: "This is an id or a property of a resource, which Azure gives when it is deployed." };

function seek(value: Value): Reason | undefined {
  switch (value.kind) {
    case "scalar":
      return undefined;
    case "text":
      return first(value.parts);
    case "list":
      return value.open ?? first(value.items);
    case "object":
      return value.open ?? first([...value.props.values()].map((property) => property.value));
    case "reference":
      return fromAzure;
    case "choice":
      return value.when.because;
    case "constant":
    case "unknown":
      return value.because;
  }
}

function first(values: readonly Value[]): Reason | undefined {
  for (const value of values) {
    const found = doubt(value);
    if (found) return found;
  }
  return undefined;
}

/** The result of a deterministic function over what is not wholly known: a constant where its arguments identify, else unknown. */
export function opaque(name: string, args: readonly Value[], at: Origin): Value {
  const because = first(args) ?? { kind: "unsupported", text: `'${name}' is not evaluated here.` };
  const text = called(name.toLowerCase(), args);
  return text === undefined ? unknown(because, at) : constant(shortened(text), because, at);
}

function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, 40)}~${hash64(text)}` : text;
}

export const bounds = { items: 10_000, nodes: 200_000, height: 300, characters: 1_000_000, leaves: 64 } as const;

export function limit(text: string): Reason {
  return { kind: "limit", text };
}

/** The value, or unknown when it has grown beyond what a template of Azure may hold. */
export function bounded(value: Value): Value {
  if (isLeaf(value)) return value;
  const { nodes, height } = remembered(value);
  if (nodes <= bounds.nodes && height <= bounds.height) return value;
  return unknown(tooLarge, value.at);
}

/** What is small is sooner measured again than looked up. */
function remembered(value: Value): Measure {
  const size = measure(value);
  if (size.nodes > 64 && !isLeaf(value)) measures.set(value, size);
  return size;
}

const tooLarge = limit("The value is larger than any that a deployment takes, so it is not followed further.");

/** A value for each turn of a loop, until they hold more together than a template may: then why they are not gone on with. */
export function turns(count: number, make: (position: number) => Value): readonly Value[] | Reason {
  const made: Value[] = [];
  let nodes = 0;
  for (let position = 0; position < count; position++) {
    const value = make(position);
    nodes += remembered(value).nodes;
    if (nodes > bounds.nodes) return tooLarge;
    made.push(value);
  }
  return made;
}

/** Steps that going through a value once counts as: nothing for what is short. */
export function workOf(value: Value): number {
  return remembered(value).nodes >> 4;
}

export function isReason(made: readonly Value[] | Reason): made is Reason {
  return "kind" in made;
}

interface Measure {
  /** Shared parts count at every place; a string counts one more for every 100 characters. */
  readonly nodes: number;
  readonly height: number;
}

const one: Measure = { nodes: 1, height: 1 };

function isLeaf(value: Value): value is Exclude<Value, ObjectValue | ListValue | TextValue | ChoiceValue> {
  return value.kind === "scalar" || value.kind === "constant" || value.kind === "unknown" || value.kind === "reference";
}

/** What was once found to be within bounds is not gone through again. */
function measure(value: Value): Measure {
  if (isLeaf(value))
    return value.kind === "scalar" && typeof value.value === "string" && value.value.length > 100
      ? { nodes: 1 + value.value.length / 100, height: 1 }
      : one;
  const known = measures.get(value);
  if (known) return known;
  const sum = { nodes: 1, height: 1 };
  switch (value.kind) {
    case "object":
      for (const property of value.props.values()) add(sum, property.value);
      break;
    case "choice":
      add(sum, value.then);
      add(sum, value.else);
      break;
    case "text":
      for (const part of value.parts) add(sum, part);
      break;
    case "list":
      for (const item of value.items) add(sum, item);
  }
  return sum;
}

function add(sum: { nodes: number; height: number }, part: Value): void {
  const { nodes, height } = measure(part);
  sum.nodes += nodes;
  sum.height = Math.max(sum.height, height + 1);
}
