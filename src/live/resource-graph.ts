// One query for everything of an estate: Resource Graph does the work, whatever the number of subscriptions.
import type { AzureRow, Json } from "../model/azure.ts";
import type { Failure } from "./failure.ts";
import { failureOf } from "./failure-of.ts";
import type { Connection } from "./pipeline.ts";
import { address, isObject, isRow, list, parse, send } from "./read.ts";

/** Where to look: named subscriptions, a management group, or all that the sign-in may read. Narrowed to a resource group if given. */
export interface Scope {
  readonly subscriptions?: readonly string[];
  readonly managementGroup?: string;
  readonly resourceGroup?: string;
  /** Workspaces of this name only. */
  readonly workspace?: string;
}

/** Types that Resource Graph has of those that a judgement needs. */
const ESTATE_TYPES: readonly string[] = [
  "microsoft.machinelearningservices/workspaces",
  "microsoft.machinelearningservices/workspaces/onlineendpoints",
  "microsoft.machinelearningservices/registries",
  "microsoft.storage/storageaccounts",
  "microsoft.keyvault/vaults",
  "microsoft.containerregistry/registries",
  "microsoft.insights/components",
  "microsoft.insights/privatelinkscopes",
  "microsoft.network/privateendpoints",
  "microsoft.network/networkinterfaces",
  "microsoft.network/privatednszones",
  "microsoft.network/privatednszones/virtualnetworklinks",
  "microsoft.network/virtualnetworks",
  "microsoft.network/networksecuritygroups",
  "microsoft.network/routetables",
  "microsoft.network/azurefirewalls",
  "microsoft.network/firewallpolicies",
  "microsoft.network/ipgroups",
  "microsoft.network/natgateways",
  "microsoft.network/publicipaddresses",
  "microsoft.network/serviceendpointpolicies",
  "microsoft.network/bastionhosts",
  "microsoft.network/virtualhubs",
  "microsoft.managedidentity/userassignedidentities",
  "microsoft.operationalinsights/workspaces",
  "microsoft.operationalinsights/clusters",
  "microsoft.containerservice/managedclusters",
  "microsoft.compute/virtualmachines",
  "microsoft.compute/diskencryptionsets",
];

/** The resource group narrows the workspaces only: their hub's network lies elsewhere. */
function estateQuery(): string {
  const types = ESTATE_TYPES.map((type) => `'${type}'`).join(", ");
  return `Resources | where type in~ (${types}) | project id, name, type, kind, location, sku, identity, tags, properties | order by id asc`;
}

export interface Found {
  readonly rows: readonly AzureRow[];
  readonly failure?: Failure;
}

/** Only the workspaces, to show them before they are read. */
export async function queryWorkspaces(connection: Connection, scope: Scope, signal?: AbortSignal): Promise<Found> {
  const kql =
    "Resources | where type in~ ('microsoft.machinelearningservices/workspaces') | project id, name, type, kind, location | order by id asc";
  const { rows, failure } = await query(connection, kql, targetOf(scope), signal);
  return failure ? { rows, failure } : { rows };
}

/** Private link zones and their links wherever the sign-in may read: nothing of a workspace names a zone that no group writes to. */
export async function queryZones(connection: Connection, signal?: AbortSignal): Promise<Found> {
  const kql =
    "Resources | where type in~ ('microsoft.network/privatednszones', 'microsoft.network/privatednszones/virtualnetworklinks') | where id contains '/privatelink.' | project id, name, type, location, properties | order by id asc";
  const { rows, failure, cut } = await query(connection, kql, {}, signal);
  if (cut) return { rows, failure: { kind: "broken", text: "Resource Graph cut its answer short." } };
  return failure ? { rows, failure } : { rows };
}

/** Who holds which role: a table of its own. People's assignments are left where they are. */
export async function queryAssignments(connection: Connection, scope: Scope, signal?: AbortSignal): Promise<Found> {
  const kql =
    "AuthorizationResources | where type in~ ('microsoft.authorization/roleassignments') | where properties.principalType =~ 'ServicePrincipal' | project id, name, type, properties | order by id asc";
  const { rows, failure, cut } = await query(connection, kql, targetOf(scope), signal);
  if (cut) return { rows, failure: { kind: "broken", text: "Resource Graph cut its answer short." } };
  return failure ? { rows, failure } : { rows };
}

