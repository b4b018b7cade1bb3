// Rows as one workspace sees them: lists that name other workspaces' networks and endpoints without them.

import type { AzureRow, Json } from "../../model/azure.ts";
import { own } from "../../model/own.ts";
import { parseRowId } from "./row-id.ts";

/**
 * For many workspaces in turn, each with the lower-case ids of what is its own. Left out are peerings to networks outside, but for
 * the first, which says that there are such, and connections of endpoints that are known and outside. The row itself where
 * nothing is left out.
 */
export function leaveOutOthers(known: ReadonlySet<string>): (row: AzureRow, inside: ReadonlySet<string>) => AzureRow {
  const lists = new Map<AzureRow, Listed | undefined>();
  return (row, inside) => {
    if (!lists.has(row)) lists.set(row, listedIn(row, known));
    const listed = lists.get(row);
    if (!listed) return row;
    const kept = new Set([...listed.always, ...[...inside].flatMap((id) => listed.byId.get(id) ?? [])]);
    if (listed.says) kept.add(listed.items.findIndex((_, at) => !kept.has(at)));
    const { name, items } = listed;
    const own = [...kept].sort((a, b) => a - b).flatMap((at) => items[at] ?? []);
    if (own.length === items.length) return row;
    return { ...row, properties: { ...(isObject(row.properties) ? row.properties : {}), [name]: own } };
  };
}

/** Lower-case object id that a role assignment gives its role to. */
export function holderOf(row: AzureRow): string | undefined {
  const holder = isObject(row.properties) ? row.properties.principalId : undefined;
  return typeof holder === "string" ? holder.toLowerCase() : undefined;
}

/** A list of a row that grows with its users. */
interface Listed {
  readonly name: string;
  readonly items: readonly Json[];
  /** Positions of items by the lower-case id that they name. */
  readonly byId: ReadonlyMap<string, readonly number[]>;
  /** Positions of items that nobody can tell to be another's. */
  readonly always: readonly number[];
  /** Whether one of the others stays to say that there are others. */
  readonly says: boolean;
}

function listedIn(row: AzureRow, known: ReadonlySet<string>): Listed | undefined {
  const says = parseRowId(row.id)?.type.toLowerCase() === "microsoft.network/virtualnetworks";
  const [name, target] = says ? ["virtualNetworkPeerings", "remoteVirtualNetwork"] : ["privateEndpointConnections", "privateEndpoint"];
  const items = isObject(row.properties) ? own(row.properties, name) : undefined;
  if (!Array.isArray(items)) return undefined;
  const byId = new Map<string, number[]>();
  const always: number[] = [];
  for (const [at, item] of items.entries()) {
    const id = idAt(item, target);
    if (id === undefined || (!says && !known.has(id))) always.push(at);
    else byId.set(id, [...(byId.get(id) ?? []), at]);
  }
  return { name, items, byId, always, says };
}

function idAt(item: Json, name: string): string | undefined {
  const properties = isObject(item) ? item.properties : undefined;
  const target = isObject(properties) ? own(properties, name) : undefined;
  const id = isObject(target) ? target.id : undefined;
  return typeof id === "string" ? id.toLowerCase() : undefined;
}

function isObject(json: Json | undefined): json is { readonly [name: string]: Json } {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}
