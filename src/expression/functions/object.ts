import { type ParseError, parse } from "jsonc-parser";
import type { Origin } from "../../model/origin.ts";
import { list, object, type Property, type Reason, scalar, type Value } from "../../model/value.ts";
import { member } from "../access.ts";
import { concatenated, overlay } from "../build.ts";
import { builder, type Call, type Family, many, pure, special, wrong } from "../call.ts";
import { bounded, bounds, canonical, doubt, opaque } from "../canonical.ts";
import { distribute } from "../choose.ts";
import { equal } from "../equal.ts";
import { valued } from "../plain.ts";
import { isNull, listOf, stringOf } from "./arguments.ts";
import { uniqueOf } from "./array.ts";
import { fromBase64 } from "./string.ts";

export const objectFunctions: Family = {
  createObject: builder(0, many, (args, { at }) => {
    const props: Property[] = [];
    let open: Reason | undefined;
    for (let index = 0; index + 1 < args.length; index += 2) {
      const [name, value] = [args[index], args[index + 1]];
      if (name?.kind === "scalar" && value) props.push({ name: `${name.value}`, at: name.at, value });
      else if (name) open ??= doubt(name);
    }
    return bounded(object(props, at, open));
  }),
  union: special(1, many, (call) => united(call)),
  shallowMerge: pure(1, 1, ([value], { at }) => {
    const items = listOf(value)?.items;
    return items && laid(items, at, false);
  }),
  intersection: pure(2, many, (args, { at }) =>
    args.slice(1).reduce<Value | undefined>((one, other) => one && common(one, other, at), args[0]),
  ),
  items: pure(1, 1, ([value], { at }) => {
    if (value?.kind !== "object") return undefined;
    const sorted = [...value.props].sort(([a], [b]) => (a < b ? -1 : 1));
    const pairs = sorted.map(([, property]) =>
      object(
        [
          { name: "key", at: property.at, value: scalar(property.name, property.at) },
          { name: "value", at: property.at, value: property.value },
        ],
        property.at,
      ),
    );
    return list(pairs, at, value.open);
  }),
  objectKeys: pure(1, 1, ([value], { at }) => {
    if (value?.kind !== "object") return undefined;
    const names = [...value.props.values()].map((property) => scalar(property.name, property.at));
    return list(names, at, value.open);
  }),
  tryGet: pure(2, many, ([base, ...names], { at, env }) =>
    names.reduce<Value | undefined>((here, name) => {
      if (!here || isNull(here)) return here;
      const index = name.kind === "scalar" && typeof name.value === "number" ? name.value : undefined;
      if (index !== undefined) return here.kind === "list" && !here.open ? (here.items[index] ?? scalar(null, at)) : undefined;
      const word = stringOf(name);
      return word === undefined ? undefined : member(here, word, true, at, env);
    }, base),
  ),
  json: pure(1, 1, ([value], { at }) => {
    const known = stringOf(value);
    return known === undefined ? undefined : parsed(known, at);
  }),
  base64ToJson: pure(1, 1, ([value], { at }) => {
    const known = stringOf(value);
    return known === undefined ? undefined : parsed(fromBase64(known) ?? "", at);
  }),
  bool: pure(1, 1, ([value], { at }) => {
    if (value?.kind !== "scalar") return undefined;
    const word = `${value.value}`.toLowerCase();
    if (word === "true" || word === "1") return scalar(true, at);
    return word === "false" || word === "0" ? scalar(false, at) : wrong("This is neither true nor false.", at);
  }),
  any: pure(1, 1, ([value]) => value),
  fail: pure(1, 1, ([message], { at }) => wrong(`The template fails here on purpose: ${stringOf(message) ?? "no message"}.`, at)),
};

/** JSON as Azure's reader takes it: with comments and trailing commas. */
function parsed(text: string, at: Origin): Value {
  if (nests(text) > bounds.height) return wrong("The JSON nests deeper than is followed.", at);
  const errors: ParseError[] = [];
  const data: unknown = parse(text, errors, { allowTrailingComma: true });
  return errors.length > 0 || data === undefined ? wrong("The text is no JSON.", at) : bounded(valued(data, at));
}

/** How deep brackets nest at most, those in strings counted too. */
function nests(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [sign] of text.matchAll(/[[\]{}]/g)) {
    depth += sign === "[" || sign === "{" ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/** Lists without what is twice; objects with nested ones joined, the later of two other values winning. */
function united({ name, args, at, env, evaluate }: Call): Value {
  const values = args.map((arg) => evaluate(arg, env));
  if (!values.some(holdsList)) return values.some(holdsObject) ? laid(values, at, true) : opaque(name, values, at);
  const apply = (known: readonly Value[]): Value => {
    const whole = concatenated(known, at);
    if (whole.kind !== "list") return whole;
    const unique = uniqueOf(whole.items);
    return unique ? list(unique, at, whole.open) : whole;
  };
  return distribute(values, apply, at) ?? opaque(name, values, at);
}

function holdsList(value: Value): boolean {
  return value.kind === "list" || (value.kind === "choice" && (holdsList(value.then) || holdsList(value.else)));
}

function holdsObject(value: Value): boolean {
  return value.kind === "object" || (value.kind === "choice" && (holdsObject(value.then) || holdsObject(value.else)));
}

function laid(values: readonly Value[], at: Origin, deep: boolean): Value {
  const props = new Map<string, Property>();
  let open: Reason | undefined;
  for (const value of values) open = overlay(props, value, deep) ?? open;
  return bounded(object(props.values(), at, open));
}

/** So many pairs of items are compared one by one. */
const mostPairs = 1_000_000;

/** The items of the first list that are in the second; undefined where that is not sure. */
function commonItems(first: readonly Value[], second: readonly Value[]): readonly Value[] | undefined {
  const names = new Set(second.map(canonical));
  const shaped = second.filter((item) => item.kind !== "scalar");
  const kept: Value[] = [];
  let pairs = 0;
  for (const item of first) {
    const name = canonical(item);
    if (name !== undefined && names.has(name)) {
      kept.push(item);
      continue;
    }
    const others = item.kind === "scalar" ? shaped : second;
    pairs += others.length;
    if (pairs > mostPairs) return undefined;
    const answers = others.map((other) => equal(item, other));
    if (answers.includes(true)) kept.push(item);
    else if (answers.includes(undefined)) return undefined;
  }
  return kept;
}

function common(a: Value, b: Value, at: Origin): Value | undefined {
  const [first, second] = [listOf(a)?.items, listOf(b)?.items];
  if (first && second) {
    const kept = commonItems(first, second);
    return kept && list(uniqueOf(kept) ?? kept, at);
  }
  if (a.kind !== "object" || b.kind !== "object" || a.open || b.open) return undefined;
  const shared: Property[] = [];
  for (const [name, property] of a.props) {
    const other = b.props.get(name);
    const same = other && (canonical(property.value) === undefined ? undefined : equal(property.value, other.value));
    if (other && same === undefined) return undefined;
    if (same) shared.push(property);
  }
  return object(shared, at);
}
