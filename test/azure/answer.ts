// What ARM answers to a read, as a pure function of the request and the world.
import type { Answer, Asked } from "./exchange.ts";
import { resourceGraph } from "./resource-graph.ts";
import { type ArmResource, typeOfId, type World } from "./world.ts";

export interface Setting {
  readonly world: World;
  readonly pageSize: number;
  /** Newest api-version that this cloud offers, by lower-case namespace; anything when not given. */
  readonly newest: Readonly<Record<string, string>>;
  /** Answers of long-running operations by lower-case id and verb; empty results when not given. */
  readonly operations: Readonly<Record<string, unknown>>;
  readonly serviceTags: unknown;
  /** How often a long-running operation says that it is still running. */
  readonly polls: Map<string, number>;
}

export function answer(asked: Asked, setting: Setting): Answer {
  const version = asked.url.searchParams.get("api-version");
  if (!version)
    return failed(400, "MissingApiVersionParameter", "The api-version query parameter (?api-version=) is required for all requests.");
  const path = decodeURIComponent(asked.url.pathname).replace(/\/$/, "");
  const offered = newestFor(path, setting);
  if (offered && version > offered) {
    const text = `The api-version '${version}' is invalid. The supported versions are '2019-09-01,${offered}'.`;
    return failed(400, "InvalidApiVersionParameter", text);
  }
  return asked.method === "POST" ? acted(path, asked, setting) : read(path, asked, setting);
}

function read(path: string, asked: Asked, setting: Setting): Answer {
  const { world } = setting;
  const lower = path.toLowerCase();
  if (lower === "/subscriptions") return paged(asked, world.subscriptions().map(subscription), setting);
  if (lower === "/tenants") return paged(asked, TENANTS, setting);
  const provider = /^\/subscriptions\/[^/]+\/providers\/([^/]+)$/.exec(lower)?.[1];
  if (provider) return { status: 200, body: offering(provider, setting) };
  if (/\/locations\/[^/]+\/servicetags$/.test(lower)) return { status: 200, body: setting.serviceTags };
  const poll = /\/operations\/(.+)$/.exec(lower)?.[1];
  if (poll) return operation(poll, setting);
  const result = /\/operationresults\/(.+)$/.exec(lower)?.[1];
  if (result) return operationResult(result, asked, setting);
  if (lower.endsWith("/outboundnetworkdependenciesendpoints")) return { status: 200, body: setting.operations[lower] ?? { value: [] } };
  const found = world.get(path);
  if (found) return { status: 200, body: found };
  return listed(path, asked, setting);
}

const TENANTS = [
  {
    id: "/tenants/00000000-0000-0000-0000-00000000000f",
    tenantId: "00000000-0000-0000-0000-00000000000f",
    displayName: "Own",
    defaultDomain: "own.example",
  },
  {
    id: "/tenants/00000000-0000-0000-0000-00000000000e",
    tenantId: "00000000-0000-0000-0000-00000000000e",
    displayName: "Guest",
    defaultDomain: "guest.example",
  },
];

/** A path that ends in a type: what is under the scope before it. */
function listed(path: string, asked: Asked, setting: Setting): Answer {
  const at = path.toLowerCase().lastIndexOf("/providers/");
  if (at < 0) return failed(404, "NotFound", "There is nothing at this path.");
  const segments = path.slice(at + "/providers/".length).split("/");
  if (segments.length % 2 !== 0) return failed(404, "ResourceNotFound", `The Resource '${path}' was not found.`);
  const type = typeOfId(`${path}/x`);
  const top = segments.length === 2;
  const scope = top ? path.slice(0, at) : path.slice(0, path.lastIndexOf("/"));
  if (!top && !setting.world.get(scope)) return failed(404, "ResourceNotFound", `The Resource '${scope}' was not found.`);
  const every = type.toLowerCase() === "microsoft.network/privatednszones/all";
  const rows = every ? records(scope, setting.world) : setting.world.list(scope, type);
  const principal = /principalId eq '([^']+)'/.exec(asked.url.searchParams.get("$filter") ?? "")?.[1];
  return paged(asked, principal ? rows.filter((row) => JSON.stringify(row).includes(principal)) : rows, setting);
}

