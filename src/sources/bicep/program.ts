// One Bicep file being evaluated: its symbols, each evaluated when it is first asked for.
import type { Environment } from "../../expression/environment.ts";
import type { Expr } from "../../expression/tree.ts";
import type { Exports, Fragment, Problem, Unseen } from "../../model/declaration.ts";
import { fileOrigin, type Origin } from "../../model/origin.ts";
import type { Host, ModuleCall, Source } from "../../model/reader.ts";
import type { Condition, Reason, Value } from "../../model/value.ts";
import type { ModuleStatement, Node, ResourceStatement, Statement, Syntax } from "./syntax.ts";

/** A name taken from another file; without `original`, all that the file exports. */
export interface Imported extends Node {
  readonly kind: "imported";
  readonly original?: string;
  readonly from: Expr;
}

/** What a name stands for. */
export type Named = Extract<Statement, { readonly kind: "param" | "var" | "resource" | "module" | "func" | "type" }> | Imported;

/** One resource or module of those that a statement declares: the only one, or one of a loop. */
export interface Instance {
  readonly key: string;
  readonly statement: ResourceStatement | ModuleStatement;
  /** With the loop's item and index, and the names of nested resources, bound. */
  readonly env: Environment;
  /** When the loop's list has this item. */
  readonly within: Condition;
  /** The resource in whose body it is declared. */
  readonly parent?: Instance;
  /** Set when it stands for an unknown number. */
  readonly repeated?: Reason;
}

/** What one deployment has used up, all its modules together. */
export interface Spent {
  steps: number;
  modules: number;
  instances: number;
}

export const bounds = { steps: 1_000_000, modules: 4_000, instances: 20_000 } as const;

export interface Program {
  readonly uri: string;
  readonly syntax: Syntax;
  readonly host: Host;
  readonly call: ModuleCall;
  readonly symbols: ReadonlyMap<string, Named>;
  /** Arguments by lower-case name. */
  readonly given: ReadonlyMap<string, Value>;
  readonly values: Map<string, Value | "busy">;
  /** By key; filled when the statement that declares them is first met. */
  readonly instances: Map<string, Instance>;
  readonly fragments: Map<string, Fragment | "busy">;
  /** Lookups under way, so that a resource that refers to itself is noticed. */
  readonly active: Set<string>;
  readonly problems: Problem[];
  readonly unseen: Unseen[];
  readonly env: Environment;
  readonly spent: Spent;
  /** What another text declares with these arguments, in the same world. */
  readonly evaluate: (source: Source, call: ModuleCall) => Fragment;
  /** What the file at a path gives to import, or why it cannot be read. */
  readonly open: (path: string, at: Origin) => Exports | Reason;
}

export function originOf(program: Program, node: Node): Origin & { readonly from: "file" } {
  return fileOrigin(program.uri, node.start, node.end);
}

/** Adds to the program's problems, once. */
export function complain(program: Program, node: Node, message: string): void {
  const { uri, problems } = program;
  if (problems.some((have) => have.start === node.start && have.message === message)) return;
  problems.push({ uri, start: node.start, end: node.end, message });
}
