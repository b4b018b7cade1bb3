// Functions that a Bicep file answers itself.
import { bind, type Environment } from "../../expression/environment.ts";
import { evaluate } from "../../expression/evaluate.ts";
import type { Expr } from "../../expression/tree.ts";
import type { Origin } from "../../model/origin.ts";
import { constant, type Reason, scalar, unknown, type Value } from "../../model/value.ts";
import { openImport } from "./imports.ts";
import { load } from "./load.ts";
import { complain, type Program } from "./program.ts";
import type { FunctionStatement } from "./syntax.ts";

/** User-defined and imported functions, `load…`, `nameof`, and what only parameters files have. Undefined: the library's. */
export function callOwn(
  program: Program,
  name: string,
  args: readonly Expr[],
  at: Origin,
  inner: Environment,
  base: Expr | undefined,
): Value | undefined {
  if (base && base.kind !== "symbol") return undefined;
  const found = base ? throughNamespace(program, base.name, name, at) : ownFunction(program, name, at);
  if (found) return apply(found.program, found.statement, args, at, inner);
  const hidden = unreadImport(program, base ? base.name : name, at);
  if (hidden) return unknown(hidden, at);
  if (base && base.name !== "sys" && base.name !== "az") return undefined;
  return load(program, name, args, at, inner) ?? special(name, args, at, inner, base);
}

interface Found {
  readonly program: Program;
  readonly statement: FunctionStatement;
}

function ownFunction(program: Program, name: string, at: Origin, depth = 0): Found | undefined {
  const symbol = program.symbols.get(name);
  if (symbol?.kind === "func") return { program, statement: symbol };
  if (symbol?.kind !== "imported" || symbol.original === undefined || depth > 16) return undefined;
  const other = openImport(program, symbol, at);
  return "kind" in other ? undefined : ownFunction(other, symbol.original, at, depth + 1);
}

/** Why the file that a name is imported from is not seen; undefined when it is, or when the name is not imported. */
function unreadImport(program: Program, name: string, at: Origin): Reason | undefined {
  const symbol = program.symbols.get(name);
  const other = symbol?.kind === "imported" ? openImport(program, symbol, at) : undefined;
  return other && "kind" in other ? other : undefined;
}

function throughNamespace(program: Program, namespace: string, name: string, at: Origin): Found | undefined {
  const symbol = program.symbols.get(namespace);
  if (symbol?.kind !== "imported" || symbol.original !== undefined) return undefined;
  const other = openImport(program, symbol, at);
  return "kind" in other ? undefined : ownFunction(other, name, at);
}

function apply(program: Program, statement: FunctionStatement, args: readonly Expr[], at: Origin, inner: Environment): Value {
  const symbols = new Map<string, Value>();
  statement.parameters.forEach((parameter, index) => {
    const argument = args[index];
    symbols.set(parameter, argument ? evaluate(argument, inner) : scalar(null, at));
  });
  const mark = `func ${statement.name.name}`;
  if (program.active.has(mark)) {
    const text = `Function '${statement.name.name}' calls itself, which Bicep does not allow.`;
    complain(program, statement.name, text);
    return unknown({ kind: "error", text, at }, at);
  }
  program.active.add(mark);
  const value = evaluate(statement.body, bind(program.env, symbols));
  program.active.delete(mark);
  return value;
}

function special(name: string, args: readonly Expr[], at: Origin, inner: Environment, base: Expr | undefined): Value | undefined {
  const first = args[0];
  switch (name) {
    case "nameof":
      return first ? nameOfExpression(first, at) : undefined;
    case "readEnvironmentVariable":
    case "externalInput": {
      const key = first ? evaluate(first, inner) : undefined;
      const label = key?.kind === "scalar" ? `${key.value}` : "?";
      const text = `'${label}' is given from outside when the parameters file is used.`;
      return constant(`${name}('${label}')`, { kind: "parameter", text, settle: "write its value into the parameters file", at }, at);
    }
    case "getSecret":
      return base
        ? unknown({ kind: "secret", text: "This is a secret of a key vault, which is read when it is deployed.", at }, at)
        : undefined;
    default:
      return undefined;
  }
}

function nameOfExpression(expr: Expr, at: Origin): Value | undefined {
  switch (expr.kind) {
    case "symbol":
    case "member":
    case "nested":
      return scalar(expr.name, at);
    case "index":
      return expr.index.kind === "literal" && typeof expr.index.value === "string"
        ? scalar(expr.index.value, at)
        : nameOfExpression(expr.base, at);
    default:
      return undefined;
  }
}
