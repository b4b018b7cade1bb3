// Rows from Azure as declarations: the fourth spelling of the graph.

import type { AzureRow, BlindSpot, Json, Snapshot } from "../../model/azure.ts";
import type { Declaration, Fragment, Unseen } from "../../model/declaration.ts";
import type { Origin } from "../../model/origin.ts";
import { own } from "../../model/own.ts";
import type { Property, Reason, Value } from "../../model/value.ts";
import { list, object, scalar } from "../../model/value.ts";
import { valueOfJson } from "./body.ts";
import { type Principals, principalsOf } from "./principals.ts";
import { canonical, parseRowId, type RowId } from "./row-id.ts";

/** What is read of a row beside the id: the shape that templates have. Azure's own additions (`etag`, `type`, `systemData`) are left out. */
const KEPT: ReadonlySet<string> = new Set([
  "name",
  "location",
  "kind",
  "sku",
  "identity",
  "tags",
  "zones",
  "plan",
  "properties",
  "managedby",
]);

/** Total. Rows without the id of a resource are passed over; of several rows of one id the last counts. */
export function readAzure(snapshot: Pick<Snapshot, "rows" | "blind"> & Partial<Snapshot>): Fragment {
  const rows = new Map(snapshot.rows.map((row) => [row.id.toLowerCase(), row]));
  const principals = principalsOf(rows.values());
  const stales = new Map(snapshot.blind.filter(isOfItself).map((spot) => [spot.id.toLowerCase(), unseenBy(spot).because]));
  const declarations: Declaration[] = [];
  for (const row of rows.values()) {
    const id = parseRowId(row.id);
    const stale = stales.get(row.id.toLowerCase());
    if (id && !isInline(id, row, rows)) declarations.push(...spread(declare(row, id, principals, stale), id, rows));
  }
  declarations.push(...pointedAt(rows), ...unread(snapshot.blind, rows), ...beside(snapshot.blind, rows));
  return {
    declarations,
    outputs: new Map(),
    unseen: snapshot.blind.map(unseenBy),
    problems: [],
    ...(snapshot.cloud ? { cloud: { is: snapshot.cloud, at: { from: "azure", id: "/" } } } : {}),
  };
}

/** `stale`: why the row could not be read afresh; what it does not say may still be so. */
function declare(row: AzureRow, id: RowId, principals: Principals, stale: Reason | undefined): Declaration {
  const at: Origin = { from: "azure", id: row.id };
  const kept = Object.entries(row).filter(([name]) => KEPT.has(name.toLowerCase()));
  const properties: Property[] = kept.map(([name, value]) => ({ name, at, value: opened(valueOfJson(value, at, principals), stale) }));
  return { ...frame(id, row.id, at), existing: false, body: object(properties, at, stale) };
}

function opened(value: Value, stale: Reason | undefined): Value {
  return stale && value.kind === "object" ? object([...value.props.values()], value.at, stale) : value;
}

/** The resource itself could not be read, not only something below it. */
function isOfItself({ id, types }: BlindSpot): boolean {
  return parseRowId(id)?.type === canonical(types[0] ?? "");
}

function frame(id: RowId, key: string, at: Origin): Omit<Declaration, "existing" | "body"> {
  const word = (text: string) => scalar(text.toLowerCase(), at);
  return {
    key,
    type: id.type,
    names: id.names.map((name) => scalar(name, at)),
    home: {
      ...(id.subscription ? { subscription: word(id.subscription) } : {}),
      ...(id.resourceGroup ? { resourceGroup: word(id.resourceGroup) } : {}),
    },
    ...(id.scope ? { scope: scalar(id.scope, at) } : {}),
    condition: [],
    at,
    span: at,
    symbol: id.names.at(-1) ?? key,
    calls: [],
    language: "azure",
  };
}

/** A role on a resource group or above is one on each resource there that a judgement asks about. */
function spread(declaration: Declaration, id: RowId, rows: ReadonlyMap<string, AzureRow>): readonly Declaration[] {
  if (id.type !== "Microsoft.Authorization/roleAssignments" || id.scope) return [declaration];
  const above = declaration.key.slice(0, declaration.key.toLowerCase().lastIndexOf("/providers/microsoft.authorization/")).toLowerCase();
  const everywhere = above === "" || above.startsWith("/providers/");
  return [...rows.values()].flatMap((row) => {
    const target = parseRowId(row.id);
    if (!target || !GRANTED.has(target.type) || !(everywhere || row.id.toLowerCase().startsWith(`${above}/`))) return [];
    const name = scalar(`${id.names.at(-1)} on ${row.id}`, declaration.at);
    return [{ ...declaration, key: `${declaration.key}#${row.id}`, names: [name], scope: scalar(row.id, declaration.at) }];
  });
}

const GRANTED: ReadonlySet<string> = new Set([
  "Microsoft.Storage/storageAccounts",
  "Microsoft.KeyVault/vaults",
  "Microsoft.ContainerRegistry/registries",
  "Microsoft.Network/privateEndpoints",
  "Microsoft.MachineLearningServices/workspaces",
]);

/** Lists that parents hold whole: a child that stands there is not declared twice. */
const INLINE: Readonly<Record<string, readonly string[]>> = {
  "microsoft.network/virtualnetworks/subnets": ["properties", "subnets"],
  "microsoft.network/virtualnetworks/virtualnetworkpeerings": ["properties", "virtualNetworkPeerings"],
  "microsoft.network/networksecuritygroups/securityrules": ["properties", "securityRules"],
  "microsoft.network/routetables/routes": ["properties", "routes"],
  "microsoft.machinelearningservices/workspaces/outboundrules": ["properties", "managedNetwork", "outboundRules"],
};

