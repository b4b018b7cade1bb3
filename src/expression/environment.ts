import type { Cloud } from "../model/declaration.ts";
import type { Origin } from "../model/origin.ts";
import type { Address, Path, Value } from "../model/value.ts";
import type { Expr } from "./tree.ts";

/** What an expression may ask of the template that it stands in. Everything else is a deterministic function of the shared library. */
export interface Environment {
  /** The file that offsets of the tree are in. */
  readonly uri: string;
  readonly cloud: Cloud;
  /** A symbol's value: parameter, variable, resource (a reference), module; undefined when there is none. */
  symbol(name: string, at: Origin): Value | undefined;
  /**
   * Functions that the template answers itself, before the library is asked: ARM's `parameters`, `variables`, `reference`,
   * user-defined functions, Bicep's `loadTextContent`. `args` are not evaluated yet. Undefined: not its own.
   */
  call(name: string, args: readonly Expr[], at: Origin, inner: Environment): Value | undefined;
  /** A property of a declared resource or module where the template knows it (`stg.name`, `stg.properties.x`, `mod.outputs.y`). */
  property(of: Address, path: Path, at: Origin): Value | undefined;
  /** Counts evaluation steps; false when the bound is reached and the rest must be unknown with reason `limit`. */
  step(): boolean;
}
