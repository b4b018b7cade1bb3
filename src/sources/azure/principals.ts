// Whose an object id is: rows give managed identities and the rights of object ids, and only together do they tell who may do what.

import type { AzureRow, Json } from "../../model/azure.ts";
import type { Origin } from "../../model/origin.ts";
import { own } from "../../model/own.ts";
import type { Value } from "../../model/value.ts";
import { reference, scalar } from "../../model/value.ts";

/** Resource ids by lower-case object id, with where the resource's body holds it. */
export type Principals = ReadonlyMap<string, { readonly key: string; readonly path: readonly string[] }>;

export function principalsOf(rows: Iterable<AzureRow>): Principals {
  const found = new Map<string, { key: string; path: readonly string[] }>();
  const all = [...rows];
  for (const row of all) {
    const own = field(row.identity, "principalId");
    if (own) found.set(own, { key: row.id, path: ["identity", "principalId"] });
  }
  for (const row of all) {
    if (!/\/userassignedidentities\/[^/]+$/i.test(row.id)) continue;
    const own = field(row.properties, "principalId");
    if (own) found.set(own, { key: row.id, path: ["properties", "principalId"] });
  }
  return found;
}

/** A `principalId` or `objectId` that gives a right, as a reference to whose it is; of nobody here, to somebody elsewhere. */
export function principalAt(name: string, json: Json, at: Origin, principals: Principals): Value | undefined {
  if (typeof json !== "string" || !/^(principalid|objectid)$/i.test(name)) return undefined;
  const known = principals.get(json.toLowerCase());
  if (known) return reference({ by: "key", key: known.key }, known.path, at);
  return reference({ by: "id", type: "Microsoft.Graph/servicePrincipals", names: [scalar(json.toLowerCase(), at)] }, ["id"], at);
}

function field(json: Json | undefined, name: string): string | undefined {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return undefined;
  const value = own(json as { readonly [name: string]: Json }, name);
  return typeof value === "string" && value !== "" ? value.toLowerCase() : undefined;
}
