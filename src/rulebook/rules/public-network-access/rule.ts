import type { Graph, Resource } from "../../../model/graph.ts";
import { own } from "../../../model/own.ts";
import type { Repair } from "../../../model/repair.ts";
import type { Context, Rule, Verdict } from "../../../model/verdict.ts";
import { ask, isOneOf, unclear, verdict } from "../../questions/answer.ts";
import { connectionsOf } from "../../questions/endpoints.ts";
import { hasFirewall, isShut } from "../../questions/exposure.ts";
import { called, opening } from "../../questions/naming.ts";
import { once } from "../../questions/once.ts";
import { rowOf } from "../../questions/row.ts";
import { orphanProjects, pointed, storesOf, unseenStores, workspacesOf } from "../../questions/workspaces.ts";

export const rule: Rule = {
  id: "public-network-access",
  title: "The workspace and its stores cannot be reached from the internet",
  severity: "warning",
  why: `Private endpoints add a private way; they do not close the public one. As long as \`publicNetworkAccess\` is on and no firewall denies by default,
the workspace, its storage account, key vault and registry, its online endpoints and machine learning registries answer to the whole internet.`,
  how: `Set \`publicNetworkAccess\` to \`Disabled\` once private endpoints are there, or let the resource's firewall deny by default
and name the networks that may come in. Without any private endpoint the resource is then out of reach.`,
  documents: ["secure-workspace", "private-link", "online-endpoints"],
  policies: [
    "438c38d2-3772-465a-a9cc-7a6666a275ce",
    "55615ac9-af46-4a59-874e-391cc3dfb490",
    "34c877ad-507e-4c82-993e-3452a6e0ad3c",
    "2a1a9cdf-e04d-429a-8416-3bfb72a1b26f",
    "d0793b48-0edc-4296-a390-4c75d1bdfd71",
  ],
  controls: ["AC-4", "AC-17", "SC-7", "SC-7(3)"],
  *check(context: Context): Iterable<Verdict> {
    const { graph } = context;
    for (const resource of exposed(graph)) {
      const requirement = rowOf(context, own(rowIds, resource.kind) ?? "workspace-public-access");
      if (!requirement) continue;
      yield verdict(resource, isShut(resource), {
        requirement,
        whether: `${called(resource)} is closed to the internet`,
        unmet: `${opening(resource)} can be reached from the internet. Whoever holds a key or token can use it from anywhere, past the private network. Set 'publicNetworkAccess' to 'Disabled'${hasFirewall(resource) ? ", or let its firewall deny by default" : ""}.`,
        repair: repairOf(graph, resource),
      });
    }
    for (const resource of monitored(graph)) {
      yield verdict(resource, ask(resource, ["properties", "publicNetworkAccessForIngestion"], isOneOf(["Disabled"], false)), {
        whether: `${called(resource)} takes data from the private network alone`,
        unmet: `${opening(resource)} takes data from the internet, though an Azure Monitor private link scope is there to shut it off. Set 'publicNetworkAccessForIngestion' to 'Disabled'.`,
        severity: "note",
        repair: set(resource, ["properties", "publicNetworkAccessForIngestion"], false),
      });
    }
    for (const { role, workspace, because } of unseenStores(graph, "storageAccount", "keyVault", "containerRegistry")) {
      yield unclear(workspace, because, `the '${role}' of ${called(workspace)} is closed to the internet`);
    }
    for (const { project, because } of orphanProjects(graph)) {
      yield unclear(project, because, `the hub of ${called(project)} is closed to the internet`);
    }
  },
};

const rowIds: Readonly<Record<string, string>> = {
  "microsoft.storage/storageaccounts": "storage-network",
  "microsoft.keyvault/vaults": "key-vault-network",
  "microsoft.containerregistry/registries": "registry-public-access",
  "microsoft.machinelearningservices/workspaces/onlineendpoints": "online-endpoint-public-access",
};

function exposed(graph: Graph): readonly Resource[] {
  const stores = storesOf(graph, "storageAccount", "keyVault", "containerRegistry").map(({ resource }) => resource);
  const own = ["registries", "workspaces/onlineEndpoints"].flatMap((type) => graph.ofType(`Microsoft.MachineLearningServices/${type}`));
  return [...workspacesOf(graph), ...stores, ...own];
}

/** Application Insights of the workspaces and the Log Analytics workspaces that it keeps its data in, where a private link scope can shut them off. */
function monitored(graph: Graph): readonly Resource[] {
  if (graph.ofType("Microsoft.Insights/privateLinkScopes").length === 0) return [];
  const components = storesOf(graph, "applicationInsights").map(({ resource }) => resource);
  const logs = components
    .flatMap((component) => pointed(graph, component, ["properties", "WorkspaceResourceId"]))
    .flatMap(({ to }) => (to.is === "found" && !to.resource.existing ? [to.resource] : []));
  return [...components, ...new Set(logs)];
}

function repairOf(graph: Graph, resource: Resource): Repair {
  const reached = reachedOf(graph);
  return set(resource, ["properties", "publicNetworkAccess"], !reached.has(resource) && !(resource.parent && reached.has(resource.parent)));
}

/** Whatever a private endpoint leads to. */
const reachedOf = once(
  (graph) => new Set(connectionsOf(graph).items.flatMap(({ to }) => (to.is === "found" ? [to.resource, ...(to.others ?? [])] : []))),
);

function set(resource: Resource, path: readonly string[], alone: boolean): Repair {
  return {
    title: `Close ${called(resource)} to the internet`,
    changes: [{ do: "set", resource: resource.key, path, value: "Disabled" }],
    ...(alone && { caution: "No private endpoint leads there in this deployment: it would be out of reach." }),
  };
}
