// Hosts that bear the name of what the workspace uses, such as `<storage>.blob.core.windows.net`: the deployment knows them.
import type { Graph } from "../model/graph.ts";
import type { Flow } from "../model/requirement.ts";
import { linkedName } from "./topology/read.ts";

/** What stands for a name in the hosts of requirements, and the property of the workspace that links to what bears it. */
const links: ReadonlyMap<string, string> = new Map([
  ["<storage>", "storageAccount"],
  ["<registry>", "containerRegistry"],
]);

/** Puts these names into the hosts of a flow, where all workspaces of the graph share them. */
export function ownNames(graph: Graph): (flow: Flow) => Flow {
  const workspaces = graph.ofType("Microsoft.MachineLearningServices/workspaces");
  const names = new Map<string, string>();
  for (const [word, property] of links) {
    const [name, ...others] = new Set(
      workspaces.map((workspace) => linkedName(graph, workspace, workspace.body, ["properties", property])),
    );
    if (name !== undefined && others.length === 0) names.set(word, name);
  }
  const filled = (host: string) => host.replace(/<[a-z]+>/g, (word) => names.get(word) ?? word);
  return (flow) => ({
    ...flow,
    alternatives: flow.alternatives.map((all) => all.map((one) => ("host" in one ? { ...one, host: filled(one.host) } : one))),
  });
}

/** Whether hosts of the flow bear such a name. */
export function bearsOwnName(flow: Flow): boolean {
  return flow.alternatives.flat().some((one) => "host" in one && [...links.keys()].some((word) => one.host.includes(word)));
}
