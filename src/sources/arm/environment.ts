// What expressions of one template may ask: parameters, variables, user functions, loops, resources.

import { doubt } from "../../expression/canonical.ts";
import type { Environment } from "../../expression/environment.ts";
import { evaluate } from "../../expression/evaluate.ts";
import { library } from "../../expression/library.ts";
import { arithmetic } from "../../expression/operators.ts";
import type { Expr } from "../../expression/tree.ts";
import type { Origin } from "../../model/origin.ts";
import { scalar, through, unknown, type Value } from "../../model/value.ts";
import { applyFunction, functionOf, parameterSymbol } from "./functions.ts";
import { propertyOf, referenced, referencedAll } from "./lookup.ts";
import { parameter } from "./parameters.ts";
import { complain, type Program } from "./program.ts";
import { loopSymbol } from "./value.ts";
import { variable } from "./variables.ts";

const mostSteps = 1_000_000;

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
    step: (count = 1) => {
      const { shared } = program();
      shared.steps += count;
      return shared.steps <= mostSteps;
    },
  };
}

function called(program: Program, name: string, args: readonly Expr[], place: Origin, inner: Environment, base?: Expr): Value | undefined {
  if (base) {
    const definition = base.kind === "symbol" ? functionOf(program, base.name, name) : undefined;
    if (!definition && base.kind === "symbol")
      complain(program.shared, place, `There is no function '${base.name}.${name}' in this template, so this value is not known.`);
    const values = definition && args.map((arg) => evaluate(arg, inner));
    return values && applyFunction(program, definition, values, place);
  }
  const folded = name.toLowerCase();
  switch (folded) {
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
      if (!library.has(folded) && !/^list[a-z]+$/i.test(name))
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
  if (offset?.kind !== "scalar" || typeof offset.value !== "number") return { ...index, at: place };
  return arithmetic("+", [index, offset], place);
}
