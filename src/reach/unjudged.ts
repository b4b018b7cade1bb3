// Required flows that start where nothing here can see: silence about them would read as if they were met.
import type { Graph } from "../model/graph.ts";
import type { Requirement } from "../model/requirement.ts";
import type { Reason } from "../model/value.ts";
import { kubernetesSources } from "./kubernetes-sources.ts";
import { jumpBoxes } from "./machines.ts";
import { flowSources } from "./sources.ts";

export interface Unjudged {
  /** Where they start: machines of people who work with studio, or nodes of attached clusters. */
  readonly from: "client" | "kubernetes";
  readonly flows: readonly Requirement[];
  readonly because: Reason;
}

/** Of the flows in force, those that no place declared here sends. None where there is no machine learning. */
export function unjudgedFlows(graph: Graph, requirements: readonly Requirement[]): readonly Unjudged[] {
  if (graph.ofType("Microsoft.MachineLearningServices/workspaces").length === 0 && flowSources(graph).items.length === 0) return [];
  return (["client", "kubernetes"] as const).flatMap((from): readonly Unjudged[] => {
    const flows = requirements.filter(({ flow }) => flow?.direction === "outbound" && flow.from === from);
    const seen = flows.length > 0 && (from === "client" ? jumpBoxes(graph) : kubernetesSources(graph)).length > 0;
    return flows.length === 0 || seen ? [] : [{ from, flows, because: from === "client" ? NO_MACHINE : NO_NODES }];
  });
}

const NO_MACHINE: Reason = {
  kind: "elsewhere",
  text: "No virtual machine that people would work from is declared here, and machines elsewhere are not seen.",
  settle:
    "declare the machine, trace a flow from its subnet with 'aml-network-audit explain --from', or turn the feature 'clientsInside' off in the configuration where nobody works from inside the network",
};
const NO_NODES: Reason = {
  kind: "elsewhere",
  text: "The subnets of the nodes of attached Kubernetes clusters are not declared here.",
  settle: "name the deployment that declares the cluster as an environment in 'aml-network-audit.json'",
};
