import type { Graph, Resource } from "../../../model/graph.ts";
import type { Context, Rule, Verdict } from "../../../model/verdict.ts";
import { verdict } from "../../questions/answer.ts";
import { isShut } from "../../questions/exposure.ts";
import { called, opening } from "../../questions/naming.ts";
import { storesOf } from "../../questions/workspaces.ts";

export const rule: Rule = {
  id: "container-instance",
  title: "No container group pulls from a registry that is closed to it",
  severity: "warning",
  why: `Azure Machine Learning does not support Azure Container Instances in a virtual network with a workspace that has a private endpoint, and a container group
cannot pull the workspace's images from a registry whose public access is off.`,
  how: "Deploy to a managed online endpoint, or to an attached Kubernetes cluster in the network.",
  documents: ["secure-workspace", "secure-inferencing"],
  *check({ graph }: Context): Iterable<Verdict> {
    for (const { resource: registry } of storesOf(graph, "containerRegistry")) {
      const closed = isShut(registry).is === "met";
      for (const group of groupsPulling(graph, registry)) {
        yield verdict(
          group,
          { is: closed ? "unmet" : "met", at: group.at },
          {
            whether: "",
            unmet: `${opening(group)} pulls from ${called(registry)}, which is closed to the internet: container instances cannot reach it, and Azure Machine Learning does not support them beside a private workspace. Use a managed online endpoint or a Kubernetes cluster in the network.`,
            related: [{ at: registry.at, message: "The registry is closed here." }],
          },
        );
      }
    }
  },
};

function groupsPulling(graph: Graph, registry: Resource): readonly Resource[] {
  const users = graph.referrers(registry).map(({ resource }) => resource);
  return [...new Set(users)].filter(({ kind }) => kind === "microsoft.containerinstance/containergroups");
}
