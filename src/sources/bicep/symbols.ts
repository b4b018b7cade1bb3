// The value of a name in a Bicep file.
import { choose } from "../../expression/choose.ts";
import { evaluate } from "../../expression/evaluate.ts";
import type { Origin } from "../../model/origin.ts";
import { constant, type Reason, scalar, through, unknown, type Value } from "../../model/value.ts";
import { expand } from "./expand.ts";
import { importedValue } from "./imports.ts";
import { nameOf } from "./paths.ts";
import { complain, type Named, originOf, type Program } from "./program.ts";
import type { ParamStatement, Statement } from "./syntax.ts";
import { isNullable } from "./types.ts";

/** What a name stands for, seen through the use at `at`; undefined when it stands for no value. */
export function symbolValue(program: Program, name: string, at: Origin): Value | undefined {
  const symbol = program.symbols.get(name);
  if (!symbol && name === "base") return ofBase(program, at);
  if (!symbol || symbol.kind === "func" || symbol.kind === "type") return undefined;
  const known = program.values.get(name);
  if (known === "busy") return cyclic(program, name, symbol, at);
  if (known) return through(known, at);
  program.values.set(name, "busy");
  const value = make(program, symbol, name);
  program.values.set(name, value);
  return through(value, at);
}

/** In a parameters file: the values of the one that it extends. */
function ofBase(program: Program, at: Origin): Value | undefined {
  const value = program.values.get("base");
  return value && value !== "busy" ? through(value, at) : undefined;
}

function cyclic(program: Program, name: string, symbol: Named, at: Origin): Value {
  const text = `'${name}' depends on itself.`;
  complain(program, "name" in symbol ? symbol.name : symbol, text);
  return unknown({ kind: "error", text, at }, at);
}

function make(program: Program, symbol: Exclude<Named, { readonly kind: "func" | "type" }>, name: string): Value {
  switch (symbol.kind) {
    case "param":
      return parameter(program, symbol);
    case "var":
      return steady(evaluate(symbol.value, program.env), `${program.call.prefix}variables('${name}')`);
    case "resource":
    case "module":
      return expand(program, symbol, { env: program.env, stem: program.call.prefix });
    case "imported":
      return importedValue(program, symbol);
  }
}

/** What is not known but asked once is the same wherever it is used. */
function steady(value: Value, name: string): Value {
  if (value.kind !== "unknown" || value.because.kind === "error" || value.because.kind === "limit") return value;
  return { ...constant(name, value.because, value.at), ...(value.via && { via: value.via }) };
}

function parameter(program: Program, statement: ParamStatement): Value {
  const given = program.given.get(statement.name.name.toLowerCase());
  if (!given) return fallback(program, statement);
  const value = steady(given, `${program.call.prefix}parameters(${statement.name.name.toLowerCase()})`);
  return isNullable(program, statement.type) ? value : replaceNull(value, () => fallback(program, statement));
}

/** Null asks for the default. */
function replaceNull(value: Value, otherwise: () => Value): Value {
  if (value.kind === "scalar" && value.value === null) return otherwise();
  if (value.kind !== "choice") return value;
  return choose(value.when, replaceNull(value.then, otherwise), replaceNull(value.else, otherwise), value.at);
}

function fallback(program: Program, statement: ParamStatement): Value {
  const name = statement.name.name;
  const spelt = `${program.call.prefix}parameters(${name.toLowerCase()})`;
  if (statement.value) return steady(evaluate(statement.value, program.env), spelt);
  if (isNullable(program, statement.type)) return scalar(null, originOf(program, statement.name));
  return constant(spelt, missing(program, statement), originOf(program, statement.name));
}

function missing(program: Program, statement: ParamStatement): Reason {
  const at = originOf(program, statement.name);
  const name = statement.name.name;
  if (isSecure(statement)) return { kind: "secret", text: `Parameter '${name}' is secret and has no value here.`, at };
  const file = nameOf(program.uri);
  const text = `Parameter '${name}' of '${file}' has no value.`;
  return { kind: "parameter", text, settle: `give '${name}' a value in a parameters file for '${file}'`, at };
}

function isSecure(statement: Statement): boolean {
  return statement.decorators.some((one) => one.kind === "call" && one.name === "secure");
}
