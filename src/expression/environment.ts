import type { Cloud } from "../model/declaration.ts";
import type { Origin } from "../model/origin.ts";
import type { Address, Path, Value } from "../model/value.ts";
import type { Expr } from "./tree.ts";

/** What an expression may ask of the template that it stands in. Everything else is a deterministic function of the shared library. */
export interface Environment {
  /** The file that offsets of the tree are in. */
  readonly uri: string;
  readonly cloud: Cloud;
  /** Stands for `resourceGroup().location` and `deployment().location` when configuration or command line gave one. */
  readonly region?: string | undefined;
  /** Where this template is deployed to, when not where its entry is: answers `resourceGroup()`, `subscription()` and goes into ids. */
  readonly scope?: { readonly subscription?: Value; readonly resourceGroup?: Value } | undefined;
  /** Tells apart what is unknown in two instances of one text: the module's prefix, with positions in loops. */
  readonly instance?: string | undefined;
  /**
   * A symbol's value: parameter, variable, resource (a reference), module; undefined when there is none.
   * It comes seen `through` the use `at`.
   */
  symbol(name: string, at: Origin): Value | undefined;
  /**
   * Functions that the template answers itself, before the library is asked: ARM's `parameters`, `variables`, `reference`,
   * user-defined functions, Bicep's `loadTextContent`. `args` are not evaluated yet: evaluate them in `inner`.
   * `base` is what stands before the dot (`kv.getSecret`, `ns.f`, `sys.f`). Undefined: not its own.
   */
  call(name: string, args: readonly Expr[], at: Origin, inner: Environment, base?: Expr): Value | undefined;
  /** A property of a declared resource or module where the template knows it (`stg.name`, `stg.properties.x`, `mod.outputs.y`). */
  property(of: Address, path: Path, at: Origin): Value | undefined;
  /** Counts evaluation steps, one or as many as said; false when the bound is reached and the rest must be unknown with reason `limit`. */
  step(count?: number): boolean;
}

/** The same surroundings with some symbols bound: a lambda's parameters, a loop's item. */
export function bind(env: Environment, symbols: ReadonlyMap<string, Value>, position?: number): Environment {
  return {
    uri: env.uri,
    cloud: env.cloud,
    region: env.region,
    scope: env.scope,
    instance: position === undefined ? env.instance : `${env.instance ?? ""}[${position}]`,
    symbol: (name, at) => symbols.get(name) ?? env.symbol(name, at),
    call: (name, args, at, inner, base) => env.call(name, args, at, inner, base),
    property: (of, path, at) => env.property(of, path, at),
    step: (count) => env.step(count),
  };
}
