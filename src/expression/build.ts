// Values made of parts: strings, objects, lists, loops.
import type { Origin } from "../model/origin.ts";
import { constant, list, object, type Property, type Reason, scalar, text, unknown, type Value } from "../model/value.ts";
import { type Evaluate, wrong } from "./call.ts";
import { bounded, bounds, canonical, doubt, isReason, limit, opaque, turns } from "./canonical.ts";
import { branch, choose, distribute } from "./choose.ts";
import { bind, type Environment } from "./environment.ts";
import { spelt } from "./plain.ts";
import type { Expr, Member, Spread } from "./tree.ts";

/** A string of parts, each case of a part a case of the string. */
export function joinedText(parts: readonly Value[], at: Origin): Value {
  return distribute(parts, (known) => textOf(known, at), at) ?? textOf(parts, at);
}

function textOf(parts: readonly Value[], at: Origin): Value {
  const length = parts.reduce((sum, part) => sum + lengthOf(part), 0);
  if (length > bounds.characters) return unknown(limit("The string is longer than any that a deployment takes."), at);
  return text(parts.map(asPart), at);
}

function lengthOf(part: Value): number {
  if (part.kind === "scalar") return typeof part.value === "string" ? part.value.length : 8;
  return part.kind === "text" ? part.parts.reduce((sum, inner) => sum + lengthOf(inner), 0) : 100;
}

/** As it is spelt within a string: booleans with a capital, as .NET writes them; lists and objects as JSON. */
function asPart(part: Value): Value {
  if (part.kind === "scalar") return typeof part.value === "boolean" ? { ...part, value: part.value ? "True" : "False" } : part;
  if (part.kind !== "list" && part.kind !== "object") return part;
  const json = spelt(part);
  return json === undefined ? opaque("string", [part], part.at) : scalar(json, part.at);
}

/** An object. What a spread may bring over an earlier property is not known, and neither is that property then. */
export function objectOf(members: readonly Member[], at: Origin, env: Environment, evaluate: Evaluate): Value {
  const props = new Map<string, Property>();
  let open: Reason | undefined;
  for (const member of members) {
    if (member.kind === "spread") {
      open = overlay(props, evaluate(member.operand, env)) ?? open;
      continue;
    }
    const name = evaluate(member.name, env);
    const value = evaluate(member.value, env);
    if (name.kind === "scalar") set(props, { name: `${name.value}`, at: name.at, value });
    else open ??= doubt(name);
  }
  return bounded(object(props.values(), at, open));
}

function set(props: Map<string, Property>, property: Property): void {
  props.set(property.name.toLowerCase(), property);
}

/** Lays the properties of a value over those that are there, `deep` into nested objects. Gives the reason when not all of them are seen. */
export function overlay(props: Map<string, Property>, over: Value, deep = false): Reason | undefined {
  switch (over.kind) {
    case "object":
      if (over.open) cloud(props, over.open);
      for (const property of over.props.values()) set(props, deep ? joined(props, property) : property);
      return over.open;
    case "choice": {
      const then = new Map(props);
      const otherwise = new Map(props);
      const opens = [overlay(then, over.then, deep), overlay(otherwise, over.else, deep)];
      for (const name of new Set([...then.keys(), ...otherwise.keys()])) {
        const [a, b] = [then.get(name), otherwise.get(name)];
        const any = a ?? b;
        if (any) props.set(name, a === b ? any : { ...any, value: choose(over.when, sideOf(a, any), sideOf(b, any), any.value.at) });
      }
      return opens[0] ?? opens[1];
    }
    case "scalar":
      return over.value === null ? undefined : { kind: "error", text: "What is spread here is no object.", at: over.at };
    default: {
      const because = doubt(over) ?? { kind: "error", text: "What is spread here is no object.", at: over.at };
      cloud(props, because, deep ? "union" : "spread", canonical(over));
      return because;
    }
  }
}

