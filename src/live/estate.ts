// A whole estate: one query of Resource Graph, then by ARM only what it does not have, in bounded parallel.
import type { AzureRow, BlindSpot, Snapshot } from "../model/azure.ts";
import { ASSIGNMENTS } from "./assignments.ts";
import { blindSpot } from "./blind.ts";
import { leadsTo } from "./follow.ts";
import { parseId } from "./ids.ts";
import { readOffered } from "./offered.ts";
import { inParallel } from "./parallel.ts";
import type { Connection } from "./pipeline.ts";
import { get, isObject, isRow, list } from "./read.ts";
import { readBelow, readResource } from "./resource.ts";
import { queryAssignments, queryEstate, type Scope, subscriptionIds } from "./resource-graph.ts";
import { tagsOf } from "./service-tags.ts";
import { readWorkspace, WIDTH } from "./workspace.ts";

export interface EstateReading {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (done: number, of: number, text: string) => void;
}

const WORKSPACE = "microsoft.machinelearningservices/workspaces";
const ZONE = "microsoft.network/privatednszones";

/** Total: what fails becomes a blind spot. Where Resource Graph itself fails, every workspace is read by ARM alone. */
export async function readEstate(connection: Connection, scope: Scope, reading: EstateReading = {}): Promise<Snapshot> {
  const { signal } = reading;
  reading.onProgress?.(0, 1, "Asking Resource Graph");
  const found = await queryEstate(connection, scope, signal);
  if (found.failure && found.failure.kind !== "cancelled" && found.rows.length === 0) {
    if (found.failure.kind === "sign-in" || found.failure.kind === "untrusted" || found.failure.kind === "unreachable") {
      return snapshot(connection, [], [blindSpot(place(scope), [WORKSPACE], found.failure)]);
    }
    return readByList(connection, scope, reading);
  }
  const rows = new Map(found.rows.map((row) => [row.id.toLowerCase(), row]));
  const workspaces = found.rows.filter((row) => typeOf(row) === WORKSPACE && isWanted(row, scope));
  const first = workspaces[0] && parseId(workspaces[0].id)?.subscription;
  if (first) await readOffered(connection, first, signal);
  const assigned = await queryAssignments(connection, scope, signal);
  for (const row of assigned.rows) rows.set(row.id.toLowerCase(), row);
  const endpoints = endpointsOf(workspaces, rows);
  const zones = zonesFor(endpoints, rows);
  const parents = [...workspaces, ...vaultsOf(workspaces, rows), ...endpoints, ...policiesOf(rows), ...zones.slice(0, MOST_ZONES)];
  const blind: BlindSpot[] = [...narrow(scope), ...(found.failure ? [blindSpot(place(scope), [WORKSPACE], found.failure)] : [])];
  if (assigned.failure) blind.push(blindSpot(place(scope), [ASSIGNMENTS], assigned.failure));
  if (zones.length > MOST_ZONES) blind.push(recordsLeft(zones.length));
  let done = 0;
  await inParallel(parents, WIDTH, signal, async (row) => {
    const seen = await readFurther(connection, row, signal);
    for (const each of seen.rows) rows.set(each.id.toLowerCase(), each);
    blind.push(...seen.blind);
    done += 1;
    reading.onProgress?.(done, parents.length, String(row.name ?? ""));
  });
  const unread = parents.slice(done);
  if (signal?.aborted)
    blind.push(
      ...unread.map((row) =>
        blindSpot(row.id, unreadOf(row), { kind: "cancelled", text: "The reading was cancelled.", settle: "read again" }),
      ),
    );
  const tags = signal?.aborted ? undefined : await tagsOf(connection, workspaces, signal);
  return { ...snapshot(connection, unwanted(rows, scope), blind), ...(tags ? { tags } : {}) };
}

/** What a row may lack where it was not read further: of a workspace also parts of its own. */
function unreadOf(row: AzureRow): readonly string[] {
  return typeOf(row) === WORKSPACE ? ["Microsoft.MachineLearningServices/workspaces", ...CHILDREN] : CHILDREN;
}