/** Every zone has its start of authority, whatever else it holds. */
function records(zone: string, world: World): readonly ArmResource[] {
  const type = "Microsoft.Network/privateDnsZones/SOA";
  const start = { id: `${zone}/SOA/@`, name: "@", type, properties: { ttl: 3600, soaRecord: { host: "azureprivatedns.net" } } };
  return [...world.list(zone, "Microsoft.Network/privateDnsZones/A"), start];
}

function paged(asked: Asked, rows: readonly unknown[], setting: Setting): Answer {
  const from = Number(asked.url.searchParams.get("$skiptoken") ?? 0);
  const value = rows.slice(from, from + setting.pageSize);
  if (from + setting.pageSize >= rows.length) return { status: 200, body: { value } };
  const next = new URL(asked.url);
  next.searchParams.set("$skiptoken", `${from + setting.pageSize}`);
  return { status: 200, body: { value, nextLink: next.toString() } };
}

function acted(path: string, asked: Asked, setting: Setting): Answer {
  const lower = path.toLowerCase();
  if (lower === "/providers/microsoft.resourcegraph/resources") return resourceGraph(asked.body, setting.world);
  const [, id = "", verb = ""] = /^(.*)\/(diagnose|effectiveroutetable|effectivenetworksecuritygroups)$/.exec(lower) ?? [];
  if (!setting.world.get(id)) return failed(404, "ResourceNotFound", `The Resource '${id}' was not found.`);
  const key = encodeURIComponent(`${id}/${verb}`);
  const base = `${asked.url.origin}/subscriptions/${id.split("/")[2]}/providers/microsoft.any/locations/here`;
  const location = `${base}/operationresults/${key}?api-version=2020-01-01`;
  const state = `${base}/operations/${key}?api-version=2020-01-01`;
  setting.polls.set(`${id}/${verb}`, 1);
  const headers = { Location: location, "Retry-After": "0" };
  return { status: 202, headers: verb === "diagnose" ? headers : { ...headers, "Azure-AsyncOperation": state } };
}

function operation(key: string, setting: Setting): Answer {
  const left = setting.polls.get(key) ?? 0;
  if (left > 0) setting.polls.set(key, left - 1);
  return { status: 200, headers: { "Retry-After": "0" }, body: { status: left > 0 ? "InProgress" : "Succeeded" } };
}

function operationResult(key: string, asked: Asked, setting: Setting): Answer {
  const left = setting.polls.get(key) ?? 0;
  if (left > 0) {
    setting.polls.set(key, left - 1);
    return { status: 202, headers: { Location: asked.url.toString(), "Retry-After": "0" } };
  }
  return { status: 200, body: setting.operations[key] ?? { value: key.endsWith("diagnose") ? {} : [] } };
}

function offering(namespace: string, setting: Setting): unknown {
  const types = new Set(setting.world.all().map((resource) => typeOfId(resource.id)));
  const own = [...types].filter((type) => type.toLowerCase().startsWith(`${namespace}/`));
  const newest = setting.newest[namespace];
  const apiVersions = newest
    ? [newest, "2019-09-01"]
    : ["2026-01-01", "2025-05-01", "2024-10-01", "2024-04-01", "2023-07-01", "2023-05-01", "2022-12-01", "2020-06-01", "2020-02-02"];
  return {
    namespace,
    registrationState: "Registered",
    resourceTypes: own.map((type) => ({ resourceType: type.slice(namespace.length + 1), apiVersions })),
  };
}

function newestFor(path: string, setting: Setting): string | undefined {
  const namespace = path.toLowerCase().split("/providers/").at(-1)?.split("/")[0] ?? "";
  return path.includes("/providers/") ? setting.newest[namespace] : undefined;
}

function subscription(id: string): unknown {
  return {
    id: `/subscriptions/${id}`,
    subscriptionId: id,
    displayName: `Subscription ${id.slice(-4)}`,
    state: "Enabled",
    tenantId: "00000000-0000-0000-0000-00000000000f",
  };
}

function failed(status: number, code: string, message: string): Answer {
  return { status, body: { error: { code, message } } };
}
