// What functions ask of their arguments: the plain thing where it is known.

import type { ListValue, Value } from "../../model/value.ts";
import { doubt } from "../canonical.ts";

export function stringOf(value: Value | undefined): string | undefined {
  return value?.kind === "scalar" && typeof value.value === "string" ? value.value : undefined;
}

export function numberOf(value: Value | undefined): number | undefined {
  return value?.kind === "scalar" && typeof value.value === "number" ? value.value : undefined;
}

/** A list of which every item is seen; items themselves may be unknown. */
export function listOf(value: Value | undefined): ListValue | undefined {
  return value?.kind === "list" && !value.open ? value : undefined;
}

export function isNull(value: Value | undefined): boolean {
  return value?.kind === "scalar" && value.value === null;
}

/** Whether the value is known through and through, so that a failure is the expression's own. */
export function isKnown(value: Value): boolean {
  return doubt(value) === undefined;
}

/** Strings of arguments, when all are known. */
export function stringsOf(values: readonly Value[]): readonly string[] | undefined {
  const out: string[] = [];
  for (const value of values) {
    const known = stringOf(value);
    if (known === undefined) return undefined;
    out.push(known);
  }
  return out;
}
