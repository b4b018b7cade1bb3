// One workspace and everything around it by ARM, fresh at this moment. Resource Graph only adds the zones that nothing names.
import type { AzureRow, BlindSpot, Snapshot } from "../model/azure.ts";
import { readAssignments } from "./assignments.ts";
import { blindSpot } from "./blind.ts";
import { leadsTo, standingIn } from "./follow.ts";
import { parseId } from "./ids.ts";
import { readOffered } from "./offered.ts";
import { inParallel } from "./parallel.ts";
import type { Connection } from "./pipeline.ts";
import { isObject, list } from "./read.ts";
import { readResource } from "./resource.ts";
import { queryZones } from "./resource-graph.ts";
import { tagsOf } from "./service-tags.ts";

export interface Reading {
  readonly signal?: AbortSignal | undefined;
  /** Ids known from before that are part of it: zones and firewalls that nothing of the workspace names. */
  readonly known?: readonly string[];
  readonly onProgress?: (read: number, text: string) => void;
}

/** How many reads are under way at once. */
export const WIDTH = 8;

/** Never more than this many resources around one workspace. */
const MOST = 2000;

export async function readWorkspace(connection: Connection, workspace: string, reading: Reading = {}): Promise<Snapshot> {
  const rows = new Map<string, AzureRow>();
  const blind: BlindSpot[] = [];
  const seen = new Set<string>();
  const home = parseId(workspace)?.subscription;
  if (home) await readOffered(connection, home, reading.signal);
  const zones = await queryZones(connection, reading.signal);
  if (zones.failure) blind.push(blindSpot("/", ZONES, zones.failure));
  let wave: { readonly id: string; readonly peered: boolean }[] = [workspace, ...(reading.known ?? [])].map((id) => ({
    id,
    peered: false,
  }));
  while (wave.length > 0 && seen.size < MOST && !reading.signal?.aborted) {
    const fresh = wave.filter(({ id }) => !seen.has(id.toLowerCase()) && seen.add(id.toLowerCase()));
    const read = await inParallel(fresh, WIDTH, reading.signal, async (item) => {
      const found = await readResource(connection, item.id, reading.signal);
      reading.onProgress?.(seen.size, item.id.slice(item.id.lastIndexOf("/") + 1));
      return { ...found, from: item };
    });
    for (const each of read) for (const row of each.rows) rows.set(row.id.toLowerCase(), row);
    blind.push(...read.flatMap((each) => [...each.blind, ...each.rows.flatMap(crowdedOut)]));
    wave = read.flatMap((each) => each.rows.flatMap((row) => following(row, each.from.peered)));
    if (wave.length === 0) wave = await firewalls(connection, rows, seen, blind, reading.signal);
  }
  // Resource Graph lags: what was read by ARM counts.
  for (const row of zones.rows) if (!seen.has(zoneOf(row.id))) rows.set(row.id.toLowerCase(), row);
  const assigned = await readAssignments(connection, [...rows.values()].filter(isWorkspace), reading.signal);
  for (const row of assigned.rows) rows.set(row.id.toLowerCase(), row);
  blind.push(...assigned.blind);
  const tags = await tagsOf(connection, [...rows.values()].filter(isWorkspace), reading.signal);
  if (reading.signal?.aborted) {
    blind.push(
      blindSpot(workspace, EVERYTHING, { kind: "cancelled", text: "The reading was cancelled.", settle: "refresh to read again" }),
    );
  }
  const taken = new Date(connection.clock.now()).toISOString();
  return { schema: 1, cloud: connection.cloud.cloud, taken, rows: [...rows.values()], blind, ...(tags ? { tags } : {}) };
}

function zoneOf(id: string): string {
  return id.toLowerCase().replace(/\/virtualnetworklinks\/[^/]+$/, "");
}

const ZONES: readonly string[] = ["Microsoft.Network/privateDnsZones", "Microsoft.Network/privateDnsZones/virtualNetworkLinks"];

function isWorkspace(row: AzureRow): boolean {
  return /\/microsoft\.machinelearningservices\/workspaces\/[^/]+$/i.test(row.id);
}

const NETWORK = /\/virtualnetworks\/[^/]+$/i;

function following(row: AzureRow, peered: boolean): readonly { readonly id: string; readonly peered: boolean }[] {
  const standing = NETWORK.test(row.id) ? standingIn(row).slice(0, CROWD) : [];
  return [...leadsTo(row, peered), ...standing].map((id) => ({ id, peered: NETWORK.test(row.id) && NETWORK.test(id) }));
}

/** Of one network never more interfaces than this are read by themselves. */
const CROWD = 50;

function crowdedOut(row: AzureRow): readonly BlindSpot[] {
  const standing = NETWORK.test(row.id) ? standingIn(row).length : 0;
  if (standing <= CROWD) return [];
  const text = `Of the ${standing} network interfaces in this network ${CROWD} were read, so machines behind the others are not seen.`;
  return [blindSpot(row.id, MACHINES, { kind: "not-asked", text, settle: "audit the estate with 'audit --live', which reads them all" })];
}

const MACHINES: readonly string[] = ["Microsoft.Compute/virtualMachines", "Microsoft.Network/bastionHosts"];

/** Firewalls are not named by what stands behind them: those of the networks' subscriptions are listed, once. */
async function firewalls(
  connection: Connection,
  rows: ReadonlyMap<string, AzureRow>,
  seen: Set<string>,
  blind: BlindSpot[],
  signal: AbortSignal | undefined,
): Promise<{ readonly id: string; readonly peered: boolean }[]> {
  const networks = [...rows.keys()].filter((id) => /\/virtualnetworks\/[^/]+$/.test(id));
  const subscriptions = [...new Set(networks.map((id) => parseId(id)?.subscription ?? ""))].filter((id) => !seen.has(`firewalls of ${id}`));
  for (const subscription of subscriptions) seen.add(`firewalls of ${subscription}`);
  const right = "Microsoft.Network/azureFirewalls/read";
  const listed = await inParallel(subscriptions, WIDTH, signal, async (id) => {
    const found = await list(connection, `/subscriptions/${id}/providers/Microsoft.Network/azureFirewalls`, { right, signal });
    if (found.failure)
      blind.push(
        blindSpot(`/subscriptions/${id}`, ["Microsoft.Network/azureFirewalls", "Microsoft.Network/firewallPolicies"], found.failure),
      );
    return found.rows;
  });
  const ours = listed.flat().filter((row) => networks.some((network) => stands(row, network)));
  return ours.map((row) => ({ id: row.id, peered: false }));
}

function stands(firewall: AzureRow, network: string): boolean {
  const text = isObject(firewall.properties) ? JSON.stringify(firewall.properties.ipConfigurations ?? []).toLowerCase() : "";
  return text.includes(`${network}/subnets/`);
}

const EVERYTHING: readonly string[] = [
  "Microsoft.Network/privateEndpoints",
  "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
  "Microsoft.Network/privateDnsZones",
  "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
  "Microsoft.Network/virtualNetworks",
  "Microsoft.Network/azureFirewalls",
  "Microsoft.Network/firewallPolicies",
  "Microsoft.Network/firewallPolicies/ruleCollectionGroups",
  "Microsoft.MachineLearningServices/workspaces/computes",
  "Microsoft.MachineLearningServices/workspaces/datastores",
  "Microsoft.MachineLearningServices/workspaces/outboundRules",
  "Microsoft.Authorization/roleAssignments",
  "Microsoft.Insights/diagnosticSettings",
];