/** Every page of the estate's query. A result that Azure cut short is asked again subscription by subscription. */
export async function queryEstate(connection: Connection, scope: Scope, signal?: AbortSignal): Promise<Found> {
  const { rows, cut, failure } = await query(connection, estateQuery(), targetOf(scope), signal);
  if (failure || !cut || scope.subscriptions?.length === 1) {
    const text = "Resource Graph cut its answer short.";
    return failure ? { rows, failure } : cut ? { rows, failure: { kind: "broken", text } } : { rows };
  }
  const subscriptions = scope.subscriptions ?? (await subscriptionIds(connection, signal)).ids;
  const all = new Map<string, AzureRow>();
  for (const subscription of subscriptions) {
    const part = await queryEstate(connection, { subscriptions: [subscription] }, signal);
    for (const row of part.rows) all.set(row.id.toLowerCase(), row);
    if (part.failure) return { rows: [...all.values()], failure: part.failure };
  }
  return { rows: [...all.values()] };
}

export async function subscriptionIds(
  connection: Connection,
  signal?: AbortSignal,
): Promise<{ readonly ids: readonly string[]; readonly names: ReadonlyMap<string, string>; readonly failure?: Failure }> {
  const { rows, failure } = await list(connection, "/subscriptions", { signal, version: "2022-12-01" });
  const found = rows.flatMap((row) => (typeof row.subscriptionId === "string" && row.state !== "Disabled" ? [row] : []));
  const names = new Map(found.map((row) => [String(row.subscriptionId).toLowerCase(), String(row.displayName ?? row.subscriptionId)]));
  return { ids: found.map((row) => String(row.subscriptionId)), names, ...(failure ? { failure } : {}) };
}

function targetOf(scope: Scope): { readonly [name: string]: Json } {
  if (scope.managementGroup) return { managementGroups: [scope.managementGroup] };
  return scope.subscriptions ? { subscriptions: scope.subscriptions } : {};
}

interface Queried {
  readonly rows: readonly AzureRow[];
  readonly cut: boolean;
  readonly failure?: Failure;
}

async function query(
  connection: Connection,
  kql: string,
  target: { readonly [name: string]: Json },
  signal: AbortSignal | undefined,
): Promise<Queried> {
  const rows: AzureRow[] = [];
  const asking = { signal, version: "2022-10-01" };
  const url = address(connection, "/providers/Microsoft.ResourceGraph/resources", asking);
  const seen = new Set<string>();
  let token: string | undefined;
  try {
    do {
      const options = { resultFormat: "objectArray", $top: 1000, ...(token ? { $skipToken: token } : {}) };
      const response = await send(connection, "POST", url, asking, { query: kql, ...target, options });
      const body = parse(response);
      const page = isObject(body) ? body : {};
      if (Array.isArray(page.data)) rows.push(...page.data.filter(isRow));
      const next = typeof page.$skipToken === "string" && page.$skipToken !== "" ? page.$skipToken : undefined;
      if (!next && page.resultTruncated === "true") return { rows, cut: true };
      if (next && seen.has(next)) return { rows, cut: true };
      token = next;
      if (next) seen.add(next);
      const left = response.headers.get("x-ms-user-quota-remaining");
      if (token && left === "0") await connection.clock.wait(seconds(response.headers.get("x-ms-user-quota-resets-after")) * 1000, signal);
    } while (token !== undefined);
    return { rows, cut: false };
  } catch (thrown) {
    return { rows, cut: false, failure: failureOf(thrown, undefined, signal?.aborted) };
  }
}

/** `hh:mm:ss`. */
function seconds(text: string | undefined): number {
  const [hours = 0, minutes = 0, rest = 5] = (text ?? "00:00:05").split(":").map(Number);
  const total = hours * 3600 + minutes * 60 + rest;
  return Number.isFinite(total) ? Math.min(total, 60) : 5;
}