const CHILDREN: readonly string[] = [
  "Microsoft.MachineLearningServices/workspaces/computes",
  "Microsoft.MachineLearningServices/workspaces/datastores",
  "Microsoft.MachineLearningServices/workspaces/outboundRules",
  "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
  "Microsoft.Network/firewallPolicies/ruleCollectionGroups",
  "Microsoft.Insights/diagnosticSettings",
];

/** Azure answers 500 reads of private DNS in five minutes. */
const MOST_ZONES = 400;

function recordsLeft(zones: number): BlindSpot {
  const text = `The records of ${MOST_ZONES} of ${zones} private DNS zones were read, since Azure answers no more of these reads at a time.`;
  return { id: "/", types: ["Microsoft.Network/privateDnsZones/A"], kind: "not-asked", text, settle: "read fewer subscriptions at a time" };
}

/** A workspace is read again by ARM: Resource Graph's row lacks its managed network. Of the rest only the children are. */
async function readFurther(connection: Connection, row: AzureRow, signal: AbortSignal | undefined) {
  if (typeOf(row) === ZONE) return readBelow(connection, row, signal, ["virtualNetworkLinks"]);
  if (typeOf(row) !== WORKSPACE) return readBelow(connection, row, signal);
  const read = await get(connection, row.id, { right: "Microsoft.MachineLearningServices/workspaces/read", signal });
  const fresh = read.is === "read" && isRow(read.value) ? read.value : row;
  const below = await readBelow(connection, fresh, signal, ["onlineEndpoints"]);
  const keys = leadsTo(fresh, false).filter((id) => parseId(id)?.type.toLowerCase() === "microsoft.keyvault/vaults/keys");
  const [key] = await Promise.all(keys.map((id) => readResource(connection, id, signal)));
  const stale =
    read.is === "failed" && read.failure.kind !== "not-found" ? [blindSpot(row.id, unreadOf(row).slice(0, 1), read.failure)] : [];
  return { rows: [fresh, ...below.rows, ...(key?.rows ?? [])], blind: [...stale, ...below.blind, ...(key?.blind ?? [])] };
}

/** Endpoints to these workspaces and their stores: only their zone groups are worth a read. */
function endpointsOf(workspaces: readonly AzureRow[], rows: ReadonlyMap<string, AzureRow>): readonly AzureRow[] {
  const targets = new Set(
    workspaces.flatMap((row) => {
      const properties = isObject(row.properties) ? row.properties : {};
      return [row.id, properties.storageAccount, properties.keyVault, properties.containerRegistry].map((id) => String(id).toLowerCase());
    }),
  );
  return [...rows.values()].filter((row) => {
    if (typeOf(row) !== "microsoft.network/privateendpoints" || !isObject(row.properties)) return false;
    const { privateLinkServiceConnections = [], manualPrivateLinkServiceConnections = [] } = row.properties;
    return [privateLinkServiceConnections, manualPrivateLinkServiceConnections]
      .flat()
      .some(
        (each) => isObject(each) && isObject(each.properties) && targets.has(String(each.properties.privateLinkServiceId).toLowerCase()),
      );
  });
}

/** The vaults of these workspaces, those of their keys among them: whether their logs are kept is worth a read. */
function vaultsOf(workspaces: readonly AzureRow[], rows: ReadonlyMap<string, AzureRow>): readonly AzureRow[] {
  const ids = workspaces
    .flatMap((row) => leadsTo(row, false))
    .filter((id) => parseId(id)?.type.toLowerCase() === "microsoft.keyvault/vaults");
  return [...new Set(ids.map((id) => id.toLowerCase()))].flatMap((id) => rows.get(id) ?? []);
}

