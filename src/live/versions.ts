// Which api-version to ask with. Sovereign clouds lag: what they offer is read once, and the newest common one is taken.
import { own } from "../model/own.ts";

/** The api-versions that this product's reading of each type was made for, newest first, by lower-case type. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  "microsoft.machinelearningservices/workspaces": ["2024-10-01", "2024-04-01", "2023-10-01", "2023-04-01", "2022-10-01"],
  "microsoft.machinelearningservices/registries": ["2024-10-01", "2024-04-01", "2023-10-01", "2023-04-01"],
  "microsoft.storage/storageaccounts": ["2023-05-01", "2023-01-01", "2022-09-01", "2021-09-01", "2021-04-01"],
  "microsoft.keyvault/vaults": ["2023-07-01", "2023-02-01", "2022-07-01", "2021-10-01"],
  "microsoft.containerregistry/registries": ["2023-07-01", "2022-12-01", "2021-09-01"],
  "microsoft.compute/virtualmachines": ["2024-07-01", "2023-09-01", "2022-11-01", "2021-07-01"],
  "microsoft.insights/components": ["2020-02-02", "2015-05-01"],
  "microsoft.network/privatednszones": ["2020-06-01", "2018-09-01"],
  "microsoft.authorization/locks": ["2020-05-01", "2016-09-01"],
};

/** Everything of Microsoft.Network but private DNS goes by the SDK's own version, or an older one where the cloud has not got it. */
const NETWORK: readonly string[] = [
  "2026-01-01",
  "2025-05-01",
  "2024-10-01",
  "2024-07-01",
  "2024-05-01",
  "2024-01-01",
  "2023-11-01",
  "2023-09-01",
  "2023-04-01",
  "2022-07-01",
  "2021-02-01",
];

/** What a cloud offers, by lower-case top-level type. Filled as namespaces are asked. */
export type Offered = Map<string, readonly string[]>;

/** The version to ask with for a type and all below it. `asked` is what an SDK wants; it is kept for what we do not know. */
export function versionFor(type: string, offered: Offered, asked?: string): string | undefined {
  const [namespace = "", top = ""] = type.toLowerCase().split("/");
  const key = `${namespace}/${top}`;
  const known = own(KNOWN, key) ?? (namespace === "microsoft.network" ? NETWORK : undefined);
  const available = offered.get(key);
  if (!available) return asked ?? known?.[0];
  if (asked && available.includes(asked)) return asked;
  return known?.find((version) => available.includes(version)) ?? asked ?? known?.[0];
}

/** `microsoft.network/privateendpoints` of a request's path; undefined where the path names no provider. */
export function typeOfPath(path: string): string | undefined {
  const at = path.toLowerCase().lastIndexOf("/providers/");
  if (at < 0) return undefined;
  const [namespace, top] = path
    .slice(at + "/providers/".length)
    .toLowerCase()
    .split("/");
  return namespace && top ? `${namespace}/${top}` : undefined;
}
