// What a module must know of the root that it is called from; carried along in the call's arguments under a name no variable can have.
import type { Value } from "../../../model/value.ts";
import { scalar } from "../../../model/value.ts";

export interface ProviderVersion {
  readonly major: 3 | 4 | 5;
}

export interface Context {
  readonly version: ProviderVersion;
  /** Folder of the root module, where `.terraform` is. */
  readonly root: string;
  /** Names of the module calls from the root: `network.spoke`. */
  readonly path: string;
}

const hidden = "(terraform)";

export function withContext(given: Map<string, Value>, context: Context): Map<string, Value> {
  return new Map([...given, [hidden, scalar(JSON.stringify(context), { from: "default", of: "the root module" })]]);
}

export function contextOf(given: ReadonlyMap<string, Value>): Context | undefined {
  const value = given.get(hidden);
  if (value?.kind !== "scalar" || typeof value.value !== "string") return undefined;
  return JSON.parse(value.value) as Context;
}
