// Which rows of an estate point at which, made once for all workspaces.

import type { AzureRow, Json } from "../../model/azure.ts";
import { own } from "../../model/own.ts";
import { parseRowId } from "./row-id.ts";

export interface Links {
  /** By lower-case id, as are all ids here. */
  readonly rows: ReadonlyMap<string, AzureRow>;
  /** Lower-case types. */
  readonly kinds: ReadonlyMap<string, string>;
  /** Without networks that networks are peered with. */
  readonly forward: ReadonlyMap<string, readonly string[]>;
  readonly peers: ReadonlyMap<string, readonly string[]>;
  /** Who points at a row, by type. */
  readonly backward: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  readonly children: ReadonlyMap<string, readonly string[]>;
}

export const NETWORK = "microsoft.network/virtualnetworks";

/** Total; linear in the rows and in the links between them. */
export function linksOf(all: readonly AzureRow[]): Links {
  const rows = new Map(all.map((row) => [row.id.toLowerCase(), row]));
  const kinds = new Map([...rows.keys()].map((id) => [id, parseRowId(id)?.type.toLowerCase() ?? ""]));
  const forward = new Map<string, string[]>();
  const peers = new Map<string, string[]>();
  const backward = new Map<string, Map<string, string[]>>();
  const children = new Map<string, string[]>();
  for (const [id, row] of rows) {
    const kind = kinds.get(id) ?? "";
    const [parent = parseRowId(id)?.scope] = parentsOf(id);
    if (parent) push(children, parent, id);
    for (const target of targetsOf(row, kind, rows)) {
      if (target === id) continue;
      push(kind === NETWORK && kinds.get(target) === NETWORK ? peers : forward, id, target);
      const users = backward.get(target) ?? new Map<string, string[]>();
      backward.set(target, users);
      push(users, kind, id);
    }
  }
  return { rows, kinds, forward, peers, backward, children };
}

/** Ids of the resources that hold one, nearest first. */
export function parentsOf(id: string): readonly string[] {
  const at = id.lastIndexOf("/providers/");
  const parts = id.slice(at + "/providers/".length).split("/");
  const out: string[] = [];
  for (let length = parts.length - 2; length >= 3; length -= 2)
    out.push(`${id.slice(0, at)}/providers/${parts.slice(0, length).join("/")}`);
  return out;
}

/** Rows that ids anywhere in a row name, or lie below: a subnet's id names its network. Lists of users lead back and are skipped. */
function targetsOf(row: AzureRow, kind: string, rows: ReadonlyMap<string, AzureRow>): ReadonlySet<string> {
  const found = new Set<string>();
  const users = own(USERS, kind) ?? NONE;
  const visit = (json: Json, depth: number): void => {
    if (depth > 60) return;
    if (typeof json === "string") {
      if (!json.startsWith("/")) return;
      const id = json.toLowerCase();
      const target = rows.has(id) ? id : parentsOf(id).find((each) => rows.has(each));
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

const CONNECTED: ReadonlySet<string> = new Set(["privateendpointconnections"]);

/** Properties in which Azure lists who uses a resource. */
const USERS: Readonly<Record<string, ReadonlySet<string>>> = {
  [NETWORK]: new Set([
    "ipconfigurations",
    "privateendpoints",
    "ipconfigurationprofiles",
    "resourcenavigationlinks",
    "serviceassociationlinks",
  ]),
  "microsoft.network/firewallpolicies": new Set(["childpolicies", "firewalls"]),
  "microsoft.machinelearningservices/workspaces": new Set(["associatedworkspaces"]),
  "microsoft.storage/storageaccounts": CONNECTED,
  "microsoft.keyvault/vaults": CONNECTED,
  "microsoft.containerregistry/registries": CONNECTED,
  "microsoft.insights/privatelinkscopes": CONNECTED,
};

export function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const have = map.get(key);
  if (have) have.push(value);
  else map.set(key, [value]);
}
