// What one workspace stands in: the rows that its judgement needs, out of an estate of thousands.
import type { AzureRow, BlindSpot, Json, Snapshot } from "../../model/azure.ts";
import { principalsOf } from "./principals.ts";
import { parseRowId } from "./row-id.ts";

export interface Neighbourhood {
  readonly workspace: AzureRow;
  readonly rows: readonly AzureRow[];
  readonly blind: readonly BlindSpot[];
}

/** One for each workspace, in order of id. Total; linear in the rows and in the links between them. */
export function neighbourhoods(snapshot: Pick<Snapshot, "rows" | "blind">): readonly Neighbourhood[] {
  const unread = snapshot.blind.filter((spot) => parseRowId(spot.id)).map((spot): AzureRow => ({ id: spot.id }));
  const known = new Set(snapshot.rows.map((row) => row.id.toLowerCase()));
  const links = linksOf([...unread, ...snapshot.rows]);
  const roles = rolesAbove(snapshot.rows);
  return snapshot.rows
    .filter((row) => kindOf(row) === "microsoft.machinelearningservices/workspaces")
    .sort((a, b) => (a.id.toLowerCase() < b.id.toLowerCase() ? -1 : 1))
    .map((workspace) => {
      const inside = closure(workspace, links);
      return {
        workspace,
        rows: [...[...inside].flatMap((id) => (known.has(id) ? (links.rows.get(id) ?? []) : [])), ...inherited(inside, links, roles)],
        blind: snapshot.blind.filter((spot) => concerns(spot, inside)),
      };
    });
}

/** Roles on resource groups and above, by the lower-case object id that holds them. */
function rolesAbove(rows: readonly AzureRow[]): ReadonlyMap<string, readonly AzureRow[]> {
  const found = new Map<string, AzureRow[]>();
  for (const row of rows) {
    const id = parseRowId(row.id);
    if (id?.type !== "Microsoft.Authorization/roleAssignments" || id.scope) continue;
    const { properties } = row;
    const holder =
      typeof properties === "object" && properties !== null && "principalId" in properties ? properties.principalId : undefined;
    if (typeof holder === "string") push(found, holder.toLowerCase(), row);
  }
  return found;
}

function inherited(inside: ReadonlySet<string>, links: Links, roles: ReadonlyMap<string, readonly AzureRow[]>): readonly AzureRow[] {
  if (roles.size === 0) return [];
  const holders = principalsOf([...inside].flatMap((id) => links.rows.get(id) ?? []));
  return [...holders.keys()].flatMap((holder) => roles.get(holder) ?? []);
}

interface Links {
  readonly rows: ReadonlyMap<string, AzureRow>;
  readonly forward: ReadonlyMap<string, readonly string[]>;
  readonly backward: ReadonlyMap<string, readonly string[]>;
  readonly children: ReadonlyMap<string, readonly string[]>;
}

/** Whoever points at one of these belongs to it: an endpoint to its store, a zone's link to its network, a firewall to its network. */
const FOLLOWED_BACK: Readonly<Record<string, readonly string[]>> = {
  "microsoft.machinelearningservices/workspaces": ["microsoft.network/privateendpoints"],
  "microsoft.storage/storageaccounts": ["microsoft.network/privateendpoints"],
  "microsoft.keyvault/vaults": ["microsoft.network/privateendpoints"],
  "microsoft.containerregistry/registries": ["microsoft.network/privateendpoints"],
  "microsoft.insights/components": ["microsoft.insights/privatelinkscopes/scopedresources"],
  "microsoft.insights/privatelinkscopes": ["microsoft.network/privateendpoints"],
  "microsoft.network/virtualnetworks": [
    "microsoft.network/privatednszones/virtualnetworklinks",
    "microsoft.network/azurefirewalls",
    "microsoft.network/bastionhosts",
  ],
};

function closure(workspace: AzureRow, links: Links): ReadonlySet<string> {
  const inside = new Set<string>();
  const peers = new Set<string>();
  const open = [workspace.id.toLowerCase()];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const row = links.rows.get(id);
    if (!row || inside.has(id)) continue;
    inside.add(id);
    const kind = kindOf(row);
    open.push(...(links.children.get(id) ?? []).filter((child) => !isRecord(child)), ...parentsOf(id));
    for (const target of LEAVES.has(kind) ? [] : (links.forward.get(id) ?? [])) {
      const peering = kind === NETWORK && kindOf(links.rows.get(target)) === NETWORK;
      if (peering && peers.has(id)) continue;
      if (peering && !inside.has(target)) peers.add(target);
      open.push(target);
    }
    const back = FOLLOWED_BACK[kind] ?? [];
    open.push(...(links.backward.get(id) ?? []).filter((from) => back.includes(kindOf(links.rows.get(from)))));
  }
  return inside;
}

