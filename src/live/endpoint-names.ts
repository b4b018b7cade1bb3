// The names that private endpoints answer to, with the addresses they should resolve to. Pure, from rows.
import type { AzureRow, Json } from "../model/azure.ts";
import { isObject } from "./read.ts";

export interface EndpointName {
  readonly name: string;
  readonly address: string;
  /** The network interface that says so. */
  readonly nic: string;
  /** `blob`, `vault`, `amlworkspace`. */
  readonly group: string;
  /** Whether a private DNS zone among the rows has the record; undefined where no record was read. */
  readonly record?: "right" | "wrong" | "missing";
}

export function endpointNames(rows: readonly AzureRow[]): readonly EndpointName[] {
  const records = recordsOf(rows);
  return rows
    .filter((row) => /\/networkinterfaces\/[^/]+$/i.test(row.id))
    .flatMap((nic) => {
      const configurations =
        isObject(nic.properties) && Array.isArray(nic.properties.ipConfigurations) ? nic.properties.ipConfigurations : [];
      return configurations.filter(isObject).flatMap(({ properties }) => namesOf(properties, nic.id, records));
    });
}

function namesOf(properties: Json | undefined, nic: string, records: Records): readonly EndpointName[] {
  if (!isObject(properties) || !isObject(properties.privateLinkConnectionProperties)) return [];
  const { fqdns, groupId } = properties.privateLinkConnectionProperties;
  const address = String(properties.privateIPAddress ?? "");
  return (Array.isArray(fqdns) ? fqdns : []).map((fqdn) => {
    const name = String(fqdn).toLowerCase();
    const found = recordFor(name, records);
    const record = records.size === 0 ? undefined : found === undefined ? "missing" : found.includes(address) ? "right" : "wrong";
    return { name, address, nic, group: String(groupId ?? ""), ...(record ? { record } : {}) };
  });
}

type Records = ReadonlyMap<string, readonly string[]>;

/** Addresses by `record.zone` without `privatelink.`, as the public name has it. */
function recordsOf(rows: readonly AzureRow[]): Records {
  const found = new Map<string, readonly string[]>();
  for (const row of rows) {
    const match = /\/privatednszones\/([^/]+)\/a\/([^/]+)$/i.exec(row.id);
    if (!match || !isObject(row.properties) || !Array.isArray(row.properties.aRecords)) continue;
    const [, zone = "", record = ""] = match;
    const addresses = row.properties.aRecords.filter(isObject).map(({ ipv4Address }) => String(ipv4Address));
    found.set(`${record}.${publicZone(zone.toLowerCase())}`.toLowerCase(), addresses);
  }
  return found;
}

function recordFor(name: string, records: Records): readonly string[] | undefined {
  return records.get(name);
}

/** The zone that a private link zone stands for: `privatelink.vaultcore.azure.net` for `vault.azure.net`. */
function publicZone(zone: string): string {
  return zone.replace(/^privatelink\./, "").replace(/^vaultcore\./, "vault.");
}
