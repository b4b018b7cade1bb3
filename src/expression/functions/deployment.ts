// Where a deployment goes to: the same at every place of it, and not known from its text.
import type { Origin } from "../../model/origin.ts";
import { type ConstantValue, constant, object, type Reason, scalar, text, unknown, type Value } from "../../model/value.ts";
import { type Family, type Fn, pure } from "../call.ts";
import { canonical } from "../canonical.ts";
import type { Environment } from "../environment.ts";
import { valued } from "../plain.ts";
import { clouds } from "./clouds.ts";

const chosen = (what: string): Reason => ({ kind: "azure", text: `The ${what} is chosen when this is deployed.` });
const region: Reason = {
  kind: "azure",
  text: "The region is that of the resource group, which is chosen when this is deployed.",
  settle: "give the region with '--region' or in 'aml-network-audit.json'",
};
const later: Reason = { kind: "azure", text: "Only Azure knows this, when it is deployed." };

export const deploymentFunctions: Family = {
  environment: pure(0, 0, (_, { at, env }) => valued(clouds[env.cloud], at)),
  subscription: pure(0, 1, ([id], { at, env }) => subscriptionOf(id ?? ownSubscription(env), at)),
  resourceGroup: pure(0, 2, (args, { at, env }) => groupOf(args, at, env)),
  tenant: pure(0, 0, (_, { at }) =>
    record(at, { tenantId: own("tenant().tenantid", "tenant", at), countryCode: unknown(later, at), displayName: unknown(later, at) }),
  ),
  managementGroup: pure(0, 1, ([name], { at }) => {
    const known = name ?? own("managementgroup().name", "management group", at);
    const id = text([scalar("/providers/Microsoft.Management/managementGroups/", at), known], at);
    return record(at, { id, name: known, type: scalar("Microsoft.Management/managementGroups", at) });
  }),
  deployment: pure(0, 0, (_, { at, env }) =>
    record(at, {
      name: own("deployment().name", "deployment's name", at),
      location: locationOf("deployment().location", at, env),
      properties: own("deployment().properties", "deployment", at),
    }),
  ),
  deployer: pure(0, 0, (_, { at }) =>
    record(at, { objectId: own("deployer().objectid", "principal that deploys", at), tenantId: own("tenant().tenantid", "tenant", at) }),
  ),
  utcNow: time("The time is that of the deployment."),
  newGuid: time("This is another at every deployment."),
};

function time(text: string): Fn {
  return { kind: "nature", because: { kind: "time", text } };
}

function own(name: string, what: string, at: Origin): ConstantValue {
  return constant(name, chosen(what), at);
}

export function ownSubscription(env: Environment): Value {
  return env.scope?.subscription ?? own("subscription().subscriptionid", "subscription", nowhere);
}

export function ownGroup(env: Environment): Value {
  return env.scope?.resourceGroup ?? own("resourcegroup().name", "resource group", nowhere);
}

const nowhere: Origin = { from: "default", of: "the deployment" };

function subscriptionOf(id: Value, at: Origin): Value {
  return record(at, {
    id: text([scalar("/subscriptions/", at), id], at),
    subscriptionId: { ...id, at },
    tenantId: own("tenant().tenantid", "tenant", at),
    displayName: constant(`subscription(${canonical(id) ?? "?"}).displayname`, chosen("subscription"), at),
  });
}

function groupOf(args: readonly Value[], at: Origin, env: Environment): Value {
  const name = args.at(-1) ?? ownGroup(env);
  const subscription = args.length === 2 && args[0] ? args[0] : ownSubscription(env);
  const place = args.length === 0 && !env.scope?.resourceGroup ? "resourcegroup()" : `resourcegroup(${canonical(name) ?? "?"})`;
  return record(at, {
    id: text([scalar("/subscriptions/", at), subscription, scalar("/resourceGroups/", at), name], at),
    name: { ...name, at },
    type: scalar("Microsoft.Resources/resourceGroups", at),
    subscriptionId: { ...subscription, at },
    location: canonical(name) === undefined ? unknown(region, at) : locationOf(`${place}.location`, at, env),
    tags: constant(`${place}.tags`, chosen("resource group"), at),
  });
}

function locationOf(name: string, at: Origin, env: Environment): Value {
  return env.region === undefined ? constant(name, region, at) : scalar(env.region, at);
}

/** What Azure answers with, of which more may be asked than is known here. */
function record(at: Origin, props: Readonly<Record<string, Value>>): Value {
  return object(
    Object.entries(props).map(([name, value]) => ({ name, at, value })),
    at,
    later,
  );
}
