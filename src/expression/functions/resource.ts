// Ids and what is read from resources.
import { idOf } from "../../model/ids.ts";
import type { Origin } from "../../model/origin.ts";
import { constant, type Reason, reference, scalar, text, unknown, type Value } from "../../model/value.ts";
import { type Family, many, pure, type Site, special, wrong } from "../call.ts";
import { canonical, doubt } from "../canonical.ts";
import type { Environment } from "../environment.ts";
import { stringOf } from "./arguments.ts";
import { ownGroup, ownSubscription } from "./deployment.ts";

const fromAzure: Reason = { kind: "azure", text: "Only Azure knows this, when it is deployed." };
const isSecret: Reason = { kind: "secret", text: "This is a secret, which is read when it is deployed." };

export const resourceFunctions: Family = {
  resourceId: pure(2, many, (args, site) => idAt(args, 2, site)),
  subscriptionResourceId: pure(2, many, (args, site) => idAt(args, 1, site)),
  tenantResourceId: pure(2, many, (args, site) => idAt(args, 0, site)),
  managementGroupResourceId: pure(2, many, (args, site) => {
    const at = typePosition(args);
    return at === undefined ? undefined : idAt(args.slice(at), 0, site);
  }),
  extensionResourceId: pure(3, many, ([scope, type, ...names], { at }) => {
    const known = stringOf(type);
    const [namespace, ...segments] = known?.split("/") ?? [];
    if (!scope || namespace === undefined) return undefined;
    if (segments.length !== names.length) return wrong(`'${known}' does not take ${names.length} names.`, at);
    const below = segments.flatMap((segment, index) => [scalar(`/${segment}/`, at), names[index] ?? scalar("", at)]);
    return text([scope, scalar(`/providers/${namespace}`, at), ...below], at);
  }),
  reference: special(1, 3, ({ args: [of, , full], at, env, evaluate }) => {
    const target = of ? evaluate(of, env) : scalar(null, at);
    const whole = full && stringOf(evaluate(full, env))?.toLowerCase() === "full";
    return referenceTo(target, whole ? [] : ["properties"], at, env);
  }),
  references: { kind: "nature", because: fromAzure },
  resourceInfo: { kind: "nature", because: fromAzure },
  getSecret: { kind: "nature", because: isSecret },
  list: { kind: "nature", because: { kind: "azure", text: "Only Azure answers this, and what it gives is secret." } },
  listKeys: { kind: "nature", because: { kind: "azure", text: "Only Azure answers 'listKeys', and what it gives is secret." } },
  providers: pure(1, 2, (args, { at }) => sameEverywhere("providers", args, at)),
  pickZones: pure(3, 5, (args, { at }) => sameEverywhere("pickZones", args, at)),
  toLogicalZone: pure(3, 3, (args, { at }) => sameEverywhere("toLogicalZone", args, at)),
  toLogicalZones: pure(3, 3, (args, { at }) => sameEverywhere("toLogicalZones", args, at)),
  toPhysicalZone: pure(3, 3, (args, { at }) => sameEverywhere("toPhysicalZone", args, at)),
  toPhysicalZones: pure(3, 3, (args, { at }) => sameEverywhere("toPhysicalZones", args, at)),
  roleDefinitions: pure(1, 1, (args, { at }) => sameEverywhere("roleDefinitions", args, at)),
};

/** Only Azure knows it, but it answers the same at every place. */
function sameEverywhere(name: string, args: readonly Value[], at: Origin): Value {
  const texts = args.map(canonical);
  if (texts.includes(undefined)) return unknown(args.map(doubt).find(Boolean) ?? fromAzure, at);
  return constant(`${name.toLowerCase()}(${texts.join(",")})`, { ...fromAzure, at }, at);
}

function typePosition(args: readonly Value[]): number | undefined {
  const found = args.findIndex((arg) => stringOf(arg)?.includes("/"));
  return found < 0 ? undefined : found;
}

/** An id by its type and names. `leading`: how many of subscription and resource group may stand before the type. */
function idAt(args: readonly Value[], leading: number, { at, env }: Site): Value | undefined {
  const position = typePosition(args);
  if (position === undefined) return undefined;
  const type = (stringOf(args[position]) ?? "").replace(/^\/+|(?<!\/)\/+$/g, "");
  const names = args.slice(position + 1);
  if (position > leading) return wrong("Too much stands before the resource type.", at);
  if (type.split("/").length - 1 !== names.length) return wrong(`'${type}' does not take ${names.length} names.`, at);
  const first = args.slice(0, position);
  const subscription = position === 2 || leading === 1 ? first[0] : undefined;
  const group = leading === 2 ? first.at(-1) : undefined;
  const home = {
    ...env.scope,
    ...elsewhere("subscription", subscription, ownSubscription(env)),
    ...elsewhere("resourceGroup", group, ownGroup(env)),
  };
  return reference({ by: "id", type, names, ...home }, [], at);
}

function elsewhere(name: "subscription" | "resourceGroup", given: Value | undefined, own: Value) {
  return given && canonical(given) !== canonical(own) ? { [name]: given } : {};
}

/** What a resource is at a path when it is deployed; the template is asked first. */
export function referenceTo(target: Value, path: readonly string[], at: Origin, env: Environment): Value {
  const to = target.kind === "reference" && target.path.length === 0 ? target.to : addressOf(target);
  if (!to) return unknown({ ...(target.kind === "unknown" ? target.because : fromAzure), at }, at);
  return (path.length > 0 ? env.property(to, path, at) : undefined) ?? reference(to, path, at);
}

function addressOf(value: Value) {
  const found = idOf(value);
  return found && found.below.length === 0 ? found.to : undefined;
}
