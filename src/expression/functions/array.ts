import { list, scalar, text, type Value } from "../../model/value.ts";
import { concatenated, joinedText } from "../build.ts";
import { builder, type Family, type Fn, many, pure, wrong } from "../call.ts";
import { canonical } from "../canonical.ts";
import { equal, isGivenId } from "../equal.ts";
import { isNull, listOf, numberOf, stringOf } from "./arguments.ts";

export const arrayFunctions: Family = {
  concat: pure(1, many, (args, { at }) => {
    if (args.some((arg) => arg.kind === "list")) return concatenated(args, at);
    const asText = args.some((arg) => arg.kind === "scalar" || arg.kind === "text" || arg.kind === "reference");
    return asText ? joinedText(args, at) : undefined;
  }),
  array: pure(1, 1, ([value], { at }) =>
    value?.kind === "list" ? value : value && value.kind !== "constant" && value.kind !== "unknown" ? list([value], at) : undefined,
  ),
  createArray: builder(0, many, (args, { at }) => list(args, at)),
  length: pure(1, 1, ([value], { at }) => {
    if (value?.kind === "list" && !value.open) return scalar(value.items.length, at);
    if (value?.kind === "object" && !value.open) return scalar(value.props.size, at);
    const known = stringOf(value);
    return known === undefined ? undefined : scalar(known.length, at);
  }),
  empty: pure(1, 1, ([value], { at }) => {
    const known = value && isEmpty(value);
    return known === undefined ? undefined : scalar(known, at);
  }),
  contains: pure(2, 2, ([whole, part], { at }) => {
    const known = whole && part && holds(whole, part);
    return known === undefined ? undefined : scalar(known, at);
  }),
  first: end(
    (items) => items[0],
    (known) => known.slice(0, 1),
    0,
  ),
  last: end(
    (items) => items.at(-1),
    (known) => known.slice(-1),
    -1,
  ),
  take: part((items, count) => items.slice(0, count), 0),
  skip: part((items, count) => items.slice(count), -1),
  indexOf: position(false),
  lastIndexOf: position(true),
  flatten: pure(1, 1, ([value], { at }) => {
    const lists = listOf(value)?.items;
    return lists && concatenated(lists, at);
  }),
  distinct: pure(1, 1, ([value], { at }) => {
    const items = listOf(value)?.items;
    const unique = items && uniqueOf(items);
    return unique && list(unique, at);
  }),
  tryIndexFromEnd: fromEnd(true),
  indexFromEnd: fromEnd(false),
};

function isEmpty(value: Value): boolean | undefined {
  switch (value.kind) {
    case "scalar":
      return value.value === null || value.value === "";
    case "list":
      return value.items.length > 0 ? false : value.open ? undefined : true;
    case "object":
      return value.props.size > 0 ? false : value.open ? undefined : true;
    case "text":
      return value.parts.some((part) => part.kind === "scalar" && part.value !== "") ? false : undefined;
    case "reference":
      return isGivenId(value) ? false : undefined;
    default:
      return undefined;
  }
}

function holds(whole: Value, part: Value): boolean | undefined {
  switch (whole.kind) {
    case "object": {
      const name = part.kind === "scalar" ? `${part.value}` : undefined;
      if (name === undefined) return whole.props.size === 0 && !whole.open ? false : undefined;
      return whole.props.has(name.toLowerCase()) ? true : whole.open ? undefined : false;
    }
    case "list": {
      const answers = whole.items.map((item) => equal(item, part));
      return answers.includes(true) ? true : whole.open || answers.includes(undefined) ? undefined : false;
    }
    case "scalar": {
      const known = stringOf(part);
      return known === undefined || typeof whole.value !== "string" ? undefined : whole.value.includes(known);
    }
    case "text": {
      const known = stringOf(part);
      return known !== undefined && whole.parts.some((piece) => stringOf(piece)?.includes(known)) ? true : undefined;
    }
    default:
      return undefined;
  }
}

function end(ofItems: (items: readonly Value[]) => Value | undefined, ofText: (known: string) => string, side: 0 | -1): Fn {
  return pure(1, 1, ([value], { at }) => {
    const items = listOf(value)?.items;
    if (items) return ofItems(items) ?? scalar(null, at);
    if (isNull(value)) return value;
    const known = stringOf(value) ?? (value?.kind === "text" ? stringOf(value.parts.at(side)) : undefined);
    return known === undefined ? undefined : scalar(ofText(known), at);
  });
}

function part(of: (whole: readonly Value[], count: number) => readonly Value[], side: 0 | -1): Fn {
  return pure(2, 2, ([value, count], { at }) => {
    const asked = numberOf(count);
    if (asked === undefined) return undefined;
    const number = Math.max(0, asked);
    const items = listOf(value)?.items;
    if (items) return list(of(items, number), at);
    const known = stringOf(value);
    if (known !== undefined) return scalar(side === 0 ? known.slice(0, number) : known.slice(number), at);
    return value?.kind === "text" ? ofText(value, number, side) : undefined;
  });
}

/** As much of a text as lies in its known beginning. */
function ofText(value: Value & { kind: "text" }, number: number, side: 0 | -1): Value | undefined {
  const [first, ...rest] = value.parts;
  const known = stringOf(first);
  if (known === undefined || !first || known.length < number) return undefined;
  return side === 0 ? scalar(known.slice(0, number), value.at) : text([scalar(known.slice(number), first.at), ...rest], value.at);
}

function position(last: boolean): Fn {
  return pure(2, 2, ([whole, part], { at }) => {
    const items = listOf(whole)?.items;
    if (items && part) {
      const answers = items.map((item) => equal(item, part));
      if (answers.includes(undefined)) return undefined;
      return scalar(last ? answers.lastIndexOf(true) : answers.indexOf(true), at);
    }
    const [known, wanted] = [stringOf(whole)?.toLowerCase(), stringOf(part)?.toLowerCase()];
    if (known === undefined || wanted === undefined) return undefined;
    return scalar(last ? known.lastIndexOf(wanted) : known.indexOf(wanted), at);
  });
}

function fromEnd(safe: boolean): Fn {
  return pure(2, 2, ([value, index], { at }) => {
    const items = listOf(value)?.items;
    const back = numberOf(index);
    if (!items || back === undefined) return safe && isNull(value) ? value : undefined;
    const found = back > 0 ? items.at(-back) : undefined;
    return found ?? (safe ? scalar(null, at) : wrong(`There is no item ${back} from the end of a list of ${items.length}.`, at));
  });
}

/** Items without those that are there before; undefined when some cannot be compared. */
export function uniqueOf(items: readonly Value[]): readonly Value[] | undefined {
  const kept = new Map<string, Value>();
  for (const item of items) {
    const name = canonical(item);
    if (name === undefined) return undefined;
    if (!kept.has(name)) kept.set(name, item);
  }
  return [...kept.values()];
}
