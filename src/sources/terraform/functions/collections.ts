import { list, type Property, type Reason, scalar, unknown, type Value } from "../../../model/value.ts";
import { indexOfValue } from "../evaluate/access.ts";
import { branch } from "../evaluate/choices.ts";
import { equal } from "../evaluate/operator.ts";
import {
  asText,
  compareText,
  exactIdentity,
  failure,
  isKnown,
  isNull,
  isSet,
  propertyOf,
  reasonIn,
  record,
  sortedProperties,
  symbolic,
} from "../evaluate/values.ts";
import { every, range, some } from "./counting.ts";
import { type Builtin, type Call, fixed, optional, variadic } from "./define.ts";

export const collections: { readonly [name: string]: Builtin } = {
  length: fixed(["value"], (call, value) => length(call, value)),
  element: fixed(["list", "number"], (call, from, position) => {
    const { items, open, at } = from;
    if (isSet(from) || position < 0) return failure("'element' takes a list and a position from 0.", call.at);
    if (open) return unknown(open, call.at);
    if (items.length === 0) return failure("'element' is asked of an empty list.", at);
    return items[position % items.length] ?? failure("There is no such item.", at);
  }),
  index: fixed(["list", "known"], (call, { items, open }, wanted) => {
    const position = items.findIndex((item) => exactIdentity(item) === exactIdentity(wanted));
    if (position >= 0) return position;
    return open ? unknown(open, call.at) : failure("The list does not have this item.", call.at);
  }),
  lookup: optional(2, ["map", "value", "value"], (call, map, key, otherwise) => lookup(call, map, key, otherwise)),
  keys: fixed(["map"], (call, map) =>
    list(
      sortedProperties(map).map((property) => scalar(property.name, property.at)),
      call.at,
      map.open,
    ),
  ),
  values: fixed(["map"], (call, map) =>
    list(
      sortedProperties(map).map((property) => property.value),
      call.at,
      map.open,
    ),
  ),
  merge: variadic([], "value", (call, _, maps) => merge(call, maps)),
  concat: variadic([], "value", (call, _, lists) => concat(call, lists)),
  flatten: fixed(["value"], (call, value) => {
    const { items, open } = flatten(value);
    return list(items, call.at, open);
  }),
  distinct: fixed(["list"], (call, { items, open }) => {
    const seen = new Set<string>();
    const kept = items.filter((item) => {
      const id = exactIdentity(item);
      if (id === undefined || !seen.has(id)) {
        if (id !== undefined) seen.add(id);
        return true;
      }
      return false;
    });
    return list(kept, call.at, open);
  }),
  compact: fixed(["list"], (call, { items, open }) => {
    const kept = items.filter((item) => !isNull(item) && !(item.kind === "scalar" && item.value === ""));
    const unclear = kept.find((item) => item.kind !== "scalar" && item.kind !== "text" && item.kind !== "reference");
    return list(kept, call.at, open ?? (unclear ? reasonIn(unclear) : undefined));
  }),
  contains: fixed(["list", "value"], (call, { items, open }, wanted) => contains(call, items, open, wanted)),
  chunklist: fixed(["list", "number"], (call, { items, open }, size) => {
    if (size < 0) return failure("The size of a chunk is negative.", call.at);
    if (size === 0) return list([list(items, call.at, open)], call.at);
    const chunks = Array.from({ length: Math.ceil(items.length / size) }, (_, row) =>
      list(items.slice(row * size, (row + 1) * size), call.at),
    );
    return list(chunks, call.at, open);
  }),
  coalesce: variadic([], "value", (call, _, values) => coalesce(call, values)),
  coalescelist: variadic([], "value", (call, _, values) => {
    for (const value of values) {
      if (value.kind !== "list" && !isNull(value)) return symbolic(call.name, values, call.at);
      if (value.kind === "list" && value.items.length > 0) return value;
      if (value.kind === "list" && value.open) return unknown(value.open, call.at);
    }
    return failure("All the lists are empty.", call.at);
  }),
  slice: fixed(["list", "number", "number"], (call, { items, open }, from, to) => {
    if (open) return unknown(open, call.at);
    return from < 0 || to < from || to > items.length
      ? failure("The slice is not within the list.", call.at)
      : list(items.slice(from, to), call.at);
  }),
  sort: fixed(["list"], (call, { items, open }) => {
    const texts = items.map(asText);
    const known = texts.filter((text) => typeof text === "string");
    if (known.length < texts.length) return list(items, call.at, open ?? texts.find((text): text is Reason => typeof text !== "string"));
    return list(
      known.sort(compareText).map((text) => scalar(text, call.at)),
      call.at,
      open,
    );
  }),
  reverse: fixed(["list"], (call, { items, open }) => list([...items].reverse(), call.at, open)),
  range: optional(1, ["number", "number", "number"], (call, first = 0, second, third) => range(call, first, second, third)),
  zipmap: fixed(["list", "list"], (call, names, values) => {
    if (names.open ?? values.open) return record([], call.at, names.open ?? values.open);
    if (names.items.length !== values.items.length) return failure("'zipmap' needs as many keys as values.", call.at);
    return named(call, names.items, values.items);
  }),
  transpose: fixed(["map"], (call, map) => {
    const turned = new Map<string, Value[]>();
    for (const property of sortedProperties(map)) {
      for (const item of property.value.kind === "list" ? property.value.items : []) {
        const name = asText(item);
        if (typeof name === "string") turned.set(name, [...(turned.get(name) ?? []), scalar(property.name, property.at)]);
      }
    }
    return record(
      [...turned].map(([name, items]) => ({ name, at: call.at, value: list(items, call.at) })),
      call.at,
      map.open,
    );
  }),
  matchkeys: fixed(["list", "list", "list"], (call, values, keys, search) => {
    const wanted = new Set(search.items.map(exactIdentity));
    return list(
      values.items.filter((_, position) => {
        const key = keys.items[position];
        return key !== undefined && wanted.has(exactIdentity(key));
      }),
      call.at,
      values.open ?? keys.open ?? search.open,
    );
  }),
  one: fixed(["value"], (call, value) => {
    if (value.kind === "object" || value.kind === "scalar") return failure("'one' takes a list or a set.", call.at);
    if (value.kind !== "list") return symbolic(call.name, [value], call.at);
    if (value.open) return unknown(value.open, call.at);
    const [only] = value.items;
    return value.items.length > 1 ? failure("'one' takes at most one item.", call.at) : (only ?? scalar(null, call.at));
  }),
  sum: fixed(["known"], (call, value) => {
    const numbers =
      value.kind === "list" ? value.items.map((item) => (item.kind === "scalar" ? Number(item.value) : Number.NaN)) : [Number.NaN];
    const total = numbers.reduce((sum, number) => sum + number, 0);
    return numbers.length === 0 || Number.isNaN(total) ? failure("'sum' takes numbers.", call.at) : Number(total.toPrecision(15));
  }),
  alltrue: fixed(["list"], (call, { items, open }) => every(call, items, open)),
  anytrue: fixed(["list"], (call, { items, open }) => some(call, items, open)),
};

