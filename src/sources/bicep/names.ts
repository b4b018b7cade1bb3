// What a resource is called, one value a segment of its type.
import { choose } from "../../expression/choose.ts";
import { evaluate } from "../../expression/evaluate.ts";
import type { Expr } from "../../expression/tree.ts";
import type { Origin } from "../../model/origin.ts";
import { text, unknown, type Value } from "../../model/value.ts";
import { type Instance, originOf, type Program } from "./program.ts";
import type { ObjectExpr } from "./syntax.ts";

/** The expression of a property of a body, when the property is written in it. */
export function memberOf(object: ObjectExpr, name: string): Expr | undefined {
  for (const member of object.members)
    if (member.kind === "property" && member.name.kind === "literal" && String(member.name.value).toLowerCase() === name.toLowerCase())
      return member.value;
  return undefined;
}

export interface TypeName {
  /** Whole, with the types of the resources around it. */
  readonly type: string;
  readonly apiVersion?: string;
}

/** A type as written: `Microsoft.Network/virtualNetworks@2024-05-01`, or `subnets` within its parent's body. */
export function typeOf(instance: Instance): TypeName {
  const { statement, parent } = instance;
  if (statement.kind !== "resource") return { type: "Microsoft.Resources/deployments" };
  const written = statement.type.kind === "literal" ? String(statement.type.value).replace(/^az:/, "") : "";
  const [name = "", apiVersion] = written.split("@", 2);
  const version = apiVersion?.trim();
  if (!parent || name.includes(".")) return { type: name.trim(), ...(version && { apiVersion: version }) };
  const above = typeOf(parent);
  const own = version || above.apiVersion;
  return { type: `${above.type}/${name.trim()}`, ...(own && { apiVersion: own }) };
}

/** The name as the body gives it; for a child by `parent` or in a body, its last segment. */
export function ownName(program: Program, instance: Instance): Value {
  const at = originOf(program, instance.statement.name);
  const written = memberOf(instance.statement.body.object, "name");
  if (!written) return unknown({ kind: "error", text: "This resource has no name.", at }, at);
  const mark = `name ${instance.key}`;
  if (program.active.has(mark)) return unknown({ kind: "error", text: "This name refers to itself.", at }, at);
  program.active.add(mark);
  const value = evaluate(written, instance.env);
  program.active.delete(mark);
  return value;
}

/** One value for each segment of the type. */
export function namesOf(program: Program, instance: Instance): readonly Value[] {
  const { type } = typeOf(instance);
  const count = Math.max(1, type.split("/").length - 1);
  const own = ownName(program, instance);
  const above = namesAbove(program, instance);
  if (above) return [...above, ...segments(own, Math.max(1, count - above.length), own.at)].slice(0, Math.max(count, above.length + 1));
  return segments(own, count, own.at);
}

function namesAbove(program: Program, instance: Instance): readonly Value[] | undefined {
  if (instance.parent) return namesOf(program, instance.parent);
  const written = memberOf(instance.statement.body.object, "parent");
  return written && namesBehind(program, evaluate(written, instance.env), new Set([instance.key]));
}

function namesBehind(program: Program, parent: Value, seen: ReadonlySet<string>): readonly Value[] | undefined {
  if (parent.kind === "choice") {
    const then = namesBehind(program, parent.then, seen);
    const other = namesBehind(program, parent.else, seen);
    if (!then || !other || then.length !== other.length) return then ?? other;
    return then.map((name, index) => choose(parent.when, name, other[index] ?? name, parent.at));
  }
  if (parent.kind !== "reference") return "because" in parent ? [unknown(parent.because, parent.at)] : undefined;
  if (parent.to.by === "id") return parent.to.names;
  const above = program.instances.get(parent.to.key);
  if (!above || seen.has(above.key) || seen.size > 8) return undefined;
  return namesOf(program, above);
}

/** A name with slashes, cut where it is known to be. */
function segments(name: Value, count: number, at: Origin): readonly Value[] {
  if (count === 1) return [name];
  if (name.kind === "choice") {
    const then = segments(name.then, count, at);
    const other = segments(name.else, count, at);
    return then.map((part, index) => choose(name.when, part, other[index] ?? part, at));
  }
  const pieces: Value[][] = [[]];
  for (const part of name.kind === "text" ? name.parts : [name]) {
    if (part.kind !== "scalar" || typeof part.value !== "string") {
      pieces.at(-1)?.push(part);
      continue;
    }
    part.value.split("/").forEach((piece, index) => {
      if (index > 0) pieces.push([]);
      if (piece !== "") pieces.at(-1)?.push({ ...part, value: piece });
    });
  }
  if (pieces.length === count) return pieces.map((parts) => text(parts, at));
  const because =
    "because" in name ? name.because : ({ kind: "unsupported", text: "The parts of this name cannot be told apart." } as const);
  return Array.from({ length: count }, () => unknown(because, at));
}
