import type { Origin } from "../model/origin.ts";
import type { Reason, Value } from "../model/value.ts";
import { unknown } from "../model/value.ts";
import type { Environment } from "./environment.ts";
import type { Expr } from "./tree.ts";

export type Evaluate = (expr: Expr, env: Environment) => Value;

/** A call of a library function. Nothing of its arguments is evaluated yet. */
export interface Call {
  /** As written. */
  readonly name: string;
  readonly args: readonly Expr[];
  readonly at: Origin;
  readonly env: Environment;
  readonly evaluate: Evaluate;
}

/** What a plain function may see besides its arguments. */
export interface Site {
  readonly at: Origin;
  readonly env: Environment;
}

/**
 * A function of the library. `pure` ones see their arguments, choices among them taken apart already; undefined means that the
 * arguments are not known well enough. `special` ones see expressions: lambdas, lazy arguments.
 */
export type Fn =
  | {
      readonly kind: "pure";
      readonly min: number;
      readonly max: number;
      readonly apply: (args: readonly Value[], site: Site) => Value | undefined;
      /** Takes choices as they are: they end up as parts of what it makes. */
      readonly whole?: true;
    }
  | { readonly kind: "special"; readonly min: number; readonly max: number; readonly apply: (call: Call) => Value }
  /** Not known before deployment, by nature. */
  | { readonly kind: "nature"; readonly because: Reason };

export type Family = Readonly<Record<string, Fn>>;

export const many = Number.POSITIVE_INFINITY;

export function pure(min: number, max: number, apply: (args: readonly Value[], site: Site) => Value | undefined): Fn {
  return { kind: "pure", min, max, apply };
}

/** A `pure` one that takes choices as they are. */
export function builder(min: number, max: number, apply: (args: readonly Value[], site: Site) => Value | undefined): Fn {
  return { kind: "pure", min, max, apply, whole: true };
}

export function special(min: number, max: number, apply: (call: Call) => Value): Fn {
  return { kind: "special", min, max, apply };
}

/** Unknown because the expression is wrong. */
export function wrong(text: string, at: Origin): Value {
  return unknown({ kind: "error", text, at }, at);
}
