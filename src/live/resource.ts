// One resource with the children that its own body does not hold, by ARM: fresh, where Resource Graph lags.

import type { AzureRow, BlindSpot } from "../model/azure.ts";
import { own } from "../model/own.ts";
import { blindSpot } from "./blind.ts";
import { parseId } from "./ids.ts";
import { networkChildren, networkResource } from "./network.ts";
import type { Connection } from "./pipeline.ts";
import { get, isObject, isRow, type Listing, list } from "./read.ts";

export interface Seen {
  readonly rows: readonly AzureRow[];
  readonly blind: readonly BlindSpot[];
  /** The resource itself is gone. */
  readonly gone?: boolean;
}

/** Lists below a resource that take a read of their own, by lower-case type. */
const BELOW: Readonly<Record<string, readonly string[]>> = {
  "microsoft.machinelearningservices/workspaces": ["computes", "datastores", "outboundRules", "onlineEndpoints"],
  "microsoft.network/privateendpoints": ["privateDnsZoneGroups"],
  "microsoft.network/firewallpolicies": ["ruleCollectionGroups"],
  "microsoft.network/privatednszones": ["virtualNetworkLinks", "ALL"],
};

export async function readResource(connection: Connection, id: string, signal?: AbortSignal): Promise<Seen> {
  const target = parseId(id);
  if (!target) return { rows: [], blind: [] };
  const right = `${target.type}/read`;
  const read = await (networkResource(connection, id, signal) ?? get(connection, id, { right, signal }));
  if (read.is === "failed") {
    if (read.failure.kind === "not-found") return { rows: [], blind: [], gone: true };
    return { rows: [], blind: [blindSpot(id, [target.type, ...segmentsBelow(target.type)], read.failure)] };
  }
  const row = read.value;
  if (!isRow(row))
    return { rows: [], blind: [blindSpot(id, [target.type], { kind: "broken", text: "Azure's answer is not a resource." })] };
  const below = await readBelow(connection, row, signal);
  return { rows: [row, ...below.rows], blind: below.blind };
}

/** Only the children, for a row that is known already; `except` those that are known as well. */
export async function readBelow(
  connection: Connection,
  row: AzureRow,
  signal?: AbortSignal,
  except: readonly string[] = [],
): Promise<Seen> {
  const target = parseId(row.id);
  const segments = ((target && own(BELOW, target.type.toLowerCase())) ?? []).filter(
    (segment) => !except.includes(segment) && mayHave(row, segment),
  );
  const [logs, ...lists] = await Promise.all([
    readLogs(connection, row.id, target?.type ?? "", signal),
    ...segments.map((segment) => listBelow(connection, row.id, segment, signal)),
  ]);
  return {
    rows: [...lists.flatMap((each) => each.rows), ...logs.rows],
    blind: [
      ...logs.blind,
      ...lists.flatMap((each, i) => {
        const type = `${target?.type}/${segments[i]}`;
        return each.failure && each.failure.kind !== "not-found" ? [blindSpot(row.id, [type], each.failure)] : [];
      }),
    ],
  };
}

/** Settings that lie beside a resource: whether its logs are kept. */
const LOGGED: ReadonlySet<string> = new Set(["microsoft.machinelearningservices/workspaces", "microsoft.keyvault/vaults"]);

async function readLogs(connection: Connection, id: string, type: string, signal: AbortSignal | undefined): Promise<Seen> {
  if (!LOGGED.has(type.toLowerCase())) return { rows: [], blind: [] };
  const asking = { right: "Microsoft.Insights/diagnosticSettings/read", signal, version: "2021-05-01-preview" };
  const { rows, failure } = await list(connection, `${id}/providers/Microsoft.Insights/diagnosticSettings`, asking);
  return { rows, blind: failure ? [blindSpot(id, ["Microsoft.Insights/diagnosticSettings"], failure)] : [] };
}

/** A workspace without a managed network has no rules for it; records are read of the zones of private endpoints only. */
function mayHave(row: AzureRow, segment: string): boolean {
  if (segment === "ALL") return /\/privatednszones\/privatelink\.[^/]+$/i.test(row.id);
  if (segment !== "outboundRules") return true;
  const network = isObject(row.properties) ? row.properties.managedNetwork : undefined;
  return isObject(network) && String(network.isolationMode ?? "Disabled").toLowerCase() !== "disabled";
}

function listBelow(connection: Connection, id: string, segment: string, signal: AbortSignal | undefined): Promise<Listing> {
  const right = `${parseId(id)?.type}/${segment}/read`;
  return networkChildren(connection, id, segment, signal) ?? list(connection, `${id}/${segment}`, { right, signal });
}

function segmentsBelow(type: string): readonly string[] {
  const logs = LOGGED.has(type.toLowerCase()) ? ["Microsoft.Insights/diagnosticSettings"] : [];
  return [...(own(BELOW, type.toLowerCase()) ?? []).map((segment) => `${type}/${segment}`), ...logs];
}
