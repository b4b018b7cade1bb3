// Reads of Microsoft.Network by Azure's own client. Its models lose what they do not know, so the ARM shape is taken from the wire.

import { NetworkManagementClient } from "@azure/arm-network";
import type { AzureRow, Json } from "../model/azure.ts";
import { own } from "../model/own.ts";
import { failureOf } from "./failure-of.ts";
import { type Id, parseId } from "./ids.ts";
import type { Connection } from "./pipeline.ts";
import { type Answer, isObject, isRow, type Listing } from "./read.ts";

const clients = new WeakMap<Connection, Map<string, NetworkManagementClient>>();

/** A resource of Microsoft.Network by its id; undefined when its type is not one that we read. */
export function networkResource(connection: Connection, id: string, signal?: AbortSignal): Promise<Answer<AzureRow>> | undefined {
  const target = parseId(id);
  const read = target && own(RESOURCES, target.type.toLowerCase());
  if (!target || !read) return undefined;
  return one(connection, signal, `${target.type}/read`, (client) => read(client, target.resourceGroup, target.names), target);
}

/** Children that a resource's own body does not hold: zone groups of an endpoint, rule collection groups of a policy. */
export function networkChildren(connection: Connection, id: string, segment: string, signal?: AbortSignal): Promise<Listing> | undefined {
  const target = parseId(id);
  const type = target && `${target.type}/${segment}`;
  const read = type && own(LISTS, type.toLowerCase());
  const name = target?.names.at(-1);
  if (!target || !read || name === undefined) return undefined;
  return many(connection, signal, `${type}/read`, (client) => read(client, target.resourceGroup, name), target.subscription);
}

type Effective = "effectiveRouteTable" | "effectiveNetworkSecurityGroups";

/** Effective routes or security groups of a network interface: only where it is attached to a running machine. */
export async function effective(
  connection: Connection,
  nic: string,
  what: Effective,
  signal?: AbortSignal,
): Promise<Answer<readonly Json[]>> {
  const target = parseId(nic);
  const right = `Microsoft.Network/networkInterfaces/${what}/action`;
  if (!target) return { is: "failed", failure: { kind: "not-found", text: `'${nic}' is not the id of a network interface.` } };
  const [name = ""] = target.names;
  try {
    const { networkInterfaces } = clientFor(connection, target.subscription);
    const options = { ...(signal ? { abortSignal: signal } : {}), updateIntervalInMs: connection.poll };
    const bodies: string[] = [];
    await connection.keeping(bodies, signal, async () => {
      if (what === "effectiveRouteTable") await networkInterfaces.getEffectiveRouteTable(target.resourceGroup, name, options);
      else await networkInterfaces.listEffectiveNetworkSecurityGroups(target.resourceGroup, name, options);
    });
    const last = bodies.map(json).findLast((body) => isObject(body) && Array.isArray(body.value));
    return { is: "read", value: isObject(last) && Array.isArray(last.value) ? last.value : [] };
  } catch (thrown) {
    return { is: "failed", failure: failureOf(thrown, right, signal?.aborted) };
  }
}

/** The service tags of the cloud with their prefixes, as Azure publishes them now. */
export async function serviceTags(
  connection: Connection,
  subscription: string,
  region: string,
  signal?: AbortSignal,
): Promise<Answer<Json>> {
  try {
    const client = clientFor(connection, subscription);
    const bodies: string[] = [];
    await connection.keeping(bodies, signal, () => client.serviceTags.list(region));
    return { is: "read", value: json(bodies.at(-1) ?? "null") };
  } catch (thrown) {
    return { is: "failed", failure: failureOf(thrown, "Microsoft.Network/locations/serviceTags/read", signal?.aborted) };
  }
}

type Get = (client: NetworkManagementClient, group: string, names: readonly string[]) => Promise<unknown>;
type List = (client: NetworkManagementClient, group: string, name: string) => AsyncIterable<unknown>;

