// Endpoints to stores that many workspaces may share: which of them are one workspace's.
import type { AzureRow } from "../../model/azure.ts";
import { type Links, NETWORK, push } from "./links.ts";

export const ENDPOINT = "microsoft.network/privateendpoints";

const SHARED: readonly string[] = [
  "microsoft.storage/storageaccounts",
  "microsoft.keyvault/vaults",
  "microsoft.containerregistry/registries",
  "microsoft.insights/privatelinkscopes",
];

/** Enough to tell that something is there, but elsewhere. */
export const FEW = 3;

/**
 * For many workspaces in turn, each with the ids inside so far: the endpoints to its stores in the networks inside; where there is
 * no further one, of each part of a store (`blob`, `registry`) that has none inside a few of those elsewhere.
 */
export function endpointsNear(links: Links): (inside: ReadonlySet<string>) => string[] {
  const stores = storesOf(links);
  return (inside) => {
    const mine = [...inside].flatMap((id) => stores.get(id) ?? []);
    const networks = [...inside].filter((id) => links.kinds.get(id) === NETWORK);
    const near = mine.flatMap((store) => networks.flatMap((id) => store.byNetwork.get(id) ?? [])).filter((id) => !inside.has(id));
    if (near.length > 0) return near;
    return mine.flatMap(({ byPart, parts }) => {
      const served = new Set([...inside].flatMap((id) => parts.get(id) ?? []));
      return [...byPart].flatMap(([part, some]) => (served.has(part) ? [] : some.slice(0, FEW)));
    });
  };
}

/** Endpoints to one store. */
interface Store {
  readonly byNetwork: Map<string, string[]>;
  readonly byPart: Map<string, string[]>;
  readonly parts: Map<string, readonly string[]>;
}

function storesOf({ rows, kinds, forward, backward }: Links): ReadonlyMap<string, Store> {
  const stores = new Map<string, Store>();
  for (const [id, users] of backward) {
    const endpoints = SHARED.includes(kinds.get(id) ?? "") ? users.get(ENDPOINT) : undefined;
    if (!endpoints) continue;
    const store: Store = { byNetwork: new Map(), byPart: new Map(), parts: new Map() };
    stores.set(id, store);
    for (const endpoint of endpoints) {
      const parts = partsOf(rows.get(endpoint));
      store.parts.set(endpoint, parts);
      for (const part of parts) push(store.byPart, part, endpoint);
      for (const target of forward.get(endpoint) ?? []) if (kinds.get(target) === NETWORK) push(store.byNetwork, target, endpoint);
    }
  }
  return stores;
}

function partsOf(endpoint: AzureRow | undefined): readonly string[] {
  const text = JSON.stringify(endpoint?.properties ?? {}).toLowerCase();
  const lists = [...text.matchAll(/"groupids":\[([^[\]]*)\]/g)].map(([, inner = ""]) => inner);
  const groups = lists.flatMap((inner) => [...inner.matchAll(/"([^"]+)"/g)].map(([, group = ""]) => group));
  return groups.length > 0 ? groups : [""];
}