/** The property with what is there of the same name below it, where both are objects. */
function joined(props: ReadonlyMap<string, Property>, property: Property): Property {
  const have = props.get(property.name.toLowerCase())?.value;
  if (have?.kind !== "object" || !holdsObject(property.value)) return property;
  const inner = new Map(have.props);
  const open = overlay(inner, property.value, true) ?? have.open;
  return { ...property, value: object(inner.values(), property.value.at, open) };
}

function holdsObject(value: Value): boolean {
  return value.kind === "object" || (value.kind === "choice" && holdsObject(value.then) && holdsObject(value.else));
}

function sideOf(property: Property | undefined, like: Property): Value {
  return property ? property.value : scalar(null, like.value.at);
}

/** What lies over the properties may have others of their names: which, is not known, but the same wherever the same lies over the same. */
function cloud(props: Map<string, Property>, because: Reason, how = "", over?: string): void {
  for (const [name, property] of props) {
    const below = over === undefined ? undefined : canonical(property.value);
    const { at } = property.value;
    const value = below === undefined ? unknown(because, at) : constant(`${how}(${below},${over}.${name})`, because, at);
    props.set(name, { ...property, value });
  }
}

export function arrayOf(items: readonly (Expr | Spread)[], at: Origin, env: Environment, evaluate: Evaluate): Value {
  if (!items.some((item) => item.kind === "spread"))
    return bounded(
      list(
        items.map((item) => evaluate(item.kind === "spread" ? item.operand : item, env)),
        at,
      ),
    );
  const parts = items.map((item) => (item.kind === "spread" ? evaluate(item.operand, env) : list([evaluate(item, env)], at)));
  return concatenated(parts, at);
}

/** Lists after each other; each case of one is a case of the whole. */
export function concatenated(parts: readonly Value[], at: Origin): Value {
  const joined = distribute(parts, (known) => join(known, at), at);
  return joined ?? join(parts, at);
}

function join(parts: readonly Value[], at: Origin): Value {
  const items: Value[] = [];
  let open: Reason | undefined;
  for (const part of parts) {
    if (part.kind === "list") {
      for (const item of part.items) items.push(item);
      open ??= part.open;
    } else if (!(part.kind === "scalar" && part.value === null)) {
      open ??= doubt(part) ?? { kind: "error", text: "This is no list.", at: part.at };
    }
    if (items.length > bounds.items)
      return list(items.slice(0, bounds.items), at, limit(`A list of more than ${bounds.items} items is not followed.`));
  }
  return bounded(list(items, at, open));
}

/** `[for item, index in over: body]`. Over what is not known, the list is open and shows nothing. */
export function loop(expr: Expr & { kind: "for" }, at: Origin, env: Environment, evaluate: Evaluate): Value {
  const over = evaluate(expr.over, env);
  return distribute([over], ([one]) => (one ? iterate(expr, one, at, env, evaluate) : over), at) ?? list([], at, doubt(over));
}

function iterate(expr: Expr & { kind: "for" }, over: Value, at: Origin, env: Environment, evaluate: Evaluate): Value {
  if (over.kind !== "list")
    return over.kind === "scalar" || over.kind === "object" ? wrong("The loop goes over what is no list.", at) : list([], at, doubt(over));
  const { items } = over;
  const parts = turns(Math.min(items.length, bounds.items), (position): Value => {
    const item = items[position] ?? over;
    const symbols = new Map([[expr.item, item]]);
    if (expr.index !== undefined) symbols.set(expr.index, scalar(position, item.at));
    const inner = bind(env, symbols, position);
    const body = () => list([evaluate(expr.body, inner)], at);
    return expr.when ? branch(evaluate(expr.when, inner), body, () => list([], at), at, inner) : body();
  });
  if (isReason(parts)) return unknown(parts, at);
  const open =
    over.open ?? (over.items.length > bounds.items ? limit(`A loop of more than ${bounds.items} items is not followed.`) : undefined);
  const whole = concatenated(parts, at);
  return open && whole.kind === "list" ? list(whole.items, at, open) : whole;
}