const RESOURCES: Readonly<Record<string, Get>> = {
  "microsoft.network/privateendpoints": (client, group, [name = ""]) => client.privateEndpoints.get(group, name),
  "microsoft.network/networkinterfaces": (client, group, [name = ""]) => client.networkInterfaces.get(group, name),
  "microsoft.network/virtualnetworks": (client, group, [name = ""]) => client.virtualNetworks.get(group, name),
  "microsoft.network/virtualnetworks/subnets": (client, group, [network = "", name = ""]) => client.subnets.get(group, network, name),
  "microsoft.network/networksecuritygroups": (client, group, [name = ""]) => client.networkSecurityGroups.get(group, name),
  "microsoft.network/routetables": (client, group, [name = ""]) => client.routeTables.get(group, name),
  "microsoft.network/azurefirewalls": (client, group, [name = ""]) => client.azureFirewalls.get(group, name),
  "microsoft.network/firewallpolicies": (client, group, [name = ""]) => client.firewallPolicies.get(group, name),
  "microsoft.network/ipgroups": (client, group, [name = ""]) => client.ipGroups.get(group, name),
  "microsoft.network/natgateways": (client, group, [name = ""]) => client.natGateways.get(group, name),
  "microsoft.network/publicipaddresses": (client, group, [name = ""]) => client.publicIPAddresses.get(group, name),
};

const LISTS: Readonly<Record<string, List>> = {
  "microsoft.network/privateendpoints/privatednszonegroups": (client, group, name) => client.privateDnsZoneGroups.list(group, name),
  "microsoft.network/firewallpolicies/rulecollectiongroups": (client, group, name) =>
    client.firewallPolicyRuleCollectionGroups.list(group, name),
  "microsoft.network/virtualnetworks/virtualnetworkpeerings": (client, group, name) => client.virtualNetworkPeerings.list(group, name),
};

async function one(
  connection: Connection,
  signal: AbortSignal | undefined,
  right: string,
  read: (client: NetworkManagementClient) => Promise<unknown>,
  target: Id,
): Promise<Answer<AzureRow>> {
  try {
    const bodies: string[] = [];
    await connection.keeping(bodies, signal, () => read(clientFor(connection, target.subscription)));
    const row = json(bodies.at(-1) ?? "");
    if (isRow(row)) return { is: "read", value: row };
    return { is: "failed", failure: { kind: "broken", text: "Azure's answer is not a resource.", settle: "refresh to try again" } };
  } catch (thrown) {
    return { is: "failed", failure: failureOf(thrown, right, signal?.aborted) };
  }
}

async function many(
  connection: Connection,
  signal: AbortSignal | undefined,
  right: string,
  read: (client: NetworkManagementClient) => AsyncIterable<unknown>,
  subscription: string,
): Promise<Listing> {
  const pages: string[] = [];
  const rows = () => pages.map(json).flatMap((page) => (isObject(page) && Array.isArray(page.value) ? page.value.filter(isRow) : []));
  try {
    await connection.keeping(pages, signal, async () => {
      for await (const _ of read(clientFor(connection, subscription))) signal?.throwIfAborted();
    });
    return { rows: rows() };
  } catch (thrown) {
    return { rows: rows(), failure: failureOf(thrown, right, signal?.aborted) };
  }
}

function clientFor(connection: Connection, subscription: string): NetworkManagementClient {
  const known = clients.get(connection) ?? new Map<string, NetworkManagementClient>();
  clients.set(connection, known);
  const key = subscription.toLowerCase();
  const client =
    known.get(key) ??
    new NetworkManagementClient(connection.credential, subscription, {
      endpoint: connection.cloud.endpoint,
      credentials: { scopes: [connection.cloud.scope] },
      pipeline: connection.pipeline,
      httpClient: connection.http,
    });
  known.set(key, client);
  return client;
}

function json(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
