// What one workspace stands in: the rows that its judgement needs, out of an estate of thousands.

import type { AzureRow, BlindSpot, Snapshot } from "../../model/azure.ts";
import { own } from "../../model/own.ts";
import { type Links, linksOf, NETWORK, parentsOf, push } from "./links.ts";
import { type Principals, principalsOf } from "./principals.ts";
import { parseRowId } from "./row-id.ts";
import { ENDPOINT, endpointsNear, FEW } from "./shared-stores.ts";
import { holderOf, leaveOutOthers } from "./without-others.ts";

export interface Neighbourhood {
  readonly workspace: AzureRow;
  readonly rows: readonly AzureRow[];
  readonly blind: readonly BlindSpot[];
}

/** One for each workspace, in order of id. Total; what a hub or a store shares with other workspaces makes none of them larger. */
export function neighbourhoods(snapshot: Pick<Snapshot, "rows" | "blind">): readonly Neighbourhood[] {
  const unread = snapshot.blind.filter((spot) => parseRowId(spot.id)).map((spot): AzureRow => ({ id: spot.id }));
  const known = new Set(snapshot.rows.map((row) => row.id.toLowerCase()));
  const links = linksOf([...unread, ...snapshot.rows]);
  const owners = principalsOf(snapshot.rows);
  const roles = rolesAbove(snapshot.rows);
  const concerning = concernsOf(snapshot.blind);
  const near = endpointsNear(links);
  const machines = machinesByNetwork(links);
  const withoutOthers = leaveOutOthers(known);
  return snapshot.rows
    .filter((row) => kindOf(row) === WORKSPACE)
    .sort((a, b) => (a.id.toLowerCase() < b.id.toLowerCase() ? -1 : 1))
    .map((workspace) => {
      const inside = closure(workspace, links, { near, machines });
      for (const id of [...inside]) if (isOthersRole(id, inside, links, owners)) inside.delete(id);
      const own = [...inside].flatMap((id) => (known.has(id) ? (links.rows.get(id) ?? []) : []));
      return {
        workspace,
        rows: [...own.map((row) => withoutOthers(row, inside)), ...inherited(own, roles)],
        blind: concerning(inside),
      };
    });
}

const WORKSPACE = "microsoft.machinelearningservices/workspaces";
const ZONE = "microsoft.network/privatednszones";
const LINK = "microsoft.network/privatednszones/virtualnetworklinks";

/** Roles on resource groups and above, by the lower-case object id that holds them. */
function rolesAbove(rows: readonly AzureRow[]): ReadonlyMap<string, readonly AzureRow[]> {
  const found = new Map<string, AzureRow[]>();
  for (const row of rows) {
    const id = parseRowId(row.id);
    if (id?.type !== "Microsoft.Authorization/roleAssignments" || id.scope) continue;
    const holder = holderOf(row);
    if (holder) push(found, holder, row);
  }
  return found;
}

function inherited(own: readonly AzureRow[], roles: ReadonlyMap<string, readonly AzureRow[]>): readonly AzureRow[] {
  return roles.size === 0 ? [] : [...principalsOf(own).keys()].flatMap((holder) => roles.get(holder) ?? []);
}

/** Shared, with children of everybody: those that are one's own point at what is inside, and come over that. */
const HOLDS_OTHERS: ReadonlySet<string> = new Set([ZONE, "microsoft.insights/privatelinkscopes"]);

/** Whoever points at one of these belongs to it: an endpoint to its store, a zone's link to its network, a firewall to its network. */
const FOLLOWED_BACK: Readonly<Record<string, readonly string[]>> = {
  [WORKSPACE]: [ENDPOINT],
  "microsoft.insights/components": ["microsoft.insights/privatelinkscopes/scopedresources"],
  [NETWORK]: [LINK, "microsoft.network/azurefirewalls", "microsoft.network/bastionhosts"],
};

