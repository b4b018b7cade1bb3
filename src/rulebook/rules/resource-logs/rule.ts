import type { Graph, Resource } from "../../../model/graph.ts";
import { cases, scalarAt } from "../../../model/look.ts";
import { reasonOf } from "../../../model/reason.ts";
import type { Draft, Repair } from "../../../model/repair.ts";
import type { Reason } from "../../../model/value.ts";
import type { Rule, Verdict } from "../../../model/verdict.ts";
import { unclear, verdict } from "../../questions/answer.ts";
import { keyVaults } from "../../questions/encryption.ts";
import { called, opening } from "../../questions/naming.ts";
import { asLongAs } from "../../questions/row.ts";
import { mayLeadTo } from "../../questions/sameness.ts";
import { storesOf, workspacesOf } from "../../questions/workspaces.ts";

const settingsType = "Microsoft.Insights/diagnosticSettings";

export const rule: Rule = {
  id: "resource-logs",
  title: "The workspace and its key vaults keep resource logs",
  severity: "note",
  why: `Resource logs say who used a key or secret and who changed or read the workspace. They are kept nowhere until a diagnostic setting sends them somewhere,
and cannot be had afterwards.`,
  how: "Add a diagnostic setting with log categories that are enabled and a place to send them to.",
  documents: ["il5-guide", "azure-policy"],
  policies: ["cf820ca0-f99e-4f3e-84fb-66e913812d21", "afe0c3be-ba3b-4544-ba52-0c99672a8ad6"],
  controls: ["AU-6", "AU-12", "SI-4"],
  check: asLongAs("key-vault-resource-logs", function* ({ graph }): Iterable<Verdict> {
    const vaults = new Set([...keyVaults(graph), ...storesOf(graph, "keyVault").map(({ resource }) => resource)]);
    for (const resource of [...workspacesOf(graph), ...vaults]) {
      const logs = logsOf(graph, resource);
      const whether = `${called(resource)} keeps resource logs`;
      if (typeof logs === "object") {
        yield unclear(resource, logs, whether);
        continue;
      }
      yield verdict(
        resource,
        { is: logs ? "met" : "unmet", at: resource.at },
        {
          whether,
          unmet: `${opening(resource)} has no diagnostic setting that keeps its logs, so nobody can tell afterwards who used or changed it. Add one that sends them to a Log Analytics workspace.`,
          repair: repairOf(graph, resource),
          witness: "diagnosticSettings",
        },
      );
    }
  }),
};

function logsOf(graph: Graph, resource: Resource): boolean | Reason {
  let unsure = graph.mayHold(settingsType);
  for (const one of graph.ofType(settingsType)) {
    const to = one.scope ? graph.resolve(one.scope, one.condition) : undefined;
    if (to?.is !== "found" || to.resource !== resource) {
      if (to && mayLeadTo(to, one.scope, resource)) unsure ??= to.is === "unclear" ? to.because : elsewhere;
      continue;
    }
    const enabled = hasLogs(one);
    if (enabled === true && one.condition.every(({ test }) => resource.condition.some((given) => given.test === test))) return true;
    if (enabled !== false) unsure ??= typeof enabled === "object" ? enabled : one.condition[0]?.because;
  }
  return unsure ?? false;
}

const elsewhere: Reason = {
  kind: "elsewhere",
  text: "A diagnostic setting is about a resource that is only pointed at, under a name that is not known.",
};

function hasLogs(one: Resource): boolean | Reason {
  for (const { seen } of cases(one.body, ["properties", "logs"], one.condition)) {
    if (seen.is === "unclear") return seen.because;
    if (seen.is !== "value") continue;
    if (seen.value.kind !== "list") return reasonOf(seen.value);
    if (seen.value.items.some((log) => scalarAt(log, ["enabled"]) !== false)) return true;
    if (seen.value.open) return seen.value.open;
  }
  return false;
}

function repairOf(graph: Graph, resource: Resource): Repair {
  const place = graph.ofType("Microsoft.OperationalInsights/workspaces")[0];
  const workspaceId: Draft = place
    ? { $ref: place.key }
    : { $parameter: "logAnalyticsWorkspaceId", description: "Id of the Log Analytics workspace that keeps resource logs." };
  return {
    title: `Keep resource logs of ${called(resource)}`,
    changes: [
      {
        do: "add",
        beside: resource.key,
        resources: [
          {
            key: `${kindOf(resource)}Logs`,
            type: settingsType,
            apiVersion: "2021-05-01-preview",
            name: "resource-logs",
            scope: { $ref: resource.key },
            body: { properties: { workspaceId, logs: [{ categoryGroup: "allLogs", enabled: true }] } },
          },
        ],
      },
    ],
    ...(!place && { caution: "No Log Analytics workspace is declared here; its id becomes a parameter.", asks: true as const }),
  };
}

/** `vault` for `Microsoft.KeyVault/vaults`. */
function kindOf({ type }: Resource): string {
  return (type.split("/").at(-1) ?? type).replace(/ies$/, "y").replace(/s$/, "");
}
