import type { Graph, Resource } from "../../../model/graph.ts";
import { look } from "../../../model/look.ts";
import type { Value } from "../../../model/value.ts";
import type { Rule, Verdict } from "../../../model/verdict.ts";
import { verdict } from "../../questions/answer.ts";
import { isShut } from "../../questions/exposure.ts";
import { called, nameOf, opening } from "../../questions/naming.ts";
import { asLongAs } from "../../questions/row.ts";
import { storesOf } from "../../questions/workspaces.ts";

export const rule: Rule = {
  id: "container-instance",
  title: "No container group pulls from a registry that is closed to it",
  severity: "warning",
  why: `Azure Machine Learning does not support Azure Container Instances in a virtual network with a workspace that has a private endpoint, and a container group
cannot pull the workspace's images from a registry whose public access is off.`,
  how: "Deploy to a managed online endpoint, or to an attached Kubernetes cluster in the network.",
  documents: ["secure-workspace", "secure-inferencing"],
  check: asLongAs("container-instances", function* ({ graph }): Iterable<Verdict> {
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
  }),
};

function groupsPulling(graph: Graph, registry: Resource): readonly Resource[] {
  return graph.ofType("Microsoft.ContainerInstance/containerGroups").filter((group) => {
    const { body, condition } = group;
    return ["containers", "imageRegistryCredentials"].some((name) => {
      const seen = look(body, ["properties", name], condition);
      return seen.is === "value" && mentions(graph, seen.value, registry);
    });
  });
}

/** Whether a registry's name or address is read anywhere in a value. */
function mentions(graph: Graph, value: Value, registry: Resource): boolean {
  switch (value.kind) {
    case "reference": {
      const to = graph.resolve({ ...value, path: [] });
      return to.is === "found" && to.resource === registry;
    }
    case "text":
      return value.parts.some((part) => mentions(graph, part, registry));
    case "list":
      return value.items.some((item) => mentions(graph, item, registry));
    case "object":
      return [...value.props.values()].some((property) => mentions(graph, property.value, registry));
    case "scalar":
      return String(value.value)
        .toLowerCase()
        .startsWith(`${nameOf(registry)?.toLowerCase()}.azurecr.`);
    case "choice":
    case "constant":
    case "unknown":
      return false;
  }
}
