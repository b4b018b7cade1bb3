// Small deployments written as data, for putting questions to a graph without any language.
import { assemble } from "../../src/model/assemble.ts";
import type { Cloud, Declaration, Unseen } from "../../src/model/declaration.ts";
import type { Graph } from "../../src/model/graph.ts";
import type { Origin } from "../../src/model/origin.ts";
import type { Condition, Literal, Reason, Value } from "../../src/model/value.ts";
import { choice, list, object, reference, scalar, unknown } from "../../src/model/value.ts";
import type { Context, Rule } from "../../src/model/verdict.ts";
import { requirements } from "../../src/rulebook/requirements/index.ts";
import { inForce } from "../../src/rulebook/requirements/select.ts";

const at: Origin = { from: "file", uri: "file:///main.bicep", start: 0, end: 1 };

export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [name: string]: Plain } | Made;
interface Made {
  readonly made: Value;
}

/** A declared resource; its key is its symbol. `names` for children: one a segment. */
export function resource(
  key: string,
  type: string,
  names: string | readonly Plain[],
  body: { readonly [name: string]: Plain } = {},
  more: Partial<Declaration> = {},
): Declaration {
  return {
    key,
    type,
    names: (typeof names === "string" ? [names] : names).map(toValue),
    existing: false,
    condition: [],
    body: toValue(body),
    at,
    span: at,
    symbol: key,
    calls: [],
    language: "bicep",
    ...more,
  };
}

/** The id of a declared resource, or what lies at a path below it. */
export function ref(key: string, ...path: readonly (string | number)[]): Made {
  return { made: reference({ by: "key", key }, path, at) };
}

/** An id by type and names, of something that may be declared elsewhere. */
export function idOf(type: string, ...names: readonly Plain[]): Made {
  return { made: reference({ by: "id", type, names: names.map(toValue) }, [], at) };
}

export const noValue: Reason = { kind: "parameter", text: "The parameter 'x' has no value." };

export function notKnown(because: Reason = noValue): Made {
  return { made: unknown(because, at) };
}

/** One of two values by a test that nobody knows. */
export function either(test: string, then: Plain, otherwise: Plain): Made {
  return { made: choice(literal(test, true), toValue(then), toValue(otherwise), at) };
}

export function when(test: string, is = true): { readonly condition: Condition } {
  return { condition: [literal(test, is)] };
}

export function graphOf(...declarations: readonly Declaration[]): Graph {
  return assemble([{ declarations, outputs: new Map(), unseen: [], problems: [] }]);
}

/** A graph of which a part cannot be seen. */
export function graphBeside(unseen: Unseen["because"], ...declarations: readonly Declaration[]): Graph {
  return assemble([{ declarations, outputs: new Map(), unseen: [{ because: unseen, at }], problems: [] }]);
}

/** The features named are on; all others are off. */
export function contextOf(graph: Graph, cloud: Cloud = "public", ...on: readonly string[]): Context {
  const evidence = { text: "The test says so." };
  const features = new Map(on.map((name) => [name, { on: true, because: evidence }] as const));
  const scenario = { cloud, asOf: "2026-11-21", profile: "standard" as const, features };
  return { graph, scenario, requirements: inForce(requirements, scenario), book: requirements, cloud };
}

/** What a rule says, one line a verdict: `unmet stml blob`, sorted. */
export function told(rule: Rule, context: Context): readonly string[] {
  return [...rule.check(context)]
    .map(({ is, subject, value }) => [is, subject.symbol ?? "", ...(value === undefined ? [] : [value])].join(" "))
    .sort();
}

function toValue(plain: Plain): Value {
  if (plain === null || typeof plain !== "object") return scalar(plain, at);
  if (isMade(plain)) return plain.made;
  if (isList(plain)) return list(plain.map(toValue), at);
  return object(
    Object.entries(plain).map(([name, value]) => ({ name, at, value: toValue(value) })),
    at,
  );
}

function isMade(plain: object): plain is Made {
  return "made" in plain;
}

function isList(plain: Plain): plain is readonly Plain[] {
  return Array.isArray(plain);
}

function literal(test: string, is: boolean): Literal {
  return { test, is, at, because: noValue };
}
