// As much of Resource Graph as the estate's query needs: types, subscriptions, resource groups, pages.
import type { Answer } from "./exchange.ts";
import type { ArmResource, World } from "./world.ts";
import { typeOfId } from "./world.ts";

/** Tables that Resource Graph does not have: only ARM knows these. */
const UNKNOWN = new Set([
  "microsoft.machinelearningservices/workspaces/computes",
  "microsoft.machinelearningservices/workspaces/datastores",
  "microsoft.machinelearningservices/workspaces/outboundrules",
  "microsoft.network/privateendpoints/privatednszonegroups",
  "microsoft.network/firewallpolicies/rulecollectiongroups",
  "microsoft.network/privatednszones/a",
  "microsoft.keyvault/vaults/keys",
  "microsoft.insights/diagnosticsettings",
]);

/** The one that all subscriptions lie in. */
export const MANAGEMENT_GROUP = "contoso";

export function resourceGraph(body: unknown, world: World): Answer {
  const asked = body as {
    query?: string;
    subscriptions?: string[];
    managementGroups?: string[];
    options?: { $top?: number; $skipToken?: string };
  };
  if (typeof asked?.query !== "string") return { status: 400, body: { error: { code: "InvalidQuery", message: "A query is required." } } };
  const inside = /type in~ \(([^)]*)\)/.exec(asked.query)?.[1] ?? "";
  const types = new Set([...inside.matchAll(/'([^']+)'/g)].map((match) => (match[1] ?? "").toLowerCase()));
  const group = /resourceGroup =~ '([^']+)'/.exec(asked.query)?.[1]?.toLowerCase();
  const subscriptions = asked.subscriptions && new Set(asked.subscriptions.map((id) => id.toLowerCase()));
  const all = asked.managementGroups && !asked.managementGroups.includes(MANAGEMENT_GROUP) ? [] : world.indexed();
  const rows = all.filter((resource) => {
    const [, , subscription = "", , name = ""] = resource.id.toLowerCase().split("/");
    const type = typeOfId(resource.id).toLowerCase();
    return types.has(type) && !UNKNOWN.has(type) && (!subscriptions || subscriptions.has(subscription)) && (!group || name === group);
  });
  const from = Number(asked.options?.$skipToken ?? 0);
  const top = asked.options?.$top ?? 100;
  const data = rows.slice(from, from + top).map(row);
  const more = from + top < rows.length ? { $skipToken: `${from + top}` } : {};
  return {
    status: 200,
    headers: { "x-ms-user-quota-remaining": "14", "x-ms-user-quota-resets-after": "00:00:05" },
    body: { totalRecords: rows.length, count: data.length, data, facets: [], resultTruncated: "false", ...more },
  };
}

/** Types come in lower case from Resource Graph, and the scope is told apart from the id. */
function row(resource: ArmResource): unknown {
  const [, , subscriptionId = "", , resourceGroup = ""] = resource.id.split("/");
  return { ...resource, type: resource.type.toLowerCase(), subscriptionId, resourceGroup: resourceGroup.toLowerCase() };
}
