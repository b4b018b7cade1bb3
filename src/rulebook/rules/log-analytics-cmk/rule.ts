import type { Graph, Resource } from "../../../model/graph.ts";
import type { Context, Rule, Verdict } from "../../../model/verdict.ts";
import { ask, isNotEmpty, unclear, verdict } from "../../questions/answer.ts";
import { called, opening } from "../../questions/naming.ts";
import { pointed, storesOf } from "../../questions/workspaces.ts";

const clusterType = "Microsoft.OperationalInsights/clusters";

export const rule: Rule = {
  id: "log-analytics-cmk",
  title: "Logs of the workspace are kept in a Log Analytics cluster with a customer-managed key",
  severity: "note",
  why: `Metrics and logs of jobs and endpoints go to Application Insights and on to Log Analytics, where only a dedicated cluster encrypts with a key of yours.
It is asked for under the IL5 profile, because such a cluster is a commitment with a price.`,
  how: "Link the Log Analytics workspace to a cluster whose `keyVaultProperties` name your key.",
  documents: ["customer-managed-keys"],
  controls: ["SC-12"],
  *check(context: Context): Iterable<Verdict> {
    if (context.scenario.profile !== "il5") return;
    const { graph } = context;
    for (const { resource } of storesOf(graph, "applicationInsights")) {
      for (const { to } of pointed(graph, resource, ["properties", "WorkspaceResourceId"])) {
        const whether = `logs of ${called(resource)} are kept under a customer-managed key`;
        if (to.is === "found" && !to.resource.existing) yield judge(graph, to.resource, whether);
        else if (to.is === "elsewhere" || to.is === "unclear") yield unclear(resource, to.because, whether);
      }
    }
  },
};

function judge(graph: Graph, logs: Resource, whether: string): Verdict {
  const links = graph.children(logs, "linkedServices");
  const cluster = links.items
    .flatMap((link) => pointed(graph, link, ["properties", "writeAccessResourceId"]))
    .flatMap(({ to }) => (to.is === "found" ? [to.resource] : []))
    .find(({ kind }) => kind === clusterType.toLowerCase());
  if (cluster && !cluster.existing) {
    return verdict(logs, ask(cluster, ["properties", "keyVaultProperties", "keyName"], isNotEmpty), {
      whether,
      unmet: `${opening(logs)} is linked to ${called(cluster)}, which has no key of yours. Name the key in its 'keyVaultProperties'.`,
      witness: called(cluster),
    });
  }
  const open = links.open ?? (links.items.length > 0 ? elsewhere : undefined);
  if (open) return unclear(logs, open, whether);
  return verdict(
    logs,
    { is: "unmet", at: logs.at },
    {
      whether,
      unmet: `${opening(logs)} keeps logs under a key of Microsoft's, although keys of your own are asked for. Link it to a Log Analytics cluster with your key.`,
    },
  );
}

const elsewhere = { kind: "elsewhere", text: "The cluster that it is linked to is declared elsewhere." } as const;
