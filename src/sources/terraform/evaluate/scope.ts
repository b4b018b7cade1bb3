import type { Origin } from "../../../model/origin.ts";
import type { Value } from "../../../model/value.ts";

/** What an expression may ask of the module that it stands in. */
export interface Names {
  /** `var.x`, `local.x`, `module.x`, `path.module`, `terraform.workspace`, `data.t.n` as `("data.t", "n")`, a resource as `("t", "n")`. */
  lookUp(root: string, name: string, at: Origin): Value | undefined;
  /** A file by its path as an expression gives it. */
  readText(path: string, at: Origin): { readonly text: string } | { readonly value: Value };
  /** Paths below a folder, or a value that says why they are not known. */
  listFiles(path: string, at: Origin): readonly string[] | Value;
  /** Evaluates the text of a template file. */
  template(text: string, variables: ReadonlyMap<string, Value>, at: Origin, budget: Budget): Value;
}

/** Steps left for one evaluation of a module. */
export interface Budget {
  steps: number;
  /** How deep evaluation stands in itself. */
  depth: number;
}

export function newBudget(): Budget {
  return { steps: 400_000, depth: 0 };
}

export interface Scope {
  readonly uri: string;
  /** Names of `for` expressions, and `each`, `count`, `self`. */
  readonly bound: ReadonlyMap<string, Value>;
  readonly names: Names;
  readonly budget: Budget;
}

export function bind(scope: Scope, added: Iterable<readonly [string, Value]>): Scope {
  return { ...scope, bound: new Map([...scope.bound, ...added]) };
}
