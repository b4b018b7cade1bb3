// Which roles the identities of a workspace hold: what decides whether its keys and stores open for it.
import type { AzureRow, BlindSpot } from "../model/azure.ts";
import { blindSpot } from "./blind.ts";
import { parseId } from "./ids.ts";
import { inParallel } from "./parallel.ts";
import type { Connection } from "./pipeline.ts";
import { isObject, list } from "./read.ts";
import type { Seen } from "./resource.ts";

export const ASSIGNMENTS = "Microsoft.Authorization/roleAssignments";

/** Assignments of every identity among the rows, in every subscription that the rows lie in. */
export async function readAssignments(connection: Connection, rows: readonly AzureRow[], signal?: AbortSignal): Promise<Seen> {
  const principals = principalsOf(rows);
  const subscriptions = [...new Set(rows.flatMap((row) => parseId(row.id)?.subscription.toLowerCase() ?? []))];
  const asked = subscriptions.flatMap((subscription) => principals.map((principal) => ({ subscription, principal })));
  const blind: BlindSpot[] = [];
  const read = await inParallel(asked, 4, signal, async ({ subscription, principal }) => {
    const filter = encodeURIComponent(`principalId eq '${principal}'`);
    const path = `/subscriptions/${subscription}/providers/${ASSIGNMENTS}?$filter=${filter}`;
    const found = await list(connection, path, { right: `${ASSIGNMENTS}/read`, signal, version: "2022-04-01" });
    if (found.failure) blind.push(blindSpot(`/subscriptions/${subscription}`, [ASSIGNMENTS], found.failure));
    return found.rows;
  });
  return { rows: read.flat(), blind };
}

/** Object ids of the managed identities of rows. */
function principalsOf(rows: readonly AzureRow[]): readonly string[] {
  const own = rows.flatMap((row) => {
    const identity = isObject(row.identity) ? row.identity : {};
    const assigned = isObject(identity.userAssignedIdentities) ? Object.values(identity.userAssignedIdentities) : [];
    return [identity.principalId, ...assigned.map((one) => (isObject(one) ? one.principalId : undefined))];
  });
  return [...new Set(own.filter((id) => typeof id === "string").map((id) => id.toLowerCase()))].filter((id) => /^[0-9a-f-]{36}$/.test(id));
}