function length(call: Call, value: Value): Value {
  if (value.kind === "list") {
    const unclear = isSet(value) && !isKnown(value) ? reasonIn(value) : undefined;
    const open = value.open ?? (value.items.length > 1 ? unclear : undefined);
    return open ? unknown(open, call.at) : scalar(value.items.length, call.at);
  }
  if (value.kind === "object") return value.open ? unknown(value.open, call.at) : scalar(value.props.size, call.at);
  if (value.kind === "scalar" && typeof value.value === "string") {
    return scalar([...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(value.value)].length, call.at);
  }
  return value.kind === "scalar" ? failure("This has no length.", call.at) : symbolic(call.name, [value], call.at);
}

function lookup(
  call: Call,
  map: Parameters<typeof propertyOf>[0] | undefined,
  key: Value | undefined,
  otherwise: Value | undefined,
): Value {
  if (!map || !key) return failure("'lookup' needs a map and a key.", call.at);
  const name = asText(key);
  if (typeof name !== "string")
    return name.kind === "error"
      ? failure(name.text, call.at)
      : symbolic(call.name, [map, key, ...(otherwise ? [otherwise] : [])], call.at);
  const found = propertyOf(map, name);
  if (found) return found.value;
  if (map.open) return unknown(map.open, call.at);
  return otherwise ?? indexOfValue(map, key, call.at);
}

