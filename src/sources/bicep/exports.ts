import type { Exports } from "../../model/declaration.ts";
import { applyFunction } from "./functions.ts";
import type { Program } from "./program.ts";
import { isNullable } from "./types.ts";

/** What a Bicep file gives to import. What it does not mark with `@export()` the compiler refuses; here it is given all the same. */
export function exportsOf(program: Program): Exports {
  const variables = program.syntax.statements.flatMap((statement) =>
    statement.kind === "var" && statement.decorators.some((one) => one.kind === "call" && one.name === "export")
      ? [statement.name.name]
      : [],
  );
  return {
    variables,
    variable: (name, at) => program.env.symbol(name, at),
    apply: (name, args, at) => applyFunction(program, name, args, at),
    mayBeNull: (type) => isNullable(program, { kind: "name", path: type, start: 0, end: 0 }),
  };
}