function isInline(id: RowId, row: AzureRow, rows: ReadonlyMap<string, AzureRow>): boolean {
  const path = own(INLINE, id.type.toLowerCase());
  const parent = path && rows.get(row.id.toLowerCase().split("/").slice(0, -2).join("/"));
  const held = parent && path.reduce<Json | undefined>(enter, parent);
  const name = id.names.at(-1)?.toLowerCase();
  if (Array.isArray(held)) return held.some((item) => String(enter(item, "name")).toLowerCase() === name);
  return isObject(held) && Object.keys(held).some((key) => key.toLowerCase() === name);
}

/**
 * Endpoints that a resource names among its own connections although their rows were not read: in another subscription,
 * or without the right. What the connection tells is taken; the rest of the endpoint is open.
 */
function pointedAt(rows: ReadonlyMap<string, AzureRow>): readonly Declaration[] {
  const found = new Map<string, Declaration>();
  for (const row of rows.values()) {
    const connections = enter(enter(row, "properties"), "privateEndpointConnections");
    for (const connection of Array.isArray(connections) ? connections : []) {
      const properties = enter(connection, "properties");
      const endpoint = enter(enter(properties, "privateEndpoint"), "id");
      const id = typeof endpoint === "string" ? parseRowId(endpoint) : undefined;
      if (typeof endpoint !== "string" || !id || rows.has(endpoint.toLowerCase())) continue;
      found.set(endpoint.toLowerCase(), unreadEndpoint(endpoint, id, row.id, properties));
    }
  }
  return [...found.values()];
}

function unreadEndpoint(endpoint: string, id: RowId, target: string, connection: Json | undefined): Declaration {
  const at: Origin = { from: "azure", id: endpoint };
  const name = id.names.at(-1) ?? endpoint;
  const open: Reason = {
    kind: "elsewhere",
    text: `The private endpoint '${name}' was not read: it lies where this sign-in or this reading does not look.`,
    settle: `read the subscription '${id.subscription ?? ""}' too`,
    at,
  };
  const groups = enter(connection, "groupIds");
  const state = enter(connection, "privateLinkServiceConnectionState");
  const told: Property[] = [{ name: "privateLinkServiceId", at, value: scalar(target, at) }];
  if (Array.isArray(groups)) told.push({ name: "groupIds", at, value: valueOfJson(groups, at) });
  if (state !== undefined) told.push({ name: "privateLinkServiceConnectionState", at, value: valueOfJson(state, at) });
  const connections = list([object([{ name: "properties", at, value: object(told, at, open) }], at, open)], at);
  const properties = object([{ name: "privateLinkServiceConnections", at, value: connections }], at, open);
  return { ...frame(id, endpoint, at), existing: false, body: object([{ name: "properties", at, value: properties }], at, open) };
}

/** A resource that is there for sure and could not be read: everything about it is unclear, for the reason that reading failed. */
function unread(blind: readonly BlindSpot[], rows: ReadonlyMap<string, AzureRow>): readonly Declaration[] {
  return blind.flatMap((spot) => {
    const id = parseRowId(spot.id);
    if (!id || rows.has(spot.id.toLowerCase()) || !isOfItself(spot)) return [];
    const { because, at } = unseenBy(spot);
    return [{ ...frame(id, spot.id, at), existing: false, body: object([], at, because) }];
  });
}

const STORES = ["storageAccount", "keyVault", "containerRegistry", "applicationInsights", "hubResourceId"];

/** What a workspace stands on and nobody read, without a failure: it lies where this reading did not look, or was deleted. */
function beside(blind: readonly BlindSpot[], rows: ReadonlyMap<string, AzureRow>): readonly Declaration[] {
  const known = new Set([...rows.keys(), ...blind.map((spot) => spot.id.toLowerCase())]);
  const found = new Map<string, Declaration>();
  for (const row of rows.values()) {
    if (parseRowId(row.id)?.type !== "Microsoft.MachineLearningServices/workspaces") continue;
    for (const store of STORES) {
      const target = enter(enter(row, "properties"), store);
      const id = typeof target === "string" ? parseRowId(target) : undefined;
      if (typeof target !== "string" || !id || known.has(target.toLowerCase())) continue;
      const at: Origin = { from: "azure", id: target };
      const text = `'${id.names.at(-1) ?? target}' was not found among what was read: it lies where this reading does not look, or it was deleted.`;
      const open: Reason = { kind: "elsewhere", text, settle: `read the subscription '${id.subscription ?? ""}' too`, at };
      found.set(target.toLowerCase(), { ...frame(id, target, at), existing: true, body: object([], at, open) });
    }
  }
  return [...found.values()];
}

function unseenBy(blind: BlindSpot): Unseen {
  const at: Origin = { from: "azure", id: blind.id };
  const because: Reason = { kind: "unread", text: blind.text, at, ...(blind.settle ? { settle: blind.settle } : {}) };
  return { because, at, types: blind.types };
}

function enter(json: Json | undefined, name: string): Json | undefined {
  if (!isObject(json)) return undefined;
  const exact = own(json, name);
  if (exact !== undefined) return exact;
  const key = Object.keys(json).find((each) => each.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : own(json, key);
}

function isObject(json: Json | undefined): json is { readonly [name: string]: Json } {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}