/** The zones that answer for the endpoints' names: their records are held against the endpoints' addresses. */
function zonesFor(endpoints: readonly AzureRow[], rows: ReadonlyMap<string, AzureRow>): readonly AzureRow[] {
  const nics = endpoints.flatMap((row) => leadsTo(row, false)).flatMap((id) => rows.get(id.toLowerCase()) ?? []);
  const names = nics.flatMap(
    ({ properties = null }) =>
      JSON.stringify(properties)
        .toLowerCase()
        .match(/(?<![\w*-])[\w*-]+(\.[\w-]+){2,}/g) ?? [],
  );
  const domains = new Set(names.flatMap((name) => name.split(".").map((_, at, parts) => parts.slice(at + 1).join("."))));
  return [...rows.values()].filter((row) => {
    const zone = typeOf(row) === ZONE ? String(row.name ?? "").toLowerCase() : "";
    const domain = zone.replace(/^privatelink\./, "");
    return domain !== zone && (domains.has(domain) || domains.has(domain.replace(/^vaultcore\./, "vault.")));
  });
}

function policiesOf(rows: ReadonlyMap<string, AzureRow>): readonly AzureRow[] {
  return [...rows.values()].filter((row) => typeOf(row) === "microsoft.network/firewallpolicies");
}

/** Zones and firewalls may lie in subscriptions that nobody asked for: then nothing of them is provably missing. */
function narrow(scope: Scope): readonly BlindSpot[] {
  if (!scope.subscriptions && !scope.managementGroup) return [];
  const where = scope.managementGroup ? `the management group '${scope.managementGroup}'` : "the named subscriptions";
  const types = [
    "Microsoft.Network/privateDnsZones",
    "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
    "Microsoft.Network/azureFirewalls",
  ];
  return [
    {
      id: "/",
      types,
      kind: "not-asked",
      text: `Nothing beside ${where} was read, and this may lie elsewhere.`,
      settle: "read all subscriptions",
    },
  ];
}

async function readByList(connection: Connection, scope: Scope, reading: EstateReading): Promise<Snapshot> {
  const { signal } = reading;
  const known = scope.subscriptions ? { ids: scope.subscriptions } : await subscriptionIds(connection, signal);
  const failure = "failure" in known ? known.failure : undefined;
  const blind: BlindSpot[] = [...narrow(scope), ...(failure ? [blindSpot(place(scope), [WORKSPACE], failure)] : [])];
  const listed = await inParallel(known.ids, WIDTH, signal, async (id) => {
    const right = "Microsoft.MachineLearningServices/workspaces/read";
    const found = await list(connection, `/subscriptions/${id}/providers/Microsoft.MachineLearningServices/workspaces`, { right, signal });
    if (found.failure) blind.push(blindSpot(`/subscriptions/${id}`, [WORKSPACE], found.failure));
    return found.rows.filter((row) => isWanted(row, scope));
  });
  const workspaces = listed.flat();
  const rows = new Map<string, AzureRow>();
  let done = 0;
  await inParallel(workspaces, 3, undefined, async (workspace) => {
    const part = await readWorkspace(connection, workspace.id, { signal });
    for (const row of part.rows) rows.set(row.id.toLowerCase(), row);
    blind.push(...part.blind);
    done += 1;
    reading.onProgress?.(done, workspaces.length, String(workspace.name ?? ""));
  });
  return snapshot(connection, [...rows.values()], blind);
}

function snapshot(connection: Connection, rows: readonly AzureRow[], blind: readonly BlindSpot[]): Snapshot {
  return { schema: 1, cloud: connection.cloud.cloud, taken: new Date(connection.clock.now()).toISOString(), rows, blind };
}

/** Without the workspaces that nobody asked for. */
function unwanted(rows: ReadonlyMap<string, AzureRow>, scope: Scope): readonly AzureRow[] {
  return [...rows.values()].filter((row) => typeOf(row) !== WORKSPACE || isWanted(row, scope));
}

function isWanted(row: AzureRow, scope: Scope): boolean {
  const id = parseId(row.id);
  const name = scope.workspace?.toLowerCase();
  const group = scope.resourceGroup?.toLowerCase();
  return (!name || id?.names.at(-1)?.toLowerCase() === name) && (!group || id?.resourceGroup.toLowerCase() === group);
}

function place(scope: Scope): string {
  return scope.subscriptions?.length === 1 ? `/subscriptions/${scope.subscriptions[0]}` : "/";
}

function typeOf(row: AzureRow): string {
  return parseId(row.id)?.type.toLowerCase() ?? "";
}
