// One template being evaluated: its names, each evaluated when it is first asked for.
import type { Environment } from "../../expression/environment.ts";
import type { Fragment, Problem } from "../../model/declaration.ts";
import { fileOrigin, type Origin } from "../../model/origin.ts";
import type { Host, ModuleCall } from "../../model/reader.ts";
import type { Reason, Value } from "../../model/value.ts";
import type { Document } from "./document.ts";
import type { Json } from "./json.ts";

/** One resource of those that a node declares: the only one, or one of a loop. */
export interface Instance {
  readonly key: string;
  readonly node: Json;
  readonly type: string;
  readonly names: readonly Value[];
  /** With the loop's position bound. */
  readonly env: Environment;
  readonly symbol?: string;
  readonly parent?: Instance;
  /** What an extension resource is about, where its type and name say it. */
  readonly about?: Value;
  readonly repeated?: Reason;
}

/** What all templates of one evaluation share. */
export interface Shared {
  readonly host: Host;
  steps: number;
  readonly problems: Problem[];
}

export interface Program {
  readonly uri: string;
  readonly document: Document;
  readonly node: Json;
  /** The properties of the template spec that it is of, when a template declares that. */
  readonly spec?: Json | undefined;
  readonly shared: Shared;
  readonly call: ModuleCall;
  /** Arguments by lower-case name. */
  readonly given: ReadonlyMap<string, Value>;
  /** The template whose parameters, variables and functions expressions here see: itself, or for outer scope the one around it. */
  readonly names: Program | undefined;
  readonly values: Map<string, Value | "busy">;
  /** By key, by symbol in lower case, and by type and names. */
  readonly instances: Map<string, Instance>;
  readonly bySymbol: Map<string, readonly Instance[]>;
  readonly byName: Map<string, Instance>;
  /** What a nested or linked deployment gives, evaluated when it is first asked for. */
  readonly deploy: (instance: Instance) => Fragment;
  readonly active: Set<string>;
  readonly env: Environment;
}

export function originOf(program: Program, node: { readonly start: number; readonly end: number }): Origin & { readonly from: "file" } {
  return fileOrigin(program.uri, node.start, node.end);
}

/** Adds to the problems, once. */
export function complain(shared: Shared, place: Origin, message: string): void {
  if (place.from !== "file" || shared.problems.length >= 200) return;
  const { uri, start, end } = place;
  if (shared.problems.some((have) => have.start === start && have.uri === uri && have.message === message)) return;
  shared.problems.push({ uri, start, end, message });
}
