import type { Origin } from "../../../model/origin.ts";
import { constant, list, type Reason, unknown, type Value } from "../../../model/value.ts";
import type { Expression, Step } from "../syntax/tree.ts";
import { onEachSide } from "./choices.ts";
import { asNumber } from "./operator.ts";
import { asText, exactIdentity, failure, isBlockValue, isNull, isRepeated, isSet, isWhole, propertyOf, symbolic } from "./values.ts";

/** `base.name` */
export function attributeOfValue(base: Value, name: string, at: Origin): Value {
  return onEachSide([base], at, ([value = base]) => {
    switch (value.kind) {
      case "object": {
        const property = propertyOf(value, name);
        if (property) return property.value;
        if (isBlockValue(value)) return value.computed(name);
        return value.open ? unknown(value.open, at) : failure(`There is no attribute '${name}' here.`, at);
      }
      case "reference":
        if (isWhole(value)) {
          const found = value.attribute(name);
          return found.kind === "reference" ? { ...found, at } : found;
        }
        return value.path.length > 0
          ? { kind: "reference", to: value.to, path: [...value.path, name], at }
          : failure(`An id has no attribute '${name}'.`, at);
      case "constant":
        return constant(`${value.name}.${name}`, value.because, at);
      case "unknown":
        return value;
      default:
        return failure(isNull(value) ? `'${name}' is asked of null.` : `There is no attribute '${name}' here.`, at);
    }
  });
}

/** `base[index]` */
export function indexOfValue(base: Value, index: Value, at: Origin): Value {
  return onEachSide([base, index], at, ([value = base, key = index]) => {
    if (isRepeated(value)) return value.each;
    if (value.kind === "unknown") return value;
    if (key.kind === "unknown") return key;
    if (isSet(value)) return failure("A set has no indexes.", at);
    if (value.kind === "list") return itemOf(value.items, value.open, key, at);
    if (value.kind === "object" || isWhole(value)) {
      const name = asText(key);
      return typeof name === "string" ? attributeOfValue(value, name, at) : symbolic("index", [value, key], at);
    }
    if (value.kind === "reference" && value.path.length > 0) return indexReference(value, key, at);
    if (value.kind === "constant") {
      const id = exactIdentity(key);
      return id === undefined ? unknown(value.because, at) : constant(`${value.name}[${id}]`, value.because, at);
    }
    return failure("This has no items.", at);
  });
}

function indexReference(value: Extract<Value, { kind: "reference" }>, key: Value, at: Origin): Value {
  if (key.kind !== "scalar" || typeof key.value === "boolean" || key.value === null) return symbolic("index", [value, key], at);
  return { kind: "reference", to: value.to, path: [...value.path, key.value], at };
}

function itemOf(items: readonly Value[], open: Reason | undefined, key: Value, at: Origin): Value {
  const position = asNumber(key);
  if (position === undefined) {
    if (key.kind === "scalar") return failure("A list is indexed by numbers.", at);
    const [only] = items;
    return items.length === 1 && only && !open ? only : symbolic("index", [list(items, at, open), key], at);
  }
  if (open) return unknown(open, at);
  return items[position] ?? failure(`There is no item ${position} in this list.`, at);
}

/** `base[*].a.b` */
export function splatOfValue(base: Value, steps: readonly Step[], index: (index: Expression) => Value, at: Origin): Value {
  const follow = (item: Value): Value =>
    steps.reduce(
      (value, step) => ("attribute" in step ? attributeOfValue(value, step.attribute, at) : indexOfValue(value, index(step.index), at)),
      item,
    );
  return onEachSide([base], at, ([value = base]) => {
    if (isNull(value)) return list([], at);
    if (isRepeated(value)) return { ...list([follow(value.each)], at, value.open), each: follow(value.each) };
    if (value.kind === "list") return list(value.items.map(follow), at, value.open);
    if (value.kind === "unknown" || value.kind === "constant") return list([], at, value.because);
    return list([follow(value)], at);
  });
}
