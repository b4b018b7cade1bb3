// Whether packets from computes to the private endpoints of storage go through a firewall.
import type { Graph } from "../../model/graph.ts";
import type { Evidence } from "../../model/scenario.ts";
import { detours } from "../../reach/judge/endpoint-way.ts";
import { knowledgeOf } from "../../reach/judge/knowledge.ts";
import { walker } from "../../reach/judge/walk.ts";
import { computeSources } from "../../reach/sources.ts";
import { topologyOf } from "../../reach/topology/topology.ts";

/** A route of a compute's subnet that surely leads to an appliance what goes to a storage account's private endpoint. */
export function firewallBeforeStorage(graph: Graph): Evidence | undefined {
  const topology = topologyOf(graph);
  const endpoints = topology.endpoints.filter(({ groups }) => groups.some((group) => ["blob", "file", "dfs"].includes(group)));
  if (endpoints.length === 0) return undefined;
  // Prefixes of networks are told without any cloud's tags.
  const asked = walker(topology, knowledgeOf("public", undefined));
  for (const source of computeSources(graph)) {
    for (const endpoint of endpoints) {
      const [found] = detours(topology, endpoint, (target) => asked.ways(source, target));
      if (!found) continue;
      const text = `Route '${found.route.name}' leads what goes from ${source.name} to private endpoint '${endpoint.name}' to an appliance.`;
      return { text, at: found.route.at };
    }
  }
  return undefined;
}
