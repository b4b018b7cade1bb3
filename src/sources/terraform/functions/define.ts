// How a function of the library is written down: the kinds of its arguments, and what it makes of them once they are known.

import type { Origin } from "../../../model/origin.ts";
import { own } from "../../../model/own.ts";
import { type ListValue, type ObjectValue, scalar, unknown, type Value } from "../../../model/value.ts";
import { onEachSide } from "../evaluate/choices.ts";
import { asNumber } from "../evaluate/operator.ts";
import type { Scope } from "../evaluate/scope.ts";
import { asText, failure, isFailure, isKnown, isNull, isWhole, symbolic, tooMuch } from "../evaluate/values.ts";

export interface Call {
  readonly name: string;
  readonly at: Origin;
  readonly scope: Scope;
}

/** What an argument is by the time a function sees it. `value`: as it is, known or not. `known`: nothing in it is unknown. */
interface Kinds {
  readonly string: string;
  readonly number: number;
  readonly bool: boolean;
  readonly list: ListValue;
  readonly map: ObjectValue;
  readonly known: Value;
  readonly value: Value;
}
type Kind = keyof Kinds;
type Results = Value | string | number | boolean;

export interface Builtin {
  readonly kinds: readonly Kind[];
  readonly least: number;
  readonly rest?: Kind;
  readonly run: (call: Call, args: readonly never[]) => Results;
}

type Given<K extends readonly Kind[]> = { [I in keyof K]: Kinds[K[I]] };

/** A function with a fixed number of arguments. */
export function fixed<const K extends readonly Kind[]>(kinds: K, run: (call: Call, ...args: Given<K>) => Results): Builtin {
  return { kinds, least: kinds.length, run: (call, args) => run(call, ...(args as unknown as Given<K>)) };
}

/** A function whose last arguments may be left out. */
export function optional<const K extends readonly Kind[]>(
  least: number,
  kinds: K,
  run: (call: Call, ...args: Partial<Given<K>>) => Results,
): Builtin {
  return { kinds, least, run: (call, args) => run(call, ...(args as unknown as Partial<Given<K>>)) };
}

/** A function that takes any number of one kind after its fixed arguments. */
export function variadic<const K extends readonly Kind[], R extends Kind>(
  kinds: K,
  rest: R,
  run: (call: Call, first: Given<K>, more: readonly Kinds[R][]) => Results,
): Builtin {
  return {
    kinds,
    rest,
    least: kinds.length,
    run: (call, args) =>
      run(call, args.slice(0, kinds.length) as unknown as Given<K>, args.slice(kinds.length) as unknown as readonly Kinds[R][]),
  };
}

/** Runs a function on values: on each side of choices, and by name alone where an argument is not known. */
export function run(builtin: Builtin, call: Call, args: readonly Value[]): Value {
  const most = builtin.rest ? Number.POSITIVE_INFINITY : builtin.kinds.length;
  if (args.length < builtin.least || args.length > most) return failure(`'${call.name}' does not take ${args.length} arguments.`, call.at);
  return onEachSide(args, call.at, (sides) => {
    const failed = sides.find(isFailure);
    if (failed) return failed;
    const given: unknown[] = [];
    for (const [position, value] of sides.entries()) {
      const kind = builtin.kinds[position] ?? builtin.rest ?? "value";
      const taken = take(kind, value);
      if (taken === undefined)
        return isSettled(value)
          ? failure(`'${call.name}' cannot take this as argument ${position + 1}.`, call.at)
          : symbolic(call.name, sides, call.at);
      given.push(taken);
    }
    const result = attempt(builtin, call, given);
    return typeof result === "object" ? result : scalar(result, call.at);
  });
}

/** The machine refuses strings and lists beyond its own bounds by throwing. */
function attempt(builtin: Builtin, call: Call, given: readonly unknown[]): Results {
  try {
    return builtin.run(call, given as never[]);
  } catch {
    return unknown(tooMuch, call.at);
  }
}

function isSettled(value: Value): boolean {
  return value.kind === "scalar" || ((value.kind === "list" || value.kind === "object") && isKnown(value));
}

/** The argument as its kind; undefined where it is not known or is something else. */
function take(kind: Kind, value: Value): unknown {
  if (kind === "value") return value;
  if (kind === "known") return isKnown(value) ? value : undefined;
  if (isNull(value)) return undefined;
  if (kind === "list") return value.kind === "list" ? value : undefined;
  if (kind === "map") return value.kind === "object" && !isWhole(value) ? value : undefined;
  if (kind === "number") return asNumber(value);
  if (kind === "bool") return value.kind === "scalar" ? own({ true: true, false: false }, String(value.value)) : undefined;
  const text = value.kind === "scalar" ? asText(value) : undefined;
  return typeof text === "string" ? text : undefined;
}
