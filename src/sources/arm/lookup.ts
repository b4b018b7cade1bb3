// What an expression reads of resources: `reference(…)` and the properties behind it.
import { canonical } from "../../expression/canonical.ts";
import type { Environment } from "../../expression/environment.ts";
import { evaluate } from "../../expression/evaluate.ts";
import { referenceTo } from "../../expression/functions/resource.ts";
import type { Expr } from "../../expression/tree.ts";
import { look } from "../../model/look.ts";
import type { Origin } from "../../model/origin.ts";
import { type Address, list, type Path, type Reason, reference, scalar, unknown, type Value } from "../../model/value.ts";
import { homeOf, isDeployment } from "./home.ts";
import { at, type Json } from "./json.ts";
import { type Instance, originOf, type Program } from "./program.ts";
import { jsonValue } from "./value.ts";

/** `reference(symbol | name | id, api?, 'Full'?)`; undefined: by an id, as the library does it. */
export function referenced(
  program: Program,
  args: readonly Expr[],
  place: Origin,
  env: Environment,
  path?: readonly string[],
): Value | undefined {
  const target = args[0] && evaluate(args[0], env);
  if (!target) return undefined;
  const full = args[2] && evaluate(args[2], env);
  const whole = full?.kind === "scalar" && `${full.value}`.toLowerCase() === "full";
  const way = path ?? (whole ? [] : ["properties"]);
  const instance = target.kind === "reference" ? undefined : instanceCalled(program, target);
  return instance ? reference({ by: "key", key: instance.key }, way, place) : referenceTo(target, way, place, env);
}

/** `references('symbol')`: each resource of a loop. */
export function referencedAll(program: Program, args: readonly Expr[], place: Origin, env: Environment): Value | undefined {
  const target = args[0] && evaluate(args[0], env);
  const found = target?.kind === "scalar" ? program.bySymbol.get(`${target.value}`.toLowerCase()) : undefined;
  if (!found) return undefined;
  const open = found.find((instance) => instance.repeated)?.repeated;
  const items = found.map((instance) => reference({ by: "key", key: instance.key }, ["properties"], place));
  return list(open ? [] : items, place, open);
}

/** By symbol, `symbol[2]` of a loop, or name; only where one resource of the template is called so. */
function instanceCalled(program: Program, target: Value): Instance | undefined {
  const known = target.kind === "scalar" && typeof target.value === "string" ? target.value.toLowerCase() : undefined;
  if (known !== undefined) {
    if (known.includes("/providers/")) return undefined;
    const [, symbol = known, index = "0"] = /^(.*)\[(\d+)\]$/.exec(known) ?? [];
    const bySymbol = program.bySymbol.get(symbol)?.[Number(index)];
    if (bySymbol) return bySymbol;
  }
  const name = canonical(target)?.toLowerCase();
  const named =
    name === undefined
      ? []
      : [...program.instances.values()].filter(
          (one) => one.names.length === 1 && one.names.every((part) => canonical(part)?.toLowerCase() === name),
        );
  return named.length === 1 ? named[0] : undefined;
}

/** A property of a resource of this template. Undefined where only Azure knows, and for objects and lists: Azure adds to them. */
export function propertyOf(program: Program, of: Address, path: Path, place: Origin): Value | undefined {
  const instance = of.by === "key" ? program.instances.get(of.key) : byId(program, of);
  if (!instance) return program.names ? propertyOf(program.names, of, path, place) : undefined;
  const [first, ...rest] = path.map((step) => (typeof step === "string" ? step.toLowerCase() : step));
  if (rest.length === 0) {
    if (first === "name") return instance.names.length === 1 ? instance.names[0] : undefined;
    if (first === "type") return scalar(instance.type, place);
  }
  if (first === undefined || first === "id") return undefined;
  const mark = `${instance.key} ${path.join(".")}`;
  if (program.active.has(mark)) return undefined;
  program.active.add(mark);
  const found = isDeployment(instance.type) ? outputOf(program, instance, path, place) : written(program, instance, path);
  program.active.delete(mark);
  return found;
}

function byId(program: Program, of: Address & { by: "id" }): Instance | undefined {
  const found = program.byName.get(nameKey(of.type, of.names) ?? "");
  return found && mayLieIn(program, found, of) ? found : undefined;
}

/** Whether nothing known says that the resource lies in another subscription or group than the id. */
function mayLieIn(program: Program, instance: Instance, of: Address & { by: "id" }): boolean {
  const home = homeOf(program, instance);
  return mayBeSame(home?.subscription, of.subscription) && mayBeSame(home?.resourceGroup, of.resourceGroup);
}

function mayBeSame(a: Value | undefined, b: Value | undefined): boolean {
  if (a?.kind !== "scalar" || b?.kind !== "scalar") return true;
  return `${a.value}`.toLowerCase() === `${b.value}`.toLowerCase();
}

/** Text that is equal for equal type and names; undefined where a name is not known. */
export function nameKey(type: string, names: readonly Value[]): string | undefined {
  const parts = names.map((name) => canonical(name)?.toLowerCase());
  return parts.includes(undefined) ? undefined : [type.toLowerCase(), ...parts].join("|");
}

function written(program: Program, instance: Instance, path: Path): Value | undefined {
  let node: Json | undefined = instance.node;
  for (const [index, step] of path.entries()) {
    if (node?.kind === "object") node = at(node, String(step));
    else if (node?.kind === "array" && typeof step === "number") node = node.items[step];
    else if (node?.kind === "string") return leaf(look(jsonValue(node, program.document, instance.env), path.slice(index)));
    else return undefined;
  }
  return node && node.kind !== "object" && node.kind !== "array"
    ? leaf(look(jsonValue(node, program.document, instance.env), []))
    : undefined;
}

function leaf(seen: ReturnType<typeof look>): Value | undefined {
  return seen.is === "value" && seen.value.kind !== "object" && seen.value.kind !== "list" ? seen.value : undefined;
}

/** `properties.outputs.name.value` of a nested deployment. */
function outputOf(program: Program, instance: Instance, path: Path, place: Origin): Value | undefined {
  const [properties, outputs, name, value] = path.map((step) => String(step).toLowerCase());
  if (path.length !== 4 || properties !== "properties" || outputs !== "outputs" || name === undefined || value !== "value")
    return undefined;
  const fragment = program.deploy(instance);
  for (const [known, output] of fragment.outputs) if (known.toLowerCase() === name) return output;
  const because: Reason = fragment.unseen[0]?.because ?? {
    kind: "error",
    text: `The deployment has no output '${path[2]}'.`,
    at: originOf(program, instance.node),
  };
  return unknown(because, place);
}
