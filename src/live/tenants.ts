// The tenants that an account is at home or a guest in.
import type { Failure } from "./failure.ts";
import type { Connection } from "./pipeline.ts";
import { list } from "./read.ts";

export interface Tenant {
  /** A GUID. */
  readonly id: string;
  readonly name: string;
  /** Its first domain; empty where Azure does not tell. */
  readonly domain: string;
}

/** In order of name. */
export async function listTenants(
  connection: Connection,
  signal?: AbortSignal,
): Promise<{ readonly tenants: readonly Tenant[]; readonly failure?: Failure }> {
  const { rows, failure } = await list(connection, "/tenants", { signal, version: "2022-12-01" });
  const tenants = rows.flatMap(({ tenantId, displayName, defaultDomain }): readonly Tenant[] => {
    if (typeof tenantId !== "string") return [];
    return [{ id: tenantId, name: String(displayName ?? tenantId), domain: String(defaultDomain ?? "") }];
  });
  return { tenants: tenants.sort((a, b) => (a.name < b.name ? -1 : 1)), ...(failure ? { failure } : {}) };
}