/** What they point at is not the workspace's: the other networks of a zone, the other subnets of a route table. */
const LEAVES: ReadonlySet<string> = new Set([
  LINK,
  "microsoft.network/networksecuritygroups",
  "microsoft.network/routetables",
  "microsoft.network/natgateways",
  "microsoft.network/publicipaddresses",
  "microsoft.network/ipgroups",
  "microsoft.network/serviceendpointpolicies",
]);

interface Beside {
  readonly near: (inside: ReadonlySet<string>) => string[];
  readonly machines: ReadonlyMap<string, readonly string[]>;
}

function closure(workspace: AzureRow, links: Links, { near, machines }: Beside): Set<string> {
  const inside = new Set<string>();
  const peered = new Set<string>();
  for (let open = [workspace.id.toLowerCase()]; open.length > 0; open = near(inside)) {
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (!links.rows.has(id) || inside.has(id)) continue;
      inside.add(id);
      const kind = links.kinds.get(id) ?? "";
      const users = links.backward.get(id);
      if (!HOLDS_OTHERS.has(kind)) open.push(...(links.children.get(id) ?? []));
      open.push(...parentsOf(id));
      if (!LEAVES.has(kind)) open.push(...(links.forward.get(id) ?? []));
      for (const type of own(FOLLOWED_BACK, kind) ?? []) open.push(...(users?.get(type) ?? []));
      open.push(...(machines.get(id) ?? []));
      for (const peer of peered.has(id) ? [] : (links.peers.get(id) ?? [])) {
        if (!inside.has(peer)) peered.add(peer);
        open.push(peer);
      }
    }
  }
  for (const link of linksElsewhere(inside, links)) inside.add(link);
  return inside;
}

/** Machines by the networks that their interfaces stand in. */
function machinesByNetwork({ kinds, forward }: Links): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [id, kind] of kinds) {
    if (kind !== "microsoft.compute/virtualmachines") continue;
    const networks = (forward.get(id) ?? []).flatMap((nic) => forward.get(nic) ?? []).filter((target) => kinds.get(target) === NETWORK);
    for (const network of new Set(networks)) push(found, network, id);
  }
  return found;
}

/** A few links of each zone that is linked to none of the networks inside. */
function linksElsewhere(inside: ReadonlySet<string>, links: Links): readonly string[] {
  const linked = new Set([...inside].filter((id) => links.kinds.get(id) === LINK).flatMap(parentsOf));
  const zones = [...inside].filter((id) => links.kinds.get(id) === ZONE && !linked.has(id));
  return zones.flatMap((zone) => (links.children.get(zone) ?? []).filter((id) => links.kinds.get(id) === LINK).slice(0, FEW));
}

/** A role that the identity of another row holds on something shared. */
function isOthersRole(id: string, inside: ReadonlySet<string>, links: Links, owners: Principals): boolean {
  if (links.kinds.get(id) !== "microsoft.authorization/roleassignments") return false;
  const row = links.rows.get(id);
  const owner = owners.get((row && holderOf(row)) ?? "");
  return owner !== undefined && !inside.has(owner.key.toLowerCase());
}

/** Blind spots of something inside, under it, or over all of it; in the order that they came in. */
function concernsOf(blind: readonly BlindSpot[]): (inside: ReadonlySet<string>) => readonly BlindSpot[] {
  const below = new Map<string, number[]>();
  const over: (readonly [scope: string, at: number])[] = [];
  for (const [at, { id }] of blind.entries()) {
    const key = id.toLowerCase();
    if (parseRowId(key)) for (const holder of [key, ...parentsOf(key)]) push(below, holder, at);
    else over.push([key.replace(/\/$/, ""), at]);
  }
  return (inside) => {
    const found = new Set([...inside].flatMap((id) => below.get(id) ?? []));
    for (const [scope, at] of over) if ([...inside].some((id) => id.startsWith(scope))) found.add(at);
    return [...found].sort((a, b) => a - b).flatMap((at) => blind[at] ?? []);
  };
}

function kindOf(row: AzureRow): string {
  return parseRowId(row.id)?.type.toLowerCase() ?? "";
}
