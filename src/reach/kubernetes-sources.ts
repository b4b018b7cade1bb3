// Where the flows of attached Kubernetes clusters start: the subnets of their nodes.
import type { Graph, Resource } from "../model/graph.ts";
import { look } from "../model/look.ts";
import type { Reason } from "../model/value.ts";
import type { Source } from "./judge/outcome.ts";
import { subnetSource } from "./subnet-source.ts";
import { itemsAt, nameOf, wordAt } from "./topology/read.ts";
import { topologyOf } from "./topology/topology.ts";

/** Subnets of the node pools of clusters that a workspace has as a compute and that are declared here. */
export function kubernetesSources(graph: Graph): readonly Source[] {
  const found = new Map<string, Source>();
  for (const compute of graph.ofType("Microsoft.MachineLearningServices/workspaces/computes")) {
    const type = wordAt(compute.body, ["properties", "computeType"], "", compute.condition);
    if (type !== "kubernetes" && type !== "aks") continue;
    const id = look(compute.body, ["properties", "resourceId"], compute.condition);
    const cluster = id.is === "value" ? graph.resolve(id.value, compute.condition) : undefined;
    if (cluster?.is !== "found") continue;
    for (const source of nodeSources(graph, cluster.resource)) found.set(source.key, source);
  }
  return [...found.values()];
}

function nodeSources(graph: Graph, cluster: Resource): readonly Source[] {
  const pools = itemsAt(cluster.body, ["properties", "agentPoolProfiles"], cluster.condition).items;
  return pools.flatMap((pool) => {
    const id = look(pool, ["vnetSubnetID"], cluster.condition);
    const found = id.is === "value" ? graph.resolve(id.value, cluster.condition) : undefined;
    const subnet = found?.is === "found" ? topologyOf(graph).subnets.find(({ resource }) => resource === found.resource) : undefined;
    const because = `Nodes of Kubernetes cluster '${nameOf(cluster)}' run in it.`;
    return subnet ? [subnetSource(subnet, cluster, publicAddress(cluster), because)] : [];
  });
}

/** Nodes leave by the cluster's load balancer, which has a public address, unless routes of the user take them out. */
function publicAddress(cluster: Resource): boolean | Reason {
  const word = wordAt(cluster.body, ["properties", "networkProfile", "outboundType"], "loadbalancer", cluster.condition);
  return typeof word === "string" ? word !== "userdefinedrouting" && word !== "none" : word;
}
