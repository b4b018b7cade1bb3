import type { Resource } from "../../../model/graph.ts";
import type { Reason } from "../../../model/value.ts";
import type { Rule, Verdict } from "../../../model/verdict.ts";
import { ask, isOneOf, verdict } from "../../questions/answer.ts";
import { called, opening } from "../../questions/naming.ts";
import { asLongAs } from "../../questions/row.ts";
import { setting } from "../../questions/setting.ts";
import { privateConnections } from "../../questions/targets.ts";
import { pointed } from "../../questions/workspaces.ts";

const path = ["properties", "privateEndpointNetworkPolicies"];

export const rule: Rule = {
  id: "subnet-network-policies",
  title: "Network policies for private endpoints are off in the subnets that hold them",
  severity: "note",
  why: `With network policies on, the subnet's security group and routes apply to private endpoints too, and a rule that was written for computes can cut off the
workspace or its stores. Azure Machine Learning's pages ask to turn them off before endpoints are added. Older providers turn the name round:
\`enforce_private_link_endpoint_network_policies = true\` means off.`,
  how: "Set `privateEndpointNetworkPolicies` of the subnet to `Disabled`.",
  documents: ["private-link", "private-endpoint-policies", "il5-guide"],
  check: asLongAs("subnet-endpoint-policies", function* ({ graph }): Iterable<Verdict> {
    const subnets = new Set(
      privateConnections(graph)
        .flatMap(({ connection }) => pointed(graph, connection.endpoint, ["properties", "subnet", "id"]))
        .flatMap(({ to }) => (to.is === "found" && !to.resource.existing ? [to.resource] : [])),
    );
    for (const subnet of subnets) {
      yield verdict(subnet, ask(subnet, path, isOneOf(["Disabled"], unsaid(subnet))), {
        whether: `network policies for private endpoints are off in ${called(subnet)}`,
        unmet: `${opening(subnet)} holds private endpoints with network policies on: its security group and routes apply to them and can cut off the workspace or its stores. Set 'privateEndpointNetworkPolicies' to 'Disabled', or see that the rules let the endpoints be reached.`,
        repair: setting(subnet, path, "Disabled", `Turn network policies for private endpoints off in ${called(subnet)}`),
      });
    }
  }),
};

/** Azure turns them off where nothing is written, as 'private-endpoint-policies' says since the summer of 2022; older API versions turned them on. */
function unsaid({ apiVersion }: Resource): boolean | Reason {
  if (apiVersion === undefined || apiVersion >= "2022-07-01") return true;
  return {
    kind: "azure",
    text: `The subnet does not say, and API version '${apiVersion}' is from before Azure turned them off where nothing is written.`,
    settle: "write 'privateEndpointNetworkPolicies' in the subnet, or use a newer API version",
  };
}