/** What stands before a map that is not known may be replaced by it. */
function merge(call: Call, maps: readonly Value[]): Value {
  const properties = new Map<string, Property>();
  let open: Reason | undefined;
  for (const map of maps) {
    if (isNull(map)) continue;
    if (map.kind === "scalar" || map.kind === "list") return failure("'merge' takes maps.", call.at);
    const because = map.kind === "object" ? map.open : reasonIn(map);
    if (because) {
      open ??= because;
      for (const [name, property] of properties) properties.set(name, { ...property, value: unknown(because, property.at) });
    }
    if (map.kind === "object") for (const property of map.props.values()) properties.set(property.name, property);
  }
  return record(properties.values(), call.at, open);
}

function concat(call: Call, lists: readonly Value[]): Value {
  const items: Value[] = [];
  let open: Reason | undefined;
  for (const value of lists) {
    if (value.kind === "list") {
      items.push(...value.items);
      open ??= value.open;
    } else if (value.kind === "scalar" || value.kind === "object") return failure("'concat' takes lists.", call.at);
    else open ??= reasonIn(value);
  }
  return list(items, call.at, open);
}

function flatten(value: Value): { readonly items: Value[]; readonly open?: Reason } {
  if (value.kind !== "list") {
    const because = reasonIn(value);
    if ((value.kind === "unknown" || value.kind === "constant") && because) return { items: [], open: because };
    return { items: [value] };
  }
  const parts = value.items.map((item) => (item.kind === "list" || item.kind === "unknown" ? flatten(item) : { items: [item] }));
  const open = value.open ?? parts.find((part) => part.open)?.open;
  const items = parts.flatMap((part) => part.items);
  return open ? { items, open } : { items };
}

function contains(call: Call, items: readonly Value[], open: Reason | undefined, wanted: Value): Value {
  let unclear = open;
  for (const item of items) {
    const same = equal(item, wanted, call.at);
    if (same.kind === "scalar" && same.value === true) return same;
    if (same.kind !== "scalar") unclear ??= reasonIn(same);
  }
  if (!unclear) return scalar(false, call.at);
  return open ? unknown(open, call.at) : symbolic(call.name, [list(items, call.at), wanted], call.at);
}

function coalesce(call: Call, values: readonly Value[]): Value {
  const [first, ...rest] = values;
  if (!first) return failure("None of the values is set.", call.at);
  if (isNull(first) || (first.kind === "scalar" && first.value === "")) return coalesce(call, rest);
  if (first.kind === "scalar" || first.kind === "reference" || first.kind === "list" || first.kind === "object") return first;
  if (first.kind === "text" && first.parts.some((part) => part.kind === "scalar")) return first;
  if (first.kind === "unknown" || rest.length === 0) return first;
  return branch(
    equal(first, scalar(null, call.at), call.at),
    call.at,
    () => coalesce(call, rest),
    () => first,
  );
}

function named(call: Call, names: readonly Value[], values: readonly Value[]): Value {
  const properties: Property[] = [];
  let open: Reason | undefined;
  names.forEach((key, position) => {
    const name = asText(key);
    const value = values[position];
    if (typeof name === "string" && value) properties.push({ name, at: key.at, value });
    else if (typeof name !== "string") open ??= name;
  });
  return record(properties, call.at, open);
}
