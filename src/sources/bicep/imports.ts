// Variables and functions that are taken from other files.
import type { Exports } from "../../model/declaration.ts";
import type { Origin } from "../../model/origin.ts";
import { object, type Property, type Reason, unknown, type Value } from "../../model/value.ts";
import { type Imported, originOf, type Program } from "./program.ts";

/** The variable behind an imported name, or for `* as name` an object of all that are exported. */
export function importedValue(program: Program, symbol: Imported): Value {
  const at = originOf(program, symbol);
  const other = openImport(program, symbol, at);
  if ("kind" in other) return unknown(other, at);
  if (symbol.original === undefined) return everything(other, at);
  return other.variable(symbol.original, at) ?? unknown(notThere(symbol.original, at), at);
}

/** What the file that a name comes from exports, or why it is not seen. */
export function openImport(program: Program, symbol: Imported, at: Origin): Exports | Reason {
  if (symbol.from.kind !== "literal") return { kind: "error", text: "The path to import from is a plain string.", at };
  return program.open(String(symbol.from.value), at);
}

function everything(other: Exports, at: Origin): Value {
  const properties = other.variables.flatMap((name): readonly Property[] => {
    const value = other.variable(name, at);
    return value ? [{ name, at: value.at, value }] : [];
  });
  return object(properties, at);
}

function notThere(name: string, at: Origin): Reason {
  return { kind: "error", text: `'${name}' is not exported by the file it is imported from.`, at };
}
