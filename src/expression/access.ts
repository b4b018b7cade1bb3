// Ways into a value: a property, a position.
import type { Origin } from "../model/origin.ts";
import { constant, reference, scalar, unknown, type Value } from "../model/value.ts";
import { wrong } from "./call.ts";
import { canonical, opaque } from "./canonical.ts";
import { distribute } from "./choose.ts";
import type { Environment } from "./environment.ts";

/** `base.name`; `safe` gives null where there is none. */
export function member(base: Value, name: string, safe: boolean, at: Origin, env: Environment): Value {
  switch (base.kind) {
    case "object": {
      const found = base.props.get(name.toLowerCase());
      if (found) return found.value;
      if (base.open) return unknown(base.open, at);
      return safe ? scalar(null, at) : wrong(`There is no property '${name}' in this object.`, at);
    }
    case "reference":
      return ofReference(base, name, at, env);
    case "constant":
      return constant(`${base.name}.${name.toLowerCase()}`, base.because, at);
    case "choice":
      return distribute([base], ([one]) => (one ? member(one, name, safe, at, env) : base), at) ?? opaque(`.${name}`, [base], at);
    case "unknown":
      return unknown(base.because, at);
    case "scalar":
      if (base.value === null && safe) return base;
      return wrong(`There is no property '${name}' in ${base.value === null ? "null" : "a value that is no object"}.`, at);
    case "list":
    case "text":
      return wrong(`There is no property '${name}' in a value that is no object.`, at);
  }
}

function ofReference(base: Value & { kind: "reference" }, name: string | number, at: Origin, env: Environment): Value {
  const path = [...base.path, name];
  const known = env.property(base.to, path, at);
  if (known) return known;
  return base.path.length === 0 && String(name).toLowerCase() === "id" ? { ...base, at } : reference(base.to, path, at);
}

interface How {
  readonly safe: boolean;
  readonly fromEnd: boolean;
}

/** `base[index]` by name or by position. */
export function entry(base: Value, index: Value, how: How, at: Origin, env: Environment): Value {
  const item = distribute([base, index], ([of, by]) => (of && by ? known(of, by, how, at, env) : base), at);
  return item ?? opaque(how.safe ? "tryget" : "[]", [base, index], at);
}

/** In a loop over a list that is not known, the item at the loop's own position is the loop's item. */
function turnOf(list: Value, index: Value, at: Origin): Value | undefined {
  const name = index.kind === "constant" ? canonical(list) : undefined;
  return name !== undefined && index.kind === "constant" && index.name === `${name}#`
    ? constant(`${name}[*]`, index.because, at)
    : undefined;
}

function known(base: Value, index: Value, how: How, at: Origin, env: Environment): Value {
  if (base.kind === "unknown") return unknown(base.because, at);
  if (base.kind === "scalar" && base.value === null && how.safe) return base;
  if (index.kind !== "scalar") return turnOf(base, index, at) ?? opaque(how.safe ? "tryget" : "[]", [base, index], at);
  if (typeof index.value === "string") return member(base, index.value, how.safe, at, env);
  if (typeof index.value !== "number") return wrong("An index is a name or a number.", at);
  switch (base.kind) {
    case "list": {
      if (base.open) return unknown(base.open, at);
      const found = base.items[how.fromEnd ? base.items.length - index.value : index.value];
      if (found) return found;
      return how.safe ? scalar(null, at) : wrong(`There is no item ${index.value} in a list of ${base.items.length}.`, at);
    }
    case "constant":
      return constant(`${base.name}[${how.fromEnd ? "^" : ""}${index.value}]`, base.because, at);
    case "reference":
      return how.fromEnd ? opaque("[^]", [base, index], at) : ofReference(base, index.value, at, env);
    default:
      return wrong("A position is asked of a value that is no list.", at);
  }
}