const NETWORK = "microsoft.network/virtualnetworks";

/** What they point at is not the workspace's: the other networks of a zone, the other subnets of a route table. */
const LEAVES: ReadonlySet<string> = new Set([
  "microsoft.network/privatednszones/virtualnetworklinks",
  "microsoft.network/networksecuritygroups",
  "microsoft.network/routetables",
  "microsoft.network/natgateways",
  "microsoft.network/publicipaddresses",
  "microsoft.network/ipgroups",
  "microsoft.network/serviceendpointpolicies",
]);

function isRecord(id: string): boolean {
  return id.includes("/privatednszones/") && !id.includes("/virtualnetworklinks/");
}

function linksOf(all: readonly AzureRow[]): Links {
  const rows = new Map(all.map((row) => [row.id.toLowerCase(), row]));
  const forward = new Map<string, string[]>();
  const backward = new Map<string, string[]>();
  const children = new Map<string, string[]>();
  for (const [id, row] of rows) {
    const [parent = parseRowId(id)?.scope] = parentsOf(id);
    if (parent) push(children, parent, id);
    for (const target of targetsOf(row, rows)) {
      if (target === id) continue;
      push(forward, id, target);
      push(backward, target, id);
    }
  }
  return { rows, forward, backward, children };
}

/** Rows that ids anywhere in a row name, or lie below: a subnet's id names its network. Lists of users lead back and are skipped. */
function targetsOf(row: AzureRow, rows: ReadonlyMap<string, AzureRow>): ReadonlySet<string> {
  const found = new Set<string>();
  const users = USERS[kindOf(row)] ?? NONE;
  const visit = (json: Json, depth: number): void => {
    if (depth > 60) return;
    if (typeof json === "string") {
      if (!json.startsWith("/")) return;
      const id = json.toLowerCase();
      const target = [id, ...parentsOf(id)].find((each) => rows.has(each));
      if (target) found.add(target);
    } else if (json !== null && typeof json === "object") {
      for (const [name, value] of Object.entries(json)) {
        if (users.has(name.toLowerCase())) continue;
        if (name.startsWith("/")) visit(name, depth + 1);
        visit(value, depth + 1);
      }
    }
  };
  visit(row, 0);
  return found;
}

const NONE: ReadonlySet<string> = new Set();

/** Properties in which Azure lists who uses a resource. */
const USERS: Readonly<Record<string, ReadonlySet<string>>> = {
  "microsoft.network/virtualnetworks": new Set([
    "ipconfigurations",
    "privateendpoints",
    "ipconfigurationprofiles",
    "resourcenavigationlinks",
    "serviceassociationlinks",
  ]),
  "microsoft.network/firewallpolicies": new Set(["childpolicies", "firewalls"]),
  "microsoft.machinelearningservices/workspaces": new Set(["associatedworkspaces"]),
};

/** Ids of the resources that hold one, nearest first. */
function parentsOf(id: string): readonly string[] {
  const at = id.lastIndexOf("/providers/");
  const parts = id.slice(at + "/providers/".length).split("/");
  const out: string[] = [];
  for (let length = parts.length - 2; length >= 3; length -= 2)
    out.push(`${id.slice(0, at)}/providers/${parts.slice(0, length).join("/")}`);
  return out;
}

/** A blind spot under something inside, or over all of it. */
function concerns(spot: BlindSpot, inside: ReadonlySet<string>): boolean {
  const id = spot.id.toLowerCase();
  if (!parseRowId(id)) return [...inside].some((each) => each.startsWith(id.replace(/\/$/, "")));
  return inside.has(id) || parentsOf(id).some((parent) => inside.has(parent));
}

function kindOf(row: AzureRow | undefined): string {
  return (row && parseRowId(row.id))?.type.toLowerCase() ?? "";
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const have = map.get(key);
  if (have) have.push(value);
  else map.set(key, [value]);
}
