// The names that private endpoints answer to, with the addresses they should resolve to, held against the zones' records. Pure, from rows.

import type { AzureRow, Json } from "../model/azure.ts";
import { own } from "../model/own.ts";

export interface EndpointName {
  /** As clients ask for it, without `privatelink.`, in lower case. */
  readonly name: string;
  readonly address: string;
  /** The network interface that says so. */
  readonly nic: string;
  /** `blob`, `vault`, `amlworkspace`. */
  readonly group: string;
  /** What the zones' records say; undefined where the records of no zone for this name were read. */
  readonly record?: "right" | "wrong" | "missing";
  /** Addresses that the records give. */
  readonly recorded: readonly string[];
  /** A zone for the name whose records were read: the one with the record, where there is one. */
  readonly zone?: string;
}

/** In order of name. Of two endpoints to one resource the record may give either's address. `zones` are those that count, by default all of the rows. */
export function endpointNames(rows: readonly AzureRow[], zones: readonly Zone[] = [...zonesIn(rows).values()]): readonly EndpointName[] {
  const named = rows
    .filter((row) => /\/networkinterfaces\/[^/]+$/i.test(row.id))
    .flatMap((nic) => {
      const configurations = enter(nic.properties, "ipConfigurations");
      return (Array.isArray(configurations) ? configurations : []).flatMap((one: Json) => namesOf(enter(one, "properties"), nic.id));
    });
  const addresses = Map.groupBy(named, ({ name }) => name);
  return named
    .map((one) => ({ ...one, ...judged(one.name, addresses.get(one.name)?.map(({ address }) => address) ?? [], zones) }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

type Named = Pick<EndpointName, "name" | "address" | "nic" | "group">;

function namesOf(properties: Json | undefined, nic: string): readonly Named[] {
  const link = enter(properties, "privateLinkConnectionProperties");
  const fqdns = enter(link, "fqdns");
  const address = enter(properties, "privateIPAddress");
  if (!Array.isArray(fqdns) || typeof address !== "string" || address === "") return [];
  const group = String(enter(link, "groupId") ?? "");
  return fqdns.filter((fqdn) => typeof fqdn === "string").map((fqdn) => ({ name: fqdn.toLowerCase(), address, nic, group }));
}

function judged(name: string, right: readonly string[], zones: readonly Zone[]): Pick<EndpointName, "record" | "recorded" | "zone"> {
  const mine = zones.flatMap((zone) => zone.suffixes.filter((suffix) => name.endsWith(`.${suffix}`)).map((suffix) => ({ zone, suffix })));
  const records = mine.flatMap(({ zone, suffix }) => {
    const found = zone.records.get(name.slice(0, -suffix.length - 1));
    return found ? [{ zone, found }] : [];
  });
  const good = records.find(({ found }) => found.some((address) => right.includes(address)));
  const [first] = records;
  if (good) return { record: "right", recorded: good.found, zone: good.zone.name };
  if (first) return { record: "wrong", recorded: first.found, zone: first.zone.name };
  const [asked] = mine;
  return asked ? { record: "missing", recorded: [], zone: asked.zone.name } : { recorded: [] };
}

/** A private DNS zone whose records were read. */
export interface Zone {
  readonly name: string;
  /** What public names end in that this zone answers for. */
  readonly suffixes: readonly string[];
  /** Addresses by lower-case name of the record. */
  readonly records: Map<string, readonly string[]>;
}

/** Zones whose records were read, by lower-case id: each has at least its start of authority among the rows. */
export function zonesIn(rows: readonly AzureRow[]): ReadonlyMap<string, Zone> {
  const zones = new Map<string, Zone>();
  for (const row of rows) {
    const match = /^(.*\/privatednszones\/([^/]+))\/(a|aaaa|cname|mx|ptr|soa|srv|txt)\/([^/]+)$/i.exec(row.id);
    if (!match) continue;
    const [, id = "", name = "", type = "", record = ""] = match;
    const zone = zones.get(id.toLowerCase()) ?? {
      name: name.toLowerCase(),
      suffixes: publicSuffixes(name.toLowerCase()),
      records: new Map(),
    };
    zones.set(id.toLowerCase(), zone);
    const given = enter(row.properties, "aRecords");
    if (type.toLowerCase() !== "a" || !Array.isArray(given)) continue;
    const addresses = given.map((one: Json) => enter(one, "ipv4Address")).filter((address) => typeof address === "string");
    zone.records.set(record.toLowerCase(), addresses);
  }
  return zones;
}

/** `privatelink.vaultcore.azure.net` answers for `vault.azure.net`, the others for themselves without `privatelink.`. */
function publicSuffixes(zone: string): readonly string[] {
  const plain = zone.replace(/^privatelink\./, "");
  return [...new Set([plain, plain.replace(/^vaultcore\./, "vault.")])];
}

function enter(json: Json | undefined, name: string): Json | undefined {
  return typeof json === "object" && json !== null && !Array.isArray(json)
    ? own(json as { readonly [name: string]: Json }, name)
    : undefined;
}
