// What expressions of one template may ask: parameters, variables, user functions, loops, resources.

import { doubt } from "../../expression/canonical.ts";
import { bind, type Environment } from "../../expression/environment.ts";
import { evaluate } from "../../expression/evaluate.ts";
import { library } from "../../expression/library.ts";
import type { Expr } from "../../expression/tree.ts";
import type { Origin } from "../../model/origin.ts";
import { scalar, through, unknown, type Value } from "../../model/value.ts";
import { at, itemsOf, type Json, membersOf, stringAt } from "./json.ts";
import { propertyOf, referenced, referencedAll } from "./lookup.ts";
import { parameter } from "./parameters.ts";
import { complain, type Program } from "./program.ts";
import { jsonValue, loopSymbol } from "./value.ts";
import { variable } from "./variables.ts";

const mostSteps = 2_000_000;

/**
 * The surroundings of a template. `program` is asked for lazily, as it holds the surroundings itself. `around`: where a nested template
 * of outer scope stands, whose loops it sees.
 */
export function environmentOf(
  program: () => Program,
  base: Pick<Environment, "uri" | "cloud" | "region" | "scope" | "instance">,
  around?: Environment,
): Environment {
  return {
    ...base,
    symbol: (name, place) => around?.symbol(name, place),
    call: (name, args, place, inner, namespace) => called(program(), name, args, place, inner, namespace),
    property: (of, path, place) => propertyOf(program(), of, path, place),
    step: () => ++program().shared.steps <= mostSteps,
  };
}

function called(program: Program, name: string, args: readonly Expr[], place: Origin, inner: Environment, base?: Expr): Value | undefined {
  if (base) return base.kind === "symbol" ? userFunction(program, base.name, name, args, place, inner) : undefined;
  switch (name.toLowerCase()) {
    case "parameters":
      return named(program, "parameter", args[0], inner, place);
    case "variables":
      return named(program, "variable", args[0], inner, place);
    case "copyindex":
      return position(args, place, inner);
    case "reference":
      return referenced(program, args, place, inner);
    case "references":
      return referencedAll(program, args, place, inner);
    case "resourceinfo":
      return referenced(program, args.slice(0, 1), place, inner, []);
    default:
      if (!library.has(name.toLowerCase()) && !/^list[a-z]+$/i.test(name))
        complain(program.shared, place, `There is no function '${name}', so this value is not known.`);
      return undefined;
  }
}

function named(program: Program, what: "parameter" | "variable", arg: Expr | undefined, env: Environment, place: Origin): Value {
  const name = arg ? evaluate(arg, env) : scalar(null, place);
  if (name.kind !== "scalar")
    return unknown(doubt(name) ?? { kind: "error", text: `The name of the ${what} is no text.`, at: place }, place);
  const known = `${name.value}`;
  const found = what === "variable" ? variable(program, known) : (env.symbol(parameterSymbol(known), place) ?? parameter(program, known));
  if (found) return through(found, place);
  const text = `There is no ${what} '${known}' in this template, so this value is not known.`;
  complain(program.shared, place, text);
  return unknown({ kind: "error", text, at: place }, place);
}

/** `copyIndex()`, `copyIndex(2)`, `copyIndex('loop')`, `copyIndex('loop', 2)`. */
function position(args: readonly Expr[], place: Origin, env: Environment): Value {
  const values = args.map((arg) => evaluate(arg, env));
  const [first] = values;
  const loop = first?.kind === "scalar" && typeof first.value === "string" ? first.value : "";
  const index = env.symbol(loopSymbol(loop), place);
  if (!index) return unknown({ kind: "error", text: "This stands in no such loop.", at: place }, place);
  const offset = values.at(-1);
  if (offset?.kind !== "scalar" || typeof offset.value !== "number" || index.kind !== "scalar") return { ...index, at: place };
  return scalar(Number(index.value) + offset.value, place);
}

function parameterSymbol(name: string): string {
  return `parameter ${name.toLowerCase()}`;
}

/** A function of the template's own: it sees its parameters, and no others. */
function userFunction(
  program: Program,
  namespace: string,
  name: string,
  args: readonly Expr[],
  place: Origin,
  inner: Environment,
): Value | undefined {
  const definition = functionOf(program, namespace, name);
  if (!definition) return undefined;
  const symbols = new Map<string, Value>();
  for (const [index, declared] of itemsOf(at(definition, "parameters")).entries()) {
    const arg = args[index];
    if (arg) symbols.set(parameterSymbol(stringAt(declared, "name") ?? ""), evaluate(arg, inner));
  }
  const output = at(at(definition, "output"), "value");
  const owner = program.names ?? program;
  return output ? through(jsonValue(output, owner.document, bind(owner.env, symbols)), place) : undefined;
}

function functionOf(program: Program, namespace: string, name: string): Json | undefined {
  const owner = program.names ?? program;
  const space = itemsOf(at(owner.node, "functions")).find((one) => stringAt(one, "namespace")?.toLowerCase() === namespace.toLowerCase());
  return membersOf(at(space, "members")).find((member) => member.name.toLowerCase() === name.toLowerCase())?.value;
}
