// Functions that a Bicep file answers itself.
import { bind, type Environment } from "../../expression/environment.ts";
import { evaluate } from "../../expression/evaluate.ts";
import type { Expr } from "../../expression/tree.ts";
import type { Origin } from "../../model/origin.ts";
import { constant, scalar, unknown, type Value } from "../../model/value.ts";
import { openImport } from "./imports.ts";
import { load } from "./load.ts";
import { complain, type Imported, type Program } from "./program.ts";
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
  const symbol = program.symbols.get(base ? base.name : name);
  const values = () => args.map((arg) => evaluate(arg, inner));
  const own = base
    ? symbol?.kind === "imported" && symbol.original === undefined && applyImported(program, symbol, name, values(), at)
    : (symbol?.kind === "func" || symbol?.kind === "imported") && applyFunction(program, name, values(), at);
  if (own) return own;
  if (base && base.name !== "sys" && base.name !== "az") return undefined;
  return load(program, name, args, at, inner) ?? special(name, args, at, inner, base);
}

/** What a function that the file declares, or imports by its name, makes of values; undefined when it has none of the name. */
export function applyFunction(program: Program, name: string, args: readonly Value[], at: Origin): Value | undefined {
  const symbol = program.symbols.get(name);
  if (symbol?.kind === "func") return apply(program, symbol, args, at);
  if (symbol?.kind !== "imported" || symbol.original === undefined) return undefined;
  return applyImported(program, symbol, symbol.original, args, at);
}

function applyImported(program: Program, symbol: Imported, name: string, args: readonly Value[], at: Origin): Value | undefined {
  const other = openImport(program, symbol, at);
  if ("kind" in other) return unknown(other, at);
  const mark = `import ${name}`;
  if (program.active.has(mark)) return unknown({ kind: "error", text: `'${name}' is imported from where it is imported to.`, at }, at);
  program.active.add(mark);
  const value = other.apply(name, args, at);
  program.active.delete(mark);
  return value;
}

function apply(program: Program, statement: FunctionStatement, args: readonly Value[], at: Origin): Value {
  const symbols = new Map(statement.parameters.map((parameter, index) => [parameter, args[index] ?? scalar(null, at)]));
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
