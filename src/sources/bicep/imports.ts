// Variables and functions that are taken from other files.
import type { Origin } from "../../model/origin.ts";
import { object, type Property, type Reason, unknown, type Value } from "../../model/value.ts";
import { type Imported, originOf, type Program } from "./program.ts";

/** The variable behind an imported name, or for `* as name` an object of all that are exported. */
export function importedValue(program: Program, symbol: Imported): Value {
  const at = originOf(program, symbol);
  const other = openImport(program, symbol, at);
  if ("kind" in other) return unknown(other, at);
  if (symbol.original === undefined) return everything(other, at);
  return other.env.symbol(symbol.original, at) ?? unknown(notThere(symbol.original, at), at);
}

/** The file that a name comes from, or why it is not seen. */
export function openImport(program: Program, symbol: Imported, at: Origin): Program | Reason {
  if (symbol.from.kind !== "literal") return { kind: "error", text: "The path to import from is a plain string.", at };
  return program.open(String(symbol.from.value), at);
}

function everything(other: Program, at: Origin): Value {
  const properties: Property[] = [];
  for (const statement of other.syntax.statements) {
    if (statement.kind !== "var" || !statement.decorators.some((one) => one.kind === "call" && one.name === "export")) continue;
    const value = other.env.symbol(statement.name.name, at);
    if (value) properties.push({ name: statement.name.name, at: originOf(other, statement.name), value });
  }
  return object(properties, at);
}

function notThere(name: string, at: Origin): Reason {
  return { kind: "error", text: `'${name}' is not exported by the file it is imported from.`, at };
}
