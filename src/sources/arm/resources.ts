// From `resources` to instances: one for a node, or one for each turn of its loop; nested children below their parents.
import { canonical, doubt } from "../../expression/canonical.ts";
import type { Environment } from "../../expression/environment.ts";
import type { Origin } from "../../model/origin.ts";
import { constant, type Reason, scalar, unknown, type Value } from "../../model/value.ts";
import { at, itemsOf, type Json, type Member, membersOf, stringAt } from "./json.ts";
import { nameKey } from "./lookup.ts";
import { type Named, namedBy } from "./names.ts";
import { type Instance, originOf, type Program } from "./program.ts";
import { jsonValue, within } from "./value.ts";

/** More resources of one loop than this are not told apart: Azure takes no more in a template. */
const most = 800;

/** Those of a template beyond this number are not followed. */
const mostOfAll = 5000;

/** Registers every resource below a node's `resources`. Gives why one of them cannot be told, for each. */
export function register(program: Program, node: Json, parent?: Instance): readonly Reason[] {
  const resources = at(node, "resources");
  if (resources && resources.kind !== "array" && resources.kind !== "object")
    return [{ kind: "error", text: "These resources cannot be read.", at: originOf(program, resources) }];
  const entries: readonly (readonly [Json, Member | undefined])[] =
    resources?.kind === "object"
      ? membersOf(resources).map((member) => [member.value, member])
      : itemsOf(resources).map((item) => [item, undefined]);
  const lost: Reason[] = [];
  for (const [one, member] of entries) {
    if (program.instances.size >= mostOfAll)
      return [...lost, { kind: "limit", text: `More than ${mostOfAll} resources of a template are not followed.` }];
    if (one.kind === "object") lost.push(...expand(program, one, parent, member?.name));
  }
  return lost;
}

function expand(program: Program, node: Json, parent: Instance | undefined, symbol: string | undefined): readonly Reason[] {
  const env = parent?.env ?? program.env;
  const copy = at(node, "copy");
  if (copy?.kind !== "object") return place(program, node, parent, symbol, { env, suffix: "" });
  const loop = stringAt(copy, "name") ?? "";
  const counted = at(copy, "count");
  const place_ = originOf(program, copy);
  const count: Value = counted
    ? jsonValue(counted, program.document, env)
    : unknown({ kind: "error", text: "The loop lacks its count.", at: place_ }, place_);
  if (count.kind === "scalar" && typeof count.value === "number" && count.value <= most)
    return Array.from({ length: Math.max(0, count.value) }, (_, index) =>
      place(program, node, parent, symbol, { env: within(env, loop, scalar(index, place_), index), suffix: `[${index}]` }),
    ).flat();
  const because: Reason = doubt(count) ?? {
    kind: "limit",
    text: `A loop of more than ${most} resources is not followed one by one.`,
    at: place_,
  };
  const index = indexOver(count, `${program.call.prefix}copyindex(${loop.toLowerCase()})`, because, place_);
  return place(program, node, parent, symbol, { env: within(env, loop, index), suffix: "", repeated: because });
}

/** The position in a loop of unknown length. A loop as long as a list is a loop over it, as Bicep compiles one. */
function indexOver(count: Value, own: string, because: Reason, place: Origin): Value {
  const name = canonical(count);
  if (name === undefined) return unknown(because, place);
  const list = name.startsWith("length(") && name.endsWith(")") ? name.slice("length(".length, -1) : undefined;
  return constant(list === undefined ? own : `${list}#`, because, place);
}

interface Turn {
  readonly env: Environment;
  readonly suffix: string;
  readonly repeated?: Reason;
}

function place(program: Program, node: Json, parent: Instance | undefined, symbol: string | undefined, turn: Turn): readonly Reason[] {
  const here = originOf(program, node);
  const [typeNode, nameNode] = [at(node, "type"), at(node, "name")];
  const type: Value = typeNode ? jsonValue(typeNode, program.document, turn.env) : scalar("", here);
  if (type.kind !== "scalar" || typeof type.value !== "string" || type.value === "")
    return [doubt(type) ?? { kind: "error", text: "This resource has no type.", at: here }];
  const name: Value = nameNode
    ? jsonValue(nameNode, program.document, turn.env)
    : unknown({ kind: "error", text: "This resource has no name.", at: here }, here);
  // Types of extensions carry their version: `apps/Deployment@v1`.
  const named = namedBy(type.value.replace(/@.*$/s, ""), name, parent);
  const label = nameNode?.kind === "string" ? nameNode.value : "";
  const instance = registered(program, {
    key: keyOf(program, parent, symbol ?? `${type.value}/${label}`, turn.suffix),
    node,
    env: turn.env,
    ...named,
    ...(symbol !== undefined && { symbol }),
    ...(parent && { parent }),
    ...((turn.repeated ?? parent?.repeated) && { repeated: turn.repeated ?? parent?.repeated }),
  } as Named & Instance);
  return register(program, node, instance);
}

function keyOf(program: Program, parent: Instance | undefined, own: string, suffix: string): string {
  const stem = `${parent ? `${parent.key}/` : program.call.prefix}${own}${suffix}`;
  let key = stem;
  for (let again = 2; program.instances.has(key); again++) key = `${stem}#${again}`;
  return key;
}

function registered(program: Program, instance: Instance): Instance {
  program.instances.set(instance.key, instance);
  const name = nameKey(instance.type, instance.names);
  if (name !== undefined && !program.byName.has(name)) program.byName.set(name, instance);
  const symbol = instance.symbol?.toLowerCase();
  if (symbol !== undefined) program.bySymbol.set(symbol, [...(program.bySymbol.get(symbol) ?? []), instance]);
  return instance;
}
